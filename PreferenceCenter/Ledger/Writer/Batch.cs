using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Hosting;
using PreferenceCenter.Ledger.Events;
using PreferenceCenter.Ledger.Log;

namespace PreferenceCenter.Ledger.Writer;

/// <summary>
/// One group of changes on its way into one transaction: who was read, what will be written, how the log grows.
/// </summary>
internal sealed class Batch(IWriteStore store, LedgerSettings settings)
{
    private readonly Dictionary<long, SubscriberSnapshot> people = [];
    private readonly Dictionary<PersonKey, SubscriberSnapshot> registered = [];
    private readonly Dictionary<SubscriberSnapshot, PersonState> before = [];
    private readonly HashSet<long> erased = [];
    private readonly List<CompletedSubtree> completed = [];
    private readonly int slot = store.Slot;
    private LogHead head = null!;
    private IReadOnlyList<LogHead> others = [];
    private MerkleFrontier? frontier;
    private RateLimitCounters? limits;

    public WriteSet Set { get; } = new();
    public LedgerSettings Settings { get; } = settings;
    public IWriteStore Store { get; } = store;
    public RateLimitCounters Limits => limits ??= new RateLimitCounters(Store, Set, Settings.Suppression);

    /// <summary>
    /// Begins with what the group needs, read under its locks: the people asked for, nothing where nobody has a key.
    /// </summary>
    public IReadOnlyList<SubscriberSnapshot?> Begin(PersonKey[] keys, Newcomer[] newcomers)
    {
        var snapshot = Store.Enter(keys, newcomers);
        head =
            snapshot.Head
            ?? new LogHead
            {
                Slot = slot,
                Frontier = [],
                HousePosition = -1,
            };
        others = snapshot.Others;
        return snapshot.People;
    }

    /// <summary>Somebody found under a key, as this group has left them.</summary>
    public SubscriberSnapshot? Present(SubscriberSnapshot? found, PersonKey key) => Survivor(Shared(found, key), key);

    // Two changes of one person in a group see each other's effect.
    private SubscriberSnapshot? Shared(SubscriberSnapshot? dossier, PersonKey key)
    {
        if (dossier is null)
            return registered.GetValueOrDefault(key);
        if (erased.Contains(dossier.Subscriber.Id))
            return null;
        var shared = people.TryAdd(dossier.Subscriber.Id, dossier) ? dossier : people[dossier.Subscriber.Id];
        // Who had that address has had another since this group began.
        return key.AddressKey is null || key.AddressKey == shared.Subscriber.AddressKey
            ? shared
            : registered.GetValueOrDefault(key);
    }

    // A link that stands in mails goes on for whoever its person is part of now; a number of ours means that very row.
    private SubscriberSnapshot? Survivor(SubscriberSnapshot? dossier, PersonKey key)
    {
        while (key.PublicId != Guid.Empty && dossier is { State.MergedInto: not 0 and var survivor })
            dossier = Find(PersonKey.Of(survivor));
        return dossier;
    }

    /// <summary>Somebody more, as this group has left them.</summary>
    public SubscriberSnapshot? Find(PersonKey key) => Shared(Store.Load(key), key);

    /// <summary>
    /// The one with that address, whatever they were asked for by; else somebody new. Nobody where the address is
    /// suppressed.
    /// </summary>
    public SubscriberSnapshot? FindOrRegister(Registration registration, PersonKey askedBy, DateTimeOffset at)
    {
        var key = PersonKey.Of(registration.Address);
        return (askedBy == key ? null : Find(key)) ?? (IsSuppressed(registration) ? null : Register(registration, at));
    }

