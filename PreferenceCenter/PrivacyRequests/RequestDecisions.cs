using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Writer;
using PreferenceCenter.PrivacyRequests.Erasure;
using PreferenceCenter.Staff;

namespace PreferenceCenter.PrivacyRequests;

/// <summary>What somebody wants decided.</summary>
/// <param name="Ground">Of a refusal or a legal hold.</param>
/// <param name="Reasons">Said to the person, but for a legal hold's.</param>
/// <param name="Until">Of a legal hold: when it ends by itself (ERA-02).</param>
internal sealed record RequestDecision(
    RequestAct Act,
    RefusalGround? Ground = null,
    string? Reasons = null,
    DateTimeOffset? Until = null
);

/// <summary>
/// Decides requests. Whether somebody is erased, and whether something is kept for legal claims, takes two people where
/// <c>Privacy:TwoPeople</c> says so (RTS-14): one proposes, the other has seen the same and agrees, or does not.
/// </summary>
internal sealed class RequestDecisions(
    Database database,
    ChangeWriter writer,
    DueErasures due,
    RequestTerms terms,
    TimeProvider clock
)
{
    private static readonly TimeSpan LongestHold = TimeSpan.FromDays(3 * 366);

    public bool NeedsTwo(RequestKind kind, RequestAct act) =>
        terms.TwoPeople && (kind == RequestKind.Erasure || act is RequestAct.HoldLegally or RequestAct.LiftLegalHold);

    /// <summary>Decides; or proposes, where it takes two.</summary>
    public Task<RequestRefusal> DecideAsync(RequestRow seen, RequestDecision decision, StaffBy by) =>
        DoAsync(
            seen,
            by,
            decision,
            (context, request, dossier, act) =>
            {
                if (Fault(request, decision, act.At) is var fault and not RequestRefusal.None)
                    return fault;
                if (!NeedsTwo(request.Kind, decision.Act))
                    return Carry(context, request, decision, act);
                if (request.Proposed is not null)
                    return RequestRefusal.Once;
                var entry = context.Add(request, RequestStep.Proposed, act, RequestRows.Text(decision.Reasons));
                (request.Proposed, request.ProposedEntry, request.ProposedBy, request.ProposedAt) = (
                    decision.Act,
                    entry.Id,
                    act.Actor.Id,
                    act.At
                );
                (request.ProposedGround, request.ProposedUntil, request.ProposedSeq) = (
                    decision.Ground,
                    decision.Until,
                    dossier?.State.LastSeq ?? 0
                );
                return RequestRefusal.None;
            }
        );

    public Task<RequestRefusal> AgreeAsync(RequestRow seen, StaffBy by) =>
        DoAsync(
            seen,
            by,
            ProposedIn(seen),
            (context, request, dossier, act) =>
            {
                if (request.Proposed is null)
                    return RequestRefusal.Changed;
                if (request.ProposedBy == act.Actor.Id)
                    return RequestRefusal.NotByThemselves;
                if (!SecondPerson.MayBe(context, act.Actor.Id, act.At))
                    return RequestRefusal.TooNew;
                return CarryProposed(context, request, dossier, act);
            }
        );

    /// <summary>Where nobody else can: with reasons of its own, and a day after it was said.</summary>
    public Task<RequestRefusal> DecideAloneAsync(RequestRow seen, string reasons, StaffBy by) =>
        DoAsync(
            seen,
            by,
            ProposedIn(seen),
            (context, request, dossier, act) =>
            {
                if (request.Proposed is null)
                    return RequestRefusal.Changed;
                if (RequestRows.Text(reasons) is not { } words)
                    return RequestRefusal.Incomplete;
                if (!SecondPerson.MayDecideAlone(context, act.Actor.Id, request.ProposedBy, request.ProposedAt, act.At))
                    return RequestRefusal.NotAlone;
                context.Add(request, RequestStep.DecidedAlone, act, words);
                return CarryProposed(context, request, dossier, act);
            }
        );

    /// <summary>The second thinks otherwise, or the first thinks better of it.</summary>
    public Task<RequestRefusal> DropAsync(RequestRow seen, string reasons, StaffBy by) =>
        DoAsync(
            seen,
            by,
            null,
            (context, request, _, act) =>
            {
                if (request.Proposed is null)
                    return RequestRefusal.Changed;
                var own = request.ProposedBy == act.Actor.Id;
                if (!own && RequestRows.Text(reasons) is null)
                    return RequestRefusal.Incomplete;
                context.Add(
                    request,
                    own ? RequestStep.Withdrawn : RequestStep.Objected,
                    act,
                    RequestRows.Text(reasons)
                );
                request.DropProposal();
                return RequestRefusal.None;
            }
        );

    // What the second sees is what the first saw: not if the person has done something since.
    private static RequestRefusal CarryProposed(CenterContext context, RequestRow request, Dossier? dossier, Act act)
    {
        if ((dossier?.State.LastSeq ?? 0) != request.ProposedSeq)
            return RequestRefusal.Changed;
        var decision = new RequestDecision(
            request.Proposed!.Value,
            request.ProposedGround,
            context.RequestEntries.Find(request.ProposedEntry)?.Text,
            request.ProposedUntil
        );
        return Fault(request, decision, act.At) is var fault and not RequestRefusal.None
            ? fault
            : Carry(context, request, decision, act);
    }

    private static RequestDecision? ProposedIn(RequestRow seen) =>
        seen.Proposed is { } act ? new RequestDecision(act, seen.ProposedGround, null, seen.ProposedUntil) : null;

    private static RequestRefusal Fault(RequestRow request, RequestDecision decision, DateTimeOffset at) =>
        decision.Act switch
        {
            _ when request.ClosedAt is not null || request.State == RequestState.Cleaning => RequestRefusal.Closed,
            RequestAct.Approve when request.Kind == RequestKind.Erasure && request.LegalHoldUntil > at =>
                RequestRefusal.LegallyHeld,
            // What was put right, and what a person found: nobody can leave that to the reader.
            RequestAct.Approve
                when request.Kind is RequestKind.Rectification or RequestKind.AutomatedDecision
                    && RequestRows.Text(decision.Reasons) is null => RequestRefusal.Incomplete,
            RequestAct.Approve => RequestRefusal.None,
            RequestAct.Refuse when decision.Ground is null || RequestRows.Text(decision.Reasons) is null =>
                RequestRefusal.Incomplete,
            RequestAct.Refuse => RequestRefusal.None,
            RequestAct.HoldLegally
                when RequestRows.Text(decision.Reasons) is null
                    || decision.Ground is not (RefusalGround.LegalClaims or RefusalGround.LegalObligation)
                    || !(decision.Until > at)
                    || decision.Until > at + LongestHold => RequestRefusal.Incomplete,
            RequestAct.HoldLegally => request.LegalHoldUntil > at ? RequestRefusal.Once : RequestRefusal.None,
            _ => request.LegalHoldUntil > at ? RequestRefusal.None : RequestRefusal.Closed,
        };

    private static RequestRefusal Carry(CenterContext context, RequestRow request, RequestDecision decision, Act act)
    {
        request.DropProposal();
        var reasons = RequestRows.Text(decision.Reasons);
        switch (decision.Act)
        {
            // Carried out by the one routine, now; and in a minute, if the process dies here.
            case RequestAct.Approve when request is { Kind: RequestKind.Erasure, SubscriberId: not null }:
                (request.State, request.GraceUntil) = (RequestState.Grace, act.At);
                context.Add(request, RequestStep.Approved, act, reasons);
                break;
            case RequestAct.Approve:
                Close(context, request, RequestState.Done, RequestStep.Approved, reasons, act);
                break;
            case RequestAct.Refuse:
                request.Ground = decision.Ground;
                Close(context, request, RequestState.Refused, RequestStep.Refused, reasons, act);
                break;
            case RequestAct.HoldLegally:
                (request.LegalHoldUntil, request.Ground) = (decision.Until, decision.Ground);
                // What would have carried itself out waits for somebody.
                if (request.State == RequestState.Grace)
                    (request.State, request.GraceUntil) = (RequestState.Open, null);
                context.Add(request, RequestStep.LegallyHeld, act, reasons);
                break;
            default:
                (request.LegalHoldUntil, request.Ground) = (null, null);
                context.Add(request, RequestStep.LegalHoldLifted, act, reasons);
                break;
        }
        return RequestRefusal.None;
    }

    private static void Close(
        CenterContext context,
        RequestRow request,
        RequestState state,
        RequestStep step,
        string? reasons,
        Act act
    )
    {
        (request.State, request.ClosedAt, request.GraceUntil) = (state, act.At, null);
        context.Mail(request, MailKind.RequestAnswer, context.Add(request, step, act, reasons).Id, act);
    }

    // What an approval does to what the person may be sent; both hold at once, as if the person had done it.
    private static IReadOnlyList<Change> Effects(RequestRow seen, RequestDecision? decision) =>
        (decision?.Act, seen.Kind) switch
        {
            (RequestAct.Approve, RequestKind.Restriction) => [new Restrict(On: true)],
            (RequestAct.Approve, RequestKind.Objection) =>
            [
                Leave.Everything,
                new Choose(
                    new Dictionary<long, long> { [Aspect.Profiling] = (long)Profiling.Objected },
                    AddsAtOnce: false
                ),
            ],
            _ => [],
        };

    private async Task<RequestRefusal> DoAsync(
        RequestRow seen,
        StaffBy by,
        RequestDecision? decision,
        Func<CenterContext, RequestRow, Dossier?, Act, RequestRefusal> work
    )
    {
        var act = by.At(clock.GetUtcNow());
        var change = new RequestChange(
            seen.Id,
            seen.Version,
            RequestWork.KeyOf(database, seen.Id),
            act,
            (context, request, dossier) => work(context, request, dossier, act)
        )
        {
            Changes = Effects(seen, decision),
        };
        await writer.DoAsync(change);
        if (
            change.Refusal == RequestRefusal.None
            && decision is { Act: RequestAct.Approve }
            && seen.Kind == RequestKind.Erasure
        )
            await due.RunAsync(CancellationToken.None);
        return change.Refusal;
    }
}
