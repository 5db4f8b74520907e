using Microsoft.EntityFrameworkCore;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Events;
using PreferenceCenter.Ledger.Journal;

namespace PreferenceCenter.Ledger.Writer;

/// <summary>
/// A group of changes that is written in one transaction: the subscribers it read, the rows it will write and the
/// events it appends to the log.
/// </summary>
internal sealed class Batch(IWriteStore store, LedgerSettings settings, ErasureJournal? erasures = null)
{
    // Longer than any sign-in lasts, and than a page stays open over a weekend.
    private static readonly TimeSpan OnceFor = TimeSpan.FromDays(7);
    private readonly Dictionary<long, SubscriberSnapshot> subscribers = [];
    private readonly Dictionary<PersonKey, SubscriberSnapshot> registered = [];
    private readonly Dictionary<SubscriberSnapshot, PersonState> before = [];
    private readonly HashSet<long> erased = [];
    private BatchLog log = null!;
    private RateLimitCounters? limits;
    private readonly DayCounts counts = new(settings.Calendar);

    public WriteSet Set { get; } = new();
    public LedgerSettings Settings { get; } = settings;
    public IWriteStore Store { get; } = store;
    public RateLimitCounters Limits => limits ??= new RateLimitCounters(Store, Set, Settings.Suppression);

    /// <summary>
    /// Runs work on administrative tables. Staff act by a sign-in: one that ended after it was authorized writes
    /// nothing.
    /// </summary>
    /// <exception cref="UnauthorizedAccessException">The sign-in is over.</exception>
    public T Within<T>(Act act, Func<CenterContext, (T Result, bool Keep)> work) =>
        Store.Within(context =>
            act.SignIn is not { } signIn || context.StaffSessions.Any(s => s.Id == signIn)
                ? work(context)
                : throw new UnauthorizedAccessException("The sign-in is over.")
        );

    /// <summary>The result of the form that was sent with this key before; null if none was.</summary>
    public string? ResultOf(Guid key, Act act) =>
        Within(
            act,
            context => (context.OnceKeys.Where(k => k.Key == key).Select(k => k.Result).FirstOrDefault(), Keep: false)
        );

    /// <summary>
    /// Keeps the result of a form with its key. The sign-in is not asked again: the change may have ended it.
    /// </summary>
    public void KeepResult(Guid key, Act act, string result) =>
        Store.Within(context =>
        {
            context.OnceKeys.Add(
                new OnceKeyRow
                {
                    Key = key,
                    Result = result,
                    Until = SiteCalendar.Utc.DayStartOf(act.At + OnceFor),
                }
            );
            return (true, Keep: true);
        });

    /// <summary>
    /// Reads what the group needs, under its locks. The result has an entry per key; null if no subscriber has that
    /// key.
    /// </summary>
    public IReadOnlyList<SubscriberSnapshot?> Begin(PersonKey[] keys, Newcomer[] newcomers)
    {
        var snapshot = Store.Enter(keys, newcomers);
        log = new BatchLog(Set, Store.Slot, snapshot.Head, snapshot.Others);
        return snapshot.People;
    }

    /// <summary>The subscriber found under a key, with the changes this group has already made.</summary>
    public SubscriberSnapshot? Present(SubscriberSnapshot? found, PersonKey key) =>
        Survivor(FromThisGroup(found, key), key);

    // Two changes of one subscriber in a group see each other's effect.
    private SubscriberSnapshot? FromThisGroup(SubscriberSnapshot? subscriber, PersonKey key)
    {
        if (subscriber is null)
            return registered.GetValueOrDefault(key);
        if (erased.Contains(subscriber.Subscriber.Id))
            return null;
        var shared = subscribers.TryAdd(subscriber.Subscriber.Id, subscriber)
            ? subscriber
            : subscribers[subscriber.Subscriber.Id];
        // The subscriber who had this address has received another one in this group.
        return key.AddressKey is null || key.AddressKey == shared.Subscriber.AddressKey
            ? shared
            : registered.GetValueOrDefault(key);
    }

