using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Journal;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Http.TwoMachines;

/// <summary>
/// Tests that the journal of each node holds what other nodes commit: a machine that is lost takes nothing along.
/// </summary>
[Trait("Requirement", "ERA-08")]
[Trait(PostgresCases.Trait, PostgresCases.PostgreSql)]
public sealed class FollowedJournalsTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static string JournalOf(WebCenter center) => Path.Combine(center.Directory, "journal");

    private static IEnumerable<JournalLine> Lines(WebCenter center) =>
        JournalFile.In(JournalOf(center)).SelectMany(file => file.ReadAll()).Select(l => l.Line);

    private static async Task UntilAsync(Func<bool> holds)
    {
        while (!holds())
            await Task.Delay(20, Cancel);
    }

    [Fact]
    public async Task Who_left_through_one_is_in_the_journal_of_the_other_once()
    {
        await using var one = await WebCenter.StartAsync(adjust: WebCenter.WithoutCircuits);
        await using var two = await one.StartAnotherAsync();
        var people = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => one.SubscribeAsync(WebCenter.News)));
        foreach (var (person, node) in people.Select((p, i) => (p, i % 2 == 0 ? one : two)))
            Assert.Equal(200, await LeaveAsync(node, node.UnsubscribePath(person)));
        foreach (var node in (WebCenter[])[one, two])
        {
            await UntilAsync(() => Left(node).Count() >= people.Length);
            Assert.Equal(people.Select(p => p.Id).Order(), Left(node).Order());
        }
    }

    private static IEnumerable<Guid> Left(WebCenter node) =>
        Lines(node).OfType<ReducedLine>().Where(l => l.Kind == EventKind.Stopped).Select(l => l.Person);

    private static async Task<int> LeaveAsync(WebCenter node, string path) =>
        (await node.Browser.PostAsync(path, ("List-Unsubscribe", "One-Click"))).Status;

    [Fact]
    public async Task So_is_a_leave_of_somebody_nobody_knows_yet()
    {
        await using var one = await WebCenter.StartAsync(adjust: WebCenter.WithoutCircuits);
        await using var two = await one.StartAnotherAsync();
        var unknown = RandomId.New();
        Assert.Equal(200, await LeaveAsync(two, two.UnsubscribePath(unknown)));
        foreach (var node in (WebCenter[])[one, two])
            await UntilAsync(() => Lines(node).OfType<LeftLine>().Any(l => l.Person == unknown));
    }

    [Fact]
    public async Task So_is_one_that_a_node_took_whose_clock_was_an_hour_behind()
    {
        await using var one = await WebCenter.StartAsync(adjust: WebCenter.WithoutCircuits);
        var unknown = RandomId.New();
        using (var raw = one.Raw())
            raw.Run(
                """INSERT INTO "UnclaimedLeaves" ("PublicId", "Scope", "At") VALUES (@p0, 0, @p1)""",
                unknown.ToByteArray(bigEndian: true),
                Instant.ToMicroseconds(one.Clock.GetUtcNow().AddHours(-1))
            );
        one.Clock.Advance(TimeSpan.FromMinutes(1));
        await UntilAsync(() => Lines(one).OfType<LeftLine>().Any(l => l.Person == unknown));
    }

    [Fact]
    public async Task So_are_the_erased_and_whoever_came_back_is_taken_out()
    {
        await using var one = await WebCenter.StartAsync(adjust: WebCenter.WithoutCircuits);
        await using var two = await one.StartAnotherAsync();
        var person = await one.SubscribeAsync("zenobia@people.example", [WebCenter.News]);
        Assert.True(await two.EraseAsync(person));
        await UntilAsync(() => one.Get<ErasureJournal>().Read().Contains(person.Id));
        Assert.Single(one.Get<ErasureJournal>().Read().Addresses);

        using (var raw = one.Raw())
            raw.Run("""DELETE FROM "Suppressions" """);
        using (var session = one.Get<Database>().Read())
            Assert.True(one.Get<ErasureJournal>().Follow(session));
        Assert.Empty(one.Get<ErasureJournal>().Read().Addresses);
        Assert.True(one.Get<ErasureJournal>().Read().Contains(person.Id));
    }

    [Fact]
    public async Task A_database_that_has_forgotten_an_erasure_takes_no_address_out()
    {
        await using var one = await WebCenter.StartAsync(adjust: WebCenter.WithoutCircuits);
        var person = await one.SubscribeAsync("zenobia@people.example", [WebCenter.News]);
        Assert.True(await one.EraseAsync(person));
        using (var raw = one.Raw())
            raw.Run("""DELETE FROM "Suppressions"; DELETE FROM "ErasedIds" """);
        using (var session = one.Get<Database>().Read())
            Assert.False(one.Get<ErasureJournal>().Follow(session));
        Assert.Single(one.Get<ErasureJournal>().Read().Addresses);
    }

    [Fact]
    public async Task A_journal_is_covered_once_its_machine_has_stopped_and_not_before()
    {
        await using var one = await WebCenter.StartAsync(adjust: WebCenter.WithoutCircuits);
        var two = await one.StartAnotherAsync();
        var id = JournalIdentity.In(JournalOf(two))!.Id;
        await UntilAsync(() => JournalIdentity.In(JournalOf(one))!.Others.ContainsKey(id));
        Assert.False(JournalIdentity.In(JournalOf(one))!.Covers(id));
        Assert.Null(one.Get<JournalCheck>().Fault());
        await two.DisposeAsync();
        await UntilAsync(() => JournalIdentity.In(JournalOf(one))!.Covers(id));
    }
}
