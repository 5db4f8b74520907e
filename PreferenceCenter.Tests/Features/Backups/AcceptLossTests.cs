using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Events;
using PreferenceCenter.Staff;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Features.Backups;

/// <summary>
/// Tests that a journal which cannot be replayed is accepted as lost only by two people, whom the ledger names.
/// </summary>
[Trait("Requirement", "ERA-08")]
public sealed class AcceptLossTests
{
    private static async Task<CommandRig> StaleAsync()
    {
        var rig = await BackupCommandTests.WithPeopleAsync();
        var backup = Path.Combine(rig.Folder, "yesterday.db");
        (await rig.RunAsync("backup", backup)).Done();
        await rig.ChangeAsync("p1@example.org", Leave.Everything, Channel.OneClick);
        (await rig.RunAsync("restore", rig.AsOwner, backup)).Done();
        return rig;
    }

    private static Task<CommandRun> AcceptAsync(CommandRig rig, string user)
    {
        rig.User = user;
        return rig.RunAsync("restore", "--accept-loss", "--reason", "the journal's disk burnt");
    }

    private static async Task<bool> IsReadyAsync(CommandRig rig) =>
        (await rig.RunAsync("gate", "news", "p2@example.org")).Out.EndsWith("allowed\n", StringComparison.Ordinal);

