using Microsoft.Extensions.DependencyInjection;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Events;
using PreferenceCenter.Ledger.Writer;
using PreferenceCenter.PrivacyRequests;
using PreferenceCenter.Subscriptions.AddressChanges;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Features.Backups;

/// <summary>Tests that a restore forgets no address that was put on the suppression list since the backup.</summary>
[Trait("Requirement", "ERA-08")]
public sealed class KeptAwayTests
{
    private const string Stranger = "q1@example.org",
        Moved = "p1@example.org";

    private static async Task<(CommandRig Rig, string Backup)> BackedUpAsync()
    {
        var rig = await BackupCommandTests.WithPeopleAsync();
        var backup = Path.Combine(rig.Folder, "yesterday.db");
        (await rig.RunAsync("backup", backup)).Done();
        rig.Clock.Advance(TimeSpan.FromHours(20));
        return (rig, backup);
    }

    [DatabaseTheory(PostgresInLongTests = true)]
    [InlineData(PrivacyRequestKind.Objection, true)]
    [InlineData(PrivacyRequestKind.Erasure, true)]
    [InlineData(PrivacyRequestKind.Restriction, true)]
    [InlineData(PrivacyRequestKind.Access, false)]
    public async Task Whoever_is_on_no_list_and_objected_by_letter_is_on_none_after_it(
        PrivacyRequestKind kind,
        bool keptAway
    )
    {
        var (rig, backup) = await BackedUpAsync();
        await using var _ = rig;
        await WriteLetterAsync(rig, kind);
        await RestoreAsync(rig, backup);
        await AssertKeptAwayAsync(rig, Stranger, "q", keptAway);
    }

    // No sending system knows of a letter, so no list that is imported after the restore does.
    [DatabaseTheory(PostgresInLongTests = true)]
    [InlineData(PrivacyRequestKind.Objection, true)]
    [InlineData(PrivacyRequestKind.Erasure, true)]
    [InlineData(PrivacyRequestKind.Restriction, true)]
    [InlineData(PrivacyRequestKind.Access, false)]
    public async Task Whoever_was_added_since_and_objected_by_letter_is_on_none_after_it(
        PrivacyRequestKind kind,
        bool keptAway
    )
    {
        var (rig, backup) = await BackedUpAsync();
        await using var _ = rig;
        (await rig.RunAsync("import", rig.Write("more.csv", BackupCommandTests.List(3, "q")))).Done();
        await WriteLetterAsync(rig, kind);
        (await rig.RunAsync("restore", rig.AsOwner, backup, "--replay")).Done();
        await AssertKeptAwayAsync(rig, Stranger, "q", keptAway);
        Assert.NotNull(rig.Find("q2@example.org"));
    }

    [DatabaseTheory(PostgresInLongTests = true)]
    [InlineData(PrivacyRequestKind.Objection)]
    [InlineData(PrivacyRequestKind.Restriction)]
    public async Task Whoever_came_back_since_by_themselves_is_on_lists_again(PrivacyRequestKind kind)
    {
        var (rig, backup) = await BackedUpAsync();
        await using var _ = rig;
        (await rig.RunAsync("import", rig.Write("more.csv", BackupCommandTests.List(3, "q")))).Done();
        await WriteLetterAsync(rig, kind);
        Assert.Equal(1, rig.Count("Suppressions"));
        Assert.Contains("refused", (await rig.RunAsync("gate", "news", Stranger)).Done(), StringComparison.Ordinal);
        Change back =
            kind == PrivacyRequestKind.Restriction
                ? new Restrict(On: false)
                : new Choose(new Dictionary<long, long> { [1] = (long)Frequency.Every }, AddsAtOnce: true);
        Assert.Equal(ChangeOutcome.Done, (await rig.ChangeAsync(Stranger, back, Channel.Identity)).Outcome);
        Assert.Equal(0, rig.Count("Suppressions"));
        Assert.Contains("allowed", (await rig.RunAsync("gate", "news", Stranger)).Done(), StringComparison.Ordinal);
        (await rig.RunAsync("restore", rig.AsOwner, backup, "--replay")).Done();
        await AssertKeptAwayAsync(rig, Stranger, "q", keptAway: false);
    }