    // A link in a mail remains valid for the subscriber into whom its owner was merged. An internal id always means
    // exactly that row.
    private SubscriberSnapshot? Survivor(SubscriberSnapshot? subscriber, PersonKey key)
    {
        while (key.PublicId != Guid.Empty && subscriber is { State.MergedInto: not 0 and var survivor })
            subscriber = Find(PersonKey.Of(survivor));
        return subscriber;
    }

    /// <summary>Loads a further subscriber, with the changes this group has already made.</summary>
    public SubscriberSnapshot? Find(PersonKey key) => FromThisGroup(Store.Load(key), key);

    /// <summary>
    /// The subscriber with this address, even if the request named them by another key; otherwise a new one. Null if
    /// the address is suppressed.
    /// </summary>
    public SubscriberSnapshot? FindOrRegister(Registration registration, PersonKey askedBy, DateTimeOffset at)
    {
        var key = PersonKey.Of(registration.Address);
        return (askedBy == key ? null : Find(key)) ?? (IsSuppressed(registration) ? null : Register(registration, at));
    }

    /// <summary>
    /// Finds or registers the subscriber after the owner of the address opted in, and lifts a suppression (ERA-09). If
    /// there was one, everything is stopped first. So choices claimed by others, such as an import, take no effect, and
    /// earlier choices under another spelling do not come back: only what was confirmed is on.
    /// </summary>
    public SubscriberSnapshot FindOrReadmit(Registration registration, SubscriberSnapshot? known, Act act)
    {
        // A restriction keeps the address on the list until its person lifts it, and takes no choice away.
        if (known is { State.Restricted: true })
            return known;
        var suppressed = LiftSuppression(registration);
        var subscriber = known ?? Register(registration, act.At);
        if (suppressed && !subscriber.State.Stopped)
            Append(
                subscriber,
                Decisions
                    .Decide(
                        subscriber.State,
                        Leave.Everything,
                        new Act(Channel.System, Actor.System, act.At, LawfulBasis.None, 0, 0),
                        Settings.Policy
                    )
                    .Events,
                new Evidence()
            );
        return subscriber;
    }

    public bool IsSuppressed(Registration registration) =>
        registration.KeyedHashes(Settings.Suppression) is var hashes
        && (
            Store.IsSuppressed(hashes)
            || Set.Erased.Exists(e => e.Suppression is { } kept && IsAmong(hashes, kept.KeyedHash))
            || Set.Suppressed.Exists(s => IsAmong(hashes, s.KeyedHash))
        );

    private static bool IsAmong(IReadOnlyList<KeyedHash> hashes, byte[] bytes) =>
        hashes.Any(h => h.Bytes.AsSpan().SequenceEqual(bytes));

    /// <summary>Puts an address on the suppression list.</summary>
    public void Suppress(EmailAddress address, SuppressionReason reason, DateTimeOffset at)
    {
        var kept = Settings.Suppression.WritingAt(at).HashOf(address);
        Set.Suppressed.Add(
            new SuppressionRow
            {
                KeyedHash = kept.Bytes,
                KeyId = kept.KeyId,
                Reason = reason,
            }
        );
    }

    /// <summary>Puts the address of a subscriber on the list too: a restored backup may not know them.</summary>
    public void Suppress(SubscriberSnapshot subscriber, SuppressionReason reason, DateTimeOffset at) =>
        Suppress(AddressOf(subscriber), reason, at);

    private static EmailAddress AddressOf(SubscriberSnapshot subscriber) =>
        EmailAddress.Stored(subscriber.Subscriber.Address, subscriber.Subscriber.AddressKey);

    /// <summary>Lifts the suppression of an address whose owner has returned; true if there was one.</summary>
    public bool LiftSuppression(Registration registration)
    {
        if (!IsSuppressed(registration))
            return false;
        // Lifted under every key, without looking up under which one the row, or the journal of a copy, has it.
        var hashes = registration.KeyedHashes(Settings.Suppression);
        Set.LiftedSuppressions.AddRange(hashes.Select(h => h.Bytes));
        Set.Suppressed.RemoveAll(s => IsAmong(hashes, s.KeyedHash));
        return true;
    }

