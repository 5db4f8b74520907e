using PreferenceCenter.Domain;
using PreferenceCenter.Tests.Http.Requests;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Http.Me;

/// <summary>
/// Tests a complaint about the handling of data (United Kingdom: Data Protection Act 2018, section 164A): made by the
/// subscriber, it is acknowledged at once and has its own clock.
/// </summary>
public sealed class ComplaintTests
{
    private const string Words = "You mailed me twice, and nobody answered.";

    [DatabaseFact]
    [Trait("Requirement", "RTS-04")]
    public async Task It_is_made_once_acknowledged_by_email_and_due_within_thirty_days()
    {
        await using var center = await WebCenter.StartAsync(adjust: WebCenter.WithoutCircuits);
        var person = await center.SubscribeAsync("ada@people.example", [WebCenter.News]);
        Assert.Equal(403, (await center.Browser.GetAsync("/me/complaint")).Status);
        var visitor = new Visitor(center);
        Assert.Contains("/me/complaint", (await visitor.OpenAsync(person)).Body, StringComparison.Ordinal);
        Assert.DoesNotContain("Still open", (await visitor.GetAsync("/me/erase")).Text, StringComparison.Ordinal);
        var page = await visitor.GetAsync("/me/complaint");
        Assert.Contains("Data Protection Commission, Ireland", page.Text, StringComparison.Ordinal);

        // Nothing written is nothing complained about.
        foreach (var words in (string[])["", " \n ", "\u200B\u202E", new string('x', 4001)])
        {
            var refused = await SendAsync(visitor, words);
            Assert.Equal(400, refused.Status);
            Assert.NotNull(refused.Page.QuerySelector("textarea[aria-invalid=true][aria-describedby=e]"));
            Assert.NotNull(refused.Page.QuerySelector("#e[role=alert]"));
            Assert.Empty(center.RequestsOf(person));
        }

        var sent = await visitor.FollowAsync(await SendAsync(visitor, Words));
        Assert.NotNull(sent.Page.QuerySelector("[role=status]"));
        Assert.Null(sent.Page.QuerySelector("textarea"));
        var request = Assert.Single(center.RequestsOf(person));
        Assert.Equal(
            (
                PrivacyRequestKind.Complaint,
                PrivacyRequestState.Open,
                Words,
                SiteCalendar.Utc.DayOf(center.Now).AddDays(30)
            ),
            (request.Kind, request.State, request.Words, SiteCalendar.Utc.LastDayBefore(request.DueUntil))
        );
        var mail = Assert.Single(await center.MailsAsync());
        Assert.Contains("acknowledges your complaint", mail.TextBody, StringComparison.Ordinal);
        Assert.DoesNotContain("nobody answered", mail.TextBody, StringComparison.Ordinal);
        // Whoever thinks of erasure is told that it would end unanswered.
        Assert.Contains(
            $"Still open: {RequestNumber.Text(request.Number)}.",
            (await visitor.GetAsync("/me/erase")).Text,
            StringComparison.Ordinal
        );
        // It asks for no mailing to stop.
        Assert.Equal("allowed", center.Gate(person, "news"));
        Assert.Equal(404, (await center.Browser.GetAsync("/privacy/" + new string('0', 26))).Status);
        Assert.Contains(
            "Complaint about how your data is handled",
            (await center.Browser.GetAsync("/privacy/" + request.Reference)).Text,
            StringComparison.Ordinal
        );
    }

    [DatabaseFact(PostgresInLongTests = true)]
    public async Task Staff_have_the_text_of_a_letter_for_whoever_has_no_address_and_for_nobody_else()
    {
        await using var center = await RequestCenter.StartAsync();
        var byLetter = await center.TakeAsync(PrivacyRequestKind.Complaint, null, "Ada Lovelace, 1 Quay");
        var byEmail = await center.TakeAsync(PrivacyRequestKind.Complaint, "bob@people.example");
        var access = await center.TakeAsync(PrivacyRequestKind.Access, null, "Ada Lovelace, 1 Quay");
        var browser = await center.Staff.SignInAsync(StaffRole.Privacy);
        var page = await browser.GetAsync("/staff/requests/" + byLetter.Reference);
        Assert.Contains("Acknowledge the complaint by letter", page.Text, StringComparison.Ordinal);
        Assert.Contains("This acknowledges your complaint.", page.Text, StringComparison.Ordinal);
        Assert.Contains(RequestNumber.Text(byLetter.Number), page.Text, StringComparison.Ordinal);
        foreach (var other in (string[])[byEmail.Reference, access.Reference])
            Assert.DoesNotContain(
                "by letter",
                (await browser.GetAsync("/staff/requests/" + other))
                    .Page.QuerySelectorAll("h2")
                    .Select(h => h.TextContent)
                    .Aggregate((a, b) => a + b),
                StringComparison.Ordinal
            );
        var mail = Assert.Single(await center.Web.MailsAsync(), m => m.To.ToString() == "bob@people.example");
        Assert.Contains("acknowledges your complaint", mail.TextBody, StringComparison.Ordinal);
    }

    private static async Task<Answer> SendAsync(Visitor visitor, string words) =>
        await visitor.PressAsync(
            await visitor.GetAsync("/me/complaint"),
            action: "/me/complaint",
            fill: form => form.QuerySelector("textarea")!.TextContent = words
        );
}
