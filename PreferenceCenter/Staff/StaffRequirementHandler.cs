using Microsoft.AspNetCore.Authorization;

namespace PreferenceCenter.Staff;

/// <summary>Decides a policy for requests and open pages, by the account as the database has it now.</summary>
internal sealed class StaffRequirementHandler(StaffAuthorizer staff, StaffSession session)
    : AuthorizationHandler<StaffRequirement>
{
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, StaffRequirement requirement)
    {
        var (verdict, who) = staff.Ask(StaffTicket.Of(context.User), requirement.Policy);
        session.Set(verdict, who);
        if (verdict == StaffVerdict.Welcome)
            context.Succeed(requirement);
        return Task.CompletedTask;
    }
}
