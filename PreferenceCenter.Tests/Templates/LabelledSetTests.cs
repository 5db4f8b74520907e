using PreferenceCenter.Templates.Findings;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Templates;

/// <summary>Tests that the check says of every labelled message what its label says.</summary>
public sealed class LabelledSetTests
{
    [Fact]
    [Trait("Requirement", "TPL-02")]
    [Trait("Requirement", "TPL-03")]
    public void The_check_agrees_with_every_label()
    {
        var wrong = new List<string>();
        foreach (var labelled in LabelledSet.All)
        {
            var report = labelled.Message.Check();
            if (
                labelled.Broken is { } rule ? report.Passes || report.Findings.All(f => f.Rule != rule) : !report.Passes
            )
                wrong.Add(
                    $"{labelled.Name} ({labelled.Broken?.ToString() ?? "sound"}):\n{RuleExamplesTests.Told(report)}"
                );
        }
        Assert.True(wrong.Count == 0, string.Join("\n\n", wrong));
    }

    [Fact]
    [Trait("Requirement", "TPL-02")]
    public void What_is_not_understood_is_never_called_sound()
    {
        var wrong = LabelledSet
            .Doubted.Select(d => (d.Name, Report: d.Message.Check()))
            .Where(d =>
                d.Report.Findings.All(f =>
                    f
                        is not {
                            Rule: TemplateRule.UnsubscribeHidden,
                            Variant: "doubt",
                            Severity: FindingSeverity.Unchecked
                        }
                )
            )
            .Select(d => $"{d.Name}:\n{RuleExamplesTests.Told(d.Report)}")
            .ToList();
        Assert.True(wrong.Count == 0, string.Join("\n\n", wrong));
        // Nothing of the ordinary is in doubt.
        foreach (var labelled in LabelledSet.Looks)
            Assert.DoesNotContain(labelled.Message.Check().Findings, f => f.Variant == "doubt");
    }

    [Fact]
    public void It_is_large_enough_and_half_of_it_is_broken()
    {
        var (sound, broken) = (
            LabelledSet.All.Count(l => l.Broken is null),
            LabelledSet.All.Count(l => l.Broken is not null)
        );
        Assert.True(sound + broken >= 150, Invariant($"{sound} + {broken}"));
        Assert.InRange(sound / (double)(sound + broken), 0.33, 0.67);
        Assert.Equal(LabelledSet.Looks.Count(), LabelledSet.Looks.Select(l => l.Name).Distinct().Count());
    }
}
