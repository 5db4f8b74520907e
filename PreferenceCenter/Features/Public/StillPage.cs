using AngleSharp;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using PreferenceCenter.Shared.Layouts;
using PreferenceCenter.Shared.Theme;

namespace PreferenceCenter.Features.Public;

/// <summary>Makes previews of pages of people: as a light or a dark screen has them, and no link or form leads anywhere.</summary>
internal sealed class StillPage(PageContexts pages)
{
    // What a preview adds to the style sheet: what is edited stands out, and links look as they do.
    private const string Marks =
        ".edited{outline:2px dashed var(--brand);outline-offset:-5px;border-radius:1.125rem}a{text-decoration:underline}a,button{cursor:default}";

    private volatile Styles styles = new(pages);

    /// <summary>The style sheet of the pages as a light screen has it, whatever this one is.</summary>
    public LazyAsset Light => Current.Light;

    /// <summary>The same as a dark screen has it.</summary>
    public LazyAsset Dark => Current.Dark;

    private Styles Current => styles.IsOf(pages) ? styles : styles = new Styles(pages);

    /// <param name="mark">Marks what is edited.</param>
    public async Task<string> OfAsync(string page, bool dark, Action<IDocument>? mark = null)
    {
        using var document = await new HtmlParser().ParseDocumentAsync(page);
        Still(document);
        var sheets = document.QuerySelectorAll<IHtmlLinkElement>("[rel=stylesheet]").ToList();
        sheets[0].Href = (dark ? Dark : Light).Path;
        // Its rules are in the preview's own: a link in the body would be loaded again with each letter.
        foreach (var other in sheets.Skip(1))
            other.Remove();
        mark?.Invoke(document);
        return document.ToHtml();
    }

    /// <summary>Takes from a page or an email all that leads anywhere.</summary>
    public static void Still(IDocument document)
    {
        document.QuerySelector(".skip")?.Remove();
        foreach (var link in document.QuerySelectorAll("a"))
        {
            link.RemoveAttribute("href");
            link.SetAttribute("role", "link");
            link.SetAttribute("aria-disabled", "true");
        }
        foreach (var form in document.QuerySelectorAll("form"))
            form.RemoveAttribute("action");
        foreach (var button in document.QuerySelectorAll("button"))
        {
            button.SetAttribute("type", "button");
            // It looks as it does by this attribute.
            if (button.HasAttribute("popovertarget"))
                button.SetAttribute("popovertarget", "");
            button.RemoveAttribute("formaction");
        }
    }

    /// <summary>Style sheets of the site as it is now.</summary>
    private sealed class Styles(PageContexts pages)
    {
        private readonly SiteAssets madeFrom = pages.Assets;

        public LazyAsset Light { get; } = StyleOf(pages, dark: false);
        public LazyAsset Dark { get; } = StyleOf(pages, dark: true);

        public bool IsOf(PageContexts pages) => ReferenceEquals(madeFrom, pages.Assets);

        private static LazyAsset StyleOf(PageContexts pages, bool dark)
        {
            var (color, languages) = (pages.Site.Color, pages.Languages);
            return new LazyAsset(
                dark ? "preview-dark" : "preview-light",
                "css",
                "text/css; charset=utf-8",
                () =>
                    StyleSheet.OnScreen(
                        StyleSheet.Build(SiteTheme.Of(color), languages) + StyleSheet.BuildForms(),
                        dark
                    ) + Marks,
                pages.Assets.Style.Path
            );
        }
    }
}
