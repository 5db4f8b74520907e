using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Journal;
using PreferenceCenter.Ledger.Writer;
using PreferenceCenter.PrivacyRequests;
using PreferenceCenter.PrivacyRequests.Erasure;
using PreferenceCenter.Templates.Kept;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Features.Backups;

/// <summary>
/// Tests that an erasure of what stands under an address is repeated after a restore, whether or not anybody on a list has
/// it in the backup.
/// </summary>
[Trait("Requirement", "ERA-08")]
public sealed class ErasedAddressTests
{
    private const string Stranger = "q1@example.org",
        Neighbour = "neighbour@example.org";

    [DatabaseTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Of_an_address_that_no_subscriber_of_the_backup_has_nothing_comes_back(bool subscribesSince)
    {
        await using var rig = await BackupCommandTests.WithPeopleAsync();
        await WriteAsync(rig, PrivacyRequestKind.Access, Stranger, "I want to know.");
        await WriteAsync(rig, PrivacyRequestKind.Access, Neighbour, $"Is {Stranger} told too?");
        await KeepAsync(rig);
        var backup = Path.Combine(rig.Folder, "yesterday.db");
        (await rig.RunAsync("backup", backup)).Done();
        var before = Found(rig);
        Assert.Equal(["OptIns", "Outbox", "RequestEntries", "Requests", "Templates"], before);
        if (subscribesSince)
            (await rig.RunAsync("import", rig.Write("more.csv", BackupCommandTests.List(1, "q")))).Done();
        await EraseAsync(rig);
        Assert.Empty(Found(rig));

        rig.Clock.Advance(TimeSpan.FromHours(20));
        var restored = (await rig.RunAsync("restore", rig.AsOwner, backup, "--replay")).Done();
        Assert.Contains("erased again 1\nready\n", restored, StringComparison.Ordinal);
        Assert.Empty(Found(rig));
        // What a neighbour wrote is theirs, but for the address.
        Assert.Contains(
            "Is […] told too?",
            rig.Rows("""SELECT "Text" FROM "RequestEntries" WHERE "Text" IS NOT NULL""").Select(row => row[0])
        );
        // Nobody is erased again who signs up after that.
        await SignUpAsync(rig);
        Assert.Contains("erased again 0", (await rig.RunAsync("erasure", "replay")).Done(), StringComparison.Ordinal);
        Assert.Equal(["OptIns"], Found(rig));
        await rig.AssertSoundAsync();
    }

    [DatabaseFact]
    public async Task Stopped_amid_it_the_next_run_does_the_rest()
    {
        await using var rig = await BackupCommandTests.WithPeopleAsync();
        await SignUpAsync(rig);
        await EraseAsync(rig);
        await SignUpAsync(rig);
        rig.Execute("""DELETE FROM "ErasedIds" """);
        await using (var center = rig.Open())
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
                center.GetRequiredService<ErasureReplay>().RunAsync(Actor.System, new CancellationToken(canceled: true))
            );
        Assert.Equal(["OptIns"], Found(rig));
        Assert.Contains("erased again 1", (await rig.RunAsync("erasure", "replay")).Done(), StringComparison.Ordinal);
        Assert.Empty(Found(rig));
    }

    // A copy from between two erasures has done the first: only the second is new to it.
    [DatabaseFact]
    public async Task Erased_twice_the_second_one_is_repeated_too_and_by_another_key()
    {
        await using var rig = await BackupCommandTests.WithPeopleAsync();
        await SignUpAsync(rig);
        await EraseAsync(rig);
        var first = rig.Rows("""SELECT "KeyedHash" FROM "ErasedIds" """).Count;
        await SignUpAsync(rig);
        (await rig.RunAsync("suppression", "rotate")).Done();
        rig.Clock.Advance(TimeSpan.FromMinutes(2));
        var backup = Path.Combine(rig.Folder, "between.db");
        (await rig.RunAsync("backup", backup)).Done();
        await EraseAsync(rig);
        Assert.Equal((1, 2L), (first, rig.Count("ErasedIds")));
        Assert.Contains(
            "erased again 1\n",
            (await rig.RunAsync("restore", rig.AsOwner, backup, "--replay")).Done(),
            StringComparison.Ordinal
        );
        Assert.Empty(Found(rig));
        Assert.Equal(2L, rig.Count("ErasedIds"));
    }

