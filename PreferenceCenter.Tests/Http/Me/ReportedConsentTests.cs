using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Events;
using PreferenceCenter.Ledger.Writer;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Http.Me;

/// <summary>Tests that a consent which an import reports is shown with all that is stated of it.</summary>
public sealed class ReportedConsentTests(SharedWebCenter shared) : IClassFixture<SharedWebCenter>
{
    [DatabaseFact]
    [Trait("Requirement", "RTS-07")]
    public async Task The_person_sees_wording_time_method_network_and_line_as_they_were_reported()
    {
        var center = await shared.NextAsync();
        var address = EmailAddress.TryParse(WebCenter.NewAddress("reported"))!;
        var result = await center.SubmitAsync(
            new PersonChange(
                PersonKey.Of(address),
                new PreferenceCenter.Domain.Assert(
                    new Dictionary<long, long> { [WebCenter.News] = (long)Frequency.Every }
                ),
                new Act(Channel.Import, WebCenter.ByOperator.Actor, center.Now, LawfulBasis.Consent, 1, 0),
                new Evidence
                {
                    Source = "fair in Kiel",
                    File = "kiel.csv",
                    Line = 4711,
                    Grade = "A",
                    ObtainedAt = new DateTimeOffset(2019, 5, 17, 10, 0, 0, TimeSpan.Zero),
                    Method = "paper form",
                    Text = "Yes, write to me <b>often</b>.",
                    ObtainedIp = "192.0.2.0/24",
                }
            )
            {
                Register = new Registration(address, "en", null, null),
                Notify = false,
            }
        );
        var page = await new Visitor(center).OpenAsync(new Person(result.PublicId, address.Typed));
        foreach (
            var stated in (string[])
                [
                    "fair in Kiel",
                    "kiel.csv 4711",
                    "2019",
                    "paper form",
                    "Yes, write to me <b>often</b>.",
                    "192.0.2.0/24",
                ]
        )
            Assert.Contains(stated, page.Text, StringComparison.Ordinal);
    }
}
