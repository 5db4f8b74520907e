using Microsoft.AspNetCore.Authorization;

namespace PreferenceCenter.Staff;

/// <summary>Decides a policy for requests and open pages, by the account as the database has it now.</summary>
internal sealed class StaffRequirementHandler(StaffAuthorizer staff, StaffSession session)
    : AuthorizationHandler<StaffRequirement>
{
    // A request gives its thread back while the database reads. An open page is asked on the spot: it must not be
    // replaced by an empty one meanwhile.
    protected override async Task HandleRequirementAsync(
        AuthorizationHandlerContext context,
        StaffRequirement requirement
    )
    {
        var ticket = StaffTicket.Of(context.User);
        var (verdict, who) =
            context.Resource is HttpContext
                ? await staff.AskAsync(ticket, requirement.Policy)
                : staff.Ask(ticket, requirement.Policy);
        session.Set(verdict, who);
        if (verdict == StaffVerdict.Welcome)
            context.Succeed(requirement);
    }
}