    /// <summary>
    /// Lifts the suppression that a change of address left behind. One for another reason stays: only a sign-up that the
    /// owner of the address confirms lifts it.
    /// </summary>
    public void LiftMoved(Registration registration)
    {
        byte[][] hashes = [.. registration.KeyedHashes(Settings.Suppression).Select(h => h.Bytes)];
        if (
            !Set.Suppressed.Exists(s =>
                s.Reason != SuppressionReason.Moved && hashes.Contains(s.KeyedHash, HashComparer.Instance)
            )
            && Store.Within(context =>
                (
                    !context.Suppressions.Any(s =>
                        EF.Parameter(hashes).Contains(s.KeyedHash) && s.Reason != SuppressionReason.Moved
                    ),
                    Keep: false
                )
            )
        )
            LiftSuppression(registration);
    }

    /// <summary>Gives a subscriber another address. Pending mails to the old address and all sessions end.</summary>
    public void Readdress(SubscriberSnapshot subscriber, string address, string key)
    {
        Touch(subscriber);
        var person = subscriber.Subscriber;
        (person.Address, person.AddressKey, person.NoticeUntil) = (address, key, null);
        Set.Readdressed.Add(person);
        Set.Addressed.Add(person);
        Set.Outbox.RemoveAll(o =>
            o.Owner == subscriber
            && o.Row.Kind is MailKind.Changes or MailKind.Confirm or MailKind.Renewal or MailKind.NewAddress
        );
        registered[PersonKey.OfAddressKey(key)] = subscriber;
    }

    /// <summary>The subscriber's address changes, with what this group has done to them.</summary>
    public IReadOnlyList<AddressChangeRow> AddressChangesOf(SubscriberSnapshot subscriber) =>
        [
            .. Store
                .ReadAddressChanges(subscriber.Subscriber.Id)
                .Where(r => !Set.AddressChanges.Exists(w => w.Id == r.Id)),
            .. Set.AddressChanges.Where(r => r.SubscriberId == subscriber.Subscriber.Id),
        ];

    public void Write(AddressChangeRow change)
    {
        Set.AddressChanges.RemoveAll(c => c.Id == change.Id);
        Set.AddressChanges.Add(change);
    }

    /// <summary>
    /// Keeps that it is open whose the address is, for staff to see to; a second time it changes nothing.
    /// </summary>
    public void DoubtAddress(SubscriberSnapshot subscriber, DateTimeOffset changedAt, DateTimeOffset now)
    {
        if (!AddressChangesOf(subscriber).Any(c => c.IsInDoubt(now)))
            Write(
                new AddressChangeRow
                {
                    Id = RandomId.New(),
                    SubscriberId = subscriber.Subscriber.Id,
                    CreatedAt = now,
                    ConfirmedAt = changedAt,
                    Until = now + AddressChangeRow.DoubtFor,
                }
            );
    }

    /// <summary>Ends the doubt about whose the address is.</summary>
    public void EndDoubt(SubscriberSnapshot subscriber, DateTimeOffset now)
    {
        foreach (var change in AddressChangesOf(subscriber).Where(c => c.IsInDoubt(now)))
        {
            change.Until = now;
            Write(change);
        }
    }

    /// <summary>
    /// Removes a subscriber: this group no longer finds them, and their rows are deleted when it is written.
    /// </summary>
    public void Erase(ErasedPerson person)
    {
        erased.Add(person.Id);
        Set.Erased.Add(person);
        if (person.Tells)
            QueueRecipientNotice(PrivacyRequestKind.Erasure, person.Owner.Subscriber.PublicId, person.Row.ErasedAt);
    }

