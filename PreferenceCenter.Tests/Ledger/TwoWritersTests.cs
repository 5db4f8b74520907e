using PreferenceCenter.Data;
using PreferenceCenter.Ledger.Writer;
using Xunit;

namespace PreferenceCenter.Tests.Ledger;

/// <summary>
/// Tests a command that writes beside a server: two writers on one database, each with connections of its own. SQLite
/// has one log; on PostgreSQL each writer has its own.
/// </summary>
public sealed class TwoWritersTests
{
    [DatabaseFact]
    public async Task Both_append_and_one_person_is_one_history()
    {
        await using var center = await TestCenter.NewAsync(s => s with { GroupSize = 4 });
        var people = await ChangeWriterTests.RegisterAsync(center, 300);
        using var other = center.Stored.Open();
        ChangeWriter[] writers = [center.Writer, center.StartWriter(other)];
        var results = await Task.WhenAll(people.Select((id, i) => writers[i % 2].SubmitAsync(center.Leave(id))));
        Assert.All(results, result => Assert.Equal(ChangeOutcome.Done, result.Outcome));

        // Both writers change one subscriber at once: the subscriber's events still form one sequence.
        var person = await center.RegisterAsync(null, 1, 2, 3, 4, 5, 6);
        await Task.WhenAll(
            Enumerable.Range(1, 6).Select(topic => writers[topic % 2].SubmitAsync(center.Leave(person.PublicId, topic)))
        );
        Assert.Equal(
            Enumerable.Range(1, 12).Select(seq => (long)seq),
            center.EventsOf(person.PublicId).Select(e => e.Seq)
        );

        var verdict = center.Verify();
        Assert.Null(verdict.Bad);
        Assert.Equal(TestDatabase.Wanted == DatabaseProvider.PostgreSql ? 2 : 1, verdict.Logs);
        Assert.Equal(912, verdict.Events);
        Assert.Empty(center.Rebuild());
        Assert.Equal(301, center.Outbox().Count);
    }

    [DatabaseFact]
    public async Task An_address_registered_through_both_at_once_is_one_person()
    {
        await using var center = await TestCenter.NewAsync();
        using var other = center.Stored.Open();
        ChangeWriter[] writers = [center.Writer, center.StartWriter(other)];
        for (var round = 0; round < 20; round++)
        {
            string[] addresses = [.. Enumerable.Range(0, 10).Select(i => $"p{round}.{i}@example.org")];
            var results = await Task.WhenAll(
                addresses.SelectMany(a =>
                    writers.Select(w => w.SubmitAsync(center.Registration(TestCenter.Address(a), [1])))
                )
            );
            Assert.All(results, result => Assert.True(result.Ok));
            Assert.Equal(addresses.Length, results.Select(result => result.PublicId).Distinct().Count());
        }
        using var raw = center.Raw();
        Assert.Equal(200, raw.Count("Subscribers"));
        Assert.Null(center.Verify().Bad);
        Assert.Empty(center.Rebuild());
    }
}
