using PreferenceCenter.Data.Sqlite;
using PreferenceCenter.Ledger;
using Xunit;

namespace PreferenceCenter.Tests.Ledger;

/// <summary>A command writes beside a server: two writers, each with connections of its own, on one file.</summary>
public sealed class TwoWritersTests
{
    [DatabaseFact]
    public async Task Both_append_to_the_one_log()
    {
        await using var center = await TestCenter.NewAsync(s => s with { GroupSize = 4 });
        var people = await ChangeWriterTests.RegisterAsync(center, 300);
        using var other = new SqliteDatabase(SqliteDatabase.ConnectionStringFor(center.File));
        ChangeWriter[] writers = [center.Writer, center.StartWriter(other)];
        var results = await Task.WhenAll(people.Select((id, i) => writers[i % 2].SubmitAsync(center.Leave(id))));
        Assert.All(results, result => Assert.Equal(ChangeOutcome.Done, result.Outcome));

        // One person through both doors at once: their events still follow each other.
        var person = await center.RegisterAsync(null, 1, 2, 3, 4, 5, 6);
        await Task.WhenAll(Enumerable.Range(1, 6).Select(topic => writers[topic % 2].SubmitAsync(center.Leave(person.PublicId, topic))));
        Assert.Equal(Enumerable.Range(1, 12).Select(seq => (long)seq), center.EventsOf(person.PublicId).Select(e => e.Seq));

        var verdict = center.Verify();
        Assert.Null(verdict.Bad);
        Assert.Equal(1, verdict.Logs);
        Assert.Equal(912, verdict.Events);
        Assert.Empty(center.Rebuild());
        Assert.Equal(301, center.Outbox().Count);
    }
}
