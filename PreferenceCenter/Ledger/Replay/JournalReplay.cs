using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Events;
using PreferenceCenter.Ledger.Journal;
using PreferenceCenter.Ledger.Writer;

namespace PreferenceCenter.Ledger.Replay;

/// <summary>Result of a replay.</summary>
/// <param name="Applied">Acts that were missing in the database and were applied again.</param>
/// <param name="Kept">Acts of unknown subscribers: kept until their id is registered.</param>
/// <param name="GivenUp">Mails that were waiting in the backup. They are not sent, because they may have been sent
/// since.</param>
/// <param name="Doubted">Acts of subscribers whose address changed since the backup: whose the address here is, is
/// open.</param>
internal sealed record ReplayResult(long Applied, long Kept, int GivenUp, long Doubted = 0);

/// <summary>
/// Applies to a restored database what the journal holds and the database lacks. An interrupted replay can be run
/// again: applied acts are not applied twice, and the database is not served until the journal continues after it.
/// </summary>
internal sealed class JournalReplay(
    Database database,
    StorageSettings storage,
    JournalCheck check,
    JournalKeeper keeper,
    ChangeWriter writer,
    LedgerNames names,
    OutboxStore outbox,
    TimeProvider clock
)
{
    public const string Restored = "restored";
    private const int ChunkSize = 256;

    /// <summary>
    /// Runs the replay; null if there is nothing to replay, because the database holds everything the journal holds.
    /// </summary>
    public async Task<ReplayResult?> RunAsync(string user, Action<long>? progress, CancellationToken cancel)
    {
        if (check.OwnFault() is null)
            return null;
        var histories = ReadHistories();
        var acts = JournalHistory.Acts(histories);
        keeper.Replaying = true;
        await using (await RunningWriter.StartAsync(writer, cancel))
        {
            var actor = await names.OperatorAsync(user);
            var (applied, kept, doubted, now) = (0L, 0L, 0L, clock.GetUtcNow());
            foreach (var chunk in acts.Chunk(ChunkSize))
            {
                cancel.ThrowIfCancellationRequested();
                JournalAct[] missing = [.. Missing(chunk)];
                var outcomes = await Task.WhenAll(
                    missing.Select(act => writer.SubmitAsync(new ReplayedAct(act, actor, now)))
                );
                if (outcomes.Any(o => o.Outcome == ChangeOutcome.Busy))
                    throw new IOException("The database is busy. What was replayed stays; run it again.");
                applied += outcomes.Count(o => o.Outcome == ChangeOutcome.Done);
                kept += outcomes.Count(o => o.Outcome == ChangeOutcome.Unknown);
                doubted += missing
                    .Zip(outcomes)
                    .Count(one => one.First.LeavesAddressInDoubt && one.Second.Outcome != ChangeOutcome.Unknown);
                progress?.Invoke(applied + kept);
            }
            var givenUp = IsRestoredAlready(histories) ? 0 : outbox.GiveUpWaiting(Restored);
            await RecordAsync(actor, applied);
            // Done last: until then the database counts as older than its journal and is not served.
            foreach (var history in histories)
                keeper.ContinueFrom(history.File.Slot, history.Common);
            keeper.CatchUp();
            return new ReplayResult(applied, kept, givenUp, doubted);
        }
    }

    private JournalHistory[] ReadHistories()
    {
        using var session = database.Read();
        return [.. JournalFile.In(storage.JournalDirectory).Select(file => JournalHistory.Read(session, file))];
    }

    // The replay of another machine, or two people who answered for a loss, have given up what waited in the backup. What
    // waits now may be newer: the database may have been served since.
    private bool IsRestoredAlready(JournalHistory[] histories)
    {
        using var session = database.Read();
        var kinds = histories
            .SelectMany(history =>
                session[
                    Sql.RestoresSince,
                    ("@slot", history.File.Slot),
                    ("@position", history.Common.Size),
                    ("@replayed", (int)EventKind.JournalReplayed),
                    ("@accepted", (int)EventKind.LossAccepted)
                ]
                    .All(row => (EventKind)row.GetInt32(0))
            )
            .ToList();
        return kinds.Contains(EventKind.JournalReplayed) || kinds.Count >= 2;
    }

    // The acts that are not among the events of their person.
    private IEnumerable<JournalAct> Missing(JournalAct[] acts)
    {
        using var session = database.Read();
        using var moment = session.Snapshot();
        long[] people = [.. session.FindAll(acts.Select(act => act.Person).Distinct()).Select(p => p.Subscriber.Id)];
        var histories = session
            .Histories(
                people,
                static (id, reason) =>
                    throw new InvalidDataException(Invariant($"Subscriber {id} cannot be read."), reason)
            )
            .ToDictionary(one => one.Person.Subscriber.PublicId, one => one.Events);
        return [.. acts.Where(act => !histories.GetValueOrDefault(act.Person, []).Any(act.IsIn))];
    }

    private async Task RecordAsync(Actor actor, long applied)
    {
        var act = new Act(Channel.Command, actor, clock.GetUtcNow(), LawfulBasis.None, 0, 0);
        await writer.DoAsync(
            new AdminLogEntry(act, new AdminEvent(EventKind.JournalReplayed, 0, applied, new Evidence()))
        );
    }
}
