using System.Text.RegularExpressions;

namespace PreferenceCenter.Templates.Tags;

/// <summary>The conditions in a template: what stands in one may not be in the message.</summary>
internal sealed partial class Conditions
{
    private readonly List<(int Start, int End, string Text)> ranges = [];

    public Conditions(string source)
    {
        var open = new Stack<(int Start, string Text)>();
        foreach (Match tag in Block().Matches(source))
            if (!tag.Groups["close"].Success)
                open.Push((tag.Index, tag.Value));
            else if (open.TryPop(out var begin))
                ranges.Add((begin.Start, tag.Index, begin.Text));
        while (open.TryPop(out var begin))
            ranges.Add((begin.Start, source.Length, begin.Text));
    }

    /// <summary>The innermost condition around a place in the source; null where there is none.</summary>
    public string? Around(int index) =>
        ranges
            .Where(r => r.Start < index && index < r.End)
            .OrderByDescending(r => r.Start)
            .Select(r => r.Text)
            .FirstOrDefault();

    /// <summary>Whether a condition around that place asks for the consent to tracking.</summary>
    public bool AskForTracking(int index) =>
        ranges.Exists(r =>
            r.Start < index && index < r.End && r.Text.Contains("track", StringComparison.OrdinalIgnoreCase)
        );

    [GeneratedRegex(
        @"(?<close>\{\{~?\s*/\s*(if|unless)\s*~?\}\}|\{%-?\s*end(if|unless)\s*-?%\}|\{\{-?\s*end\s*-?\}\}|\*\|END:IF\|\*)|\{\{[~-]?\s*[#^]?\s*(if|unless|with)\s[^{}]{1,200}\}\}|\{%-?\s*(if|unless)\s[^%]{1,200}%\}|\*\|IF(NOT)?:[^|]{1,100}\|\*",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Block();
}
