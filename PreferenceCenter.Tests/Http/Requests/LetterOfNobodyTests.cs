using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Verification;
using PreferenceCenter.PrivacyRequests;
using PreferenceCenter.Tests.Http.Me;
using PreferenceCenter.Tests.Http.SignUp;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Http.Requests;

/// <summary>Tests the decision about a letter whose address was on no list when it came.</summary>
[Trait("Requirement", "RTS-07")]
public sealed class LetterOfNobodyTests
{
    private const string Ada = "ada@people.example",
        Nothing = "We hold no data";

    private static async Task<RequestCenter> StartAsync()
    {
        var center = await RequestCenter.StartAsync("Privacy:TwoPeople=false", "Site:Languages=en");
        await center.Web.ApplyFormsAsync(SignUpCenter.Forms);
        return center;
    }

    private static async Task<string> ApprovedAsync(RequestCenter center, PrivacyRequestRow row)
    {
        await center.Web.MailsAsync();
        await DecidedAsync(center, row);
        return Body(await center.AnswerAsync("Your request has been completed"));
    }

    private static async Task DecidedAsync(RequestCenter center, PrivacyRequestRow row) =>
        Assert.Equal(
            PrivacyRequestRefusal.None,
            await center.Decisions.DecideAsync(row, new RequestDecision(PrivacyRequestAct.Approve), center.Privacy)
        );

    private static string Body(MimeKit.MimeMessage mail) => mail.TextBody!.ReplaceLineEndings(" ");

    [DatabaseFact]
    [Trait("Requirement", "ERA-01")]
    public async Task An_erasure_takes_the_sign_up_that_waits_and_what_the_letter_left()
    {
        await using var center = await StartAsync();
        var row = await center.TakeAsync(PrivacyRequestKind.Erasure, Ada);
        await center.Web.MailsAsync();
        var link = await center.Web.AskedAsync(Ada, "news");
        await DecidedAsync(center, row);
        Assert.Equal(PrivacyRequestState.Cleaning, center.Again(row).State);
        // Nobody is told that it is erased before nothing of it is left.
        Assert.Empty(await center.Web.MailsAsync());
        await center.Web.CleanAsync();
        var answer = Body(await center.AnswerAsync("Your request has been completed"));
        Assert.Contains("Your data has been erased.", answer, StringComparison.Ordinal);
        Assert.Contains("keeps a keyed hash of this address", answer, StringComparison.Ordinal);
        Assert.DoesNotContain(Nothing, answer, StringComparison.Ordinal);
        await center.Web.Browser.PostAsync(link);
        Assert.Equal("suppressed", center.Web.Gate(Ada, "news"));
        using var raw = center.Web.Raw();
        foreach (var table in (string[])["OptIns", "Requests", "Drafts", "AddressChanges"])
            Assert.Equal(0L, raw.Scalar<long>($"""SELECT COUNT(*) FROM "{table}" WHERE "AddressKey" = @p0""", Ada));
        Assert.Null(center.Again(row).Address);
        Assert.Equal(PrivacyRequestState.Done, center.Again(row).State);
        Assert.DoesNotContain(center.Open(row.Reference).Lines, l => l.Text == "As they wrote it.");
        Assert.Equal(
            0L,
            raw.Scalar<long>("""SELECT COUNT(*) FROM "Outbox" WHERE "AddressKey" = @p0 OR "Address" = @p0""", Ada)
        );
        // Of the emails only the answer has a pickup file, as a certificate has.
        Assert.Single(
            Directory.EnumerateFiles(Path.Combine(center.Web.Directory, "data", "mail"), "*.eml"),
            file => File.ReadAllText(file).Contains(Ada, StringComparison.OrdinalIgnoreCase)
        );
        Assert.Null(center.Web.Get<LedgerVerifier>().Verify([], null, TestContext.Current.CancellationToken).Bad);
    }