    /// <summary>
    /// Names erased addresses to the journals: each by the first name that this database does not have yet.
    /// </summary>
    public void NameErased(IEnumerable<string> addressKeys)
    {
        foreach (var key in addressKeys)
            for (var time = 1; ; time++)
            {
                var name = Settings.Suppression.ErasedHashOf(key, time);
                if (
                    Set.ErasedAddresses.Contains(name, HashComparer.Instance)
                    || Store.Within(context => (context.ErasedIds.Any(e => e.KeyedHash == name), Keep: false))
                )
                    continue;
                Set.ErasedAddresses.Add(name);
                break;
            }
    }

    private SubscriberSnapshot Register(Registration registration, DateTimeOffset at)
    {
        var subscriber = new SubscriberSnapshot
        {
            Subscriber = new Subscriber
            {
                PublicId = registration.PublicId ?? RandomId.New(),
                LedgerId = RandomId.New(),
                Address = registration.Address.Typed,
                AddressKey = registration.Address.Key,
                Name = CleanText.Of(registration.Name, int.MaxValue),
                Language = registration.Language,
                CreatedAt = at,
                HeadPosition = -1,
            },
            State = PersonState.Empty,
        };
        Set.Addressed.Add(subscriber.Subscriber);
        registered.Add(PersonKey.Of(registration.Address), subscriber);
        registered.Add(PersonKey.Of(subscriber.Subscriber.PublicId), subscriber);
        Touch(subscriber);
        if (registration.PublicId is { } id)
            Claim(subscriber, id);
        return subscriber;
    }

    // An id can unsubscribe before it is registered: long ago, or just before in the same group.
    private void Claim(SubscriberSnapshot subscriber, Guid id)
    {
        UnclaimedLeaveRow[] leaves =
        [
            .. Store.ReadUnclaimedLeaves(id),
            .. Set.UnclaimedLeaves.Where(l => l.PublicId == id),
        ];
        foreach (var leave in leaves.OrderBy(l => l.At))
            Append(
                subscriber,
                Decisions
                    .Decide(
                        subscriber.State,
                        UnclaimedLeave.ChangeOf(leave.Scope),
                        new Act(Channel.OneClick, Actor.Person, leave.At, LawfulBasis.None, 0, 0),
                        Settings.Policy
                    )
                    .Events,
                new Evidence()
            );
        if (leaves.Length > 0)
            Set.ClaimedLeaves.Add(id);
    }

    /// <summary>Whether the undo with this key is kept, so that the form with the key was sent before.</summary>
    public bool HasUndo(byte[] hash) =>
        Set.Undos.Exists(u => u.Row.Hash.AsSpan().SequenceEqual(hash)) || Store.HasLink(hash);

    /// <summary>
    /// Keeps an unsubscribe of an id that nobody here has, until it appears. Not of somebody erased: nothing is kept
    /// about them any more, and the id in their old emails does not come back.
    /// </summary>
    public void KeepLeave(Guid publicId, long scope, DateTimeOffset at)
    {
        if (erasures?.Names(publicId) == true)
            return;
        Set.UnclaimedLeaves.Add(
            new UnclaimedLeaveRow
            {
                PublicId = publicId,
                Scope = scope,
                At = at,
            }
        );
    }

    public void Append(SubscriberSnapshot subscriber, IReadOnlyList<ConsentEvent> events, Evidence evidence) =>
        Append(subscriber, events, new EvidenceCommitment(evidence, events.Count));