    // An objection is no erasure: what stands under the address stays.
    [DatabaseFact]
    public async Task After_an_objection_by_letter_a_restore_erases_nothing()
    {
        await using var rig = await BackupCommandTests.WithPeopleAsync();
        await WriteAsync(rig, PrivacyRequestKind.Access, Stranger, "I want to know.");
        var backup = Path.Combine(rig.Folder, "yesterday.db");
        (await rig.RunAsync("backup", backup)).Done();
        await WriteAsync(rig, PrivacyRequestKind.Objection, Stranger, "No more.");
        await using (var center = rig.Open())
            Assert.Equal(0, center.GetRequiredService<ErasureJournal>().Read().Count);
        var restored = (await rig.RunAsync("restore", rig.AsOwner, backup, "--replay")).Done();
        Assert.DoesNotContain("erased again", restored, StringComparison.Ordinal);
        Assert.Contains("Requests", Found(rig));
    }

    // Where the address stands.
    private static string[] Found(CommandRig rig)
    {
        using var center = rig.Open();
        using var context = center.GetRequiredService<Database>().CreateContext();
        (string Table, bool Holds)[] tables =
        [
            ("OptIns", context.OptIns.Any(o => o.AddressKey == Stranger)),
            ("Outbox", context.Outbox.Any(o => o.AddressKey == Stranger || o.Address == Stranger)),
            ("RequestEntries", context.RequestEntries.Any(e => e.Text != null && e.Text.Contains(Stranger))),
            ("Requests", context.Requests.Any(r => r.AddressKey == Stranger || r.Address == Stranger)),
            (
                "Templates",
                context
                    .Templates.Select(t => t.Content)
                    .AsEnumerable()
                    .Any(c => Encoding.UTF8.GetString(c).Contains(Stranger, StringComparison.Ordinal))
            ),
        ];
        return [.. tables.Where(t => t.Holds).Select(t => t.Table)];
    }

    private static async Task KeepAsync(CommandRig rig)
    {
        await SignUpAsync(rig);
        await InAsync(
            rig,
            center =>
                center
                    .GetRequiredService<KeptTemplates>()
                    .ApplyAsync(
                        [new TemplateFile("autumn", Encoding.UTF8.GetBytes($"To: {Stranger}\n\nHello"))],
                        Http.WebCenter.ByOperator
                    )
        );
    }

    private static Task SignUpAsync(CommandRig rig) =>
        InAsync(
            rig,
            center =>
                center
                    .GetRequiredService<ChangeWriter>()
                    .SubmitAsync(
                        new Waiting(
                            new OptInRow
                            {
                                Id = RandomId.New(),
                                AddressKey = Stranger,
                                Content = "{}"u8.ToArray(),
                                CreatedAt = rig.Clock.GetUtcNow(),
                            }
                        )
                    )
        );

    private static Task WriteAsync(CommandRig rig, PrivacyRequestKind kind, string from, string words) =>
        InAsync(
            rig,
            async center =>
            {
                var taken = await center
                    .GetRequiredService<PrivacyRequestIntake>()
                    .TakeAsync(
                        new Intake(
                            kind,
                            PrivacyRequestOrigin.Letter,
                            SiteCalendar.Utc.DayOf(rig.Clock.GetUtcNow()),
                            from,
                            null,
                            words
                        ),
                        Http.WebCenter.ByOperator
                    );
                Assert.Equal(PrivacyRequestRefusal.None, taken.Refusal);
                return taken.Reference;
            }
        );

    // By letter, approved; the certificate is sent and the address of it dropped.
    private static async Task EraseAsync(CommandRig rig)
    {
        await WriteAsync(rig, PrivacyRequestKind.Erasure, Stranger, "Erase me.");
        await InAsync(
            rig,
            async center =>
            {
                await using var context = center.GetRequiredService<Database>().CreateContext();
                var row = await context
                    .Requests.AsNoTracking()
                    .SingleAsync(r => r.Kind == PrivacyRequestKind.Erasure && r.ClosedAt == null && r.ErasedOn == null);
                var refusal = await center
                    .GetRequiredService<PrivacyRequestDecisions>()
                    .DecideAsync(row, new RequestDecision(PrivacyRequestAct.Approve), Http.WebCenter.ByOperator);
                Assert.Equal(PrivacyRequestRefusal.None, refusal);
                return refusal;
            }
        );
    }

    private static async Task InAsync<T>(CommandRig rig, Func<ServiceProvider, Task<T>> act)
    {
        await using var center = rig.Open("--Privacy:TwoPeople=false");
        await using (
            await RunningWriter.StartAsync(
                center.GetRequiredService<ChangeWriter>(),
                TestContext.Current.CancellationToken
            )
        )
            await act(center);
    }

    /// <summary>Writes a sign-up that waits.</summary>
    private sealed class Waiting(OptInRow row) : Submission
    {
        protected override ChangeResult Decide(Batch batch, SubscriberSnapshot? subscriber)
        {
            batch.Set.OptIns.Add(row);
            return new ChangeResult(ChangeOutcome.Done);
        }
    }
}
