using AngleSharp.Dom;
using PreferenceCenter.Templates.Findings;
using PreferenceCenter.Templates.Styles;
using PreferenceCenter.Templates.Targets;

namespace PreferenceCenter.Templates.Rules;

/// <summary>A link of a part: an anchor, an address in a text, or a merge tag that becomes one.</summary>
/// <param name="Words">What it says: its text and the alternative texts of its pictures.</param>
/// <param name="Place">Makes a finding at it, whose rule and severity are set by the rule.</param>
/// <param name="Index">Where it begins in the source.</param>
internal sealed record PartLink(string Href, string Words, JudgedLink Judged, Func<TemplateFinding> Place, int Index)
{
    /// <summary>The anchor, or the element around a merge tag; null in plain text.</summary>
    public IElement? Element { get; init; }

    /// <summary>Whether it is a merge tag in the text of its element.</summary>
    public bool InText { get; init; }

    public bool IsOurs => Judged.Leads is LinkTarget.Unsubscribe or LinkTarget.Preferences;
    public bool Leaves => Judged.Leads == LinkTarget.Unsubscribe;
    public bool Chooses => Judged.Leads == LinkTarget.Preferences;

    public Seen On(Looks looks) => InText ? Sight.OfText(Element!, looks) : Sight.Of(Element!, looks);

    /// <summary>What of a seen link may hide it on a screen and is not understood here; null: nothing, or it is hidden.</summary>
    public string? DoubtOn(Looks looks) =>
        InText ? looks.Doubt(Element!)
        : On(looks).Hidden is null ? Sight.Doubt(Element!, looks)
        : null;

    public TemplateFinding Finding(
        TemplateRule rule,
        FindingSeverity severity,
        string variant = "",
        params object[] arguments
    ) => Place() with { Rule = rule, Severity = severity, Variant = variant, Arguments = arguments };
}
