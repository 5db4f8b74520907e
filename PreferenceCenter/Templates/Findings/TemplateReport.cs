namespace PreferenceCenter.Templates.Findings;

/// <summary>The result of a template check.</summary>
/// <param name="Findings">In the order of the parts and of their lines.</param>
internal sealed record TemplateReport(TemplateStage Stage, IReadOnlyList<TemplateFinding> Findings)
{
    /// <summary>Whether nothing of it is an error.</summary>
    public bool Sound => Findings.All(f => f.Severity != FindingSeverity.Error);
}
