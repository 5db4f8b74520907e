using Microsoft.AspNetCore.Components;
using PreferenceCenter.Domain;

namespace PreferenceCenter.Features.Console;

/// <summary>One entry of the console's navigation.</summary>
/// <param name="Order">Entries stand in this order.</param>
/// <param name="Roles">To whom it is shown; access to the page is checked by the page itself.</param>
internal sealed record NavigationEntry(
    int Order,
    string Path,
    string Icon,
    Func<ConsoleTexts, MarkupString> Name,
    IReadOnlyList<StaffRole> Roles
);

/// <summary>
/// The console's navigation: pages that carry <see cref="NavigationAttribute"/>, and entries that features register for
/// pages that are no components.
/// </summary>
internal sealed class ConsoleNavigation(IEnumerable<NavigationEntry> registered)
{
    private static readonly NavigationEntry[] OfPages =
    [
        .. typeof(ConsoleNavigation).Assembly.GetTypes().Select(NavigationAttribute.EntryOf).OfType<NavigationEntry>(),
    ];

    private readonly NavigationEntry[] all = [.. OfPages.Concat(registered).OrderBy(entry => entry.Order)];

    public IEnumerable<NavigationEntry> For(StaffRole role) => all.Where(entry => entry.Roles.Contains(role));
}
