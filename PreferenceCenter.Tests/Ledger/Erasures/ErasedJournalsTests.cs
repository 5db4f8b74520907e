using System.Globalization;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Journal;
using PreferenceCenter.PrivacyRequests.Erasure;
using PreferenceCenter.Tests.Http;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Ledger.Erasures;

/// <summary>Tests what the journals hold after an erasure, and how journals of an earlier version are rewritten.</summary>
public sealed class ErasedJournalsTests
{
    [DatabaseFact]
    [Trait("Requirement", "ERA-02")]
    [Trait("Requirement", "ERA-08")]
    public async Task A_journal_of_reductions_loses_the_lines_of_who_was_erased_and_no_other()
    {
        await using var center = await WebCenter.StartAsync(adjust: WebCenter.WithoutCircuits);
        var (gone, stays) = (await center.SubscribeAsync(WebCenter.News), await center.SubscribeAsync(WebCenter.News));
        foreach (var person in (Person[])[gone, stays])
            await center.Browser.PostAsync(
                center.UnsubscribePath(person, WebCenter.News),
                ("List-Unsubscribe", "One-Click")
            );
        center.Get<JournalKeeper>().CatchUp();
        var file = JournalFile.In(JournalOf(center))[0];
        var aside = file.Path + ".lost-20261101T000000Z";
        File.Copy(file.Path, aside);
        var before = file.ReadAll().Select(one => one.Line).ToList();
        Assert.Contains(before.OfType<ReducedLine>(), line => line.Person == gone.Id);

        await center.EraseAsync(gone);
        await center.CleanAsync();
        var kept = before.Where(line => line is not ReducedLine reduced || reduced.Person != gone.Id).ToList();
        Assert.Equal(kept, file.ReadAll().Select(one => one.Line).Take(kept.Count));
        foreach (var path in Directory.GetFiles(JournalOf(center)))
            Assert.DoesNotContain(gone.Id.ToString("D"), await ReadAsync(path), StringComparison.Ordinal);
        Assert.Contains(stays.Id.ToString("D"), await ReadAsync(aside), StringComparison.Ordinal);
        Assert.Null(center.Get<JournalCheck>().Fault());
    }

    [DatabaseFact]
    [Trait("Requirement", "ERA-02")]
    public async Task A_line_that_a_node_writes_late_is_gone_on_the_next_day()
    {
        await using var center = await WebCenter.StartAsync(adjust: WebCenter.WithoutCircuits);
        var gone = await center.SubscribeAsync(WebCenter.News);
        await center.Browser.PostAsync(center.UnsubscribePath(gone, WebCenter.News), ("List-Unsubscribe", "One-Click"));
        center.Get<JournalKeeper>().CatchUp();
        var file = JournalFile.In(JournalOf(center))[0];
        var line = Assert.Single(
            file.ReadAll().Select(one => one.Line).OfType<ReducedLine>(),
            one => one.Person == gone.Id
        );
        await center.EraseAsync(gone);
        center.Clock.Advance(TimeSpan.FromMinutes(3));
        await center.RunAsync<ErasureCleanup>();
        Assert.DoesNotContain(file.ReadAll(), one => one.Line == line);
        using (var late = JournalAppender.Open(file))
        {
            late.Add(line);
            late.Write();
        }
        await center.CleanAsync();
        Assert.DoesNotContain(file.ReadAll(), one => one.Line == line);
    }

