using Microsoft.EntityFrameworkCore;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Events;
using PreferenceCenter.Ledger.Writer;
using PreferenceCenter.Staff;

namespace PreferenceCenter.PrivacyRequests;

/// <summary>A request to assign, and the assignee that the caller saw: it is not taken from whoever got it meanwhile.</summary>
public sealed record RequestToAssign(Guid Id, Guid? Seen);

/// <summary>
/// Assigns several privacy requests to one account, or to nobody, in one transaction. Each is assigned or refused on its
/// own grounds: one that is closed, or that somebody else was given meanwhile, keeps none of the others back.
/// </summary>
/// <param name="requests">The requests, and whom the caller saw them assigned to.</param>
internal sealed class RequestAssignment(IReadOnlyList<RequestToAssign> requests, Guid? account, Act act)
    : Submission<IReadOnlyList<PrivacyRequestRefusal>>
{
    /// <summary>How many are assigned at once, at most.</summary>
    public const int Most = 200;

    public override Act? Act => act;

    protected override ChangeResult<IReadOnlyList<PrivacyRequestRefusal>> Decide(
        Batch batch,
        SubscriberSnapshot? subscriber
    )
    {
        var assigned = new List<(PrivacyRequestKind Kind, PrivacyRequestState State)>();
        var refusals = batch.Within(
            act,
            context =>
            {
                // The work may run twice.
                assigned.Clear();
                IReadOnlyList<PrivacyRequestRefusal> all = CanHave(context, account)
                    ? [.. requests.Select(one => Assign(batch, context, one, assigned))]
                    : [.. requests.Select(_ => PrivacyRequestRefusal.Changed)];
                return (all, assigned.Count > 0);
            }
        );
        foreach (var (kind, state) in assigned)
            batch.AppendAdmin(EventKind.RequestChanged, (long)kind, (long)state, act, new Evidence());
        return new(assigned.Count > 0 ? ChangeOutcome.Done : ChangeOutcome.Unchanged, refusals);
    }

    /// <summary>Whether requests can be assigned to an account: it is there, and handles requests.</summary>
    public static bool CanHave(CenterContext context, Guid? account)
    {
        var able = StaffPolicies.RolesOf(StaffPolicies.ManagePersonalData);
        return account is null
            || context.StaffAccounts.Any(a => a.Id == account && a.DismissedAt == null && able.Contains(a.Role));
    }

    private PrivacyRequestRefusal Assign(
        Batch batch,
        CenterContext context,
        RequestToAssign one,
        List<(PrivacyRequestKind, PrivacyRequestState)> assigned
    )
    {
        // The subscriber changed the request in the same batch: the staff member has to look again.
        if (batch.Set.Requests.Exists(r => r.Id == one.Id))
            return PrivacyRequestRefusal.Changed;
        var now = context
            .Requests.Where(r => r.Id == one.Id)
            .Select(r => new
            {
                r.AssigneeId,
                IsClosed = r.ClosedAt != null,
                IsErased = r.ErasedOn != null,
            })
            .SingleOrDefault();
        if (now is null)
            return PrivacyRequestRefusal.Unknown;
        if (now.IsClosed)
            return PrivacyRequestRefusal.Closed;
        if (now.IsErased)
            return PrivacyRequestRefusal.Erasing;
        if (now.AssigneeId == account)
            return PrivacyRequestRefusal.None;
        // Ownership and state stand in the condition: no other transaction assigns it in between.
        if (
            context
                .Requests.Where(r =>
                    r.Id == one.Id && r.ClosedAt == null && r.ErasedOn == null && r.AssigneeId == one.Seen
                )
                .ExecuteUpdate(r => r.SetProperty(x => x.Version, x => x.Version + 1)) == 0
        )
            return PrivacyRequestRefusal.Changed;
        var request = context.Requests.Single(r => r.Id == one.Id);
        request.AssigneeId = account;
        context.Add(request, PrivacyRequestStep.Assigned, act, account is null ? null : $"{account}");
        assigned.Add((request.Kind, request.State));
        return PrivacyRequestRefusal.None;
    }
}
