using Microsoft.AspNetCore.Components;

namespace PreferenceCenter.Features.Console;

/// <summary>
/// Draws a Material icon as plain markup: also on static pages, and without a component for each. It repeats what the
/// text says, and screen readers skip it.
/// </summary>
internal static class ConsoleIcon
{
    /// <param name="icon">A Material icon, as MudBlazor names them.</param>
    public static MarkupString Of(string icon) =>
        new($"<svg class=\"icon\" viewBox=\"0 0 24 24\" aria-hidden=\"true\">{icon}</svg>");
}
