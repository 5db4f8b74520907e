using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Events;
using PreferenceCenter.Ledger.Journal;
using PreferenceCenter.Ledger.Writer;

namespace PreferenceCenter.Ledger.Replay;

/// <param name="Applied">Acts that the database had forgotten and was told again.</param>
/// <param name="Kept">Acts of people it does not know: kept until they appear.</param>
/// <param name="GivenUp">Mails that waited in the backup: they may have gone out since.</param>
internal sealed record ReplayResult(long Applied, long Kept, int GivenUp);

/// <summary>
/// Tells a restored database what it forgot. Stopped half-way it can be run again: what was told is not told twice, and
/// the database is not served until the journal goes on behind it.
/// </summary>
internal sealed class JournalReplay(
    Database database,
    StorageSettings storage,
    SubscriberReader people,
    JournalCheck check,
    JournalKeeper keeper,
    ChangeWriter writer,
    LedgerNames names,
    OutboxStore outbox,
    TimeProvider clock
)
{
    public const string Restored = "restored";
    private const int AtOnce = 256;

    /// <summary>Null where there is nothing to replay: the database holds all that its journal knows.</summary>
    public async Task<ReplayResult?> RunAsync(string user, Action<long>? progress, CancellationToken cancel)
    {
        if (check.Fault() is null)
            return null;
        var stories = Stories();
        var acts = JournalHistory.Acts(stories);
        keeper.Replaying = true;
        await using (await RunningWriter.StartAsync(writer, cancel))
        {
            var actor = await names.OperatorAsync(user);
            var (applied, kept) = (0L, 0L);
            foreach (var some in acts.Chunk(AtOnce))
            {
                cancel.ThrowIfCancellationRequested();
                var outcomes = await Task.WhenAll(
                    some.Where(act => !IsHeld(act)).Select(act => writer.SubmitAsync(new ReplayedAct(act, actor)))
                );
                if (outcomes.Any(o => o.Outcome == ChangeOutcome.Busy))
                    throw new IOException("The database is busy. What was replayed stays; run it again.");
                applied += outcomes.Count(o => o.Outcome == ChangeOutcome.Done);
                kept += outcomes.Count(o => o.Outcome == ChangeOutcome.Unknown);
                progress?.Invoke(applied + kept);
            }
            var givenUp = outbox.GiveUpWaiting(Restored);
            await SayAsync(actor, applied);
            // Last: until then the database is older than its journal, and not served.
            foreach (var story in stories)
                keeper.GoOnFrom(story.File.Slot, story.Common);
            keeper.CatchUp();
            return new ReplayResult(applied, kept, givenUp);
        }
    }

    private JournalHistory[] Stories()
    {
        using var session = database.Read();
        return [.. JournalFile.In(storage.JournalDirectory).Select(file => JournalHistory.Read(session, file))];
    }

    private bool IsHeld(JournalAct act) =>
        people.Find(PersonKey.Of(act.Person)) is { } person
        && people.Events(person.Subscriber, 1, long.MaxValue).Any(act.IsIn);

    private async Task SayAsync(Actor actor, long applied)
    {
        var act = new Act(Channel.Command, actor, clock.GetUtcNow(), LawfulBasis.None, 0, 0);
        await writer.DoAsync(
            new AdminChange(act, _ => [new AdminEvent(EventKind.JournalReplayed, 0, applied, new Evidence())])
        );
    }
}
