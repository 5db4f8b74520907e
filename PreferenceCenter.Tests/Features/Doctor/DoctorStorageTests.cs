using Microsoft.Data.Sqlite;
using PreferenceCenter.Data.Sqlite;
using PreferenceCenter.Features.Cli.Doctor;
using PreferenceCenter.Tests.Packages;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Features.Doctor;

/// <summary>
/// Tests the checks of directories, database, ledger and clock: a new centre passes, and each fault is reported on its
/// own line.
/// </summary>
public sealed class DoctorStorageTests
{
    private static readonly string[] Own =
    [
        "settings",
        "storage.data",
        "storage.space",
        "storage.keys",
        "database.migrations",
        "database.journal_mode",
        "database.synchronous",
        "database.secure_delete",
        "database.write",
        "database.append-only",
        "ledger.head",
        "ledger.signature",
        "clock",
    ];

    [Fact]
    public async Task As_it_is_made_all_is_well()
    {
        await using var rig = await CommandRig.NewAsync();
        var run = await AskAsync(rig);
        Assert.All(Own, check => Assert.True(run.Grade(check) == "pass", run[check].ToString()));
        // In Development the directories lie inside the storage directory, which is reported.
        Assert.Equal("warn", run.Grade("storage.apart"));
    }

    [Fact]
    public async Task Backups_are_missed_when_there_is_none_and_when_the_last_is_old()
    {
        await using var rig = await CommandRig.NewAsync();
        async Task<string> GradeAsync() => (await AskAsync(rig)).Grade("storage.backup");
        Assert.Equal("warn", await GradeAsync());
        (await rig.RunAsync("backup", Path.Combine(rig.Folder, "today.db"))).Done();
        Assert.Equal("pass", await GradeAsync());
        rig.Clock.Advance(TimeSpan.FromHours(49));
        Assert.Equal("warn", await GradeAsync());
        // A program of the operator's own.
        File.SetLastWriteTimeUtc(Path.Combine(rig.Folder, "data", "last-backup"), rig.Clock.GetUtcNow().UtcDateTime);
        Assert.Equal("pass", await GradeAsync());
    }

