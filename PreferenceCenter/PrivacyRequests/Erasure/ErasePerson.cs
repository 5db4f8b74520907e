using System.Text.Json;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Events;
using PreferenceCenter.Ledger.Writer;
using PreferenceCenter.Mail.Messages;
using PreferenceCenter.PrivacyRequests.PersonalData;

namespace PreferenceCenter.PrivacyRequests.Erasure;

/// <summary>
/// Erases one subscriber in one transaction: the first half of GDPR article 17. It deletes every row about the
/// subscriber; a keyed hash of the address stays on the suppression list, so that no import adds the address again. The
/// audit log keeps its events under an id that no longer leads to a person, and records that their evidence was erased.
/// </summary>
/// <param name="address">Null for a subscriber who was merged into another: then there is no address to
/// suppress.</param>
/// <param name="events">All events of the subscriber, as read before the transaction. If another event was written
/// since, the caller reads them again and retries.</param>
/// <param name="merged">Subscribers who were merged into this one, with their events. They are erased together.</param>
/// <param name="waiting">Keys of other addresses of the mailbox, under which a sign-up waits: it goes too.</param>
internal sealed class ErasePerson(
    SubscriberSnapshot person,
    EmailAddress? address,
    IReadOnlyList<LedgerEventRow> events,
    IReadOnlyList<PersonHistory> merged,
    IReadOnlyList<string> waiting,
    ErasureTerms terms,
    Act act
) : Submission
{
    private readonly Registration? registration = address is null ? null : new(address, person.Subscriber.Language);

    // How long a node may take to write files about a subscriber who was erased meanwhile: a pickup file, a line of a
    // journal. After that they are there or will never appear.
    internal static readonly TimeSpan InHandFor = TimeSpan.FromMinutes(2);

    // The id is fixed here: a second run after a lost connection is the same erasure. It is random, because an id of
    // version 7 would hold the moment.
    private readonly Guid id = RandomId.New();

    // An erasure runs before imports, which can wait. An unsubscribe of the same moment no longer matters. That of
    // somebody who left long ago can wait too.
    public override bool Reduces => !Bulk;
    public override bool Bulk => terms.Only is not null;
    public override PersonKey? Key => PersonKey.Of(person.Subscriber.Id);

    /// <summary>The address is only locked, not registered: every node takes the same lock to register it.</summary>
    public override Registration? Register
    {
        get => registration;
        init { }
    }

    protected override ChangeResult Decide(Batch batch, SubscriberSnapshot? subscriber)
    {
        if (subscriber is null || subscriber.Subscriber.PublicId != person.Subscriber.PublicId)
            return new ChangeResult(ChangeOutcome.Unknown, Refusal.UnknownPerson);
        if (
            subscriber.State.LastSeq != (events.Count == 0 ? 0 : events[^1].Seq)
            || subscriber.Subscriber.Address != person.Subscriber.Address
        )
            return new ChangeResult(ChangeOutcome.Unchanged);
        var requests = batch.RequestsOf(subscriber);
        // Whoever came back, or asked for something, in the meantime is kept.
        if (terms.Only is { } over && (!over.Covers(subscriber) || requests.Any(IsOpen)))
            return new ChangeResult(ChangeOutcome.Refused, Refusal.Voided);
        // A legal hold, decided by two staff members for legal claims (article 17(3)(e)), stops every erasure until it
        // ends. An erasure repeated from the journal is not stopped: it was already carried out.
        if (IsHeld(requests))
            return new ChangeResult(ChangeOutcome.Refused, Refusal.Voided);
        // The subscriber has cancelled the request in the meantime.
        if (terms.Request is { } asked && !requests.Any(r => r.Id == asked && r.State == PrivacyRequestState.Grace))
            return new ChangeResult(ChangeOutcome.Refused, Refusal.Voided);
        if (
            !batch
                .Store.ReadMerged(subscriber.Subscriber.Id)
                .ToHashSet()
                .SetEquals(
                    merged
                        .Where(m => m.Person.State.MergedInto == subscriber.Subscriber.Id)
                        .Select(m => m.Person.Subscriber.Id)
                )
        )
            return new ChangeResult(ChangeOutcome.Unchanged);
        var parts = new List<(SubscriberSnapshot Part, IReadOnlyList<LedgerEventRow> Events)>();
        foreach (var (read, theirs) in merged)
        {
            if (batch.Find(PersonKey.Of(read.Subscriber.Id)) is not { } part || part.State.LastSeq != theirs.Count)
                return new ChangeResult(ChangeOutcome.Unchanged);
            if (IsHeld(batch.RequestsOf(part)))
                return new ChangeResult(ChangeOutcome.Refused, Refusal.Voided);
            parts.Add((part, theirs));
        }
        foreach (var (part, theirs) in parts)
            EraseOne(batch, part, theirs, null, RandomId.New());
        EraseOne(batch, subscriber, events, registration, id);
        string[] addresses = [subscriber.Subscriber.AddressKey, .. waiting];
        batch.Store.Within(context =>
        {
            KeptMessages.Empty(context, addresses);
            // Of many who left long ago nobody wrote, and all that is written would be read for each.
            if (terms.Only is null)
                AddressMentions.Erase(context, addresses);
            return (true, Keep: true);
        });
        // Who left long ago, or never answered, has been in every backup that is still kept: there the id names them.
        if (registration is not null && terms is { KeepSuppression: true, Only: null })
            batch.NameErased(addresses);
        return new ChangeResult(
            ChangeOutcome.Done,
            Refusal.None,
            subscriber.State.LastSeq - 1,
            subscriber.State.LastSeq
        )
        {
            PublicId = subscriber.Subscriber.PublicId,
        };
    }

    private bool IsHeld(IReadOnlyList<PrivacyRequestRow> requests) =>
        terms.ErasedAt is null && requests.Any(r => r.LegalHoldUntil > act.At);

    // Repeated after a restore, the erasure is certified where the copy knows an open request: its page says that an email
    // follows, and whether the first one was sent is not known.
    private bool Certifies(Batch batch, SubscriberSnapshot subscriber) =>
        terms.Certify
        && (
            terms.ErasedAt is null
            || batch.RequestsOf(subscriber).Any(r => r.Kind == PrivacyRequestKind.Erasure && IsOpen(r))
        );

    private static bool IsOpen(PrivacyRequestRow request) => request.ClosedAt is null;

    private void EraseOne(
        Batch batch,
        SubscriberSnapshot subscriber,
        IReadOnlyList<LedgerEventRow> all,
        Registration? known,
        Guid erasure
    )
    {
        var waitingKeys = known is null ? [] : waiting;
        MadeFor[] mails =
        [
            .. new[] { subscriber.Subscriber.AddressKey }
                .Concat(waitingKeys)
                .SelectMany(key => batch.Store.ReadMails(subscriber.Subscriber.Id, key))
                .Distinct(),
        ];
        var (seq, before) = (subscriber.State.LastSeq, subscriber.State[Aspect.Suppression].Value);
        // The log tells the day and no more: what the certificate and the notices to recipients say leads to none of
        // its events.
        var day = batch.Settings.Calendar.DayStartOf(act.At);
        var ofDay = act with { At = day };
        batch.Append(
            subscriber,
            [
                new ConsentEvent(seq + 1, EventKind.EvidenceErased, Aspect.Evidence, 0, 0, 0, ofDay),
                new ConsentEvent(
                    seq + 2,
                    EventKind.Erased,
                    Aspect.Suppression,
                    (long)SuppressionReason.Erased,
                    before,
                    0,
                    ofDay
                ),
            ],
            new Evidence()
        );
        batch.Set.ErasedEvidence.AddRange(all.Select(e => (e.Slot, e.Position)));
        // Repeated after a restore, the proof is kept no longer than was told.
        var erasedAt = terms.ErasedAt ?? act.At;
        var proofUntil =
            (terms.ProofFrom ?? erasedAt) + terms.KeepProofFor is { } until && until > act.At
                ? until
                : (DateTimeOffset?)null;
        var key = batch.Settings.Suppression.WritingAt(act.At);
        // Subscribers who were merged into another have no address of their own.
        var hash = known is null ? (KeyedHash?)null : key.HashOf(known.Address);
        // What a request put on the list, also under an earlier key, goes with its person; only what is kept below stays.
        if (known is not null)
            batch.LiftSuppression(known);
        batch.Erase(
            new ErasedPerson(
                subscriber,
                hash is { } kept && terms.KeepSuppression
                    ? new SuppressionRow
                    {
                        KeyedHash = kept.Bytes,
                        KeyId = kept.KeyId,
                        Reason = SuppressionReason.Erased,
                    }
                    : null,
                new ErasureRow
                {
                    Id = erasure,
                    ErasedAt = day,
                    SettlesAt = act.At + InHandFor,
                    Suppressed = hash is not null && terms.KeepSuppression,
                    ProofUntil = proofUntil,
                    Mails = mails.Length == 0 ? null : JsonSerializer.Serialize(mails),
                    // A mailbox that bounces gets no certificate, so its address is not kept.
                    Address =
                        hash is not null && Certifies(batch, subscriber) && before != (long)SuppressionReason.Bounced
                            ? subscriber.Subscriber.Address
                            : null,
                    Language = subscriber.Subscriber.Language,
                }
            )
            {
                IdHash = batch.Settings.Suppression.ErasedHashOf(subscriber.Subscriber.PublicId),
                Tells = terms.Only is null,
                EarlierProofs =
                    known is null || terms.Only is not null || proofUntil is not null
                        ? []
                        : [.. batch.Settings.Suppression.Current.ProofHashesOf(known.Address)],
                WaitingKeys = waitingKeys,
                Calendar = batch.Settings.Calendar,
                LimitKeys = LimitNames.KeysOf(batch.Settings.Suppression, known?.Address),
                Proof =
                    known is null || proofUntil is not { } expiresAt
                        ? null
                        : new ProofStub
                        {
                            Id = erasure,
                            KeyedHash = key.ProofHashOf(known.Address).Bytes,
                            KeyId = key.Id,
                            LedgerId = subscriber.Subscriber.LedgerId,
                            Slot = subscriber.Subscriber.HeadSlot,
                            Position = subscriber.Subscriber.HeadPosition,
                            ErasedAt = erasedAt,
                            ExpiresAt = expiresAt,
                        },
            }
        );
    }
}