    [DatabaseFact]
    [Trait("Requirement", "ERA-08")]
    public async Task A_journal_of_the_first_version_is_rewritten_and_still_erases_again()
    {
        await using var center = await WebCenter.StartAsync(adjust: WebCenter.WithoutCircuits);
        var (gone, back) = (
            await center.SubscribeAsync("gone@people.example", [WebCenter.News]),
            await center.SubscribeAsync("back@people.example", [WebCenter.News])
        );
        var path = Path.Combine(JournalOf(center), ErasureJournal.Name);
        string[] hashes =
        [
            .. ((Person[])[gone, back]).Select(person =>
                Convert.ToHexStringLower(
                    center.Get<AddressHasher>().HashesOf(EmailAddress.TryParse(person.Address)!)[0].Bytes
                )
            ),
        ];
        var at = Instant.ToMicroseconds(center.Now);
        // The second one was erased under another id, and signed up again afterwards.
        await WriteAsync(
            path,
            "preference-center erasures 1",
            Line($"erased\t{gone.Id:D}\t{hashes[0]}\t1\t{at}"),
            Line($"erased\t{Guid.AllBitsSet:D}\t{hashes[1]}\t1\t{at}"),
            Line($"returned\t{hashes[1]}")
        );
        Assert.Equal(
            new ErasureReplayResult(2, 1, 0),
            await center.Get<ErasureReplay>().RunAsync(Actor.System, CancellationToken.None)
        );
        Assert.Null(center.Get<SubscriberReader>().Find(PersonKey.Of(gone.Id)));
        Assert.NotNull(center.Get<SubscriberReader>().Find(PersonKey.Of(back.Id)));
        var text = await ReadAsync(path);
        Assert.StartsWith("preference-center erasures 2\n", text, StringComparison.Ordinal);
        foreach (
            var former in (string[])
                [gone.Id.ToString("D"), hashes[1], at.ToString(CultureInfo.InvariantCulture), "returned"]
        )
            Assert.DoesNotContain(former, text, StringComparison.Ordinal);
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries)[1..];
        Assert.Equal(lines.Order(StringComparer.Ordinal), lines);
        Assert.Equal(3, lines.Length);
    }

    // Killed while the new journal was being written: its file stays beside the old one, which holds.
    [Fact]
    [Trait("Requirement", "ERA-08")]
    public async Task Half_of_a_new_journal_beside_it_is_nothing()
    {
        await using var center = await WebCenter.StartAsync(adjust: WebCenter.WithoutCircuits);
        var (first, second) = (
            await center.SubscribeAsync(WebCenter.News),
            await center.SubscribeAsync(WebCenter.News)
        );
        await center.EraseAsync(first);
        var path = Path.Combine(JournalOf(center), ErasureJournal.Name);
        await WriteAsync(path + ".new", "preference-center erasures 2", "erased\tid");
        await center.EraseAsync(second);
        var names = center.Get<ErasureJournal>().Read();
        Assert.Equal((4, true, true), (names.Count, names.Contains(first.Id), names.Contains(second.Id)));
        Assert.False(File.Exists(path + ".new"));
    }

    // Several nodes on one journal: each line is there, whoever wrote it.
    [Fact]
    public async Task Many_at_once_lose_no_line()
    {
        await using var center = await TestCenter.NewAsync();
        var people = await Task.WhenAll(Enumerable.Range(0, 24).Select(_ => center.RegisterAsync(null, 1)));
        await using var one = Rig(center);
        await using var other = Rig(center);
        await Task.WhenAll(people.Select((p, i) => (i % 2 == 0 ? one : other).EraseAsync(p.PublicId)));
        var names = one.Journal.Read();
        Assert.All(people, person => Assert.True(names.Contains(person.PublicId)));
        // Each is named by the id and by the address.
        Assert.Equal((48, 24), (names.Count, names.Addresses.Count));
    }

    private static ErasureRig Rig(TestCenter center) =>
        new(center.Database, center.Settings, Path.Combine(center.Directory, "journal"), center.Clock);

    private static string JournalOf(WebCenter center) => Path.Combine(center.Directory, "journal");

    private static string Line(string fields) =>
        $"{fields}\t{Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.ASCII.GetBytes(fields)).AsSpan(0, 4))}";

    private static Task<string> ReadAsync(string path) =>
        File.ReadAllTextAsync(path, TestContext.Current.CancellationToken);

    private static Task WriteAsync(string path, params string[] lines) =>
        File.WriteAllTextAsync(path, string.Join('\n', lines) + "\n", TestContext.Current.CancellationToken);
}
