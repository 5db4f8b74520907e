using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Verification;
using PreferenceCenter.Ledger.Writer;
using PreferenceCenter.PrivacyRequests.Erasure;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Http.Requests;

/// <summary>Tests erasure requests: by the subscriber after a waiting period, or by staff.</summary>
public sealed class ErasureRequestTests
{
    private static readonly string[] Automatic =
    [
        "Privacy:ErasureReview=Automatic",
        "Privacy:ErasureGrace=1.00:00:00",
        "Site:TimeZone=Europe/Dublin",
    ];

    [DatabaseFact]
    [Trait("Requirement", "RTS-06")]
    [Trait("Requirement", "ERA-01")]
    public async Task What_was_asked_is_confirmed_at_once_stops_all_mail_and_is_carried_out_when_its_time_is_over()
    {
        await using var center = await WebCenter.StartAsync(Automatic);
        var person = await center.SubscribeAsync("ada@people.example", [WebCenter.News, WebCenter.Events]);
        Assert.Equal(ChangeOutcome.Done, (await center.AskAsync(person, PrivacyRequestKind.Erasure)).Outcome);
        Assert.Equal(("stopped", "stopped"), (center.Gate(person, "news"), center.Gate(person, "events")));

        var mail = Assert.Single(
            await center.MailsAsync(),
            m => m.Subject!.Contains("We have your request", StringComparison.Ordinal)
        );
        Assert.Contains("Erasure of your data", mail.TextBody, StringComparison.Ordinal);
        Assert.DoesNotContain("List-Unsubscribe-Post", mail.Headers.Select(h => h.Field));
        var page = WebCenter.LinkIn(mail, "privacy");
        var waiting = await center.Browser.GetAsync(page);
        Assert.Contains("Your data will be erased after 24 November 2026", waiting.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("ada", waiting.Body, StringComparison.OrdinalIgnoreCase);

        center.Clock.Advance(TimeSpan.FromHours(23));
        Assert.Equal(0, (await center.RunAsync<DueErasures>()).Done);
        center.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(1, (await center.RunAsync<DueErasures>()).Done);
        Assert.Null(center.Get<SubscriberReader>().Find(PersonKey.Of(person.Id)));
        Assert.Contains(
            "our files are being cleaned",
            (await center.Browser.GetAsync(page)).Text,
            StringComparison.Ordinal
        );
        await center.CleanAsync();
        Assert.Contains(
            "Completed on 25 November 2026",
            (await center.Browser.GetAsync(page)).Text,
            StringComparison.Ordinal
        );
        using var raw = center.Raw();
        Assert.Equal(
            0L,
            raw.Scalar<long>(
                """SELECT COUNT(*) FROM "Requests" WHERE "SubscriberId" IS NOT NULL OR "ClosedAt" IS NULL"""
            )
        );
        Assert.Null(center.Get<LedgerVerifier>().Verify([], null, TestContext.Current.CancellationToken).Bad);
    }

    [DatabaseFact]
    public async Task Cancelled_in_time_nobody_is_erased_and_who_left_has_left()
    {
        await using var center = await WebCenter.StartAsync(Automatic);
        var person = await center.SubscribeAsync(WebCenter.News);
        await center.AskAsync(person, PrivacyRequestKind.Erasure);
        var request = Assert.Single(center.RequestsOf(person));
        // Requested twice, it is one request.
        Assert.Equal(ChangeOutcome.Unchanged, (await center.AskAsync(person, PrivacyRequestKind.Erasure)).Outcome);
        Assert.Equal(request.Id, Assert.Single(center.RequestsOf(person)).Id);

        var other = await center.SubscribeAsync(WebCenter.News);
        Assert.Equal(ChangeOutcome.Unknown, (await center.CancelAsync(other, request)).Outcome);
        Assert.Equal(ChangeOutcome.Done, (await center.CancelAsync(person, request)).Outcome);
        Assert.Equal(ChangeOutcome.Unchanged, (await center.CancelAsync(person, request)).Outcome);
        center.Clock.Advance(TimeSpan.FromDays(3));
        Assert.Equal(0, (await center.RunAsync<DueErasures>()).Done);
        Assert.Equal("stopped", center.Gate(person, "news"));
        Assert.Contains(
            "Withdrawn by you on 23 November 2026",
            (await center.Browser.GetAsync("/privacy/" + request.Reference)).Text,
            StringComparison.Ordinal
        );
        // A new request after it is another one.
        Assert.Equal(ChangeOutcome.Done, (await center.AskAsync(person, PrivacyRequestKind.Erasure)).Outcome);
    }

    [DatabaseFact]
    public async Task Cancelled_at_the_same_moment_either_holds_and_never_both()
    {
        await using var center = await WebCenter.StartAsync(Automatic);
        await using var second = await center.StartAnotherAsync(Automatic);
        var people = await Task.WhenAll(Enumerable.Range(0, 60).Select(_ => center.SubscribeAsync(WebCenter.News)));
        foreach (var person in people)
            await center.AskAsync(person, PrivacyRequestKind.Erasure);
        var requests = people.Select(p => Assert.Single(center.RequestsOf(p))).ToArray();
        center.Clock.Advance(TimeSpan.FromDays(1));
        second.Clock.Advance(TimeSpan.FromDays(1));
        var cancelling = people.Zip(requests).Select(p => second.CancelAsync(p.First, p.Second)).ToArray();
        await center.RunAsync<DueErasures>();
        var cancelled = await Task.WhenAll(cancelling);
        Assert.All(
            people.Zip(cancelled),
            p =>
                Assert.Equal(
                    p.Second.Outcome == ChangeOutcome.Done,
                    center.Get<SubscriberReader>().Find(PersonKey.Of(p.First.Id)) is not null
                )
        );
    }

    [DatabaseFact]
    [Trait("Requirement", "RTS-02")]
    public async Task Where_staff_decide_it_waits_with_its_day_and_other_requests_are_overtaken()
    {
        await using var center = await WebCenter.StartAsync(["Site:TimeZone=Europe/Dublin"], WebCenter.WithoutCircuits);
        center.Clock.SetUtcNow(new DateTimeOffset(2026, 11, 26, 9, 0, 0, TimeSpan.Zero));
        var person = await center.SubscribeAsync(WebCenter.News);
        await center.AskAsync(person, PrivacyRequestKind.Erasure);
        await center.AskAsync(person, PrivacyRequestKind.AutomatedDecision);
        center.Clock.Advance(TimeSpan.FromDays(20));
        Assert.Equal(0, (await center.RunAsync<DueErasures>()).Done);
        var (erasure, human) = (
            center.RequestsOf(person).Single(r => r.Kind == PrivacyRequestKind.Erasure),
            center.RequestsOf(person).Single(r => r.Kind == PrivacyRequestKind.AutomatedDecision)
        );
        var page = (await center.Browser.GetAsync("/privacy/" + erasure.Reference)).Text;
        Assert.Contains("The statutory deadline for our reply is 26 December 2026.", page, StringComparison.Ordinal);
        Assert.Contains("so we will reply by 28 December 2026", page, StringComparison.Ordinal);

        await center.EraseAsync(person);
        Assert.Contains(
            "because your data was erased",
            (await center.Browser.GetAsync("/privacy/" + human.Reference)).Text,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "being cleaned",
            (await center.Browser.GetAsync("/privacy/" + erasure.Reference)).Text,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_reference_nobody_has_is_not_found_in_whatever_form()
    {
        await using var center = await WebCenter.StartAsync(adjust: WebCenter.WithoutCircuits);
        var person = await center.SubscribeAsync(WebCenter.News);
        await center.AskAsync(person, PrivacyRequestKind.Access);
        var reference = Assert.Single(center.RequestsOf(person)).Reference;
        Assert.Equal(200, (await center.Browser.GetAsync("/privacy/" + reference.ToUpperInvariant())).Status);
        foreach (
            var wrong in (string[])
                [reference[..^1] + (reference[^1] == '0' ? '1' : '0'), reference + "0", reference[1..], "x"]
        )
            Assert.Equal(404, (await center.Browser.GetAsync("/privacy/" + wrong)).Status);
    }
}
