using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Events;
using PreferenceCenter.Ledger.Writer;

namespace PreferenceCenter.PrivacyRequests;

/// <summary>Rules for deciding privacy requests, from the settings.</summary>
/// <param name="Automatic">Whether a verified erasure request is carried out without a decision by staff, after a grace
/// period in which the subscriber may cancel it.</param>
/// <param name="TwoPeople">Whether an erasure, its refusal and a legal hold take two staff members.</param>
internal sealed record PrivacyRequestTerms(
    bool Automatic,
    TimeSpan Grace,
    SiteCalendar Calendar,
    bool TwoPeople = true
);

/// <summary>
/// Opens a privacy request of a subscriber who has just proved control of the mailbox. A second request of the same
/// kind does not open another one. From the request on, the subscriber is sent no more marketing e-mail where its kind
/// says so (<see cref="PrivacyRequestEffects"/>), even before staff have decided, unless they subscribe again themselves.
/// </summary>
/// <param name="words">What the subscriber adds in their own words.</param>
/// <param name="id">Marks a request that the demo makes; null for an id like any other.</param>
internal sealed class OpenPrivacyRequest(
    PersonKey key,
    PrivacyRequestKind kind,
    PrivacyRequestTerms terms,
    Act act,
    Evidence evidence,
    string? words = null,
    Guid? id = null
) : Submission
{
    private readonly NewPrivacyRequest request = new(kind, terms, act, words, id);

    public override bool Reduces => PrivacyRequestEffects.StopMailings(kind);
    public override PersonKey? Key => key;

    protected override ChangeResult Decide(Batch batch, SubscriberSnapshot? subscriber)
    {
        if (subscriber is null)
            return new ChangeResult(ChangeOutcome.Unknown, Refusal.UnknownPerson);
        batch.AppendAll(subscriber, PrivacyRequestEffects.Of(kind), act, evidence);
        if (Reduces)
            batch.Suppress(subscriber, SuppressionReason.Asked, act.At);
        if (NewPrivacyRequest.Stands(batch, subscriber, kind))
            return new ChangeResult(ChangeOutcome.Unchanged) { PublicId = subscriber.Subscriber.PublicId };
        request.Open(batch, subscriber);
        return new ChangeResult(ChangeOutcome.Done) { PublicId = subscriber.Subscriber.PublicId };
    }
}

/// <summary>Cancels a subscriber's privacy request, as long as it is not decided or carried out.</summary>
internal sealed class CancelPrivacyRequest(PersonKey key, Guid id, Act act) : Submission
{
    public override PersonKey? Key => key;

    protected override ChangeResult Decide(Batch batch, SubscriberSnapshot? subscriber)
    {
        if (subscriber is null || batch.RequestsOf(subscriber).FirstOrDefault(r => r.Id == id) is not { } request)
            return new ChangeResult(ChangeOutcome.Unknown, Refusal.UnknownPerson);
        if (request.State is not (PrivacyRequestState.Open or PrivacyRequestState.Held or PrivacyRequestState.Grace))
            return new ChangeResult(ChangeOutcome.Unchanged);
        (request.State, request.GraceUntil, request.ClosedAt) = (PrivacyRequestState.Cancelled, null, act.At);
        batch.Write(request, act);
        return new ChangeResult(ChangeOutcome.Done) { PublicId = subscriber.Subscriber.PublicId };
    }
}
