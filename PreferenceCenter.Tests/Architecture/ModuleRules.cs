using System.Text.RegularExpressions;

namespace PreferenceCenter.Tests.Architecture;

/// <summary>
/// Rules for which module may import which. They are checked on the source text: using directives and qualified names.
/// </summary>
internal static partial class ModuleRules
{
    private static readonly Dictionary<string, string[]> MayImport = new(StringComparer.Ordinal)
    {
        ["Domain"] = [],
        ["Data"] = ["Domain"],
        ["Links"] = ["Domain"],
        ["Mail"] = ["Domain", "Data"],
        ["Ledger"] = ["Domain", "Data"],
        ["Shared"] = [],
        ["Office"] = ["Domain", "Data", "Ledger", "Shared"],
        ["Features"] = ["Domain", "Data", "Links", "Ledger", "Mail", "Shared", "Office"],
    };

    [GeneratedRegex(
        @"\bPreferenceCenter\.(?<module>Domain|Data|Links|Mail|Ledger|Shared|Office|Features)(\.(?<part>\w+))?"
    )]
    private static partial Regex Mention { get; }

    /// <summary>Lists every mention of a forbidden module in one source file.</summary>
    public static IEnumerable<string> Violations(string path, string source)
    {
        var parts = path.Split('/');
        if (!MayImport.TryGetValue(parts[0], out var allowed))
            yield break;
        foreach (Match mention in Mention.Matches(source))
        {
            var (module, part) = (mention.Groups["module"].Value, mention.Groups["part"].Value);
            var sibling = parts[0] == "Features" && module == "Features" && part != parts[1] && part.Length > 0;
            if (sibling || module != parts[0] && !allowed.Contains(module))
                yield return $"{path} knows {mention.Value}";
        }
    }
}
