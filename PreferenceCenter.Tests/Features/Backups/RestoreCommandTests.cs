using PreferenceCenter.Domain;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Features.Backups;

/// <summary>
/// Tests a restore: after a leave and a restore of yesterday's backup, the gate is closed until the journal is
/// replayed, and then refuses that subscriber.
/// </summary>
[Trait("Requirement", "ERA-08")]
public sealed class RestoreCommandTests
{
    private const string Left = "p1@example.org",
        Stayed = "p2@example.org";

    private static async Task<(CommandRig Rig, string Backup)> LeftSinceAsync()
    {
        var rig = await BackupCommandTests.WithPeopleAsync();
        var backup = Path.Combine(rig.Folder, "yesterday.db");
        (await rig.RunAsync("backup", backup)).Done();
        rig.Clock.Advance(TimeSpan.FromDays(1));
        await rig.ChangeAsync(Left, Leave.Everything, Channel.OneClick);
        return (rig, backup);
    }

    private static Task<CommandRun> GateAsync(CommandRig rig) => rig.RunAsync("gate", "news", Left, Stayed);

    private static async Task AssertReplayedAsync(CommandRig rig)
    {
        Assert.Equal([$"{Left}\trefused\tstopped", $"{Stayed}\tallowed"], (await GateAsync(rig)).Lines);
        await rig.AssertSoundAsync();
    }

    [DatabaseFact(PostgresInLongTests = true)]
    public async Task A_backup_can_come_from_another_machine_by_standard_input()
    {
        var (rig, backup) = await LeftSinceAsync();
        await using var _ = rig;
        var run = await rig.RunAsync(
            await File.ReadAllBytesAsync(backup, TestContext.Current.CancellationToken),
            ["restore", rig.AsOwner, "-", "--replay"]
        );
        Assert.StartsWith("restored standard input: ", run.Done(), StringComparison.Ordinal);
        await AssertReplayedAsync(rig);
    }

    [DatabaseFact]
    [Trait("Requirement", "UNS-15")]
    public async Task Until_the_replay_nobody_may_be_mailed_and_nothing_is_done()
    {
        var (rig, backup) = await LeftSinceAsync();
        await using var _ = rig;
        var restored = await rig.RunAsync("restore", rig.AsOwner, backup);
        Assert.Contains("not ready", restored.Done(), StringComparison.Ordinal);
        Assert.Contains("restore --replay", restored.Error, StringComparison.Ordinal);

        var gate = await GateAsync(rig);
        Assert.Equal([$"{Left}\trefused\tnot-ready", $"{Stayed}\trefused\tnot-ready"], gate.Lines);
        Assert.Equal(0, gate.ExitCode);
        Assert.Contains("older than its journal", gate.Error, StringComparison.Ordinal);
        var before = rig.Count("LedgerEvents");
        string[][] refused =
        [
            ["export", "audience", "news"],
            ["import", rig.Write("more.csv", BackupCommandTests.List(3, "q"))],
            ["unsubscribe", Stayed],
            ["topics", "apply", rig.Write("t.json", CommandRig.Topics)],
            ["links", "rotate"],
            ["links", "mint", "--email", Stayed],
            ["subscriber", "show", Left],
            ["outbox", "retry", "1"],
            ["topics", "export"],
            ["export", "reasons"],
        ];
        foreach (var command in refused)
        {
            var run = await rig.RunAsync(command);
            Assert.True(run is { ExitCode: 3, Out: "" }, $"{string.Join(' ', command)}: {run}");
            Assert.Contains("restore --replay", run.Error, StringComparison.Ordinal);
        }
        Assert.Equal(before, rig.Count("LedgerEvents"));
        foreach (
            var read in (string[][])
                [
                    ["ledger", "verify"],
                    ["ledger", "rebuild", "--check"],
                    ["ledger", "checkpoint"],
                    ["outbox", "list"],
                    ["links", "keys"],
                ]
        )
            (await rig.RunAsync(read)).Done();

        Assert.EndsWith(
            "replayed 1, kept for people not known here 0\nready\n",
            (await rig.RunAsync("restore", "--replay")).Done(),
            StringComparison.Ordinal
        );
        await AssertReplayedAsync(rig);
        Assert.Equal(
            "replayed 0, kept for people not known here 0\nready\n",
            (await rig.RunAsync("restore", "--replay")).Done()
        );
    }

