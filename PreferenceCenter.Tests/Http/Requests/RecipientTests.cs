using PreferenceCenter.Domain;
using PreferenceCenter.PrivacyRequests;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Http.Requests;

/// <summary>
/// Tests the notification of recipients (GDPR article 19): each is informed, by id only, and the request stays open
/// until they answer.
/// </summary>
[Trait("Requirement", "RTS-12")]
public sealed class RecipientTests
{
    [DatabaseFact]
    public async Task An_erasure_is_done_when_each_has_answered_or_cannot()
    {
        await using var center = await RequestCenter.StartAsync("Privacy:TwoPeople=false");
        Assert.Equal(
            PrivacyRequestRefusal.Incomplete,
            await center.Recipients.AddAsync(
                "printer",
                "Printing house",
                "Prints the catalogue",
                null,
                "no address",
                center.Privacy
            )
        );
        Assert.Equal(
            PrivacyRequestRefusal.None,
            await center.Recipients.AddAsync(
                "printer",
                "Printing house",
                "Prints the catalogue",
                null,
                "dpo@printer.example",
                center.Privacy
            )
        );
        Assert.Equal(
            PrivacyRequestRefusal.None,
            await center.Recipients.AddAsync(
                "crm",
                "Customer file",
                "Sales",
                "United States, standard clauses",
                "dpo@crm.example",
                center.Privacy
            )
        );
        Assert.Equal(
            PrivacyRequestRefusal.None,
            await center.Recipients.AddAsync("gone", "Nobody", "Was", null, "dpo@gone.example", center.Privacy)
        );
        Assert.Equal(PrivacyRequestRefusal.None, await center.Recipients.EndAsync("gone", center.Privacy));
        var person = await center.Web.SubscribeAsync("ada@people.example", [WebCenter.News], name: "Ada Lovelace");
        var row = await center.AskAsync(person, PrivacyRequestKind.Erasure);
        await center.Decisions.DecideAsync(row, new RequestDecision(PrivacyRequestAct.Approve), center.Privacy);
        await center.Web.CleanAsync();
        var mails = (await center.Web.MailsAsync())
            .Where(m => m.To.ToString().StartsWith("dpo@", StringComparison.Ordinal))
            .ToArray();
        Assert.Equal(["dpo@crm.example", "dpo@printer.example"], mails.Select(m => m.To.ToString()).Order());
        Assert.All(
            mails,
            m =>
            {
                Assert.Contains($"{person.Id}", m.TextBody, StringComparison.Ordinal);
                // Not "ada" alone, which the hexadecimal digits of a message id may spell.
                Assert.DoesNotContain("ada@", m.ToString(), StringComparison.OrdinalIgnoreCase);
                Assert.DoesNotContain("Lovelace", m.ToString(), StringComparison.OrdinalIgnoreCase);
            }
        );

        Assert.Equal(PrivacyRequestState.Cleaning, center.Again(row).State);
        var notices = center.Open(row.Reference).Told;
        Assert.Equal(["crm", "printer"], notices.Select(t => t.Recipient));
        Assert.Equal(
            PrivacyRequestRefusal.None,
            await center.Recipients.AnswerAsync(notices[0].Id, null, center.Privacy)
        );
        Assert.Equal(
            PrivacyRequestRefusal.Unknown,
            await center.Recipients.AnswerAsync(notices[0].Id, null, center.Privacy)
        );
        Assert.Equal(PrivacyRequestState.Cleaning, center.Again(row).State);
        Assert.Equal(
            PrivacyRequestRefusal.None,
            await center.Recipients.AnswerAsync(notices[1].Id, "The catalogue is printed.", center.Privacy)
        );
        Assert.Equal(PrivacyRequestState.Done, center.Again(row).State);
        Assert.All(center.Open(row.Reference).Told, t => Assert.Null(t.PublicId));
        Assert.Empty(center.Recipients.Unanswered());
    }

