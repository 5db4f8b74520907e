using Microsoft.AspNetCore.Components;
using PreferenceCenter.Staff;

namespace PreferenceCenter.Features.Console;

/// <summary>One entry of the console's navigation.</summary>
/// <param name="Order">Entries stand in this order.</param>
/// <param name="Policy">To whom it is shown: the policy that the page itself asks.</param>
internal sealed record NavigationEntry(
    int Order,
    string Path,
    string Icon,
    Func<ConsoleTexts, MarkupString> Name,
    string Policy
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

    public IEnumerable<NavigationEntry> For(StaffIdentity who) => all.Where(entry => who.Has(entry.Policy));
}
