using PreferenceCenter.Domain;

namespace PreferenceCenter.Templates.Findings;

/// <summary>
/// One finding of the template check: a rule, how much it weighs, where, and what was measured there. <see
/// cref="TemplateWords"/> words it in the reader's language.
/// </summary>
internal sealed record TemplateFinding(TemplateRule Rule, FindingSeverity Severity, TemplatePart Part)
{
    /// <summary>The line in the part, from 1; 0 where the finding is of the part as a whole.</summary>
    public int Line { get; init; }

    /// <summary>The column in the line, from 1; 0 where there is none.</summary>
    public int Column { get; init; }

    /// <summary>
    /// Which message: the key of its words after the rule's name. Empty: the rule's first. One that begins with
    /// <c>all.</c> is shared by rules.
    /// </summary>
    public string Variant { get; init; } = "";

    /// <summary>What the message tells: pieces of the template, numbers, measured values.</summary>
    public IReadOnlyList<object> Arguments { get; init; } = [];

    /// <summary>A selector that finds the element in the HTML, for pictures; null where it is of none.</summary>
    public string? Element { get; init; }

    public string Key =>
        Variant.Length == 0 ? WireName.Of(Rule)
        : Variant.StartsWith("all.", StringComparison.Ordinal) ? Variant
        : $"{WireName.Of(Rule)}.{Variant}";
}
