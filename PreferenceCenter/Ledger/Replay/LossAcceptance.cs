using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Events;
using PreferenceCenter.Ledger.Journal;
using PreferenceCenter.Ledger.Writer;

namespace PreferenceCenter.Ledger.Replay;

internal enum LossAnswer
{
    /// <summary>There is no loss: the database holds all that its journal knows.</summary>
    NoLoss,

    /// <summary>Written; a second person has to answer for it too.</summary>
    First,

    /// <summary>That one has done so already.</summary>
    SamePerson,

    /// <summary>The journal is put aside and a new one begun: the database is served again.</summary>
    Accepted,
}

/// <summary>
/// Where the journal cannot be replayed, two people answer for it, in the ledger and with a reason, that what it knows
/// is forgotten: people who left may be mailed again. Within a week of each other, and about the same journal.
/// </summary>
internal sealed class LossAcceptance(
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
    private static readonly TimeSpan Within = TimeSpan.FromDays(7);

    public async Task<LossAnswer> AcceptAsync(string user, string reason, CancellationToken cancel)
    {
        if (check.Fault() is null)
            return LossAnswer.NoLoss;
        keeper.Replaying = true;
        await using (await RunningWriter.StartAsync(writer, cancel))
        {
            var (now, ends) = (clock.GetUtcNow(), Ends());
            var actor = await names.OperatorAsync(user);
            var accepted = AcceptedBy(ends, now - Within);
            var byOthers = accepted.Any(id => id != actor.Id);
            if (accepted.Contains(actor.Id) && !byOthers)
                return LossAnswer.SamePerson;
            if (!accepted.Contains(actor.Id))
                await SayAsync(actor, ends, reason, now);
            if (!byOthers)
                return LossAnswer.First;

            outbox.GiveUpWaiting(JournalReplay.Restored);
            foreach (var file in JournalFile.In(storage.JournalDirectory))
                file.PutAside(now);
            keeper.CatchUp();
            return LossAnswer.Accepted;
        }
    }

    // Where each journal ends: what is accepted is the loss of these, and of no later one.
    private string[] Ends() => [.. JournalFile.In(storage.JournalDirectory).Select(End)];

    private static string End(JournalFile file)
    {
        try
        {
            return file.ReadTail().Last is { } mark
                ? $"{file.Slot} {mark.Size} {mark.Root.ToBase64()}"
                : $"{file.Slot} without a mark";
        }
        catch (InvalidDataException)
        {
            return $"{file.Slot} damaged";
        }
    }

    private HashSet<Guid> AcceptedBy(string[] ends, DateTimeOffset since)
    {
        using var session = database.Read();
        return
        [
            .. HouseEvents(session, since)
                .Where(e => e.Kind == EventKind.LossAccepted && !ends.Except(Told(session, e).Split('\n')).Any())
                .Select(e => e.ActorId),
        ];
    }

    private static string Told(ReadSession session, LedgerEventRow e) =>
        session[Sql.EvidenceAt, e.Slot, e.Position].ExecuteScalar() is byte[] content
            ? Evidence.Parse(content)?.Detail ?? ""
            : "";

    // The newest first, along the places they name.
    private static IEnumerable<LedgerEventRow> HouseEvents(ReadSession session, DateTimeOffset since)
    {
        foreach (var (first, last) in Heads(session))
            for (var (slot, position) = (first, last); position >= 0; )
            {
                LedgerEventRow e;
                using (var row = session[Sql.EventAt, slot, position].ExecuteReader())
                {
                    if (!row.Read())
                        throw new InvalidDataException($"The log lacks event {position} of slot {slot}.");
                    e = Sql.ReadEvent(row);
                }
                if (e.At < since)
                    break;
                yield return e;
                (slot, position) = (e.PrevSlot, e.PrevPosition);
            }
    }

    private static List<(int Slot, long Position)> Heads(ReadSession session)
    {
        var (slots, heads) = (new List<int>(), new List<(int, long)>());
        using (var row = session[Sql.Slots].ExecuteReader())
            while (row.Read())
                slots.Add(row.GetInt32(0));
        foreach (var slot in slots)
        {
            using var row = session[Sql.Head, slot].ExecuteReader();
            if (row.Read())
                heads.Add((slot, row.GetInt64(3)));
        }
        return heads;
    }

    private async Task SayAsync(Actor actor, string[] ends, string reason, DateTimeOffset now)
    {
        var act = new Act(Channel.Command, actor, now, LawfulBasis.None, 0, 0);
        var evidence = new Evidence { Detail = string.Join('\n', ends), Comment = reason };
        await writer.DoAsync(new AdminChange(act, _ => [new AdminEvent(EventKind.LossAccepted, 0, 0, evidence)]));
    }
}