    [DatabaseFact]
    public async Task In_one_step_the_present_database_is_kept_and_what_it_knew_replayed()
    {
        var (rig, backup) = await LeftSinceAsync();
        await using var _ = rig;
        var json = (await rig.RunAsync("restore", rig.AsOwner, backup, "--replay", "--json")).Done();
        Assert.Contains("\"ready\":true,\"replayed\":1", json, StringComparison.Ordinal);
        await AssertReplayedAsync(rig);
        var kept = Assert.Single(
            Directory.EnumerateFiles(Path.GetDirectoryName(rig.DatabaseFile)!, "*before-restore-20261124T120000Z*")
        );
        using var raw = new RawDatabase(kept);
        Assert.Equal("ok", raw.Scalar<string>("PRAGMA integrity_check"));
        Assert.Equal(1L, raw.Scalar<long>("""SELECT COUNT(*) FROM "LedgerEvents" WHERE "Kind" = 10"""));
    }

    [Fact]
    [Trait(PostgresCases.Trait, PostgresCases.PostgreSql)]
    public async Task A_database_that_was_lost_altogether_is_made_anew()
    {
        var (rig, backup) = await LeftSinceAsync();
        await using var _ = rig;
        rig.Execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public");
        (await rig.RunAsync("restore", rig.AsOwner, backup, "--replay")).Done();
        rig.Execute("GRANT USAGE ON SCHEMA public TO nodes;" + PostgresCluster.NodesRights);
        await AssertReplayedAsync(rig);
    }

    [Fact]
    [Trait(PostgresCases.Trait, PostgresCases.PostgreSql)]
    public async Task While_one_is_put_in_place_nobody_writes_and_while_somebody_writes_none_is()
    {
        var (rig, backup) = await LeftSinceAsync();
        await using var _ = rig;
        using var database = rig.Stored.Open();
        using (database.OpenWriteStore())
        {
            var refused = await rig.RunAsync("restore", rig.AsOwner, backup);
            Assert.Equal(3, refused.ExitCode);
            Assert.Contains("1 servers or commands are at work", refused.Error, StringComparison.Ordinal);
        }
        using var restoring = rig.Stored.Raw();
        restoring.Run($"SELECT pg_advisory_lock({PreferenceCenter.Data.PostgreSql.AdvisoryLock.Class}, -4)");
        Assert.Contains(
            "restore is at work",
            Assert.ThrowsAny<System.Data.Common.DbException>(database.OpenWriteStore).Message,
            StringComparison.Ordinal
        );
    }

    [DatabaseFact]
    public async Task A_backup_of_now_is_ready_at_once()
    {
        var (rig, _) = await LeftSinceAsync();
        await using var __ = rig;
        var now = Path.Combine(rig.Folder, "now.db");
        (await rig.RunAsync("backup", now)).Done();
        Assert.EndsWith("ready\n", (await rig.RunAsync("restore", rig.AsOwner, now)).Done(), StringComparison.Ordinal);
        await AssertReplayedAsync(rig);
    }