    private static IReadOnlyList<string> Journals(CommandRig rig) =>
        [
            .. Directory
                .EnumerateFiles(Path.Combine(Path.GetDirectoryName(rig.DatabaseFile)!, "journal"))
                .Select(f => Path.GetFileName(f)!)
                // A lock stays beside its journal and holds nothing.
                .Where(name => !name.EndsWith(".lock", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal),
        ];

    [Fact]
    public async Task Two_people_open_it_and_the_journal_is_put_aside()
    {
        await using var rig = await StaleAsync();
        Assert.Contains("a second person", (await AcceptAsync(rig, "ada")).Done(), StringComparison.Ordinal);
        Assert.False(await IsReadyAsync(rig));
        Assert.Contains("ready", (await AcceptAsync(rig, "grace")).Done(), StringComparison.Ordinal);
        Assert.True(await IsReadyAsync(rig));
        Assert.Equal(
            ["journal.json", "reductions-0.journal", "reductions-0.journal.lost-20261123T120000Z"],
            Journals(rig)
        );
        using (var center = rig.Open())
        {
            using var context = (
                (PreferenceCenter.Data.Database)center.GetService(typeof(PreferenceCenter.Data.Database))!
            ).CreateContext();
            var events = context.LedgerEvents.Where(e => e.Kind == EventKind.LossAccepted).ToArray();
            Assert.Equal(2, events.Select(e => e.ActorId).Distinct().Count());
            var output = Evidence.Parse(context.Evidence.Single(e => e.Position == events[0].Position).Content)!;
            Assert.Equal("the journal's disk burnt", output.Comment);
            Assert.StartsWith("0 ", output.Detail, StringComparison.Ordinal);
        }
        await rig.AssertSoundAsync();
        Assert.Equal(3, (await AcceptAsync(rig, "ada")).ExitCode);
    }

    [Fact]
    public async Task One_person_twice_is_one_person()
    {
        await using var rig = await StaleAsync();
        (await AcceptAsync(rig, "ada")).Done();
        var events = rig.Count("LedgerEvents");
        var again = await AcceptAsync(rig, "ada");
        Assert.Equal((3, ""), (again.ExitCode, again.Out));
        Assert.Contains("a second person", again.Error, StringComparison.Ordinal);
        Assert.Equal(events, rig.Count("LedgerEvents"));
        Assert.False(await IsReadyAsync(rig));
    }

    [Fact]
    public async Task After_more_than_seven_days_the_first_counts_no_more()
    {
        await using var rig = await StaleAsync();
        (await AcceptAsync(rig, "ada")).Done();
        rig.Clock.Advance(TimeSpan.FromDays(7) + TimeSpan.FromSeconds(1));
        Assert.Contains("accepted by one", (await AcceptAsync(rig, "grace")).Done(), StringComparison.Ordinal);
        Assert.False(await IsReadyAsync(rig));
        (await AcceptAsync(rig, "ada")).Done();
        Assert.True(await IsReadyAsync(rig));
    }

    [Fact]
    public async Task A_damaged_journal_can_be_given_up_and_an_accepted_loss_still_be_replayed()
    {
        await using var rig = await StaleAsync();
        (await AcceptAsync(rig, "ada")).Done();
        // The journal is found again: one person has accepted, and nothing is lost.
        (await rig.RunAsync("restore", "--replay")).Done();
        Assert.Contains(
            "stopped",
            (await rig.RunAsync("gate", "news", "p1@example.org")).Done(),
            StringComparison.Ordinal
        );

        var journal = Path.Combine(Path.GetDirectoryName(rig.DatabaseFile)!, "journal", "reductions-0.journal");
        await File.WriteAllTextAsync(journal, "another file altogether\n", TestContext.Current.CancellationToken);
        Assert.False(await IsReadyAsync(rig));
        Assert.Equal(3, (await rig.RunAsync("restore", "--replay")).ExitCode);
        (await AcceptAsync(rig, "ada")).Done();
        Assert.False(await IsReadyAsync(rig));
        (await AcceptAsync(rig, "grace")).Done();
        Assert.True(await IsReadyAsync(rig));
    }

    [Fact]
    public async Task Where_two_of_the_staff_can_each_proves_who_they_are()
    {
        await using var rig = await BackupCommandTests.WithPeopleAsync();
        foreach (
            var (name, role) in ((string, string)[])[("ada", "owner"), ("grace", "privacy"), ("mark", "marketing")]
        )
        {
            (await rig.RunAsync("staff", "add", "--email", $"{name}@example.org", "--role", role)).Done();
            rig.Execute(
                $"""UPDATE "StaffAccounts" SET "PasswordHash" = '{StaffPasswords.Hash($"the password of {name}")}' WHERE "NormalizedEmail" = '{name}@example.org'"""
            );
        }
        var backup = Path.Combine(rig.Folder, "yesterday.db");
        (await rig.RunAsync("backup", backup)).Done();
        await rig.ChangeAsync("p1@example.org", Leave.Everything, Channel.OneClick);
        (await rig.RunAsync("restore", rig.AsOwner, backup)).Done();

        // The operating system's user is not enough, nor a wrong password, nor a role that does not decide.
        var alone = await AcceptAsync(rig, "root");
        Assert.Equal(3, alone.ExitCode);
        Assert.Contains("--as EMAIL", alone.Error, StringComparison.Ordinal);
        Assert.Equal(3, (await AsAsync("ada", "the password of grace")).ExitCode);
        Assert.Equal(3, (await AsAsync("mark", "the password of mark")).ExitCode);
        Assert.Equal(3, (await AsAsync("nobody", "")).ExitCode);

        Assert.Contains(
            "a second person",
            (await AsAsync("ada", "the password of ada")).Done(),
            StringComparison.Ordinal
        );
        Assert.Equal(3, (await AsAsync("ada", "the password of ada")).ExitCode);
        Assert.False(await IsReadyAsync(rig));
        Assert.Contains("ready", (await AsAsync("grace", "the password of grace")).Done(), StringComparison.Ordinal);
        Assert.True(await IsReadyAsync(rig));
        using var center = rig.Open();
        using var context = (
            (PreferenceCenter.Data.Database)center.GetService(typeof(PreferenceCenter.Data.Database))!
        ).CreateContext();
        var by = context.LedgerEvents.Where(e => e.Kind == EventKind.LossAccepted).ToArray();
        Assert.Equal([ActorKind.Staff, ActorKind.Staff], by.Select(e => e.ActorKind));
        Assert.Equal(
            context.StaffAccounts.Where(a => a.Email != "mark@example.org").Select(a => a.ActorId).ToHashSet(),
            by.Select(e => e.ActorId).ToHashSet()
        );

        Task<CommandRun> AsAsync(string name, string password) =>
            rig.RunAsync(
                password + "\n",
                ["restore", "--accept-loss", "--as", $"{name}@example.org", "--reason", "the disk burnt"]
            );
    }

    [Theory]
    [InlineData("pc", null, "pc")]
    [InlineData("pc", "", "pc")]
    [InlineData("root", "root", "root")]
    [InlineData("pc", "ada", "ada (by sudo as pc)")]
    public void Whoever_used_sudo_is_named_and_as_whom(string user, string? sudo, string name) =>
        Assert.Equal(name, PreferenceCenter.Hosting.Commands.PersonBehind(user, sudo));
}
