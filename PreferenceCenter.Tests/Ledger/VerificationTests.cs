using CsCheck;
using PreferenceCenter.Ledger.Log;
using PreferenceCenter.Ledger.Verification;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Ledger;

/// <summary>Tests the verification of undamaged logs.</summary>
[Trait("Requirement", "CON-17")]
public sealed class VerificationTests
{
    [DatabaseFact]
    public async Task An_empty_log_verifies()
    {
        await using var center = await TestCenter.NewAsync();
        Assert.Equal(new LedgerVerdict(0, 0, 0, null), center.Verify());
        Assert.Equal(
            new LedgerVerdict(1, 0, 0, null),
            center.Verify((0, new Checkpoint("x", 0, MerkleTree.EmptyRoot)))
        );
        Assert.Empty(center.Rebuild());
    }

    [DatabaseFact]
    public Task Whatever_people_do_the_log_verifies_and_rebuilds_to_their_choices() =>
        Histories.Steps.SampleAsync(
            async steps =>
            {
                await using var center = await TestCenter.NewAsync();
                await Histories.LiveAsync(center, steps);
                Assert.Null(center.Verify().Bad);
                Assert.Empty(center.Rebuild());
            },
            iter: LongTests.Rounds(usual: 6, inLongTests: 60),
            threads: 1
        );

    [DatabaseFact]
    public async Task Thousands_of_events_verify_and_every_checkpoint_on_the_way_holds()
    {
        await using var center = await TestCenter.NewAsync();
        var checkpoints = new List<(int, Checkpoint)>();
        for (var part = 0; part < 4; part++)
        {
            await Histories.LiveAsync(center, Histories.Long(1000, part));
            using var session = center.Database.Read();
            var (size, root) = new LogReader(session, 0).Head();
            checkpoints.Add((0, new Checkpoint("log", size, root)));
        }
        long heard = 0;
        var verdict = new LedgerVerifier(center.Database).Verify(
            [.. checkpoints, checkpoints[1]],
            count => heard = count,
            CancellationToken.None
        );
        Assert.Null(verdict.Bad);
        Assert.InRange(verdict.Events, 2000, 20_000);
        using var raw = center.Raw();
        Assert.Equal(
            (1, raw.Count("Seals"), raw.Count("LedgerEvents")),
            (verdict.Logs, verdict.Batches, verdict.Events)
        );
        Assert.InRange(raw.Count("LogNodes"), verdict.Events / 256, verdict.Events / 256);
        Assert.True(heard <= verdict.Events);
        Assert.Empty(center.Rebuild());
    }

    [DatabaseFact]
    public async Task It_can_be_cancelled_and_reads_on_while_others_write()
    {
        await using var center = await TestCenter.NewAsync();
        var people = await ChangeWriterTests.RegisterAsync(center, 100);
        var cancelled = new CancellationToken(canceled: true);
        Assert.Throws<OperationCanceledException>(() =>
            new LedgerVerifier(center.Database).Verify([], null, cancelled)
        );
        Assert.Throws<OperationCanceledException>(() =>
            new StateRebuild(center.Database).Check((_, _) => { }, null, cancelled)
        );

        var leaves = Task.WhenAll(people.Select(id => center.LeaveAsync(id)));
        while (!leaves.IsCompleted)
        {
            Assert.Null(center.Verify().Bad);
            Assert.Empty(center.Rebuild());
        }
        await leaves;
        Assert.Equal(300, center.Verify().Events);
    }
}
