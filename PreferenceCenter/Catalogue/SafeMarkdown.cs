using System.Net;
using Markdig;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace PreferenceCenter.Catalogue;

/// <summary>
/// Markdown of staff as HTML that is safe on public pages: HTML in it is shown as text, links lead to <c>https:</c> and
/// <c>mailto:</c> alone, and nothing of another site is loaded.
/// </summary>
internal static class SafeMarkdown
{
    public static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().DisableHtml().Build();

    // The page has its own first heading; below the fourth, letters would be smaller than those of the text.
    private const int FirstHeading = 2;
    private const int LastHeading = 4;

    public static bool MayLeadTo(string? url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme is "https" or "mailto";

    /// <summary>
    /// Renders whatever the text holds: an image is shown as its description, a link that leads elsewhere as its words,
    /// headings are moved below the one of the page.
    /// </summary>
    public static string ToHtml(string source)
    {
        try
        {
            return Render(Markdown.Parse(source, Pipeline));
        }
        catch (ArgumentException)
        {
            // Nested deeper than the library reads or writes.
            return $"<p>{WebUtility.HtmlEncode(source)}</p>";
        }
    }

    private static string Render(MarkdownDocument document)
    {
        var headings = document.Descendants<HeadingBlock>().ToList();
        var lowered = FirstHeading - headings.Select(h => h.Level).DefaultIfEmpty().Min();
        foreach (var heading in headings)
            heading.Level = Math.Min(heading.Level + lowered, LastHeading);
        foreach (var link in document.Descendants<LinkInline>().Where(l => l.IsImage || !MayLeadTo(l.Url)).ToList())
            link.ReplaceBy(new ContainerInline());
        foreach (
            var link in document.Descendants<AutolinkInline>().Where(l => !l.IsEmail && !MayLeadTo(l.Url)).ToList()
        )
            link.ReplaceBy(new LiteralInline(link.Url));
        return document.ToHtml(Pipeline).Trim();
    }
}
