using System.Diagnostics;
using PreferenceCenter.Ledger.Journal;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Http.TwoMachines;

/// <summary>
/// Tests two machines with a journal each whose database is restored: who left on either stays out, or nothing is
/// served. Each test runs the program as six to twelve processes.
/// </summary>
[Trait("Requirement", "ERA-08")]
[Trait(PostgresCases.Trait, PostgresCases.PostgreSql)]
public sealed class RestoredMachinesTests
{
    private static readonly TimeSpan Watched = TimeSpan.FromSeconds(3),
        ReadinessIsOldFor = TimeSpan.FromSeconds(2);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    // The second machine is the harder case: the backup does not know it.
    public static TheoryData<int> LeftOn => [.. LongTests.Cases([1], [0])];

    [Theory]
    [MemberData(nameof(LeftOn))]
    public async Task Restored_under_both_neither_serves_before_the_machine_that_knows_has_told(int left)
    {
        await using var machines = await Machines.NewAsync(3);
        // Only the first machine is in the backup: the second was added since.
        await machines.BackUpAsync();
        await machines.StartBothAsync();
        await machines.UntilKnownAsync();
        Assert.Equal(200, await machines.LeaveAsync(left, 0));
        await machines.RestoreAsync();
        await AssertNeverServedAsync(machines);
        await AssertTheyEndClosedAsync(machines);

        foreach (var gate in await Task.WhenAll(machines.GateAsync(0, 0), machines.GateAsync(1, 0)))
            Assert.Contains("not-ready", gate, StringComparison.Ordinal);
        var told = await machines.RunAsync(left, "restore", "--replay");
        Assert.True(told.Output.Contains("replayed 1,", StringComparison.Ordinal), told.Output);
        // The other may have followed it in time, and then says the same; else it has nothing to tell.
        var other = await machines.RunAsync(1 - left, "restore", "--replay");
        Assert.True(other.ExitCode == 0, other.Output);
        foreach (var machine in (int[])[0, 1])
            await machines[machine].UntilAsync("/health/ready", Cancel);
        foreach (var gate in await Task.WhenAll(machines.GateAsync(0, 0, 1), machines.GateAsync(1, 0, 1)))
        {
            Assert.Contains("refused\tstopped", gate, StringComparison.Ordinal);
            Assert.EndsWith("allowed\n", gate, StringComparison.Ordinal);
        }
        Assert.Equal(200, await machines.LeaveAsync(1 - left, 1));
    }

