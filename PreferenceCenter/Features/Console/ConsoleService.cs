using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.CompilerServices;
using PreferenceCenter.Domain;
using PreferenceCenter.Staff;

namespace PreferenceCenter.Features.Console;

/// <summary>
/// What the pages of a feature may do: they are given desks, never a database. Each public method takes the ticket
/// first, carries its roles as <see cref="ConsoleActionAttribute"/> and begins with <see cref="Demand"/>. A page that
/// is open asks with every step: whoever was dismissed since reads and does nothing more.
/// </summary>
internal abstract class ConsoleService(StaffAuthorizer staff)
{
    private static readonly ConcurrentDictionary<(Type, string), StaffRole[]> Roles = new();

    /// <summary>Who asks, with the roles that stand on the calling method.</summary>
    /// <exception cref="UnauthorizedAccessException">They may not, or no more.</exception>
    protected StaffIdentity Demand(StaffTicket? ticket, [CallerMemberName] string action = "") =>
        staff.Demand(ticket, Roles.GetOrAdd((GetType(), action), Read));

    private static StaffRole[] Read((Type Desk, string Action) asked) =>
        asked.Desk.GetMethod(asked.Action)?.GetCustomAttribute<ConsoleActionAttribute>()?.Roles
        ?? throw new InvalidOperationException(
            $"{asked.Desk.Name}.{asked.Action} does not say who may: [ConsoleAction(…)]"
        );
}
