using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Writer;
using PreferenceCenter.PrivacyRequests.Erasure;
using PreferenceCenter.Staff;

namespace PreferenceCenter.PrivacyRequests;

/// <summary>A decision about a privacy request, as staff submit it.</summary>
/// <param name="Ground">Ground of a refusal or a legal hold.</param>
/// <param name="Reasons">Reasons. The subscriber is told them, except for a legal hold.</param>
/// <param name="Until">When a legal hold ends without further action (ERA-02).</param>
/// <param name="Proof">What shows the ground, where it needs proof (<see cref="RefusalGrounds.NeedsProof"/>).</param>
internal sealed record RequestDecision(
    PrivacyRequestAct Act,
    RefusalGround? Ground = null,
    string? Reasons = null,
    DateTimeOffset? Until = null,
    string? Proof = null
);

/// <summary>
/// Decides privacy requests. With <c>Privacy:TwoPeople</c>, an erasure and a legal hold take two staff members
/// (RTS-14): one proposes, the other sees the same state and agrees or objects.
/// </summary>
internal sealed class PrivacyRequestDecisions(
    Database database,
    ChangeWriter writer,
    DueErasures due,
    MailboxReader mailboxes,
    PrivacyRequestTerms terms,
    StaffAuthorizer staff
)
{
    public static readonly TimeSpan LongestHold = TimeSpan.FromDays(3 * 366);

    public bool NeedsTwo(PrivacyRequestKind kind, PrivacyRequestAct act) =>
        terms.TwoPeople
        && (
            kind == PrivacyRequestKind.Erasure
            || act is PrivacyRequestAct.HoldLegally or PrivacyRequestAct.LiftLegalHold
        );

    /// <summary>Decides the request, or proposes the decision if it takes two staff members.</summary>
    public Task<PrivacyRequestRefusal> DecideAsync(PrivacyRequestRow seen, RequestDecision decision, StaffBy by) =>
        DoAsync(
            seen,
            by,
            _ => decision,
            (context, request, subscriber, act) =>
            {
                if (Fault(request, decision, act.At) is var fault and not PrivacyRequestRefusal.None)
                    return fault;
                var proof = PrivacyRequestRows.Text(decision.Proof);
                if (
                    decision is { Act: PrivacyRequestAct.Refuse, Ground: { } ground }
                    && RefusalGrounds.NeedsProof(ground)
                )
                {
                    if (proof is null)
                        return PrivacyRequestRefusal.Incomplete;
                    context.Add(request, PrivacyRequestStep.ProofRecorded, act, proof);
                }
                if (!NeedsTwo(request.Kind, decision.Act))
                    return Carry(context, request, subscriber, decision, act);
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
                    subscriber?.State.LastSeq ?? 0
                );
                return PrivacyRequestRefusal.None;
            }
        );

    /// <summary>Carries out a colleague's proposal.</summary>
    public Task<PrivacyRequestRefusal> AgreeAsync(PrivacyRequestRow seen, StaffBy by) =>
        DoAsync(
            seen,
            by,
            ProposedIn,
            (context, request, subscriber, act) =>
            {
                if (request.Proposed is null)
                    return PrivacyRequestRefusal.Changed;
                if (request.ProposedBy == act.Actor.Id)
                    return PrivacyRequestRefusal.NotByThemselves;
                return SecondPerson.Judge(context, act.Actor.Id, request.ProposedBy ?? Guid.Empty, act.At) switch
                {
                    SecondPersonVerdict.TooNew => PrivacyRequestRefusal.TooNew,
                    SecondPersonVerdict.NotIndependent => PrivacyRequestRefusal.NotIndependent,
                    _ => CarryProposed(context, request, subscriber, act),
                };
            }
        );

    /// <summary>
    /// Carries out one's own proposal if no second staff member is available: with separate reasons, and a day after
    /// the proposal.
    /// </summary>
    public Task<PrivacyRequestRefusal> DecideAloneAsync(PrivacyRequestRow seen, string reasons, StaffBy by) =>
        DoAsync(
            seen,
            by,
            ProposedIn,
            (context, request, subscriber, act) =>
            {
                if (request.Proposed is null)
                    return PrivacyRequestRefusal.Changed;
                if (PrivacyRequestRows.Text(reasons) is not { } words)
                    return PrivacyRequestRefusal.Incomplete;
                if (!SecondPerson.MayDecideAlone(context, act.Actor.Id, request.ProposedBy, request.ProposedAt, act.At))
                    return PrivacyRequestRefusal.NotAlone;
                context.Add(request, PrivacyRequestStep.DecidedAlone, act, words);
                return CarryProposed(context, request, subscriber, act);
            }
        );

    /// <summary>Drops a proposal: the second staff member objects (with reasons), or the first withdraws it.</summary>
    public Task<PrivacyRequestRefusal> DropAsync(PrivacyRequestRow seen, string reasons, StaffBy by) =>
        DoAsync(
            seen,
            by,
            _ => null,
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

    // Both staff members must decide on the same state: refuse if the subscriber's record has changed since the
    // proposal.
    private static PrivacyRequestRefusal CarryProposed(
        CenterContext context,
        PrivacyRequestRow request,
        SubscriberSnapshot? subscriber,
        Act act
    )
    {
        if ((subscriber?.State.LastSeq ?? 0) != request.ProposedSeq)
            return PrivacyRequestRefusal.Stale;
        var decision = new RequestDecision(
            request.Proposed!.Value,
            request.ProposedGround,
            context.RequestEntries.Find(request.ProposedEntry)?.Text,
            request.ProposedUntil
        );
        return Fault(request, decision, act.At) is var fault and not PrivacyRequestRefusal.None
            ? fault
            : Carry(context, request, subscriber, decision, act);
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
            // A hold outlasts the request that it was decided on, and can be lifted until it ends.
            PrivacyRequestAct.LiftLegalHold => request.LegalHoldUntil > at
                ? PrivacyRequestRefusal.None
                : PrivacyRequestRefusal.Closed,
            _ when request.ClosedAt is not null => PrivacyRequestRefusal.Closed,
            _ when request.State == PrivacyRequestState.Cleaning => PrivacyRequestRefusal.Erasing,
            PrivacyRequestAct.Approve when request.Kind == PrivacyRequestKind.Erasure && request.LegalHoldUntil > at =>
                PrivacyRequestRefusal.LegallyHeld,
            // The subscriber must be told what was corrected, what a human found, or what came of the complaint.
            PrivacyRequestAct.Approve
                when request.Kind
                    is PrivacyRequestKind.Rectification
                        or PrivacyRequestKind.AutomatedDecision
                        or PrivacyRequestKind.Complaint
                    && PrivacyRequestRows.Text(decision.Reasons) is null => PrivacyRequestRefusal.Incomplete,
            PrivacyRequestAct.Approve => PrivacyRequestRefusal.None,
            PrivacyRequestAct.Refuse when RefusalGrounds.Of(request.Kind).Count == 0 =>
                PrivacyRequestRefusal.WrongGround,
            PrivacyRequestAct.Refuse
                when decision.Ground is null || PrivacyRequestRows.Text(decision.Reasons) is null =>
                PrivacyRequestRefusal.Incomplete,
            PrivacyRequestAct.Refuse => RefusalGrounds.Of(request.Kind).Contains(decision.Ground!.Value)
                ? PrivacyRequestRefusal.None
                : PrivacyRequestRefusal.WrongGround,
            PrivacyRequestAct.HoldLegally
                when PrivacyRequestRows.Text(decision.Reasons) is null
                    || decision.Ground is not (RefusalGround.LegalClaims or RefusalGround.LegalObligation)
                    || !(decision.Until > at)
                    || decision.Until > at + LongestHold => PrivacyRequestRefusal.Incomplete,
            PrivacyRequestAct.HoldLegally => request.LegalHoldUntil > at
                ? PrivacyRequestRefusal.Once
                : PrivacyRequestRefusal.None,
            _ => PrivacyRequestRefusal.Incomplete,
        };

    private static PrivacyRequestRefusal Carry(
        CenterContext context,
        PrivacyRequestRow request,
        SubscriberSnapshot? subscriber,
        RequestDecision decision,
        Act act
    )
    {
        // Whoever confirmed the address since the letter came is the one it is about.
        if (request.SubscriberId is null && subscriber is not null)
            (request.SubscriberId, request.Address, request.AddressKey) = (subscriber.Subscriber.Id, null, null);
        if (
            decision.Act == PrivacyRequestAct.Approve
            && request is { Kind: PrivacyRequestKind.Erasure, SubscriberId: null, AddressKey: { } key }
            && context.Requests.Any(r => r.SubscriberId == null && r.AddressKey == key && r.LegalHoldUntil > act.At)
        )
            return PrivacyRequestRefusal.LegallyHeld;
        if (
            decision.Act == PrivacyRequestAct.Approve
            && request.Kind is PrivacyRequestKind.Access or PrivacyRequestKind.Portability
            && subscriber is not null
            && NotFetched(context, subscriber, act.At) is var notYet and not PrivacyRequestRefusal.None
        )
            return notYet;
        request.DropProposal();
        var reasons = PrivacyRequestRows.Text(decision.Reasons);
        switch (decision.Act)
        {
            // ErasureService carries it out now; if the process dies here, the worker does so within a minute.
            case PrivacyRequestAct.Approve when request is { Kind: PrivacyRequestKind.Erasure, SubscriberId: not null }:
                (request.State, request.GraceUntil) = (PrivacyRequestState.Grace, act.At);
                context.Add(request, PrivacyRequestStep.Approved, act, reasons);
                break;
            // The address is known only until it is erased with the rest: the answer is sent when that is done.
            case PrivacyRequestAct.Approve when request is { Kind: PrivacyRequestKind.Erasure, AddressKey: not null }:
                (request.State, request.GraceUntil) = (PrivacyRequestState.Cleaning, null);
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
                // An erasure in its grace period becomes an open request and waits for staff.
                if (request.State == PrivacyRequestState.Grace)
                    (request.State, request.GraceUntil) = (PrivacyRequestState.Open, null);
                context.Add(request, PrivacyRequestStep.LegallyHeld, act, reasons);
                break;
            default:
                request.LegalHoldUntil = null;
                // A closed request keeps the ground on which it was refused.
                if (request.ClosedAt is null)
                    request.Ground = null;
                context.Add(request, PrivacyRequestStep.LegalHoldLifted, act, reasons);
                break;
        }
        return PrivacyRequestRefusal.None;
    }

    // The answer says that the copy can be downloaded: then that must be so.
    private static PrivacyRequestRefusal NotFetched(
        CenterContext context,
        SubscriberSnapshot subscriber,
        DateTimeOffset now
    ) =>
        subscriber.State.AddressInDoubt ? PrivacyRequestRefusal.AddressInDoubt
        : context
            .AddressChanges.Where(c => c.SubscriberId == subscriber.Subscriber.Id && c.Until > now)
            .AsEnumerable()
            .Any(c => c.HasWayBack(now))
            ? PrivacyRequestRefusal.AddressJustChanged
        : PrivacyRequestRefusal.None;

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

    private async Task<PrivacyRequestRefusal> DoAsync(
        PrivacyRequestRow seen,
        StaffBy by,
        Func<PrivacyRequestRow, RequestDecision?> decided,
        Func<CenterContext, PrivacyRequestRow, SubscriberSnapshot?, Act, PrivacyRequestRefusal> work
    )
    {
        var act = staff.Permit(by, StaffPolicies.ManagePersonalData);
        var decision = decided(seen);
        // Where nobody had the address at the receipt, somebody may have confirmed it since.
        var address = seen.SubscriberId is null && seen.ErasedOn is null ? EmailAddress.TryParse(seen.Address) : null;
        var erases = decision?.Act == PrivacyRequestAct.Approve && seen.Kind == PrivacyRequestKind.Erasure;
        var change = new PrivacyRequestChange(
            seen.Id,
            seen.Version,
            await PrivacyRequestHandling.KeyOfAsync(database, seen.Id)
                ?? (address is null ? null : PersonKey.Of(address)),
            act,
            (context, request, subscriber) => work(context, request, subscriber, act)
        )
        {
            Address = address,
            ErasesAddress = erases && address is not null,
            Waiting = erases && address is not null ? await mailboxes.WaitingAsync(address) : [],
            Changes = decision?.Act == PrivacyRequestAct.Approve ? PrivacyRequestEffects.OfApproval(seen.Kind) : [],
        };
        var refusal = await writer.DoAsync(change);
        if (refusal == PrivacyRequestRefusal.None && erases)
            await due.RunAsync(seen.Id);
        return refusal;
    }
}
