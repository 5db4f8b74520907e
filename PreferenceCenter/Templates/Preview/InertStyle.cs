using System.Text.RegularExpressions;

namespace PreferenceCenter.Templates.Preview;

/// <summary>The style sheets of a message without what would be fetched.</summary>
/// <param name="Sheet">The rules as the message has them, without addresses.</param>
/// <param name="KnowsDark">Whether the message says how it looks on a dark screen.</param>
internal sealed partial record InertStyle(string Sheet, bool KnowsDark)
{
    private const string Base =
        "html{overflow:hidden;background:#fff;color:#000;font-family:Arial,sans-serif}"
        + "img[data-blocked]{min-width:1px;min-height:1px;outline:1px dashed #888;outline-offset:-1px;background:#8882}"
        + "pre.plain{margin:0;white-space:pre-wrap;overflow-wrap:anywhere;font:14px/1.5 monospace}\n";
    private const string OnDark = "html{background:#121212;color:#fff;color-scheme:dark}";

    /// <summary>The sheet for a screen: a frame cannot be told which scheme it is on, so the question is answered.</summary>
    public string For(bool dark) =>
        Base
        + (dark && KnowsDark ? OnDark : "")
        + Scheme().Replace(Sheet, m => m.Groups[1].ValueSpan is "dark" == dark ? "(min-width:0px)" : "(max-width:0px)");

    /// <summary>Takes out addresses. What a browser would still fetch is refused by the frame's content policy.</summary>
    public static string WithoutAddresses(string css) => Address().Replace(css, "none");

    [GeneratedRegex(
        """(?:url|image|image-set|-webkit-image-set|src)\([^)]*\)?|@import[^;]*;?""",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Address();

    [GeneratedRegex("""\(\s*prefers-color-scheme\s*:\s*(dark|light)\s*\)""", RegexOptions.IgnoreCase)]
    private static partial Regex Scheme();
}
