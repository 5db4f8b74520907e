namespace PreferenceCenter.Templates.Findings;

/// <summary>What a rule found of one severity, wherever that is: an entry of a list, with a number.</summary>
/// <param name="Number">Counts from 1, the worst first; null for what is unchecked, which has none.</param>
internal sealed record FindingGroup(
    int? Number,
    TemplateRule Rule,
    FindingSeverity Severity,
    IReadOnlyList<TemplateFinding> Findings
)
{
    public string Id => Invariant($"{Severity}-{Rule}").ToLowerInvariant();

    /// <summary>Errors first, then warnings, notes and what is unchecked; each in the order of the message.</summary>
    public static IReadOnlyList<FindingGroup> Of(TemplateReport report) =>
        [
            .. report
                .Findings.GroupBy(f => (f.Severity, f.Rule))
                .OrderBy(g => g.Key.Severity)
                .Select(
                    (g, i) =>
                        new FindingGroup(
                            g.Key.Severity == FindingSeverity.Unchecked ? null : i + 1,
                            g.Key.Rule,
                            g.Key.Severity,
                            [.. g]
                        )
                ),
        ];
}
