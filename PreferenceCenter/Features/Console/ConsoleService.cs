using PreferenceCenter.Domain;
using PreferenceCenter.Staff;

namespace PreferenceCenter.Features.Console;

/// <summary>
/// Base of the services that console pages call; pages get services, never a database. Each public method takes the
/// ticket first and begins with <see cref="Demand"/>. So an open page is checked with every call, and an account
/// dismissed meanwhile reads and does nothing more.
/// </summary>
internal abstract class ConsoleService(StaffAuthorizer staff)
{
    /// <summary>The signed-in account, if the policy holds for it now.</summary>
    /// <exception cref="UnauthorizedAccessException">The account is not allowed, or no longer allowed.</exception>
    protected StaffIdentity Demand(StaffTicket? ticket, string policy) => staff.Demand(ticket, policy);

    /// <summary>The act of the account, for a service that submits the change itself.</summary>
    /// <exception cref="UnauthorizedAccessException">The account is not allowed, or no longer allowed.</exception>
    protected Act Permit(StaffIdentity who, string policy) => staff.Permit(who.By, policy);
}
