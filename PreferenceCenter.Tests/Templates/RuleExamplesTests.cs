using System.Collections;
using System.Globalization;
using System.Resources;
using PreferenceCenter.Domain;
using PreferenceCenter.Templates.Findings;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Templates;

/// <summary>Tests each rule with the messages that pass it and those that fail it.</summary>
public sealed class RuleExamplesTests
{
    public static TheoryData<int> Examples => [.. Enumerable.Range(0, RuleExamples.All.Count)];

    [Theory]
    [MemberData(nameof(Examples))]
    [Trait("Requirement", "TPL-01")]
    [Trait("Requirement", "TPL-02")]
    [Trait("Requirement", "TPL-03")]
    [Trait("Requirement", "TPL-04")]
    [Trait("Requirement", "TPL-05")]
    [Trait("Requirement", "HDR-05")]
    public void It_finds_what_is_broken_and_nothing_in_what_is_sound(int number)
    {
        var example = RuleExamples.All[number];
        Assert.DoesNotContain(
            example.Sound.Check().Findings,
            f => f.Rule == example.Rule && f.Severity == example.Severity
        );
        foreach (var (variant, broken) in example.Broken)
        {
            var report = broken.Check();
            Assert.True(
                report.Findings.Any(f => (f.Rule, f.Severity, f.Variant) == (example.Rule, example.Severity, variant)),
                $"{example.Rule} {example.Severity} '{variant}' is not among:\n{Told(report)}"
            );
            Assert.Equal(
                example.Severity == FindingSeverity.Error,
                example.Severity == FindingSeverity.Error && !report.Passes
            );
        }
    }

    [Fact]
    public void A_sound_message_gives_nothing_at_all()
    {
        Assert.Equal("", Told(new Sample().Check()));
        Assert.Equal("", Told(new Sample { Stage = TemplateStage.Received }.Check()));
        // What a source cannot show is unchecked: nothing wrong is found, and it is not sound for that.
        var source = new Sample { Stage = TemplateStage.Source }.Check();
        Assert.True(source.Passes);
        Assert.False(source.Sound);
        Assert.Equal(
            "list-unsubscribe list-unsubscribe-post list-headers-signed list-id sender-identity text-part mime",
            string.Join(' ', source.Unchecked.Select(WireName.Of))
        );
    }

    [Fact]
    public void Every_rule_has_an_example() =>
        Assert.Equal(Enum.GetValues<TemplateRule>().Order(), RuleExamples.All.Select(e => e.Rule).Distinct().Order());

    [Fact]
    public void Every_message_is_raised_by_an_example_and_worded_in_every_language()
    {
        var findings = RuleExamples
            .All.SelectMany(e => e.Broken)
            .SelectMany(b => b.Broken.Check().Findings)
            .DistinctBy(f => f.Key)
            .ToList();
        var keys = new ResourceManager(typeof(TemplateWords))
            .GetResourceSet(CultureInfo.InvariantCulture, true, false)!
            .Cast<DictionaryEntry>()
            .Select(entry => (string)entry.Key)
            .Where(key =>
                !key.EndsWith("mend", StringComparison.Ordinal) && !key.EndsWith(".title", StringComparison.Ordinal)
            );
        Assert.Equal(keys.Order(StringComparer.Ordinal), findings.Select(f => f.Key).Order(StringComparer.Ordinal));
        foreach (var language in Languages.All)
        {
            var words = new TemplateWords(CultureInfo.GetCultureInfo(language));
            foreach (var finding in findings)
            {
                var message = words.Message(finding);
                Assert.DoesNotContain('\n', message);
                Assert.DoesNotContain("{", finding.Arguments.Count == 0 ? message : "");
                Assert.NotEmpty(words.Mend(finding.Rule));
                Assert.NotEmpty(words.Title(finding.Rule));
            }
        }
    }

    internal static string Told(TemplateReport report) =>
        string.Join(
            '\n',
            report.Findings.Select(f =>
                Invariant(
                    $"{f.Line}:{f.Column} {WireName.Of(f.Part)} {WireName.Of(f.Severity)} {f.Key} {TemplateWords.English.Message(f)}"
                )
            )
        );
}