    [DatabaseFact]
    [Trait("Requirement", "ERA-01")]
    public async Task Why_it_cannot_be_done_is_asked_for_and_names_nobody_since_it_outlives_the_person()
    {
        await using var center = await RequestCenter.StartAsync();
        await center.Recipients.AddAsync("crm", "Customer file", "Sales", null, "dpo@crm.example", center.Privacy);
        var person = await center.Web.SubscribeAsync("ada@people.example", [WebCenter.News], name: "Ada Lovelace");
        await center.Web.ActAsync(person, new Restrict(On: true), Channel.Identity);
        await center.MinuteAsync();
        var notice = Assert.Single(center.Recipients.Unanswered()).Id;
        foreach (
            var (why, refusal) in new[]
            {
                ("", PrivacyRequestRefusal.Incomplete),
                (" \u00a0 ", PrivacyRequestRefusal.Incomplete),
                ("Mrs Lovelace's letters are on paper.", PrivacyRequestRefusal.NamesSomebody),
                ("ada@people.example is on paper.", PrivacyRequestRefusal.NamesSomebody),
            }
        )
        {
            Assert.Equal(refusal, await center.Recipients.AnswerAsync(notice, why, center.Privacy));
            Assert.Single(center.Recipients.Unanswered());
        }
        Assert.Equal(
            PrivacyRequestRefusal.None,
            await center.Recipients.AnswerAsync(notice, "Letters are on paper.", center.Privacy)
        );
        Assert.Empty(center.Recipients.Unanswered());
        await center.Web.EraseAsync(person);
        await center.Web.CleanAsync();
        Assert.DoesNotContain(
            center.Web.Rows(),
            row =>
                row.StartsWith("RecipientNotices", StringComparison.Ordinal)
                && row.Contains("Lovelace", StringComparison.Ordinal)
        );
    }

    [DatabaseFact]
    public async Task What_is_restricted_or_put_right_is_told_too_and_each_once()
    {
        await using var center = await RequestCenter.StartAsync();
        await center.Recipients.AddAsync("crm", "Customer file", "Sales", null, "dpo@crm.example", center.Privacy);
        var person = await center.Web.SubscribeAsync(WebCenter.News);
        await center.Web.ActAsync(person, new Restrict(On: true), Channel.Identity);
        var mail = Assert.Single(await center.MinuteAsync());
        Assert.Contains("restricted the processing", mail.TextBody, StringComparison.Ordinal);
        Assert.Empty(await center.MinuteAsync());
        // Lifting the restriction causes no further mail.
        await center.Web.ActAsync(person, new Restrict(On: false), Channel.Identity);
        Assert.Empty(await center.MinuteAsync());
        Assert.Single(center.Recipients.Unanswered());
    }

    [DatabaseFact(PostgresInLongTests = true)]
    public async Task Where_nobody_is_given_anything_nothing_waits()
    {
        await using var center = await RequestCenter.StartAsync();
        await center.Web.ActAsync(
            await center.Web.SubscribeAsync(WebCenter.News),
            new Restrict(On: true),
            Channel.Identity
        );
        Assert.Empty(await center.MinuteAsync());
        using var raw = center.Web.Raw();
        Assert.Equal(0L, raw.Count("RecipientNotices"));
    }

    [DatabaseFact(PostgresInLongTests = true)]
    [Trait("Requirement", "RTS-16")]
    public async Task They_stand_in_the_record_of_processing_until_they_are_given_nothing_more()
    {
        await using var center = await RequestCenter.StartAsync();
        await center.Recipients.AddAsync(
            "crm",
            "Customer file",
            "Sales",
            "United States, standard clauses",
            "dpo@crm.example",
            center.Privacy
        );
        var record = (await center.Web.RunAsync("records", "export")).Out;
        foreach (var output in (string[])["Customer file", "Sales", "United States, standard clauses"])
            Assert.Contains(output, record, StringComparison.Ordinal);
        await center.Recipients.EndAsync("crm", center.Privacy);
        Assert.DoesNotContain(
            "Customer file",
            (await center.Web.RunAsync("records", "export")).Out,
            StringComparison.Ordinal
        );
    }
}
