using System.Text.Json;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Events;
using PreferenceCenter.Ledger.Writer;

namespace PreferenceCenter.PrivacyRequests.Erasure;

/// <summary>
/// GDPR article 17, the first half: in one transaction every row about a person goes, and a keyed hash of the address
/// stays where it is to keep lists from bringing them back. The log keeps its events under an id that leads to nobody
/// from here on, and says that what proved them is gone.
/// </summary>
/// <param name="address">Null for somebody who is part of another: then there is none to keep away.</param>
/// <param name="events">All of the person's, as read before: if one has come since, it is read and tried again.</param>
/// <param name="merged">Who became part of them, with their events: they go together.</param>
internal sealed class ErasePerson(
    SubscriberSnapshot person,
    EmailAddress? address,
    IReadOnlyList<LedgerEventRow> events,
    IReadOnlyList<(SubscriberSnapshot Person, IReadOnlyList<LedgerEventRow> Events)> merged,
    ErasureTerms terms,
    Act act
) : Submission
{
    private readonly Registration? registration = address is null ? null : new(address, person.Subscriber.Language);

    // Run again after a lost connection it is the same erasure.
    private readonly Guid id = Guid.CreateVersion7(act.At);

    // Before an import, which may wait; a leave of the same moment is of no more interest to anybody.
    public override bool Reduces => true;
    public override PersonKey? Key => PersonKey.Of(person.Subscriber.Id);

    /// <summary>Not to be registered: locked as whoever registers that address locks it, on whatever node.</summary>
    public override Registration? Register
    {
        get => registration;
        init { }
    }

    protected override ChangeResult Decide(Batch batch, SubscriberSnapshot? dossier)
    {
        if (dossier is null || dossier.Subscriber.PublicId != person.Subscriber.PublicId)
            return new ChangeResult(ChangeOutcome.Unknown, Refusal.UnknownPerson);
        if (
            dossier.State.LastSeq != (events.Count == 0 ? 0 : events[^1].Seq)
            || dossier.Subscriber.Address != person.Subscriber.Address
        )
            return new ChangeResult(ChangeOutcome.Unchanged);
        var requests = batch.RequestsOf(dossier);
        // Two people decided that it is needed for legal claims (article 17(3)(e)): by no path, until that is over.
        // What a journal names was erased before.
        if (IsHeld(requests))
            return new ChangeResult(ChangeOutcome.Refused, Refusal.Voided);
        // Cancelled a moment ago: it is not carried out.
        if (terms.Request is { } asked && !requests.Any(r => r.Id == asked && r.State == PrivacyRequestState.Grace))
            return new ChangeResult(ChangeOutcome.Refused, Refusal.Voided);
        if (
            !batch
                .Store.ReadMerged(dossier.Subscriber.Id)
                .ToHashSet()
                .SetEquals(
                    merged
                        .Where(m => m.Person.State.MergedInto == dossier.Subscriber.Id)
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
            Take(batch, part, theirs, null, RandomId.New());
        Take(batch, dossier, events, registration, id);
        return new ChangeResult(ChangeOutcome.Done, Refusal.None, dossier.State.LastSeq - 1, dossier.State.LastSeq)
        {
            PublicId = dossier.Subscriber.PublicId,
        };
    }

    private bool IsHeld(IReadOnlyList<PrivacyRequestRow> requests) =>
        terms.ErasedAt is null && requests.Any(r => r.LegalHoldUntil > act.At);

    private void Take(
        Batch batch,
        SubscriberSnapshot dossier,
        IReadOnlyList<LedgerEventRow> all,
        Registration? known,
        Guid erasure
    )
    {
        var mails = batch.Store.ReadMails(dossier.Subscriber.Id, dossier.Subscriber.AddressKey);
        var (seq, before) = (dossier.State.LastSeq, dossier.State[Aspect.Suppression].Value);
        batch.Append(
            dossier,
            [
                new ConsentEvent(seq + 1, EventKind.EvidenceErased, Aspect.Evidence, 0, 0, 0, act),
                new ConsentEvent(
                    seq + 2,
                    EventKind.Erased,
                    Aspect.Suppression,
                    (long)SuppressionReason.Erased,
                    before,
                    0,
                    act
                ),
            ],
            new Evidence()
        );
        batch.Set.ErasedEvidence.AddRange(all.Select(e => (e.Slot, e.Position)));
        // Told again after a restore it is kept for as long as it would have been.
        var erasedAt = terms.ErasedAt ?? act.At;
        var proofUntil = erasedAt + terms.KeepProofFor is { } until && until > act.At ? until : (DateTimeOffset?)null;
        var key = batch.Settings.Suppression.WritingAt(act.At);
        // Parts of a merged person have no address of their own.
        var hash = known is null ? (KeyedHash?)null : key.HashOf(known.Address);
        batch.Erase(
            new ErasedPerson(
                dossier,
                hash is { } kept && terms.KeepSuppression
                    ? new SuppressionRow
                    {
                        KeyedHash = kept.Bytes,
                        KeyId = kept.KeyId,
                        Reason = SuppressionReason.Erased,
                        At = act.At,
                    }
                    : null,
                new ErasureRow
                {
                    Id = erasure,
                    ErasedAt = act.At,
                    Slot = dossier.Subscriber.HeadSlot,
                    Position = dossier.Subscriber.HeadPosition,
                    Suppressed = hash is not null && terms.KeepSuppression,
                    ProofUntil = proofUntil,
                    Mails = mails.Count == 0 ? null : JsonSerializer.Serialize(mails),
                    // To a mailbox that bounces no certificate goes, and nothing is kept for one.
                    Address =
                        hash is not null && terms.Certify && before != (long)SuppressionReason.Bounced
                            ? dossier.Subscriber.Address
                            : null,
                    Language = dossier.Subscriber.Language,
                }
            )
            {
                Proof =
                    known is null || proofUntil is not { } expiresAt
                        ? null
                        : new ProofStub
                        {
                            Id = erasure,
                            KeyedHash = key.ProofHashOf(known.Address).Bytes,
                            KeyId = key.Id,
                            LedgerId = dossier.Subscriber.LedgerId,
                            Slot = dossier.Subscriber.HeadSlot,
                            Position = dossier.Subscriber.HeadPosition,
                            ErasedAt = erasedAt,
                            ExpiresAt = expiresAt,
                        },
            }
        );
    }
}

/// <param name="KeepSuppression">Whether a keyed hash of the address stays (<c>Privacy:KeepSuppression</c>).</param>
/// <param name="Certify">Whether the person is told by mail when it is done; told again after a restore nobody
/// is.</param>
/// <param name="Request">The request that carries itself out, if it is one: only while its time to think runs out
/// uncancelled.</param>
internal sealed record ErasureTerms(bool KeepSuppression, bool Certify, Guid? Request)
{
    /// <summary>
    /// How long it can be shown which events of the log were theirs (<c>Privacy:KeepProof</c>); none where that ends at
    /// once.
    /// </summary>
    public TimeSpan? KeepProofFor { get; init; }

    /// <summary>When it was first done, if it is done again.</summary>
    public DateTimeOffset? ErasedAt { get; init; }
}
