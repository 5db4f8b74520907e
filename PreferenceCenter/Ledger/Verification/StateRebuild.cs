using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Events;

namespace PreferenceCenter.Ledger.Verification;

/// <summary>
/// Recomputes every subscriber's choices from the events and compares them with the stored state, which must be a
/// projection of the events.
/// </summary>
internal sealed class StateRebuild(Database database)
{
    /// <summary>
    /// Calls back for each subscriber whose state does not follow from their events; returns the number of subscribers
    /// compared.
    /// </summary>
    public long Check(Action<Guid, string> differs, Action<long>? progress, CancellationToken cancel)
    {
        using var session = database.ReadThrough();
        using var snapshot = session.Snapshot();
        // If two subscribers shared one history, one's consent would be shown as the other's.
        var histories = new HashSet<Guid>();
        long subscribers = 0,
            last = 0;
        while (true)
        {
            var ids = session[Sql.SubscribersAfter, last].All(static row => row.GetInt64(0));
            if (ids.Count == 0)
                return subscribers;
            foreach (var page in ids.Chunk(SubscriberSets.HistoriesAtOnce))
            {
                cancel.ThrowIfCancellationRequested();
                Check(session, page, histories, differs);
                subscribers += page.Length;
            }
            last = ids[^1];
            progress?.Invoke(subscribers);
        }
    }

    // A page of people at once. Only who cannot be read whole is read again, event by event, to tell what is wrong.
    private static void Check(ReadSession session, long[] ids, HashSet<Guid> histories, Action<Guid, string> differs)
    {
        var whole = session.Histories(ids, static (_, _) => { }).ToDictionary(one => one.Person.Subscriber.Id);
        foreach (var id in ids)
            if (whole.TryGetValue(id, out var one) && IsWhole(one.Events))
                Report(
                    id,
                    differs,
                    () => one.Person,
                    _ => Difference(one.Person, one.Events.Select(EventBytes.ToConsentEvent)),
                    histories
                );
            else
                Report(
                    id,
                    differs,
                    () => session.Find(PersonKey.Of(id)),
                    subscriber => Difference(session, subscriber),
                    histories
                );
    }

    private static bool IsWhole(IReadOnlyList<LedgerEventRow> events) =>
        (events.Count == 0 || events[0].PrevPosition == -1) && events.All(e => IsOfPerson(e.Kind));

    private static void Report(
        long id,
        Action<Guid, string> differs,
        Func<SubscriberSnapshot?> find,
        Func<SubscriberSnapshot, string?> difference,
        HashSet<Guid> histories
    )
    {
        var person = Guid.Empty;
        try
        {
            if (find() is not { } subscriber)
                return;
            person = subscriber.Subscriber.PublicId;
            var what = histories.Add(subscriber.Subscriber.LedgerId)
                ? difference(subscriber)
                : "the history is another person's too";
            if (what is not null)
                differs(person, what);
        }
        catch (Exception reason) when (CorruptionErrors.Matches(reason))
        {
            differs(person, Invariant($"rows of subscriber {id} cannot be read: {reason.Message}"));
        }
    }

    private static string? Difference(ReadSession session, SubscriberSnapshot subscriber)
    {
        var events = new Stack<ConsentEvent>();
        var person = subscriber.Subscriber;
        var (slot, position) = (person.HeadSlot, person.HeadPosition);
        // The sequence numbers count down to one, so a chain that forms a loop ends too.
        for (var seq = person.LastSeq; seq > 0; seq--)
        {
            using var row = session[Sql.EventAt, ("@slot", slot), ("@position", position)].ExecuteReader();
            if (!row.Read())
                return Invariant($"event {seq}, at {position}, is missing");
            var e = Sql.ReadEvent(row);
            if (e.LedgerId != person.LedgerId || !IsOfPerson(e.Kind))
                return Invariant($"event {seq}, at {position}, is not one of this person");
            if (e.Seq != seq)
                return Invariant($"event {e.Seq} stands where event {seq} should");
            events.Push(EventBytes.ToConsentEvent(e));
            (slot, position) = (e.PrevSlot, e.PrevPosition);
        }
        if (position != -1)
            return Invariant($"{person.LastSeq} events counted, and there are more");
        return Difference(subscriber, events);
    }

    private static string? Difference(SubscriberSnapshot subscriber, IEnumerable<ConsentEvent> events)
    {
        var state = events.Aggregate(PersonState.Empty, History.Apply);
        foreach (var aspect in state.Choices.Keys.Union(subscriber.State.Choices.Keys))
            if (state[aspect] != subscriber.State[aspect])
                return Invariant($"choice {aspect} differs");
        return
            state[Aspect.Language].Value is var chosen and not 0
            && subscriber.Subscriber.Language != Languages.FromValue(chosen)
            ? "the language differs"
            : null;
    }

    private static bool IsOfPerson(EventKind kind) => kind < EventKind.ActorNamed && Enum.IsDefined(kind);
}
