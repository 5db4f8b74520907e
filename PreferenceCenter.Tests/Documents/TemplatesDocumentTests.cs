using System.Text;
using System.Text.RegularExpressions;
using PreferenceCenter.Domain;
using PreferenceCenter.Templates.Findings;
using PreferenceCenter.Tests.Templates;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Documents;

/// <summary>
/// Tests that docs/templates.md tells each rule of the template check with what the program says; UPDATE_DOCS=1 writes
/// it.
/// </summary>
public sealed partial class TemplatesDocumentTests
{
    private const string Begin = "<!-- rules: written by TemplatesDocumentTests; UPDATE_DOCS=1 dotnet test -->\n";
    private const string End = "<!-- /rules -->";

    [Fact]
    public void Rules_stand_there_as_the_program_words_them()
    {
        var file = Path.Combine(Repository.Root, "docs", "templates.md");
        var text = File.ReadAllText(file);
        var (begin, end) = (
            text.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length,
            text.IndexOf(End, StringComparison.Ordinal)
        );
        var written = text[..begin] + Rules() + text[end..];
        if (Environment.GetEnvironmentVariable("UPDATE_DOCS") == "1")
            File.WriteAllText(file, written);
        Assert.Equal(written, File.ReadAllText(file));
    }

    private static string Rules()
    {
        var rules = new StringBuilder();
        foreach (var rule in RuleExamples.All.GroupBy(e => e.Rule).OrderBy(e => e.Key))
        {
            rules.Append(null, $"### `{WireName.Of(rule.Key)}`\n\n");
            foreach (var message in rule.SelectMany(Messages).Distinct())
                rules.Append(null, $"* {message}\n");
            rules.Append(null, $"\n{TemplateWords.English.Mend(rule.Key)}\n\n");
        }
        return rules.ToString();
    }

    private static IEnumerable<string> Messages(RuleExample example) =>
        example
            .Broken.Select(b =>
                b.Broken.Check()
                    .Findings.First(f => (f.Rule, f.Severity, f.Variant) == (example.Rule, example.Severity, b.Variant))
            )
            .DistinctBy(f => f.Key)
            .Select(f =>
                $"`{WireName.Of(f.Severity)}` {Token().Replace(TemplateWords.English.Message(f), "TOKEN").Replace("<", "\\<", StringComparison.Ordinal)}"
            );

    [GeneratedRegex(@"(?<=/)[\w-]{50,60}")]
    private static partial Regex Token();
}
