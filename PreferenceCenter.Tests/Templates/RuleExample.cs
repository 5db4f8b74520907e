using PreferenceCenter.Templates.Findings;

namespace PreferenceCenter.Tests.Templates;

/// <summary>A message in which a rule finds something, and one in which it does not.</summary>
/// <param name="Broken">Which of the rule's messages each gives.</param>
internal sealed record RuleExample(
    TemplateRule Rule,
    FindingSeverity Severity,
    Sample Sound,
    params (string Variant, Sample Broken)[] Broken
);
