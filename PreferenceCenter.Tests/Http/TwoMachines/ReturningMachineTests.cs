using PreferenceCenter.Ledger.Journal;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Http.TwoMachines;

/// <summary>
/// Tests a machine that was down when its database was restored and served again by the other one, and comes back with
/// its journal.
/// </summary>
[Trait("Requirement", "ERA-08")]
[Trait(PostgresCases.Trait, PostgresCases.PostgreSql)]
public sealed class ReturningMachineTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_stands_closed_until_its_replay_and_disturbs_nothing_that_is_served()
    {
        await using var machines = await Machines.NewAsync(3);
        await machines.BackUpAsync();
        await machines.StartBothAsync();
        Assert.Equal(200, await machines.LeaveAsync(1, 0));
        await machines.UntilJournaledAsync(0, 0);
        Assert.Equal(0, await machines[1].StopAsync(Cancel));
        await Machines.UntilAsync(() => JournalIdentity.In(machines.JournalOf(0))!.Covers(machines.IdOf(1)));
        Assert.Equal(0, await machines[0].StopAsync(Cancel));
        await machines.RestoreAsync();
        Assert.Contains("ready", (await machines.RunAsync(0, "restore", "--replay")).Output, StringComparison.Ordinal);
        await machines.StartAsync(0);
        Assert.Equal(200, await machines.LeaveAsync(0, 1));
        Assert.Equal(0, machines.MailsGivenUp());

        // It holds what the other one has told already.
        await machines.StartLiveAsync(1);
        var (status, body) = await machines.ReadyAsync(1);
        Assert.Equal(503, status);
        Assert.Contains("older than its journal", body, StringComparison.Ordinal);
        var replay = await machines.RunAsync(1, "restore", "--replay");
        Assert.True(replay.ExitCode == 0, replay.Output);
        await machines[1].UntilAsync("/health/ready", Cancel);
        Assert.Equal(200, (await machines.ReadyAsync(0)).Status);
        Assert.Equal(200, await machines.LeaveAsync(1, 2));
        // The email about the leave still waits for others to be told with it.
        Assert.Equal(0, machines.MailsGivenUp());
        await machines.StopBothAsync();
    }
}