    [Theory]
    [InlineData("""UPDATE "LedgerEvents" SET "Value" = 3 WHERE "Position" = 4""")]
    [InlineData("""DELETE FROM "LedgerEvents" WHERE "Position" = 4""")]
    [InlineData("""UPDATE "Choices" SET "Value" = 4 WHERE "SubscriberId" = 2""")]
    [InlineData("""INSERT INTO "__EFMigrationsHistory" VALUES ('29991231000000_Later', '10')""")]
    [InlineData("""DROP TABLE "__EFMigrationsHistory" """)]
    public async Task A_backup_that_was_tampered_with_is_refused_and_the_database_stays(string tamper)
    {
        var (rig, backup) = await LeftSinceAsync();
        await using var _ = rig;
        using (var raw = new RawDatabase(backup))
        {
            foreach (var trigger in raw.Rows("SELECT name FROM sqlite_master WHERE type = 'trigger'"))
                raw.Run($"""DROP TRIGGER "{trigger[0]}" """);
            if (tamper.Contains("Choices", StringComparison.Ordinal))
                raw.Run("""UPDATE "Choices" SET "Value" = 1 WHERE "SubscriberId" = 2""");
            else
                raw.Run(tamper);
        }
        await AssertRefusedAsync(rig, backup);
    }

    [Fact]
    public async Task So_is_one_that_is_cut_short_not_a_database_or_not_there()
    {
        var (rig, backup) = await LeftSinceAsync();
        await using var _ = rig;
        var bytes = await File.ReadAllBytesAsync(backup, TestContext.Current.CancellationToken);
        await AssertRefusedAsync(rig, rig.Write("cut.db", bytes[..(bytes.Length / 2)]));
        await AssertRefusedAsync(rig, rig.Write("text.db", "nothing of the kind"));
        await AssertRefusedAsync(rig, Path.Combine(rig.Folder, "nothing.db"));
    }

    private static async Task AssertRefusedAsync(CommandRig rig, string backup)
    {
        var run = await rig.RunAsync("restore", rig.AsOwner, backup, "--replay");
        Assert.Equal((3, ""), (run.ExitCode, run.Out));
        await AssertReplayedAsync(rig);
        Assert.DoesNotContain(
            Directory.EnumerateFiles(Path.GetDirectoryName(rig.DatabaseFile)!),
            f => f.Contains("restor", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task A_damaged_database_does_not_keep_a_backup_out()
    {
        var (rig, backup) = await LeftSinceAsync();
        await using var _ = rig;
        await File.WriteAllTextAsync(rig.DatabaseFile, "no database any more", TestContext.Current.CancellationToken);
        (await rig.RunAsync("restore", rig.AsOwner, backup, "--replay")).Done();
        await AssertReplayedAsync(rig);
    }

    [Fact]
    public async Task Stopped_before_the_new_one_stood_there_the_old_one_does()
    {
        var (rig, backup) = await LeftSinceAsync();
        await using var _ = rig;
        // A killed restore leaves its copy, complete or not.
        var data = Path.GetDirectoryName(rig.DatabaseFile)!;
        await File.WriteAllBytesAsync(
            Path.Combine(data, "restoring.db"),
            (await File.ReadAllBytesAsync(backup, TestContext.Current.CancellationToken))[..5000],
            TestContext.Current.CancellationToken
        );
        await File.WriteAllTextAsync(
            Path.Combine(data, "restoring.db-wal"),
            "of the one before",
            TestContext.Current.CancellationToken
        );
        await AssertReplayedAsync(rig);
        (await rig.RunAsync("restore", rig.AsOwner, backup, "--replay")).Done();
        await AssertReplayedAsync(rig);
    }

    [Fact]
    public async Task Mails_that_waited_in_it_are_shown_and_not_sent()
    {
        await using var rig = await BackupCommandTests.WithPeopleAsync();
        await rig.ChangeAsync(Left, new Leave(1), Channel.OneClick);
        var backup = Path.Combine(rig.Folder, "backup.db");
        (await rig.RunAsync("backup", backup)).Done();
        Assert.Contains(
            "1 emails that waited are not sent",
            (await rig.RunAsync("restore", rig.AsOwner, backup)).Done(),
            StringComparison.Ordinal
        );
        Assert.EndsWith(
            "\trestored",
            Assert.Single((await rig.RunAsync("outbox", "list", "--state", "dead")).Lines),
            StringComparison.Ordinal
        );
        (await rig.RunAsync("outbox", "retry", "1")).Done();
    }
}
