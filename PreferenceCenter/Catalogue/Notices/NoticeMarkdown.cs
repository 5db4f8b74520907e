using System.Diagnostics;
using Markdig;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;
using PreferenceCenter.Faults;

namespace PreferenceCenter.Catalogue.Notices;

/// <summary>
/// Renders the Markdown subset that notices may use: paragraphs, lists, emphasis and links, never HTML. The rendered
/// text is what the subscriber agrees to, on every page and in every proof.
/// </summary>
internal static class NoticeMarkdown
{
    /// <summary>Renders the Markdown as HTML; null with the fault if it is not allowed.</summary>
    public static string? TryRender(string source, FaultPlace place, out Fault? fault)
    {
        try
        {
            var document = Markdown.Parse(source, SafeMarkdown.Pipeline);
            fault = document.Descendants().Select(part => FaultOf(part, place)).FirstOrDefault(f => f is not null);
            return fault is null ? document.ToHtml(SafeMarkdown.Pipeline).Trim() : null;
        }
        catch (ArgumentException)
        {
            // Deeper than the library reads or writes.
            fault = new Fault(place, FaultCode.NestedTooDeep);
            return null;
        }
    }

    private static Fault? FaultOf(MarkdownObject part, FaultPlace place) =>
        part switch
        {
            LinkInline { IsImage: true } => new(place, FaultCode.HoldsImage),
            LinkInline link => FaultOfLink(link.Url, place),
            AutolinkInline link => link.IsEmail ? null : FaultOfLink(link.Url, place),
            ParagraphBlock
            or ListBlock
            or ListItemBlock
            or LiteralInline
            or EmphasisInline
            or LineBreakInline
            or HtmlEntityInline
            or ContainerInline => null,
            LinkReferenceDefinitionGroup or LinkReferenceDefinition => null,
            HeadingBlock => new(place, FaultCode.HoldsHeading),
            CodeBlock or CodeInline => new(place, FaultCode.HoldsCode),
            QuoteBlock => new(place, FaultCode.HoldsQuotation),
            ThematicBreakBlock => new(place, FaultCode.HoldsRule),
            // The pipeline makes no other part. Whatever a later version of it makes is not allowed.
            _ => throw new UnreachableException(part.GetType().Name),
        };

    private static Fault? FaultOfLink(string? url, FaultPlace place) =>
        SafeMarkdown.MayLeadTo(url) ? null : new(place, FaultCode.LinkNotAllowed, url ?? "");
}