    /// <summary>
    /// ERA-09: the mailbox itself said yes, which ends what kept mail from it, but for what others say of it: that a
    /// new row remembers, and no import brings back more.
    /// </summary>
    public SubscriberSnapshot FindOrReadmit(Registration registration, SubscriberSnapshot? known, Act act)
    {
        var suppressed = LiftSuppression(registration);
        if (known is not null)
            return known;
        var dossier = Register(registration, act.At);
        if (suppressed && !dossier.State.Stopped)
            Append(
                dossier,
                [
                    new ConsentEvent(
                        dossier.State.LastSeq + 1,
                        EventKind.Stopped,
                        Aspect.Everything,
                        1,
                        0,
                        0,
                        new Act(Channel.System, Actor.System, act.At, LawfulBasis.None, 0, 0)
                    ),
                ],
                new Evidence()
            );
        return dossier;
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

    /// <summary>Its reader came back; whether anything had kept them away.</summary>
    public bool LiftSuppression(Registration registration)
    {
        if (!IsSuppressed(registration))
            return false;
        // Under every key: which of them a row is under, and which the journal of a copy knows, is not asked.
        var hashes = registration.KeyedHashes(Settings.Suppression);
        Set.LiftedSuppressions.AddRange(hashes.Select(h => h.Bytes));
        Set.Suppressed.RemoveAll(s => IsAmong(hashes, s.KeyedHash));
        return true;
    }

    /// <summary>
    /// Gives somebody another address. What was to be mailed to the one of before, and every session, ends.
    /// </summary>
    public void Readdress(SubscriberSnapshot dossier, string address, string key)
    {
        Touch(dossier);
        var person = dossier.Subscriber;
        (person.Address, person.AddressKey, person.NoticeUntil) = (address, key, null);
        Set.Readdressed.Add(person);
        Set.Outbox.RemoveAll(o =>
            o.Owner == dossier
            && o.Row.Kind is MailKind.Changes or MailKind.Confirm or MailKind.Renewal or MailKind.NewAddress
        );
        registered[PersonKey.OfAddressKey(key)] = dossier;
    }

    /// <summary>The person's changes of address, with what this group has done to them.</summary>
    public IReadOnlyList<AddressChangeRow> AddressChangesOf(SubscriberSnapshot dossier) =>
        [
            .. Store
                .ReadAddressChanges(dossier.Subscriber.Id)
                .Where(r => !Set.AddressChanges.Exists(w => w.Id == r.Id)),
            .. Set.AddressChanges.Where(r => r.SubscriberId == dossier.Subscriber.Id),
        ];

    public void Write(AddressChangeRow change)
    {
        Set.AddressChanges.RemoveAll(c => c.Id == change.Id);
        Set.AddressChanges.Add(change);
    }

    /// <summary>Nobody finds them from here on, also in this group; their rows go when it is written.</summary>
    public void Erase(ErasedPerson person)
    {
        erased.Add(person.Id);
        Set.Erased.Add(person);
        Tell(PrivacyRequestKind.Erasure, person.Owner.Subscriber.PublicId, person.Row.ErasedAt, person.Row.Id);
    }

    private SubscriberSnapshot Register(Registration registration, DateTimeOffset at)
    {
        var dossier = new SubscriberSnapshot
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
        registered.Add(PersonKey.Of(registration.Address), dossier);
        registered.Add(PersonKey.Of(dossier.Subscriber.PublicId), dossier);
        Touch(dossier);
        if (registration.PublicId is { } id)
            Claim(dossier, id);
        return dossier;
    }

    // Who left before we knew them has left: long ago, or a moment before in this very group.
    private void Claim(SubscriberSnapshot dossier, Guid id)
    {
        UnclaimedLeaveRow[] leaves =
        [
            .. Store.ReadUnclaimedLeaves(id),
            .. Set.UnclaimedLeaves.Where(l => l.PublicId == id),
        ];
        foreach (var leave in leaves.OrderBy(l => l.At))
            Append(
                dossier,
                Decisions
                    .Decide(
                        dossier.State,
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

    public void KeepLeave(Guid publicId, long scope, DateTimeOffset at) =>
        Set.UnclaimedLeaves.Add(
            new UnclaimedLeaveRow
            {
                PublicId = publicId,
                Scope = scope,
                At = at,
            }
        );

    public void Append(SubscriberSnapshot dossier, IReadOnlyList<ConsentEvent> events, Evidence evidence) =>
        Append(dossier, events, new EvidenceCommitment(evidence, events.Count));

    public void Append(SubscriberSnapshot dossier, IReadOnlyList<ConsentEvent> events, EvidenceCommitment proof)
    {
        if (events.Count == 0)
            return;
        Touch(dossier);
        var person = dossier.Subscriber;
        AddEvidence(proof, events.Count);
        for (var i = 0; i < events.Count; i++)
        {
            var e = events[i];
            dossier.State = History.Apply(dossier.State, e);
            var position = AddEvent(person.LedgerId, e, person.HeadSlot, person.HeadPosition, proof, i);
            (person.HeadSlot, person.HeadPosition, person.LastSeq) = (slot, position, e.Seq);
            if (e.Aspect == Aspect.Language)
                person.Language = Languages.FromValue(e.Value);
            if (e.Kind is EventKind.Corrected or EventKind.AddressChanged)
                Tell(PrivacyRequestKind.Rectification, person.PublicId, e.Act.At);
            else if (e.Aspect == Aspect.Restriction && e.Value != 0)
                Tell(PrivacyRequestKind.Restriction, person.PublicId, e.Act.At);
        }
    }

    /// <summary>What the house itself did, under the empty ledger id.</summary>
    public void AppendAdmin(EventKind kind, long aspect, long value, Act act, Evidence evidence)
    {
        var (e, proof) = (
            new ConsentEvent(++head.HouseSeq, kind, aspect, value, 0, 0, act),
            new EvidenceCommitment(evidence, 1)
        );
        AddEvidence(proof, 1);
        head.HousePosition = AddEvent(Guid.Empty, e, slot, head.HousePosition, proof, 0);
    }

    /// <summary>The person's requests, with what this group has done to them.</summary>
    public IReadOnlyList<PrivacyRequestRow> RequestsOf(SubscriberSnapshot dossier) =>
        [
            .. Store.ReadRequests(dossier.Subscriber.Id).Where(r => !Set.Requests.Exists(w => w.Id == r.Id)),
            .. Set.Requests.Where(r => r.SubscriberId == dossier.Subscriber.Id),
        ];

    public void Write(PrivacyRequestRow request, Act act)
    {
        Set.Requests.RemoveAll(r => r.Id == request.Id);
        Set.Requests.Add(request);
        AppendAdmin(
            EventKind.RequestChanged,
            (long)request.Kind,
            (long)request.State,
            act,
            new Evidence { Detail = request.Reference }
        );
    }

    /// <summary>GDPR article 19: whoever is given the data is told, by id alone.</summary>
    private void Tell(PrivacyRequestKind kind, Guid publicId, DateTimeOffset at, Guid? erasure = null) =>
        Set.ToTell.Add(
            new RecipientNotice
            {
                Id = Guid.CreateVersion7(at),
                Recipient = "",
                ErasureId = erasure,
                Kind = kind,
                PublicId = publicId,
                At = at,
            }
        );

    public void Touch(SubscriberSnapshot dossier)
    {
        if (before.TryAdd(dossier, dossier.State))
            Set.Snapshots.Add(dossier);
    }

    private MerkleFrontier Frontier =>
        frontier ??= head.Frontier.Length == 0 ? new MerkleFrontier() : MerkleFrontier.Parse(head.Frontier);

    private void AddEvidence(EvidenceCommitment proof, int count) =>
        Set.Evidence.Add(
            new EvidenceRow
            {
                Slot = slot,
                Position = Frontier.Size,
                Count = count,
                Salt = proof.Salt,
                Content = proof.Content,
            }
        );

    private long AddEvent(
        Guid ledgerId,
        ConsentEvent e,
        int prevSlot,
        long prevPosition,
        EvidenceCommitment proof,
        int index
    )
    {
        var row = new LedgerEventRow
        {
            Slot = slot,
            Position = Frontier.Size,
            LedgerId = ledgerId,
            Seq = e.Seq,
            Kind = e.Kind,
            Aspect = e.Aspect,
            Value = e.Value,
            Before = e.Before,
            Refers = e.Refers,
            Channel = e.Act.Channel,
            ActorKind = e.Act.Actor.Kind,
            ActorId = e.Act.Actor.Id,
            Basis = e.Basis,
            Controller = e.Controller,
            Notice = e.Notice,
            // To the microsecond, as it is stored and sealed.
            At = Instant.FromMicroseconds(Instant.ToMicroseconds(e.Act.At)),
            PrevSlot = prevPosition < 0 ? -1 : prevSlot,
            PrevPosition = prevPosition,
            Commitment = proof.CommitmentOf(index),
        };
        Set.Events.Add(row);
        Span<byte> bytes = stackalloc byte[EventBytes.Length];
        EventBytes.Write(row, bytes);
        Frontier.Append(MerkleTree.LeafHash(bytes), completed);
        return row.Position;
    }

    public void Seal()
    {
        foreach (var (dossier, state) in before)
        foreach (var (aspect, choice) in dossier.State.Choices)
            if (!ReferenceEquals(choice, state.Choices.GetValueOrDefault(aspect)))
                Set.Choices.Add((dossier, choice));
        if (Set.Events.Count == 0)
            return;
        foreach (var node in completed)
            Set.Nodes.Add(
                new LogNode
                {
                    Slot = slot,
                    Level = node.Level,
                    Index = node.Index,
                    Hash = node.Hash.ToArray(),
                }
            );
        head.Batch++;
        head.Frontier = Frontier.ToBytes();
        Set.Head = head;
        Set.Seal = new SealRow
        {
            Slot = slot,
            Batch = head.Batch,
            Size = Frontier.Size,
            Root = Frontier.Root().ToArray(),
            Others = OtherRoots.Of(others),
        };
    }
}
