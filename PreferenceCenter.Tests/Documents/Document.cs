using System.Text.RegularExpressions;

namespace PreferenceCenter.Tests.Documents;

/// <summary>Page of docs/ in the checkout.</summary>
internal static class Document
{
    public static string Read(string name) => File.ReadAllText(Path.Combine(Repository.Root, "docs", name));

    /// <summary>Code examples in one language.</summary>
    public static IReadOnlyList<string> Examples(string name, string language) =>
        [
            .. Regex
                .Matches(Read(name), $"^```{language}\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)
                .Select(match => match.Groups[1].Value),
        ];
}
