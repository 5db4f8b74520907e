namespace PreferenceCenter.Templates.Findings;

/// <summary>Collects findings, so many of a rule and no more: a message may hold one fault a million times.</summary>
internal sealed class FindingList
{
    private const int OfARule = 50;

    private readonly List<TemplateFinding> findings = [];
    private readonly int[] counts = new int[Enum.GetValues<TemplateRule>().Length];

    public void Add(TemplateFinding finding)
    {
        if (counts[(int)finding.Rule]++ < OfARule)
            findings.Add(finding);
    }

    public bool Has(TemplateRule rule) => counts[(int)rule] > 0;

    public IReadOnlyList<TemplateFinding> Ordered() =>
        [.. findings.OrderBy(f => f.Part).ThenBy(f => f.Line).ThenBy(f => f.Column).ThenBy(f => f.Rule)];
}
