using Markdig;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace PreferenceCenter.Catalogue.Notices;

/// <summary>
/// Renders the Markdown subset that notices may use: paragraphs, lists, emphasis and links, never HTML. The rendered
/// text is what the subscriber agrees to, on every page and in every proof.
/// </summary>
internal static class NoticeMarkdown
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().DisableHtml().Build();

    /// <summary>Renders the Markdown as HTML; null with the fault if it is not allowed.</summary>
    public static string? TryRender(string source, out string? fault)
    {
        var document = Markdown.Parse(source, Pipeline);
        fault = document.Descendants().Select(FaultOf).FirstOrDefault(f => f is not null);
        return fault is null ? document.ToHtml(Pipeline).Trim() : null;
    }

    private static string? FaultOf(MarkdownObject part) =>
        part switch
        {
            LinkInline { IsImage: true } => "holds an image",
            LinkInline link => FaultOfLink(link.Url),
            AutolinkInline link => link.IsEmail ? null : FaultOfLink(link.Url),
            ParagraphBlock
            or ListBlock
            or ListItemBlock
            or LiteralInline
            or EmphasisInline
            or LineBreakInline
            or HtmlEntityInline
            or ContainerInline => null,
            LinkReferenceDefinitionGroup or LinkReferenceDefinition => null,
            HeadingBlock => "holds a heading",
            CodeBlock or CodeInline => "holds code: a line that begins with four spaces or a tab counts as such",
            QuoteBlock => "holds a quotation",
            ThematicBreakBlock => "holds a rule",
            _ => $"holds what a notice may not: {part.GetType().Name}",
        };

    private static string? FaultOfLink(string? url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme is "https" or "mailto"
            ? null
            : $"links to '{url}': links are https: or mailto:";
}