    public void Append(SubscriberSnapshot subscriber, IReadOnlyList<ConsentEvent> events, EvidenceCommitment commitment)
    {
        if (events.Count == 0)
            return;
        Touch(subscriber);
        var (person, returned) = (subscriber.Subscriber, false);
        log.AddEvidence(commitment, events.Count);
        for (var i = 0; i < events.Count; i++)
        {
            var e = events[i];
            var (state, language) = (subscriber.State, person.Language);
            subscriber.State = History.Apply(state, e);
            log.Append(person, e, commitment, i);
            if (e is { Aspect: Aspect.Language, Kind: EventKind.Changed })
                person.Language = Languages.FromValue(e.Value);
            counts.Add(state, e, subscriber.State, language, person.Language);
            if (e is { Kind: EventKind.Corrected or EventKind.AddressChanged, Act.Actor.Kind: ActorKind.Person })
                QueueRecipientNotice(PrivacyRequestKind.Rectification, person.PublicId, e.Act.At);
            else if (e.Aspect == Aspect.Restriction && e.Value != 0)
                QueueRecipientNotice(PrivacyRequestKind.Restriction, person.PublicId, e.Act.At);
            returned |= e.Kind == EventKind.Resumed || e is { Aspect: Aspect.Restriction, Value: 0 };
        }
        // What an objection, an erasure or a restriction put on the list goes with what it took away.
        if (returned && person.AddressKey.Length > 0 && subscriber.State is { Stopped: false, Restricted: false })
            LiftSuppression(new Registration(AddressOf(subscriber), person.Language));
    }

    /// <summary>Counts that a form was sent, or confirmed by the mailbox, for the day on which it was sent.</summary>
    public void CountForm(string form, DateTimeOffset sentAt, bool confirmed)
    {
        var day = Settings.Calendar.DayOf(sentAt).DayNumber;
        var row = Set.FormDays.Find(d => d.Day == day && d.Form == form);
        if (row is null)
            Set.FormDays.Add(row = new FormDayRow { Day = day, Form = form });
        if (confirmed)
            row.Confirmed++;
        else
            row.Submitted++;
    }

    /// <summary>Adds what a recount found to be missing; less than nothing where there was too much.</summary>
    public void Correct(DayCounts missing) => counts.Add(missing);

    /// <summary>Appends an administrative event, under the empty ledger id.</summary>
    public void AppendAdmin(EventKind kind, long aspect, long value, Act act, Evidence evidence) =>
        log.AppendAdmin(kind, aspect, value, act, evidence);

    /// <summary>The subscriber's privacy requests, with what this group has done to them.</summary>
    public IReadOnlyList<PrivacyRequestRow> RequestsOf(SubscriberSnapshot subscriber) =>
        [
            .. Store.ReadRequests(subscriber.Subscriber.Id).Where(r => !Set.Requests.Exists(w => w.Id == r.Id)),
            .. Set.Requests.Where(r => r.SubscriberId == subscriber.Subscriber.Id),
        ];

    public void Write(PrivacyRequestRow request, Act act)
    {
        Set.Requests.RemoveAll(r => r.Id == request.Id);
        Set.Requests.Add(request);
        // Without its reference: that stands in an email which the person keeps, and the log outlives the person.
        AppendAdmin(EventKind.RequestChanged, (long)request.Kind, (long)request.State, act, new Evidence());
    }

    /// <summary>GDPR article 19: queues a notice to the recipients of the data, by id only.</summary>
    private void QueueRecipientNotice(PrivacyRequestKind kind, Guid publicId, DateTimeOffset at) =>
        Set.ToTell.Add(
            new RecipientNotice
            {
                Id = RandomId.New(),
                ToAll = true,
                Kind = kind,
                PublicId = publicId,
                At = at,
            }
        );

    public void Touch(SubscriberSnapshot subscriber)
    {
        if (before.TryAdd(subscriber, subscriber.State))
            Set.Snapshots.Add(subscriber);
    }

    public void Seal()
    {
        foreach (var (subscriber, state) in before)
        foreach (var (aspect, choice) in subscriber.State.Choices)
            if (!ReferenceEquals(choice, state.Choices.GetValueOrDefault(aspect)))
                Set.Choices.Add((subscriber, choice));
        Set.TopicDays.AddRange(counts.Days.Select(d => (d.Key.Day, d.Key.Topic, d.Value)));
        Set.LanguagePeople.AddRange(counts.Languages.Where(l => l.Value != 0).Select(l => (l.Key, l.Value)));
        log.Seal();
    }
}
