using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Events;
using PreferenceCenter.Ledger.Journal;
using PreferenceCenter.Ledger.Writer;

namespace PreferenceCenter.Ledger.Replay;

/// <summary>Result of accepting a loss.</summary>
internal enum LossAnswer
{
    /// <summary>There is no loss: the database holds everything the journal holds.</summary>
    NoLoss,

    /// <summary>Recorded; a second operator has to accept the loss too.</summary>
    First,

    /// <summary>This operator has already accepted the loss; another one is needed.</summary>
    SamePerson,

    /// <summary>
    /// A journal of this machine is renamed and a new one started; those of other machines are noted as lost. The
    /// database is served again.
    /// </summary>
    Accepted,
}

/// <summary>
/// Accepts the loss of a journal that cannot be replayed. Two operators must confirm it, with a reason that the ledger
/// records: subscribers who left may be mailed again. Both must do so within a week and for the same state of the
/// journal.
/// </summary>
internal sealed class LossAcceptance(
    Database database,
    StorageSettings storage,
    JournalCheck check,
    JournalKeeper keeper,
    ChangeWriter writer,
    LedgerNames names,
    OutboxStore outbox,
    TimeProvider clock,
    JournalRegistry? journals = null
)
{
    private static readonly TimeSpan AcceptanceWindow = TimeSpan.FromDays(7);

    /// <param name="user">Who runs the command.</param>
    /// <param name="proven">The account that proved itself; it, and not the user, is then the actor.</param>
    /// <param name="reason">For the log.</param>
    /// <param name="cancel">Ends the work.</param>
    public async Task<LossAnswer> AcceptAsync(string user, Actor? proven, string reason, CancellationToken cancel)
    {
        if (check.Fault() is null)
            return LossAnswer.NoLoss;
        keeper.Replaying = true;
        await using (await RunningWriter.StartAsync(writer, cancel))
        {
            var (now, ends) = (clock.GetUtcNow(), Ends());
            var actor = proven ?? await names.OperatorAsync(user);
            var accepted = AcceptedBy(ends, now - AcceptanceWindow);
            var byOthers = accepted.Any(id => id != actor.Id);
            if (accepted.Contains(actor.Id) && !byOthers)
                return LossAnswer.SamePerson;
            if (!accepted.Contains(actor.Id))
                await RecordAsync(actor, ends, reason, now);
            if (!byOthers)
                return LossAnswer.First;

            outbox.GiveUpWaiting(JournalReplay.Restored);
            if (check.OwnFault() is not null)
                foreach (var file in JournalFile.In(storage.JournalDirectory))
                    file.PutAside(now);
            journals?.Lose(Lost());
            keeper.CatchUp();
            journals?.Confirm();
            return LossAnswer.Accepted;
        }
    }

    // Where each journal ends. The acceptance covers the loss of this state, and of no later one.
    private string[] Ends() =>
        [.. JournalFile.In(storage.JournalDirectory).Select(End), .. Lost().Select(id => Invariant($"journal {id}"))];

    // Journals of other machines that were not compared with this database, and the one that is gone from here.
    private IEnumerable<Guid> Lost() =>
        journals is null ? [] : journals.Unconfirmed().Concat(journals.Missing()).Select(row => row.Id).Distinct();

    private static string End(JournalFile file)
    {
        try
        {
            return file.ReadTail().Last is { } mark
                ? Invariant($"{file.Slot} {mark.Size} {mark.Root.ToBase64()}")
                : Invariant($"{file.Slot} without a mark");
        }
        catch (InvalidDataException)
        {
            return Invariant($"{file.Slot} damaged");
        }
    }

    private HashSet<Guid> AcceptedBy(string[] ends, DateTimeOffset since)
    {
        using var session = database.Read();
        return
        [
            .. AdminEvents(session, since)
                .Where(e =>
                    e.Kind == EventKind.LossAccepted && !ends.Except(AcceptedEnds(session, e).Split('\n')).Any()
                )
                .Select(e => e.ActorId),
        ];
    }

    private static string AcceptedEnds(ReadSession session, LedgerEventRow e) =>
        session[Sql.EvidenceAt, ("@slot", e.Slot), ("@position", e.Position)].ExecuteScalar() is byte[] content
            ? Evidence.Parse(content)?.Detail ?? ""
            : "";

    // Administrative events, newest first.
    private static IEnumerable<LedgerEventRow> AdminEvents(ReadSession session, DateTimeOffset since)
    {
        foreach (var head in Heads(session))
        {
            var events = session[
                Sql.AdminEvents,
                ("@slot", head.Slot),
                ("@position", head.Position),
                ("@since", Instant.ToMicroseconds(since))
            ]
                .All(Sql.ReadEvent);
            for (var i = 1; i < events.Count; i++)
                if (events[i].Seq != events[i - 1].Seq - 1)
                    throw new InvalidDataException(
                        Invariant($"The log lacks the event before {events[i - 1].Position} of slot {head.Slot}.")
                    );
            foreach (var e in events)
                yield return e;
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

    private async Task RecordAsync(Actor actor, string[] ends, string reason, DateTimeOffset now)
    {
        var act = new Act(Channel.Command, actor, now, LawfulBasis.None, 0, 0);
        var evidence = new Evidence { Detail = string.Join('\n', ends), Comment = reason };
        await writer.DoAsync(new AdminLogEntry(act, new AdminEvent(EventKind.LossAccepted, 0, 0, evidence)));
    }
}
