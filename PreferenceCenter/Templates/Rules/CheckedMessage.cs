using PreferenceCenter.Templates.Findings;
using PreferenceCenter.Templates.Messages;
using PreferenceCenter.Templates.Targets;

namespace PreferenceCenter.Templates.Rules;

/// <summary>A message that is being checked, and what was found so far.</summary>
internal sealed class CheckedMessage
{
    public CheckedMessage(TemplateMessage message, TemplateContext context)
    {
        (Message, Context) = (message, context);
        Judge = new LinkJudge(context, message.Stage);
        var source = message.Stage == TemplateStage.Source;
        Pages =
        [
            .. message
                .Parts.Where(p => p.Part is TemplatePart.Html or TemplatePart.Amp)
                .Take(10)
                .Select(p => new HtmlView(HtmlPart.Parse(p), Judge, source)),
        ];
        Texts = [.. message.Of(TemplatePart.Text).Take(20).Select(p => new TextView(p, Judge, source))];
    }

    public TemplateMessage Message { get; }
    public TemplateContext Context { get; }
    public LinkJudge Judge { get; }

    /// <summary>The parts in HTML and AMP.</summary>
    public IReadOnlyList<HtmlView> Pages { get; }
    public IReadOnlyList<TextView> Texts { get; }
    public FindingList Findings { get; } = new();

    public TemplateStage Stage => Message.Stage;

    /// <summary>Each kind of part that there is, with its pages.</summary>
    public IEnumerable<IGrouping<TemplatePart, HtmlView>> Kinds => Pages.GroupBy(p => p.Html.Part);

    public void Add(
        TemplateRule rule,
        FindingSeverity severity,
        TemplatePart part,
        string variant = "",
        params object[] arguments
    ) => Findings.Add(new TemplateFinding(rule, severity, part) { Variant = variant, Arguments = arguments });
}
