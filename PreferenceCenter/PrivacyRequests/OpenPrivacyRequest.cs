using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Events;
using PreferenceCenter.Ledger.Writer;

namespace PreferenceCenter.PrivacyRequests;

/// <param name="Automatic">Whether a verified erasure is carried out by itself, after a time in which the person may
/// cancel it.</param>
/// <param name="TwoPeople">Whether an erasure, its refusal and a legal hold take a second of the staff.</param>
internal sealed record PrivacyRequestTerms(bool Automatic, TimeSpan Grace, TimeZoneInfo Zone, bool TwoPeople = true);

/// <summary>
/// A request of the person themselves, who has just shown that the mailbox is theirs. Asked twice it is one request.
/// Who wants to be erased is mailed nothing more from this second on, whoever has yet to decide.
/// </summary>
/// <param name="words">What the person adds in their own words.</param>
internal sealed class OpenPrivacyRequest(
    PersonKey who,
    PrivacyRequestKind kind,
    PrivacyRequestTerms terms,
    Act act,
    Evidence evidence,
    string? words = null
) : Submission
{
    private readonly NewPrivacyRequest request = new(kind, terms, act, words);

    public override bool Reduces => kind == PrivacyRequestKind.Erasure;
    public override PersonKey? Key => who;

    protected override ChangeResult Decide(Batch batch, SubscriberSnapshot? dossier)
    {
        if (dossier is null)
            return new ChangeResult(ChangeOutcome.Unknown, Refusal.UnknownPerson);
        if (kind == PrivacyRequestKind.Erasure)
            batch.Append(
                dossier,
                Decisions.Decide(dossier.State, Leave.Everything, act, batch.Settings.Policy).Events,
                evidence
            );
        if (NewPrivacyRequest.Stands(batch, dossier, kind))
            return new ChangeResult(ChangeOutcome.Unchanged) { PublicId = dossier.Subscriber.PublicId };
        request.Open(batch, dossier);
        return new ChangeResult(ChangeOutcome.Done) { PublicId = dossier.Subscriber.PublicId };
    }
}

/// <summary>The person thinks better of it, as long as nothing was decided or done.</summary>
internal sealed class CancelPrivacyRequest(PersonKey who, Guid id, Act act) : Submission
{
    public override PersonKey? Key => who;

    protected override ChangeResult Decide(Batch batch, SubscriberSnapshot? dossier)
    {
        if (dossier is null || batch.RequestsOf(dossier).FirstOrDefault(r => r.Id == id) is not { } request)
            return new ChangeResult(ChangeOutcome.Unknown, Refusal.UnknownPerson);
        if (request.State is not (PrivacyRequestState.Open or PrivacyRequestState.Held or PrivacyRequestState.Grace))
            return new ChangeResult(ChangeOutcome.Unchanged);
        (request.State, request.GraceUntil, request.ClosedAt) = (PrivacyRequestState.Cancelled, null, act.At);
        batch.Write(request, act);
        return new ChangeResult(ChangeOutcome.Done) { PublicId = dossier.Subscriber.PublicId };
    }
}
