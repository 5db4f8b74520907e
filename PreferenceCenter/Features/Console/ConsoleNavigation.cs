using System.Reflection;
using Microsoft.AspNetCore.Components;
using MudBlazor;
using PreferenceCenter.Domain;
using PreferenceCenter.Staff;

namespace PreferenceCenter.Features.Console;

/// <summary>An entry of the navigation.</summary>
/// <param name="Roles">Roles that see the entry. Access to the page itself is checked by the page.</param>
internal sealed record NavigationEntry(
    string Path,
    string Icon,
    Func<ConsoleTexts, MarkupString> Name,
    IReadOnlyList<StaffRole> Roles
);

/// <summary>
/// Navigation of the console, in the order of the work. The roles of an entry are read from its page; an entry without
/// a page is not shown.
/// </summary>
internal static class ConsoleNavigation
{
    private static readonly Dictionary<string, StaffAccess> Pages = typeof(ConsoleNavigation)
        .Assembly.GetTypes()
        .SelectMany(page =>
            page.GetCustomAttributes<RouteAttribute>()
                .Select(r => (r.Template, page.GetCustomAttribute<StaffPageAttribute>()?.Access))
        )
        .Where(p => p.Access is not null)
        .ToDictionary(p => p.Template, p => p.Access!, StringComparer.Ordinal);

    private static readonly NavigationEntry[] All =
    [
        .. Page("/staff", Icons.Material.Rounded.Home, t => t.Home),
        .. Page("/staff/requests", Icons.Material.Rounded.AssignmentTurnedIn, t => t.Requests),
        .. Page("/staff/subscribers", Icons.Material.Rounded.PersonSearch, t => t.Subscribers),
        .. Page("/staff/outbox", Icons.Material.Rounded.Outbox, t => t.Mails),
        .. Page("/staff/ledger", Icons.Material.Rounded.ReceiptLong, t => t.Log),
        .. Page("/staff/records", Icons.Material.Rounded.Gavel, t => t.Records),
        .. Page("/staff/proofs", Icons.Material.Rounded.Balance, t => t.Proofs),
        new("/staff/accounts", Icons.Material.Rounded.Group, t => t.Accounts, [StaffRole.Owner, StaffRole.Auditor]),
        new(StaffRoutes.Account, Icons.Material.Rounded.ManageAccounts, t => t.Account, StaffRoles.All),
    ];

    public static IEnumerable<NavigationEntry> For(StaffRole role) => All.Where(place => place.Roles.Contains(role));

    private static IEnumerable<NavigationEntry> Page(string path, string icon, Func<ConsoleTexts, MarkupString> name) =>
        Pages.TryGetValue(path, out var access) ? [new NavigationEntry(path, icon, name, access.Roles)] : [];
}
