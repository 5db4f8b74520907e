using PreferenceCenter.ConsentEvidence.RetainedEvidence;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Verification;
using PreferenceCenter.Ledger.Writer;
using PreferenceCenter.PrivacyRequests.Retention;
using PreferenceCenter.Tests.Http.Me;
using PreferenceCenter.Tests.Http.Requests;
using PreferenceCenter.Tests.Http.SignUp;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Http.Erasures;

/// <summary>
/// Tests that nobody is kept for nothing: whoever has left everything is erased once the undo is over, and what proves
/// the past consent is read by two people only, until its term is over.
/// </summary>
public sealed class LeftEverythingTests
{
    private static readonly TimeSpan Undo = TimeSpan.FromDays(30),
        Term = TimeSpan.FromDays(3 * 365.25);

    [DatabaseFact]
    [Trait("Requirement", "ERA-01")]
    [Trait("Requirement", "CON-17")]
    public async Task Who_left_everything_is_erased_once_the_undo_is_over_and_two_people_read_what_proves_the_consent()
    {
        await using var requests = await RequestCenter.StartAsync("Privacy:KeepSuppression=false");
        var center = requests.Web;
        var left = await center.SubscribeAsync("zenobia@people.example", [WebCenter.News, WebCenter.Events]);
        await center.ActAsync(left, Leave.Everything, Channel.OneClick);
        await center.MailsAsync();
        var leftAt = center.Now;
        center.Clock.Advance(Undo);
        await center.RunAsync<RetentionJob>();
        Assert.True(center.StateOf(left).Stopped);

        center.Clock.Advance(TimeSpan.FromDays(1));
        var dry = await center.RunAsync("retention", "run", "--dry-run", "--json");
        Assert.Contains("\"left\":1", dry.Out.Replace(" ", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.True(center.StateOf(left).Stopped);
        await center.RunAsync<RetentionJob>();
        using var raw = center.Raw();
        // Unlike after an erasure that was asked for, KeepSuppression or not: a list must not bring back who left.
        Assert.Equal(
            (0L, 0L, 1L, 1L, 0L),
            (
                raw.Count("Subscribers"),
                raw.Count("Choices"),
                raw.Count("Suppressions"),
                raw.Count("ProofStubs"),
                raw.Count("RecipientNotices")
            )
        );
        Assert.False((await center.ImportAsync(left.Address, [WebCenter.News])).Ok);
        Assert.Equal(0L, raw.Count("Subscribers"));
        await center.CleanAsync();
        Assert.Empty(await center.MailsAsync());
        Assert.Null(center.Get<LedgerVerifier>().Verify([], null, TestContext.Current.CancellationToken).Bad);

        var proofs = center.Get<RetainedEvidenceStore>();
        var address = EmailAddress.TryParse(left.Address)!;
        var (_, id) = await proofs.AskAsync(address, "Case 12/2027 before the county court.", requests.Owner);
        Assert.Equal(ProofRefusal.Changed, (await proofs.ReadAsync(id, requests.Owner)).Refusal);
        Assert.Equal(ProofRefusal.NotByThemselves, await proofs.AgreeAsync(id, requests.Owner));
        Assert.Equal(ProofRefusal.None, await proofs.AgreeAsync(id, requests.Privacy));
        var read = Assert.Single((await proofs.ReadAsync(id, requests.Privacy)).Proofs);
        Assert.Equal(leftAt + Term, read.ExpiresAt);
        Assert.Equal(
            [WebCenter.News, WebCenter.Events],
            read.Events.Where(e => e.Kind == EventKind.Asserted).Select(e => e.Aspect).Order()
        );

        center.Clock.Advance(leftAt + Term - center.Now);
        await center.RunAsync<RetentionJob>();
        Assert.Equal((0L, 1L), (raw.Count("ProofStubs"), raw.Count("Suppressions")));
    }

    [DatabaseFact]
    [Trait("Requirement", "ERA-01")]
    [Trait("Requirement", "ERA-10")]
    public async Task Whoever_comes_back_sees_what_is_kept_of_before_and_an_erasure_that_they_ask_for_ends_it_too()
    {
        await using var center = await SignUpCenter.StartAsync();
        var left = await center.SubscribeAsync(SignUpCenter.Address, [WebCenter.News]);
        await center.ActAsync(left, Leave.Everything, Channel.OneClick);
        center.Clock.Advance(Undo + TimeSpan.FromDays(1));
        await center.RunAsync<RetentionJob>();
        await center.CleanAsync();
        await center.MailsAsync();
        using var raw = center.Raw();
        Assert.Equal((0L, 1L), (raw.Count("Subscribers"), raw.Count("ProofStubs")));

        await center.Browser.PostAsync(await center.AskedAsync(topics: "news"));
        var back = center.FindPerson(SignUpCenter.Address)!;
        var visitor = new Visitor(center);
        await visitor.OpenAsync(back);
        var export = await ExportTests.DownloadAsync(center, visitor);
        Assert.Equal(2, export["proof-stubs.csv"].Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Contains(
            "under a random number that leads to nobody",
            (await visitor.GetAsync("/me/erase")).Text,
            StringComparison.Ordinal
        );

        await center.EraseAsync(back);
        Assert.Equal((0L, 0L), (raw.Count("Subscribers"), raw.Count("ProofStubs")));
        await center.CleanAsync();
        Assert.Contains(
            "under a random number that leads to nobody",
            string.Join(
                ' ',
                Assert
                    .Single(await center.MailsAsync())
                    .TextBody!.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
            ),
            StringComparison.Ordinal
        );
    }

    [DatabaseFact]
    [Trait("Requirement", "ERA-01")]
    public async Task Whoever_has_anything_on_or_anything_going_on_is_kept()
    {
        await using var center = await SignUpCenter.StartAsync();
        async Task<Person> LeftAsync(string name)
        {
            var person = await center.SubscribeAsync($"{name}@people.example", [WebCenter.News, WebCenter.Events]);
            await center.ActAsync(person, Leave.Everything, Channel.OneClick);
            return person;
        }
        var (gone, restricted, asks, visits, returns) = (
            await LeftAsync("gone"),
            await LeftAsync("restricted"),
            await LeftAsync("asks"),
            await LeftAsync("visits"),
            await LeftAsync("returns")
        );
        var reads = await center.SubscribeAsync("reads@people.example", [WebCenter.News, WebCenter.Events]);
        await center.ActAsync(reads, new Leave(WebCenter.News), Channel.OneClick);
        await center.ActAsync(restricted, new Restrict(true), Channel.Identity);
        center.Clock.Advance(Undo + TimeSpan.FromHours(1));
        await new Visitor(center).OpenAsync(visits);
        await center.AskAsync(asks, PrivacyRequestKind.Access);
        await center.SignUpAsync(returns.Address);
        await center.RunAsync<RetentionJob>();
        using var context = center.Get<Database>().CreateContext();
        Assert.Equal(
            new[] { asks, reads, restricted, returns, visits }.Select(p => p.Address),
            context.Subscribers.Select(s => s.Address).ToArray().Order(StringComparer.Ordinal)
        );
        Assert.Equal("suppressed", center.Gate(gone, "news"));
    }

    [DatabaseFact]
    public async Task Who_comes_back_between_the_search_and_the_erasure_is_kept()
    {
        await using var center = await WebCenter.StartAsync();
        var person = await center.SubscribeAsync(WebCenter.News);
        await center.ActAsync(person, Leave.Everything, Channel.OneClick);
        center.Clock.Advance(Undo + TimeSpan.FromDays(1));
        Assert.Equal(1, center.Get<RetentionJob>().Try().Left);
        var job = center.RunAsync<RetentionJob>();
        var back = center.ActAsync(
            person,
            new Choose(new Dictionary<long, long> { [WebCenter.News] = (long)Frequency.Weekly }, false)
        );
        await job;
        // Either the act came first, and the person is kept, or it found nobody.
        Assert.Equal((await back).Outcome == ChangeOutcome.Done, center.FindPerson(person.Address) is not null);
    }

    [DatabaseFact]
    [Trait("Requirement", "ERA-01")]
    public async Task Who_was_erased_after_leaving_comes_back_by_their_own_confirmation()
    {
        await using var center = await SignUpCenter.StartAsync();
        var person = await center.SubscribeAsync("ada@people.example", [WebCenter.News]);
        await center.ActAsync(person, Leave.Everything, Channel.OneClick);
        center.Clock.Advance(Undo + TimeSpan.FromDays(1));
        await center.RunAsync<RetentionJob>();
        await center.MailsAsync();
        await center.SignUpAsync("ada@people.example");
        await center.Browser.PressAsync(
            await center.Browser.GetAsync(WebCenter.LinkIn(Assert.Single(await center.MailsAsync()), "c")),
            "confirm"
        );
        Assert.Equal("allowed", WireGate(center));
        using var raw = center.Raw();
        Assert.Equal((0L, 1L), (raw.Count("Suppressions"), raw.Count("ProofStubs")));
    }

    private static string WireGate(WebCenter center) => center.Gate(center.FindPerson("ada@people.example")!, "news");
}