/// <summary>What an erasure keeps, and whether it sends a certificate.</summary>
/// <param name="KeepSuppression">Whether a keyed hash of the address stays (<c>Privacy:KeepSuppression</c>).</param>
/// <param name="Certify">Whether a certificate is e-mailed when the erasure is done. One repeated after a restore sends
/// it only where the copy has an open request for it.</param>
/// <param name="Request">The privacy request that is carried out, if any: the erasure only runs while that request is
/// still in its grace period.</param>
internal sealed record ErasureTerms(bool KeepSuppression, bool Certify, Guid? Request)
{
    /// <summary>
    /// How long it can be proved which events of the log belonged to the subscriber (<c>Privacy:KeepProof</c>). Null if
    /// no proof is kept.
    /// </summary>
    public TimeSpan? KeepProofFor { get; init; }

    /// <summary>When the term of the proof begins; null for the moment of the erasure.</summary>
    public DateTimeOffset? ProofFrom { get; init; }

    /// <summary>
    /// The erasure is only of somebody with whom nothing is going on; the others are kept. Recipients are not told of it:
    /// the audience they are given has not had the subscriber since they left, or never had.
    /// </summary>
    public LeftEverything? Only { get; init; }

    /// <summary>
    /// A time not after the original erasure, if this one repeats it after a restore: the journal does not tell the
    /// time itself.
    /// </summary>
    public DateTimeOffset? ErasedAt { get; init; }
}
