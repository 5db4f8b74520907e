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
    PrivacyRequestAct Act,
    RefusalGround? Ground = null,
    string? Reasons = null,
    DateTimeOffset? Until = null
);

/// <summary>
/// Decides requests. Whether somebody is erased, and whether something is kept for legal claims, takes two people where
/// <c>Privacy:TwoPeople</c> says so (RTS-14): one proposes, the other has seen the same and agrees, or does not.
/// </summary>
internal sealed class PrivacyRequestDecisions(
    Database database,
    ChangeWriter writer,
    DueErasures due,
    PrivacyRequestTerms terms,
    TimeProvider clock
)
{
    private static readonly TimeSpan LongestHold = TimeSpan.FromDays(3 * 366);

    public bool NeedsTwo(PrivacyRequestKind kind, PrivacyRequestAct act) =>
        terms.TwoPeople
        && (
            kind == PrivacyRequestKind.Erasure
            || act is PrivacyRequestAct.HoldLegally or PrivacyRequestAct.LiftLegalHold
        );

    /// <summary>Decides; or proposes, where it takes two.</summary>
    public Task<PrivacyRequestRefusal> DecideAsync(PrivacyRequestRow seen, RequestDecision decision, StaffBy by) =>
        DoAsync(
            seen,
            by,
            decision,
            (context, request, dossier, act) =>
            {
                if (Fault(request, decision, act.At) is var fault and not PrivacyRequestRefusal.None)
                    return fault;
                if (!NeedsTwo(request.Kind, decision.Act))
                    return Carry(context, request, decision, act);
                if (request.Proposed is not null)
                    return PrivacyRequestRefusal.Once;
                var entry = context.Add(
                    request,
                    PrivacyRequestStep.Proposed,
                    act,
                    PrivacyRequestRows.Text(decision.Reasons)
                );
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
                return PrivacyRequestRefusal.None;
            }
        );

    public Task<PrivacyRequestRefusal> AgreeAsync(PrivacyRequestRow seen, StaffBy by) =>
        DoAsync(
            seen,
            by,
            ProposedIn(seen),
            (context, request, dossier, act) =>
            {
                if (request.Proposed is null)
                    return PrivacyRequestRefusal.Changed;
                if (request.ProposedBy == act.Actor.Id)
                    return PrivacyRequestRefusal.NotByThemselves;
                if (!SecondPerson.MayBe(context, act.Actor.Id, act.At))
                    return PrivacyRequestRefusal.TooNew;
                return CarryProposed(context, request, dossier, act);
            }
        );

    /// <summary>Where nobody else can: with reasons of its own, and a day after it was said.</summary>
    public Task<PrivacyRequestRefusal> DecideAloneAsync(PrivacyRequestRow seen, string reasons, StaffBy by) =>
        DoAsync(
            seen,
            by,
            ProposedIn(seen),
            (context, request, dossier, act) =>
            {
                if (request.Proposed is null)
                    return PrivacyRequestRefusal.Changed;
                if (PrivacyRequestRows.Text(reasons) is not { } words)
                    return PrivacyRequestRefusal.Incomplete;
                if (!SecondPerson.MayDecideAlone(context, act.Actor.Id, request.ProposedBy, request.ProposedAt, act.At))
                    return PrivacyRequestRefusal.NotAlone;
                context.Add(request, PrivacyRequestStep.DecidedAlone, act, words);
                return CarryProposed(context, request, dossier, act);
            }
        );

    /// <summary>The second thinks otherwise, or the first thinks better of it.</summary>
    public Task<PrivacyRequestRefusal> DropAsync(PrivacyRequestRow seen, string reasons, StaffBy by) =>
        DoAsync(
            seen,
            by,
            null,
            (context, request, _, act) =>
            {
                if (request.Proposed is null)
                    return PrivacyRequestRefusal.Changed;
                var own = request.ProposedBy == act.Actor.Id;
                if (!own && PrivacyRequestRows.Text(reasons) is null)
                    return PrivacyRequestRefusal.Incomplete;
                context.Add(
                    request,
                    own ? PrivacyRequestStep.Withdrawn : PrivacyRequestStep.Objected,
                    act,
                    PrivacyRequestRows.Text(reasons)
                );
                request.DropProposal();
                return PrivacyRequestRefusal.None;
            }
        );

    // What the second sees is what the first saw: not if the person has done something since.
    private static PrivacyRequestRefusal CarryProposed(
        CenterContext context,
        PrivacyRequestRow request,
        SubscriberSnapshot? dossier,
        Act act
    )
    {
        if ((dossier?.State.LastSeq ?? 0) != request.ProposedSeq)
            return PrivacyRequestRefusal.Changed;
        var decision = new RequestDecision(
            request.Proposed!.Value,
            request.ProposedGround,
            context.RequestEntries.Find(request.ProposedEntry)?.Text,
            request.ProposedUntil
        );
        return Fault(request, decision, act.At) is var fault and not PrivacyRequestRefusal.None
            ? fault
            : Carry(context, request, decision, act);
    }

    private static RequestDecision? ProposedIn(PrivacyRequestRow seen) =>
        seen.Proposed is { } act ? new RequestDecision(act, seen.ProposedGround, null, seen.ProposedUntil) : null;

    private static PrivacyRequestRefusal Fault(
        PrivacyRequestRow request,
        RequestDecision decision,
        DateTimeOffset at
    ) =>
        decision.Act switch
        {
            _ when request.ClosedAt is not null || request.State == PrivacyRequestState.Cleaning =>
                PrivacyRequestRefusal.Closed,
            PrivacyRequestAct.Approve when request.Kind == PrivacyRequestKind.Erasure && request.LegalHoldUntil > at =>
                PrivacyRequestRefusal.LegallyHeld,
            // What was put right, and what a person found: nobody can leave that to the reader.
            PrivacyRequestAct.Approve
                when request.Kind is PrivacyRequestKind.Rectification or PrivacyRequestKind.AutomatedDecision
                    && PrivacyRequestRows.Text(decision.Reasons) is null => PrivacyRequestRefusal.Incomplete,
            PrivacyRequestAct.Approve => PrivacyRequestRefusal.None,
            PrivacyRequestAct.Refuse
                when decision.Ground is null || PrivacyRequestRows.Text(decision.Reasons) is null =>
                PrivacyRequestRefusal.Incomplete,
            PrivacyRequestAct.Refuse => PrivacyRequestRefusal.None,
            PrivacyRequestAct.HoldLegally
                when PrivacyRequestRows.Text(decision.Reasons) is null
                    || decision.Ground is not (RefusalGround.LegalClaims or RefusalGround.LegalObligation)
                    || !(decision.Until > at)
                    || decision.Until > at + LongestHold => PrivacyRequestRefusal.Incomplete,
            PrivacyRequestAct.HoldLegally => request.LegalHoldUntil > at
                ? PrivacyRequestRefusal.Once
                : PrivacyRequestRefusal.None,
            _ => request.LegalHoldUntil > at ? PrivacyRequestRefusal.None : PrivacyRequestRefusal.Closed,
        };

    private static PrivacyRequestRefusal Carry(
        CenterContext context,
        PrivacyRequestRow request,
        RequestDecision decision,
        Act act
    )
    {
        request.DropProposal();
        var reasons = PrivacyRequestRows.Text(decision.Reasons);
        switch (decision.Act)
        {
            // Carried out by the one routine, now; and in a minute, if the process dies here.
            case PrivacyRequestAct.Approve when request is { Kind: PrivacyRequestKind.Erasure, SubscriberId: not null }:
                (request.State, request.GraceUntil) = (PrivacyRequestState.Grace, act.At);
                context.Add(request, PrivacyRequestStep.Approved, act, reasons);
                break;
            case PrivacyRequestAct.Approve:
                Close(context, request, PrivacyRequestState.Done, PrivacyRequestStep.Approved, reasons, act);
                break;
            case PrivacyRequestAct.Refuse:
                request.Ground = decision.Ground;
                Close(context, request, PrivacyRequestState.Refused, PrivacyRequestStep.Refused, reasons, act);
                break;
            case PrivacyRequestAct.HoldLegally:
                (request.LegalHoldUntil, request.Ground) = (decision.Until, decision.Ground);
                // What would have carried itself out waits for somebody.
                if (request.State == PrivacyRequestState.Grace)
                    (request.State, request.GraceUntil) = (PrivacyRequestState.Open, null);
                context.Add(request, PrivacyRequestStep.LegallyHeld, act, reasons);
                break;
            default:
                (request.LegalHoldUntil, request.Ground) = (null, null);
                context.Add(request, PrivacyRequestStep.LegalHoldLifted, act, reasons);
                break;
        }
        return PrivacyRequestRefusal.None;
    }

    private static void Close(
        CenterContext context,
        PrivacyRequestRow request,
        PrivacyRequestState state,
        PrivacyRequestStep step,
        string? reasons,
        Act act
    )
    {
        (request.State, request.ClosedAt, request.GraceUntil) = (state, act.At, null);
        context.Mail(request, MailKind.RequestAnswer, context.Add(request, step, act, reasons).Id, act);
    }

    // What an approval does to what the person may be sent; both hold at once, as if the person had done it.
    private static IReadOnlyList<Change> Effects(PrivacyRequestRow seen, RequestDecision? decision) =>
        (decision?.Act, seen.Kind) switch
        {
            (PrivacyRequestAct.Approve, PrivacyRequestKind.Restriction) => [new Restrict(On: true)],
            (PrivacyRequestAct.Approve, PrivacyRequestKind.Objection) =>
            [
                Leave.Everything,
                new Choose(
                    new Dictionary<long, long> { [Aspect.Profiling] = (long)Profiling.Objected },
                    AddsAtOnce: false
                ),
            ],
            _ => [],
        };

    private async Task<PrivacyRequestRefusal> DoAsync(
        PrivacyRequestRow seen,
        StaffBy by,
        RequestDecision? decision,
        Func<CenterContext, PrivacyRequestRow, SubscriberSnapshot?, Act, PrivacyRequestRefusal> work
    )
    {
        var act = by.At(clock.GetUtcNow());
        var change = new PrivacyRequestChange(
            seen.Id,
            seen.Version,
            PrivacyRequestHandling.KeyOf(database, seen.Id),
            act,
            (context, request, dossier) => work(context, request, dossier, act)
        )
        {
            Changes = Effects(seen, decision),
        };
        await writer.DoAsync(change);
        if (
            change.Refusal == PrivacyRequestRefusal.None
            && decision is { Act: PrivacyRequestAct.Approve }
            && seen.Kind == PrivacyRequestKind.Erasure
        )
            await due.RunAsync(CancellationToken.None);
        return change.Refusal;
    }
}
