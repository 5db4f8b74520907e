using PreferenceCenter.Data;
using PreferenceCenter.Domain;

namespace PreferenceCenter.Ledger.Requests;

/// <param name="Automatic">Whether a verified erasure is carried out by itself, after a time in which the person may cancel it.</param>
/// <param name="TwoPeople">Whether an erasure, its refusal and a legal hold take a second of the staff.</param>
internal sealed record RequestTerms(bool Automatic, TimeSpan Grace, TimeZoneInfo Zone, bool TwoPeople = true);

/// <summary>
/// A request of the person themselves, who has just shown that the mailbox is theirs. Asked twice it is one request. Who wants to be erased is mailed nothing more from this
/// second on, whoever has yet to decide.
/// </summary>
internal sealed class OpenRequest(PersonKey who, RequestKind kind, RequestTerms terms, Act act, Evidence evidence) : Submission
{
    // Run again after a lost connection it is the same request.
    private readonly Guid id = Guid.CreateVersion7(act.At);
    private readonly string reference = RequestReference.New();

    public override bool Reduces => kind == RequestKind.Erasure;
    public override PersonKey? Key => who;

    protected override ChangeResult Decide(Batch batch, Dossier? dossier)
    {
        if (dossier is null) return new ChangeResult(ChangeOutcome.Unknown, Refusal.UnknownPerson);
        if (kind == RequestKind.Erasure) batch.Append(dossier, Decisions.Decide(dossier.State, Leave.Everything, act, batch.Settings.Policy).Events, evidence);
        if (batch.RequestsOf(dossier).Any(r => r.Kind == kind && r.ClosedAt is null)) return new ChangeResult(ChangeOutcome.Unchanged) { PublicId = dossier.Subscriber.PublicId };
        var deadline = Deadline.Of(act.At, terms.Zone);
        var grace = kind == RequestKind.Erasure && terms.Automatic;
        batch.Write(new RequestRow
        {
            Id = id,
            Reference = reference,
            Kind = kind,
            State = grace ? RequestState.Grace : RequestState.Open,
            ReceivedAt = act.At,
            LegalUntil = Deadline.EndOf(deadline.Legal, terms.Zone),
            DueUntil = Deadline.EndOf(deadline.Working, terms.Zone),
            SubscriberId = dossier.Subscriber.Id,
            GraceUntil = grace ? act.At + terms.Grace : null,
        }, act);
        batch.Set.Outbox.Add((dossier, new OutboxRow { MessageId = id, OnceKey = $"request:{id:N}", Kind = MailKind.RequestReceived, CreatedAt = act.At, DueAt = act.At }));
        return new ChangeResult(ChangeOutcome.Done) { PublicId = dossier.Subscriber.PublicId };
    }
}

/// <summary>The person thinks better of it, as long as nothing was decided or done.</summary>
internal sealed class CancelRequest(PersonKey who, Guid id, Act act) : Submission
{
    public override PersonKey? Key => who;

    protected override ChangeResult Decide(Batch batch, Dossier? dossier)
    {
        if (dossier is null || batch.RequestsOf(dossier).FirstOrDefault(r => r.Id == id) is not { } request) return new ChangeResult(ChangeOutcome.Unknown, Refusal.UnknownPerson);
        if (request.State is not (RequestState.Open or RequestState.Held or RequestState.Grace)) return new ChangeResult(ChangeOutcome.Unchanged);
        (request.State, request.GraceUntil, request.ClosedAt) = (RequestState.Cancelled, null, act.At);
        batch.Write(request, act);
        return new ChangeResult(ChangeOutcome.Done) { PublicId = dossier.Subscriber.PublicId };
    }
}
