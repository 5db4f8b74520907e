using Microsoft.AspNetCore.Components;
using PreferenceCenter.Staff;

namespace PreferenceCenter.Features.Console;

/// <summary>One entry of the console's navigation.</summary>
/// <param name="Order">Entries of a group stand in this order.</param>
/// <param name="Policy">To whom it is shown: the policy that the page itself asks.</param>
/// <param name="Key">The letter that opens the page after G; none if it has none.</param>
internal sealed record NavigationEntry(
    int Order,
    string Path,
    string Icon,
    Func<ConsoleTexts, MarkupString> Name,
    string Policy,
    NavigationGroup Group = NavigationGroup.Work,
    char Key = default
);

/// <summary>
/// The console's navigation: pages that carry <see cref="NavigationAttribute"/>, and entries that features register for
/// pages that are no components.
/// </summary>
internal sealed class ConsoleNavigation(
    IEnumerable<NavigationEntry> registered,
    NavigationCounts counts,
    StaffAuthorizer staff
)
{
    private static readonly NavigationEntry[] OfPages =
    [
        .. typeof(ConsoleNavigation).Assembly.GetTypes().Select(NavigationAttribute.EntryOf).OfType<NavigationEntry>(),
    ];

    private readonly NavigationEntry[] all =
    [
        .. OfPages.Concat(registered).OrderBy(entry => entry.Group).ThenBy(entry => entry.Order),
    ];

    /// <summary>The places that the account may open, with what waits there now.</summary>
    public IReadOnlyList<ConsolePlace> For(StaffIdentity who, ConsoleTexts texts) =>
        [
            .. all.Where(entry => staff.Allows(who, entry.Policy))
                .Select(entry => new ConsolePlace(
                    entry.Path,
                    entry.Icon,
                    entry.Name(texts),
                    entry.Group,
                    entry.Key,
                    counts.Of(entry.Path)
                )),
        ];
}
