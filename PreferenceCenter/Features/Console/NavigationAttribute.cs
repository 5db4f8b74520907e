using System.Reflection;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;

namespace PreferenceCenter.Features.Console;

/// <summary>Puts a page into the console's navigation. It is shown to the roles that may open the page.</summary>
/// <param name="order">Entries of a group stand in this order; the numbers have gaps.</param>
/// <param name="icon">A Material icon, as MudBlazor names them; the outlined ones.</param>
/// <param name="name">The property of <see cref="ConsoleTexts"/> that names the entry.</param>
/// <param name="group">The group that the entry stands in.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
internal sealed class NavigationAttribute(
    int order,
    string icon,
    string name,
    NavigationGroup group = NavigationGroup.Work
) : Attribute
{
    private readonly PropertyInfo text =
        typeof(ConsoleTexts).GetProperty(name) ?? throw new ArgumentException($"ConsoleTexts has no '{name}'.");

    /// <summary>The letter that opens the page after G; none if it has none.</summary>
    public char Key { get; init; }

    /// <summary>The entry of a page, if it has this attribute.</summary>
    public static NavigationEntry? EntryOf(Type page) =>
        page.GetCustomAttribute<NavigationAttribute>() is { } place
        && page.GetCustomAttribute<RouteAttribute>() is { } route
        && page.GetCustomAttribute<AuthorizeAttribute>()?.Policy is { } policy
            ? place.Entry(route.Template, policy)
            : null;

    private NavigationEntry Entry(string path, string policy) =>
        new(order, path, icon, texts => (MarkupString)text.GetValue(texts)!, policy, group, Key);
}
