using System.Text.RegularExpressions;

namespace PreferenceCenter.Templates.Styles;

/// <summary>A list of selectors as text.</summary>
internal static partial class SelectorList
{
    /// <summary>Its selectors; a comma in brackets divides nothing.</summary>
    public static IEnumerable<string> Split(string list)
    {
        var (start, inside) = (0, 0);
        for (var i = 0; i < list.Length; i++)
            if (list[i] is '(' or '[')
                inside++;
            else if (list[i] is ')' or ']')
                inside--;
            else if (list[i] == ',' && inside == 0)
            {
                yield return list[start..i];
                start = i + 1;
            }
        yield return list[start..];
    }

    /// <summary>Ids, classes and types, each less than a thousand, in one number.</summary>
    public static int Specificity(string selector) =>
        Math.Min(Ids().Count(selector), 999) * 1_000_000
        + Math.Min(Classes().Count(selector), 999) * 1_000
        + Math.Min(Types().Count(selector), 999);

    [GeneratedRegex(@"#[\w-]", RegexOptions.CultureInvariant)]
    private static partial Regex Ids();

    [GeneratedRegex(@"\.[\w-]|\[|(?<!:):(?!not\()[\w-]", RegexOptions.CultureInvariant)]
    private static partial Regex Classes();

    [GeneratedRegex(@"(?<![\w#.:\[\]""'=-])[a-zA-Z][\w-]*(?![^\[]*\])", RegexOptions.CultureInvariant)]
    private static partial Regex Types();
}
