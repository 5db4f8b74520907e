using System.Text;
using System.Text.RegularExpressions;

namespace PreferenceCenter.Features.Console;

/// <summary>
/// MudBlazor's style sheet without the rules of components that the console does not use and of spacings by width of the
/// screen: more than a third of it on the wire (decision 58).
/// </summary>
internal static partial class ComponentStyle
{
    public static string Cut(string css)
    {
        var kept = new StringBuilder(css.Length / 2);
        Keep(css, kept);
        return kept.ToString();
    }

    /// <summary>Whether an element of that class would miss its rules.</summary>
    public static bool IsLeftOut(string name) => LeftOut().IsMatch(name);

    private static void Keep(ReadOnlySpan<char> css, StringBuilder kept)
    {
        for (int end; css.Length > 0; css = css[end..])
        {
            end = EndOfRule(css);
            var rule = css[..end];
            var open = rule.IndexOf('{');
            if (rule.StartsWith("@media") || rule.StartsWith("@supports"))
            {
                var before = kept.Length;
                var inside = kept.Append(rule[..(open + 1)]).Length;
                Keep(rule[(open + 1)..^1], kept);
                if (kept.Length == inside)
                    kept.Length = before;
                else
                    kept.Append('}');
            }
            else if (open < 0 || rule[0] == '@')
                kept.Append(rule);
            else if (string.Join(',', Selectors().Split($"{rule[..open]}").Where(IsKept)) is { Length: > 0 } selectors)
                kept.Append(selectors).Append(rule[open..]);
        }
    }

    // What stands in parentheses may be what an element is not.
    private static bool IsKept(string selector) =>
        !Classes().Matches(Parentheses().Replace(selector, "")).Any(name => IsLeftOut(name.Groups[1].Value));

    // A brace or semicolon in quotation marks is neither.
    private static int EndOfRule(ReadOnlySpan<char> css)
    {
        for (var (at, depth, quote) = (0, 0, '\0'); at < css.Length; at++)
        {
            var sign = css[at];
            if (quote != '\0')
                quote = sign == quote ? '\0' : quote;
            else if (sign is '"' or '\'')
                quote = sign;
            else if (sign == '{')
                depth++;
            else if ((sign == '}' && --depth == 0) || (sign == ';' && depth == 0))
                return at + 1;
        }
        return css.Length;
    }

    [GeneratedRegex(
        "^(mud-(alert|appbar|avatar|badge|breadcrumbs|card|carousel|chart|drawer|expansion|fab|nav|navmenu|picker|"
            + "rating|slider|snackbar|stepper|timeline|treeview)(-.*)?|"
            + "([mp][a-z]?|gap|gap-[xy]|d|flex|order|(align|justify)(-[a-z]+)?|float|overflow|object)"
            + "-(xs|sm|md|lg|xl|xxl)-.*)$",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex LeftOut();

    [GeneratedRegex(@",(?![^(]*\))")]
    private static partial Regex Selectors();

    [GeneratedRegex(@"\([^()]*\)")]
    private static partial Regex Parentheses();

    [GeneratedRegex(@"\.([a-zA-Z_][\w-]*)")]
    private static partial Regex Classes();
}
