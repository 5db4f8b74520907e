using PreferenceCenter.Data;
using PreferenceCenter.Data.Sqlite;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Features.Backups;

/// <summary>Tests the <c>backup</c> command.</summary>
public sealed class BackupCommandTests
{
    internal static string List(int people, string name = "p") =>
        "email,topics,consent_at,consent_text\n"
        + string.Concat(Enumerable.Range(1, people).Select(i => $"{name}{i}@example.org,news,2026-05-01,Yes\n"));

    internal static async Task<CommandRig> WithPeopleAsync(int people = 5)
    {
        var rig = await CommandRig.NewAsync();
        (await rig.RunAsync("import", rig.Write("list.csv", List(people)))).Done();
        // Creates the log's key, as the first start of a server does.
        (await rig.RunAsync("ledger", "checkpoint")).Done();
        return rig;
    }

    [Fact]
    public async Task A_backup_is_a_whole_database_in_one_file_and_says_what_it_holds()
    {
        await using var rig = await WithPeopleAsync();
        var file = Path.Combine(rig.Folder, "backup.db");
        var run = await rig.RunAsync("backup", file);
        Assert.StartsWith(
            $"{file}: 5 people, {rig.Count("LedgerEvents")} events, ",
            run.Done(),
            StringComparison.Ordinal
        );
        Assert.Contains("Keys and journal are not in it", run.Error, StringComparison.Ordinal);
        Assert.Equal(["backup.db"], Directory.EnumerateFiles(rig.Folder, "backup*").Select(Path.GetFileName));
        if (!OperatingSystem.IsWindows())
            Assert.Equal(KeyFile.OwnerOnly, File.GetUnixFileMode(file));
        using var raw = new RawDatabase(file);
        Assert.Equal((5, "ok"), ((int)raw.Count("Subscribers"), raw.Scalar<string>("PRAGMA integrity_check")));
        // The same tables, and the triggers that protect the log.
        Assert.Equal(
            rig.Scalar<long>("SELECT COUNT(*) FROM sqlite_master"),
            raw.Scalar<long>("SELECT COUNT(*) FROM sqlite_master")
        );
        Assert.Equal(
            rig.Scalar<string>("SELECT GROUP_CONCAT(sql) FROM (SELECT sql FROM sqlite_master ORDER BY name)"),
            raw.Scalar<string>("SELECT GROUP_CONCAT(sql) FROM (SELECT sql FROM sqlite_master ORDER BY name)")
        );
    }

    [Fact]
    public async Task Where_there_is_no_directory_it_says_so()
    {
        await using var rig = await WithPeopleAsync();
        var run = await rig.RunAsync("backup", Path.Combine(rig.Folder, "backups", "backup.db"));
        Assert.Equal(3, run.ExitCode);
        Assert.StartsWith(
            $"There is no directory {Path.Combine(rig.Folder, "backups")}.",
            run.Error,
            StringComparison.Ordinal
        );
    }

    [DatabaseFact(PostgresInLongTests = true)]
    public async Task Json_says_where_each_log_ends()
    {
        await using var rig = await WithPeopleAsync();
        var json = (await rig.RunAsync("backup", Path.Combine(rig.Folder, "backup.db"), "--json")).Done();
        var checkpoint = (await rig.RunAsync("ledger", "checkpoint")).Done().Split('\n');
        Assert.Contains(
            $"\"people\":5,\"events\":{rig.Count("LedgerEvents")},\"logs\":[{{\"log\":0,\"size\":{checkpoint[1]},\"root\":\"{checkpoint[2]}\"}}]",
            json,
            StringComparison.Ordinal
        );
    }

    [DatabaseFact(PostgresInLongTests = true)]
    public async Task A_file_that_is_there_is_not_overwritten()
    {
        await using var rig = await WithPeopleAsync();
        var file = rig.Write("backup.db", "mine");
        var run = await rig.RunAsync("backup", file);
        Assert.Equal((3, ""), (run.ExitCode, run.Out));
        Assert.Equal("mine", await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
    }

    [DatabaseFact]
    public async Task What_is_not_whole_gets_no_name()
    {
        await using var rig = await WithPeopleAsync();
        rig.Execute("""UPDATE "Choices" SET "Value" = 1 WHERE "SubscriberId" = 3""");
        var run = await rig.RunAsync("backup", Path.Combine(rig.Folder, "backup.db"));
        Assert.Equal((3, ""), (run.ExitCode, run.Out));
        Assert.Contains("choices do not follow", run.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFiles(rig.Folder, "backup*"));
    }

    [Fact]
    public async Task It_is_one_moment_while_people_leave_and_none_of_them_waits_for_it()
    {
        await using var center = await TestCenter.NewAsync();
        var people = await Ledger.ChangeWriterTests.RegisterAsync(center, 400);
        var file = Path.Combine(center.Directory, "backup.db");
        var leaves = people.Select(id => center.LeaveAsync(id)).ToArray();
        // A read transaction over the whole database is open, as during a copy, and every leave is still answered.
        using (var raw = center.Raw())
        {
            raw.Run("BEGIN");
            raw.Count("Subscribers");
            center.Database.CopyTo(file);
            Assert.All(
                await Task.WhenAll(leaves),
                leave => Assert.Equal(PreferenceCenter.Ledger.Writer.ChangeOutcome.Done, leave.Outcome)
            );
            raw.Run("COMMIT");
        }
        using var backup = BackupFile.Open(file);
        var contents = PreferenceCenter.Ledger.Verification.BackupContents.Verify(
            backup,
            TestContext.Current.CancellationToken
        );
        Assert.Equal(400, contents.People);
        Assert.All(people, id => Assert.True(center.Find(id).State.Stopped));
    }
}
