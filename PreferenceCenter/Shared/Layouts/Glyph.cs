using Microsoft.AspNetCore.Components;

namespace PreferenceCenter.Shared.Layouts;

/// <summary>
/// Line icons of the pages. The style sheet sets stroke and size. The icons repeat what the text says, and screen
/// readers skip them.
/// </summary>
internal static class Glyph
{
    public static readonly MarkupString Alert = Draw("M3 12a9 9 0 1 0 18 0 9 9 0 1 0-18 0M12 7.5V13M12 16.5v.1");
    public static readonly MarkupString Back = Draw("M8 5 4 9l4 4M4 9h10a5.5 5.5 0 0 1 0 11h-3");
    public static readonly MarkupString Broken = Draw(
        "m10 14-3 3a3 3 0 0 1-4-4l3-3M14 10l3-3a3 3 0 0 1 4 4l-3 3M9 4v2M15 20v-2"
    );
    public static readonly MarkupString Check = Draw("m5 12.5 4.5 4.5L19 7.5");
    public static readonly MarkupString Globe = Draw(
        "M3 12a9 9 0 1 0 18 0 9 9 0 1 0-18 0h18M12 3c-5 5-5 13 0 18M12 3c5 5 5 13 0 18"
    );
    public static readonly MarkupString Leave = Draw("M10 4H7a3 3 0 0 0-3 3v10a3 3 0 0 0 3 3h3M15 8l4 4-4 4M19 12H9");
    public static readonly MarkupString Letter = Draw(
        "M6 5h12a3 3 0 0 1 3 3v8a3 3 0 0 1-3 3H6a3 3 0 0 1-3-3V8a3 3 0 0 1 3-3M4 7.5l8 6 8-6"
    );
    public static readonly MarkupString Seal = Draw("M12 3 5 6v5c0 5 3 8 7 10 4-2 7-5 7-10V6zM8.5 12l2.5 2.5 4.5-5");

    private static MarkupString Draw(string path) =>
        new($"<svg viewBox=\"0 0 24 24\" aria-hidden=true><path d=\"{path}\"/></svg>");
}