    [Fact]
    public async Task Keys_that_others_can_read_are_told()
    {
        if (OperatingSystem.IsWindows())
            return;
        await using var rig = await CommandRig.NewAsync();
        File.SetUnixFileMode(
            Path.Combine(rig.Folder, "data", "keys", "suppression.key"),
            UnixFileMode.UserRead | UnixFileMode.OtherRead
        );
        var output = (await AskAsync(rig))["storage.keys"];
        Assert.Equal("fail", output.Grade);
        Assert.Contains("suppression.key", output.Says, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("storage.keys", "keys/link-keys.json")]
    [InlineData("storage.database", "preference-center.db")]
    public async Task A_file_of_another_user_is_told(string check, string file)
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "Only root can give files away.");
        await using var rig = await CommandRig.NewAsync();
        Assert.Equal("pass", (await AskAsync(rig)).Grade(check));
        await Tool.RunAsync(
            "chown",
            ["65534", Path.Combine(rig.Folder, "data", file)],
            TestContext.Current.CancellationToken
        );
        var output = (await AskAsync(rig))[check];
        Assert.Equal("fail", output.Grade);
        Assert.Contains($"{file} belongs to nobody, and not to root", output.Says, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_place_that_cannot_be_written_to_is_told()
    {
        Assert.SkipUnless(Directory.Exists("/proc/self"), "There is no directory that nobody can write to.");
        await using var rig = await CommandRig.NewAsync();
        Assert.Equal(
            "warn",
            (await AskAsync(rig, $"--Storage:JournalDirectory={Path.Combine(rig.Folder, "nowhere")}")).Grade(
                "storage.journal"
            )
        );
        Assert.Equal("fail", (await AskAsync(rig, "--Storage:JournalDirectory=/proc/self")).Grade("storage.journal"));
        Directory.CreateDirectory(Path.Combine(rig.Folder, "outside"));
        Assert.Equal(
            "pass",
            (await AskAsync(rig, $"--Storage:JournalDirectory={Path.Combine(rig.Folder, "outside")}")).Grade(
                "storage.journal"
            )
        );
        Assert.Empty(Directory.GetFiles(Path.Combine(rig.Folder, "outside")));
    }

    [Theory]
    [InlineData(50L << 20, "fail")]
    [InlineData(500L << 20, "warn")]
    [InlineData(5L << 30, "pass")]
    public void Room_that_runs_out_is_told(long free, string grade) =>
        Assert.Equal(grade, StorageCheck.Space(free).Grade.ToString().ToLowerInvariant());

    [Fact]
    public async Task A_log_that_may_be_altered_is_told()
    {
        await using var rig = await CommandRig.NewAsync();
        rig.Execute("DROP TRIGGER \"Seals_DELETE\"");
        var output = (await AskAsync(rig))["database.append-only"];
        Assert.Equal("fail", output.Grade);
        Assert.Contains("Seals_DELETE", output.Says, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_of_a_later_version_is_told()
    {
        await using var rig = await CommandRig.NewAsync();
        rig.Execute("""INSERT INTO "__EFMigrationsHistory" VALUES ('20991231000000_Later', '99')""");
        Assert.Equal("fail", (await AskAsync(rig)).Grade("database.migrations"));
    }

    [Theory]
    [InlineData("PRAGMA synchronous=NORMAL", "synchronous")]
    [InlineData("PRAGMA journal_mode=DELETE", "journal_mode")]
    [InlineData("PRAGMA secure_delete=OFF", "secure_delete")]
    public async Task A_connection_that_may_lose_something_is_told(string pragma, string what)
    {
        await using var center = await TestCenter.NewAsync();
        await center.ToBytesAsync();
        using var connection = new SqliteConnection(SqliteDatabase.ConnectionStringFor(center.File));
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = pragma;
        command.ExecuteNonQuery();
        Assert.False(SqliteExamination.Of(connection).Single(fact => fact.What == what).Holds);
        Assert.All(
            center.Database.Examine(),
            fact => Assert.True(fact.Holds || what == "journal_mode", fact.ToString())
        );
    }

    [Theory]
    [InlineData("""DELETE FROM "Seals" WHERE "Batch" = (SELECT MAX("Batch") FROM "Seals")""")]
    [InlineData("""DELETE FROM "LedgerEvents" WHERE "Position" = (SELECT MAX("Position") FROM "LedgerEvents")""")]
    [InlineData(
        """UPDATE "LogHeads" SET "Frontier" = x'00000000000000010000000000000000000000000000000000000000000000000000000000000000'"""
    )]
    public async Task A_log_that_does_not_end_at_its_seal_is_told(string damage)
    {
        await using var rig = await CommandRig.NewAsync();
        foreach (var trigger in SqliteExamination.AppendOnly)
            rig.Execute($"DROP TRIGGER \"{trigger}\"");
        rig.Execute(damage);
        var run = await AskAsync(rig);
        Assert.Contains(
            run.Lines,
            line => line.Check.StartsWith("ledger", StringComparison.Ordinal) && line.Grade == "fail"
        );
    }

    [Fact]
    public async Task A_clock_that_is_behind_is_told()
    {
        await using var rig = await CommandRig.NewAsync();
        rig.Clock.AdjustTime(CommandRig.Start - TimeSpan.FromMinutes(4));
        Assert.Equal("pass", (await AskAsync(rig)).Grade("clock"));
        rig.Clock.AdjustTime(CommandRig.Start - TimeSpan.FromMinutes(6));
        Assert.Equal("fail", (await AskAsync(rig)).Grade("clock"));
    }

    // The newest event is not the last one: another node, whose clock is behind, wrote after it.
    [Fact]
    public async Task A_clock_that_is_behind_is_told_also_after_an_event_of_an_earlier_time()
    {
        await using var rig = await CommandRig.NewAsync();
        rig.Clock.AdjustTime(CommandRig.Start - TimeSpan.FromMinutes(6));
        (
            await rig.RunAsync(
                "topics",
                "apply",
                rig.Write("more.json", CommandRig.Topics.Replace("Digest\"", "Weekly\"", StringComparison.Ordinal))
            )
        ).Done();
        Assert.Equal("fail", (await AskAsync(rig)).Grade("clock"));
    }

    private static async Task<DoctorRun> AskAsync(CommandRig rig, params string[] arguments)
    {
        await using var dns = new DnsPeer();
        return await DoctorRun.OfAsync(rig, ["--dns", dns.Address, .. arguments]);
    }
}
