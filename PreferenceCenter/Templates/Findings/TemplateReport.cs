namespace PreferenceCenter.Templates.Findings;

/// <summary>The result of a template check.</summary>
/// <param name="Findings">In the order of the parts and of their lines.</param>
internal sealed record TemplateReport(TemplateStage Stage, IReadOnlyList<TemplateFinding> Findings)
{
    /// <summary>Whether nothing of it is an error.</summary>
    public bool Passes => Findings.All(f => f.Severity != FindingSeverity.Error);

    /// <summary>The rules that this stage cannot show, or not wholly.</summary>
    public IReadOnlyList<TemplateRule> Unchecked => RulesWith(FindingSeverity.Unchecked);

    /// <summary>Whether nothing of it is an error and no rule was left unchecked.</summary>
    public bool Sound => Passes && Unchecked.Count == 0;

    /// <summary>The rules that found something of a severity, each once.</summary>
    public IReadOnlyList<TemplateRule> RulesWith(FindingSeverity severity) =>
        [.. Findings.Where(f => f.Severity == severity).Select(f => f.Rule).Distinct().Order()];
}