    // While connections are cut and made anew, nobody may be told that the restored database holds.
    private static async Task AssertNeverServedAsync(Machines machines)
    {
        for (var start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start) is var past && past < Watched; )
            foreach (var machine in (int[])[0, 1])
                try
                {
                    Assert.Equal(503, await machines.LeaveAsync(machine, 2));
                    // Readiness is found out once a second, and answered from that.
                    var (status, body) = await machines.ReadyAsync(machine);
                    Assert.True(status == 503 || past < ReadinessIsOldFor, body);
                }
                catch (HttpRequestException)
                {
                    // It has ended already.
                }
    }

    private static async Task AssertTheyEndClosedAsync(Machines machines)
    {
        // The one that has forgotten nothing waits for the other, and ends or not; as its unit would, it is started again.
        var given = Task.Delay(TimeSpan.FromSeconds(5), Cancel);
        foreach (var machine in (int[])[0, 1])
        {
            var end = machines[machine].EndAsync(Cancel);
            if (await Task.WhenAny(end, given) == end)
                Assert.True(await end == 3, machines[machine].Output);
            else
                await machines[machine].KillAsync();
        }
        await Task.WhenAll(machines.StartLiveAsync(0), machines.StartLiveAsync(1));
        foreach (var machine in (int[])[0, 1])
        {
            var (status, body) = await machines.ReadyAsync(machine);
            Assert.Equal(503, status);
            Assert.True(
                body.Contains("older than its journal", StringComparison.Ordinal)
                    || body.Contains("was not compared with it", StringComparison.Ordinal),
                body
            );
        }
    }

    [Fact]
    public async Task A_machine_that_is_lost_a_second_after_it_acknowledged_is_known_to_the_other()
    {
        await using var machines = await Machines.NewAsync(2);
        await machines.StartBothAsync();
        await machines.StopBothAsync();
        await machines.BackUpAsync();
        await machines.StartBothAsync();
        Assert.Equal(200, await machines.LeaveAsync(1, 0));
        var lost = machines.IdOf(1);
        await machines.UntilJournaledAsync(0, 0);
        await machines[1].KillAsync();
        Directory.Delete(machines.JournalOf(1), recursive: true);
        // Its connections are gone, and everything it committed was read since.
        await Machines.UntilAsync(() => JournalIdentity.In(machines.JournalOf(0))!.Covers(lost));
        await machines[0].KillAsync();
        await machines.RestoreAsync();

        await machines.StartLiveAsync(0);
        Assert.Contains("older than its journal", (await machines.ReadyAsync(0)).Body, StringComparison.Ordinal);
        var told = await machines.RunAsync(0, "restore", "--replay");
        Assert.True(told.Output.Contains("replayed 1,", StringComparison.Ordinal), told.Output);
        await machines[0].UntilAsync("/health/ready", Cancel);
        Assert.Contains("refused\tstopped", await machines.GateAsync(0, 0), StringComparison.Ordinal);
        // The machine that comes with an empty directory in that place is told that its journal is missing.
        var (exitCode, output) = await machines.RunToEndAsync(1);
        Assert.Equal(78, exitCode);
        Assert.StartsWith("Storage:JournalDirectory", output, StringComparison.Ordinal);
        Assert.Contains("not-ready", await machines.GateAsync(1, 1), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_machine_that_is_lost_together_with_the_database_keeps_the_other_closed_until_two_answer_for_it()
    {
        await using var machines = await Machines.NewAsync(2);
        await machines.StartBothAsync();
        await Machines.UntilAsync(() =>
            JournalIdentity.In(machines.JournalOf(0))!.Others.ContainsKey(machines.IdOf(1))
        );
        var (lost, aside) = (machines.IdOf(1), machines.JournalOf(1) + "-aside");
        Assert.Equal(0, await machines[0].StopAsync(Cancel));
        // A leave that the other never heard of, a moment before the database and this machine are gone.
        Assert.Equal(200, await machines.LeaveAsync(1, 0));
        await machines.UntilJournaledAsync(1, 0);
        await machines[1].KillAsync();
        Directory.Move(machines.JournalOf(1), aside);
        await machines.BackUpAsync();
        await machines.RestoreAsync();

        // The backup is as new as can be, but who knows what the other machine acknowledged since?
        var server = await machines.StartLiveAsync(0);
        var (status, body) = await machines.ReadyAsync(0);
        Assert.Equal(503, status);
        Assert.Contains(lost.ToString(), body, StringComparison.Ordinal);
        Assert.Contains("not-ready", await machines.GateAsync(0, 0), StringComparison.Ordinal);
        var replay = await machines.RunAsync(0, "restore", "--replay");
        Assert.Equal(3, replay.ExitCode);
        Assert.Contains("--accept-loss", replay.Output, StringComparison.Ordinal);

        await machines.AcceptLossAsync(0, "ada");
        Assert.Equal(503, (await machines.ReadyAsync(0)).Status);
        await machines.AcceptLossAsync(0, "grace");
        await server.UntilAsync("/health/ready", Cancel);
        Assert.Equal(200, await machines.LeaveAsync(0, 1));

        // The new machine in its place begins a journal; the one that was lost turns up, and holds up nobody.
        await machines.StartAsync(1);
        Assert.NotEqual(lost, machines.IdOf(1));
        Assert.Equal(0, await machines[1].StopAsync(Cancel));
        Directory.Delete(machines.JournalOf(1), recursive: true);
        Directory.Move(aside, machines.JournalOf(1));
        await machines.StartLiveAsync(1);
        Assert.Equal(200, (await machines.ReadyAsync(0)).Status);
        await machines.StopBothAsync();
    }

    [Fact]
    public async Task A_restarted_server_is_served_again_at_once()
    {
        using var cluster = await PostgresCluster.StartAsync(sync: true);
        await using var machines = await Machines.OverAsync(await TestDatabase.OnAsync(cluster), 3);
        await machines.StartBothAsync();
        Assert.Equal(200, await machines.LeaveAsync(1, 0));
        await cluster.StopServerAsync(immediate: true);
        await cluster.StartServerAsync();
        foreach (var machine in (int[])[0, 1])
            await machines[machine].UntilAsync("/health/ready", Cancel);
        Assert.Equal(200, await machines.LeaveAsync(0, 1));
        await machines.StopBothAsync();
    }
}
