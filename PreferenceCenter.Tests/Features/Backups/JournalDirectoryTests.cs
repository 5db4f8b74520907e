using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Journal;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Features.Backups;

/// <summary>
/// Tests a journal directory that is not the one of the database: nothing is served beside it, and each command says so.
/// </summary>
[Trait("Requirement", "ERA-08")]
public sealed class JournalDirectoryTests
{
    private static string JournalOf(CommandRig rig) =>
        Path.Combine(Path.GetDirectoryName(rig.DatabaseFile)!, "journal");

    private static Task<CommandRun> AcceptAsync(CommandRig rig, string user)
    {
        rig.User = user;
        return rig.RunAsync("restore", "--accept-loss", "--reason", "the journal's disk burnt");
    }

    [Fact]
    public async Task One_of_another_database_is_refused()
    {
        await using var rig = await BackupCommandTests.WithPeopleAsync();
        await using var other = await BackupCommandTests.WithPeopleAsync();
        // Rigs begin as copies of one installation.
        (JournalIdentity.In(JournalOf(other))! with { Database = RandomId.New() }).Write(JournalOf(other));
        var foreign = $"--Storage:JournalDirectory={JournalOf(other)}";
        var before = Directory.GetFiles(JournalOf(other)).ToDictionary(f => f, File.ReadAllText);

        var gate = await rig.RunAsync("gate", "news", "p1@example.org", foreign);
        Assert.Equal("p1@example.org\trefused\tnot-ready\n", gate.Out);
        foreach (
            var command in (string[][])
                [
                    ["topics", "apply", rig.Write("topics.json", CommandRig.Topics)],
                    ["restore", "--replay"],
                    ["restore", "--accept-loss", "--reason", "by mistake"],
                ]
        )
        {
            var refused = await rig.RunAsync([.. command, foreign]);
            Assert.True(refused.ExitCode == 3, refused.Error);
            Assert.Contains("journal of another database", refused.Error, StringComparison.Ordinal);
        }
        var doctor = await rig.RunAsync("doctor", "--dns", "127.0.0.1:1", foreign);
        Assert.Contains("fail  journal  Storage:JournalDirectory", doctor.Out, StringComparison.Ordinal);
        Assert.Equal(before, Directory.GetFiles(JournalOf(other)).ToDictionary(f => f, File.ReadAllText));
    }

    [Fact]
    public async Task One_that_is_gone_is_missed_until_two_people_accept_its_loss()
    {
        await using var rig = await BackupCommandTests.WithPeopleAsync();
        Directory.Delete(JournalOf(rig), recursive: true);
        Assert.Contains(
            "not-ready",
            (await rig.RunAsync("gate", "news", "p1@example.org")).Out,
            StringComparison.Ordinal
        );
        var replay = await rig.RunAsync("restore", "--replay");
        Assert.Equal(3, replay.ExitCode);
        Assert.Contains("lacks the journal of this database", replay.Error, StringComparison.Ordinal);

        Assert.Contains("a second person", (await AcceptAsync(rig, "ada")).Done(), StringComparison.Ordinal);
        Assert.Contains(
            "not-ready",
            (await rig.RunAsync("gate", "news", "p1@example.org")).Out,
            StringComparison.Ordinal
        );
        (await AcceptAsync(rig, "grace")).Done();
        Assert.Contains(
            "allowed",
            (await rig.RunAsync("gate", "news", "p1@example.org")).Out,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_backup_put_in_place_on_a_new_machine_wants_its_journal()
    {
        await using var rig = await BackupCommandTests.WithPeopleAsync();
        var backup = Path.Combine(rig.Folder, "yesterday.db");
        (await rig.RunAsync("backup", backup)).Done();
        var empty = $"--Storage:JournalDirectory={Path.Combine(rig.Folder, "new-machine")}";
        var restored = await rig.RunAsync("restore", backup, empty);
        Assert.Contains("not ready", restored.Out, StringComparison.Ordinal);
        Assert.Contains("lacks the journal", restored.Error, StringComparison.Ordinal);
        Assert.Contains(
            "not-ready",
            (await rig.RunAsync("gate", "news", "p1@example.org", empty)).Out,
            StringComparison.Ordinal
        );
        // With its own journal it is as before.
        Assert.Contains(
            "allowed",
            (await rig.RunAsync("gate", "news", "p1@example.org")).Out,
            StringComparison.Ordinal
        );
    }
}