    [DatabaseFact]
    [Trait("Requirement", "ERA-11")]
    public async Task An_erasure_of_nobody_leaves_one_hash_and_the_page_says_the_same_as_the_answer()
    {
        await using var center = await StartAsync();
        var row = await center.TakeAsync(PrivacyRequestKind.Erasure, "Ada@People.example");
        await center.Web.MailsAsync();
        await DecidedAsync(center, row);
        await center.Web.CleanAsync();
        await center.AnswerAsync("Your request has been completed");
        center.Web.Clock.Advance(TimeSpan.FromDays(1));
        await center.Web.CleanAsync();
        using (var raw = center.Web.Raw())
            Assert.Equal(0L, raw.Count("Erasures"));
        Assert.DoesNotContain(center.Web.Rows(), r => r.Contains(Ada, StringComparison.OrdinalIgnoreCase));
        await new Visitor(center.Web).PostAsync("/privacy", ("email", Ada));
        var told = Body(Assert.Single(await center.Web.MailsAsync()));
        Assert.Contains("keeps a keyed hash of this address", told, StringComparison.Ordinal);
        Assert.DoesNotContain("record of emails", told, StringComparison.Ordinal);
    }

    [DatabaseFact]
    [Trait("Requirement", "ERA-01")]
    public async Task Whoever_confirmed_the_address_since_is_erased()
    {
        await using var center = await StartAsync();
        var row = await center.TakeAsync(PrivacyRequestKind.Erasure, Ada);
        await center.Web.MailsAsync();
        await center.Web.Browser.PostAsync(await center.Web.AskedAsync(Ada, "news"));
        Assert.Equal("allowed", center.Web.Gate(Ada, "news"));
        Assert.Equal(
            PrivacyRequestRefusal.None,
            await center.Decisions.DecideAsync(
                center.Again(row),
                new RequestDecision(PrivacyRequestAct.Approve),
                center.Privacy
            )
        );
        Assert.Null(center.Web.FindPerson(Ada));
        Assert.Equal("suppressed", center.Web.Gate(Ada, "news"));
        Assert.Equal(PrivacyRequestState.Cleaning, center.Again(row).State);
    }

    [DatabaseFact]
    public async Task An_objection_that_is_approved_stops_whoever_confirmed_the_address_since()
    {
        await using var center = await StartAsync();
        var row = await center.TakeAsync(PrivacyRequestKind.Objection, Ada);
        await center.Web.MailsAsync();
        await center.Web.Browser.PostAsync(await center.Web.AskedAsync(Ada, "news"));
        var answer = await ApprovedAsync(center, center.Again(row));
        Assert.Contains("You get no more marketing emails", answer, StringComparison.Ordinal);
        Assert.Equal("stopped", center.Web.Gate(Ada, "news"));
    }

    [DatabaseFact]
    public async Task A_copy_of_what_waits_is_answered_by_what_waits()
    {
        await using var center = await StartAsync();
        var row = await center.TakeAsync(PrivacyRequestKind.Access, Ada);
        await center.Web.MailsAsync();
        await center.Web.AskedAsync(Ada, "news");
        var answer = await ApprovedAsync(center, row);
        Assert.DoesNotContain(Nothing, answer, StringComparison.Ordinal);
        Assert.Contains("the sign-up has not been confirmed yet", answer, StringComparison.Ordinal);
    }

    [DatabaseFact]
    public async Task Whoever_asks_about_an_address_that_a_letter_suppressed_is_told_so()
    {
        await using var center = await StartAsync();
        await center.TakeAsync(PrivacyRequestKind.Objection, Ada);
        await center.Web.MailsAsync();
        await new Visitor(center.Web).PostAsync("/privacy", ("email", Ada));
        var answer = Assert.Single(await center.Web.MailsAsync()).TextBody!.ReplaceLineEndings(" ");
        Assert.Contains("you objected, or asked us", answer, StringComparison.Ordinal);
        Assert.Contains("in a privacy request", answer, StringComparison.Ordinal);
    }

    [DatabaseFact]
    [Trait("Requirement", "ERA-01")]
    public async Task A_letter_from_the_earlier_address_goes_with_its_person()
    {
        await using var center = await StartAsync();
        var person = await center.Web.SubscribeAsync(Ada, [WebCenter.News]);
        var moved = await center.Web.MoveAsync(person, "ada@new.example");
        var row = await center.TakeAsync(PrivacyRequestKind.Access, Ada);
        Assert.Equal(Ada, row.Address);
        Assert.True(await center.Web.EraseAsync(moved));
        Assert.Null(center.Again(row).Address);
        Assert.DoesNotContain(center.Open(row.Reference).Lines, l => l.Text == "As they wrote it.");
    }
}
