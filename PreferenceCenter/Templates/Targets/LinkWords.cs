using System.Collections.Frozen;
using System.Text.RegularExpressions;
using PreferenceCenter.Domain;

namespace PreferenceCenter.Templates.Targets;

/// <summary>
/// Words of links about leaving and choosing. Each language has three patterns, in <c>Templates/Words</c>: what
/// says unsubscribe, what says preferences, and what says nothing.
/// </summary>
internal static class LinkWords
{
    private static readonly FrozenDictionary<string, Regex> Patterns = new[]
    {
        "unsubscribe",
        "preferences",
        "nothing",
    }.ToFrozenDictionary(
        kind => kind,
        kind => new Regex(
            kind == "nothing" ? $"^(?:{Joined(kind)})\\z" : $"(?:^|\\P{{L}})(?:{Joined(kind)})",
            RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking
        )
    );

    public static bool SayUnsubscribe(string words) => Patterns["unsubscribe"].IsMatch(Plain(words));

    public static bool SayPreferences(string words) => Patterns["preferences"].IsMatch(Plain(words));

    public static bool SayNothing(string words) =>
        Patterns["nothing"]
            .IsMatch(Plain(words).Trim(' ', '.', '!', '>', '<', '»', '«', '→', ':', '"', '(', ')', '[', ']'));

    private static string Plain(string words) => words.Replace('’', '\'').Replace('\u00A0', ' ');

    private static string Joined(string kind) =>
        string.Join('|', Languages.All.SelectMany(language => Read(language, kind)));

    internal static IEnumerable<string> Read(string language, string kind)
    {
        using var list = typeof(LinkWords).Assembly.GetManifestResourceStream("link-words." + language);
        if (list is null)
            return [];
        return
        [
            .. new StreamReader(list)
                .ReadToEnd()
                .Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Where(line => line.StartsWith(kind + ": ", StringComparison.Ordinal))
                .Select(line => line[(kind.Length + 2)..]),
        ];
    }
}
