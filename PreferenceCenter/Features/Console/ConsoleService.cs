using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.CompilerServices;
using PreferenceCenter.Domain;
using PreferenceCenter.Staff;

namespace PreferenceCenter.Features.Console;

/// <summary>
/// Base of the services that console pages call; pages get services, never a database. Each public method takes the
/// ticket first, names its roles with <see cref="ConsoleActionAttribute"/> and begins with <see cref="Demand"/>. So an
/// open page is checked with every call, and an account dismissed meanwhile reads and does nothing more.
/// </summary>
internal abstract class ConsoleService(StaffAuthorizer staff)
{
    private static readonly ConcurrentDictionary<(Type, string), StaffRole[]> Roles = new();

    /// <summary>The signed-in account, checked against the roles of the calling method.</summary>
    /// <exception cref="UnauthorizedAccessException">The account is not allowed, or no longer allowed.</exception>
    protected StaffIdentity Demand(StaffTicket? ticket, [CallerMemberName] string action = "") =>
        staff.Demand(ticket, Roles.GetOrAdd((GetType(), action), Read));

    private static StaffRole[] Read((Type Service, string Action) asked) =>
        asked.Service.GetMethod(asked.Action)?.GetCustomAttribute<ConsoleActionAttribute>()?.Roles
        ?? throw new InvalidOperationException(
            $"{asked.Service.Name}.{asked.Action} does not say who may: [ConsoleAction(…)]"
        );
}