    [DatabaseFact]
    public async Task An_address_that_was_moved_away_from_is_on_no_list_after_it()
    {
        var (rig, backup) = await BackedUpAsync();
        await using var _ = rig;
        var person = rig.Find(Moved)!.Subscriber.Id;
        await using (var center = rig.Open())
        await using (
            await RunningWriter.StartAsync(
                center.GetRequiredService<ChangeWriter>(),
                TestContext.Current.CancellationToken
            )
        )
        {
            var (writer, now) = (center.GetRequiredService<ChangeWriter>(), rig.Clock.GetUtcNow());
            var wanted = EmailAddress.TryParse("new@example.net")!;
            await writer.SubmitAsync(new AskAddressChange(PersonKey.Of(person), wanted, now));
            var change = Assert.Single(new AddressChangeStore(center.GetRequiredService<Database>()).Of(person));
            var confirmed = await writer.SubmitAsync(
                new ConfirmAddress(
                    change,
                    EmailAddress.TryParse(Moved)!,
                    wanted,
                    new Act(Channel.ConfirmLink, Actor.Person, now, LawfulBasis.Consent, 0, 0),
                    new Evidence(),
                    new byte[32]
                )
            );
            Assert.Equal(ChangeOutcome.Done, confirmed.Outcome);
        }
        var restored = await rig.RunAsync("restore", rig.AsOwner, backup, "--replay");
        Assert.EndsWith("ready\n", restored.Done(), StringComparison.Ordinal);
        Assert.Contains("1 acts changed an address", restored.Error, StringComparison.Ordinal);
        Assert.Contains("refused", (await rig.RunAsync("gate", "news", Moved)).Done(), StringComparison.Ordinal);
        Assert.Equal(1, rig.Count("Suppressions"));
        Assert.True(rig.Find(Moved)!.State.AddressInDoubt);
        Assert.Contains("of 1 people a restore", (await rig.RunAsync("doctor")).Out, StringComparison.Ordinal);
    }

    // The journal has ids only. Whoever was imported after the backup and left comes back with the next import, and the
    // restore says so.
    [DatabaseFact]
    public async Task Acts_of_people_whom_the_backup_lacks_are_told_with_what_to_do()
    {
        var (rig, backup) = await BackedUpAsync();
        await using var _ = rig;
        (await rig.RunAsync("import", rig.Write("more.csv", BackupCommandTests.List(2, "q")))).Done();
        await rig.ChangeAsync(Stranger, Leave.Everything, Channel.OneClick);
        var restored = await rig.RunAsync("restore", rig.AsOwner, backup, "--replay");
        Assert.Contains("kept for people not known here 1\nready", restored.Done(), StringComparison.Ordinal);
        Assert.Contains(
            "1 acts are of people whom this database does not know",
            restored.Error,
            StringComparison.Ordinal
        );
        Assert.Contains("unsubscribed or complained since the backup", restored.Error, StringComparison.Ordinal);
    }

    // A copy that was put in place by hand: nothing was replayed into it before two people accept the loss.
    [DatabaseFact]
    public async Task An_accepted_loss_of_the_journal_is_not_one_of_these_addresses()
    {
        var (rig, backup) = await BackedUpAsync();
        await using var _ = rig;
        await WriteLetterAsync(rig, PrivacyRequestKind.Objection);
        (await rig.RunAsync("restore", rig.AsOwner, backup)).Done();
        rig.Execute("""DELETE FROM "Suppressions" """);
        foreach (var user in (string[])["ada", "grace"])
        {
            rig.User = user;
            (await rig.RunAsync("restore", "--accept-loss", "--reason", "the disk burnt")).Done();
        }
        await AssertKeptAwayAsync(rig, Stranger, "q", keptAway: true);
    }

    private static async Task WriteLetterAsync(CommandRig rig, PrivacyRequestKind kind)
    {
        await using (var center = rig.Open())
        await using (
            await RunningWriter.StartAsync(
                center.GetRequiredService<ChangeWriter>(),
                TestContext.Current.CancellationToken
            )
        )
        {
            var intake = new Intake(
                kind,
                PrivacyRequestOrigin.Letter,
                SiteCalendar.Utc.DayOf(rig.Clock.GetUtcNow()),
                Stranger,
                null,
                "As they wrote it."
            );
            var taken = await center
                .GetRequiredService<PrivacyRequestIntake>()
                .TakeAsync(intake, Http.WebCenter.ByOperator);
            Assert.Equal(PrivacyRequestRefusal.None, taken.Refusal);
        }
    }

    private static async Task RestoreAsync(CommandRig rig, string backup)
    {
        var restored = await rig.RunAsync("restore", rig.AsOwner, backup, "--replay");
        Assert.EndsWith("ready\n", restored.Done(), StringComparison.Ordinal);
        Assert.DoesNotContain("people whom this database does not know", restored.Error, StringComparison.Ordinal);
    }

    private static async Task AssertKeptAwayAsync(CommandRig rig, string address, string list, bool keptAway)
    {
        (await rig.RunAsync("import", rig.Write("more.csv", BackupCommandTests.List(3, list)))).Done();
        Assert.Equal(keptAway, rig.Find(address) is null);
        await rig.AssertSoundAsync();
    }
}
