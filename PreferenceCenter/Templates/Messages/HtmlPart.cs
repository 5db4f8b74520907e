using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using PreferenceCenter.Templates.Findings;

namespace PreferenceCenter.Templates.Messages;

/// <summary>A part in HTML, parsed. Nothing that it names is fetched.</summary>
/// <param name="Source">The text that was parsed.</param>
/// <param name="Cut">Whether it goes on behind what is looked at.</param>
internal sealed record HtmlPart(TemplatePart Part, IHtmlDocument Document, string Source, bool Cut)
{
    private static readonly HtmlParserOptions Options = new() { IsKeepingSourceReferences = true };

    public static HtmlPart Parse(MessageText part)
    {
        var length = HtmlLength.Within(part.Text);
        var source = part.Text[..length];
        return new HtmlPart(
            part.Part,
            new HtmlParser(Options).ParseDocument(source),
            source,
            part.Cut || length < part.Text.Length
        );
    }

    /// <summary>A finding at an element.</summary>
    public TemplateFinding At(IElement element, TemplateRule rule, FindingSeverity severity)
    {
        var position = element.SourceReference?.Position;
        return new TemplateFinding(rule, severity, Part)
        {
            Line = position?.Line ?? 0,
            Column = position?.Column ?? 0,
            Element = ElementPath.Of(element),
        };
    }
}
