using System.Globalization;
using AngleSharp;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using PreferenceCenter.Catalogue;
using PreferenceCenter.Catalogue.Topics;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Links;
using PreferenceCenter.Shared.Layouts;
using PreferenceCenter.Shared.Theme;

namespace PreferenceCenter.Features.Public.Preferences;

/// <summary>
/// Writes the preferences page for staff who edit a topic: the page itself, of a person who does not exist. No link and
/// no form of it leads anywhere.
/// </summary>
internal sealed class PreferencesPreview(
    PreferencesPresenter presenter,
    CatalogueCache catalogues,
    PageContexts pages,
    TimeProvider clock
)
{
    private const string Address = "alex@example.org";

    // What the preview adds to the style sheet: the edited topic stands out, and links look as they do.
    private const string Marks =
        ".edited{outline:2px dashed var(--brand);outline-offset:-5px;border-radius:1.125rem}a{text-decoration:underline}a,button{cursor:default}";

    private volatile Styles styles = new(pages);

    /// <summary>The style sheet of the pages as a light screen has it, whatever this one is.</summary>
    public LazyAsset Light => Current.Light;

    /// <summary>The same as a dark screen has it.</summary>
    public LazyAsset Dark => Current.Dark;

    private Styles Current => styles.IsOf(pages) ? styles : styles = new Styles(pages);

    public async Task<string> WriteAsync(TopicPreview preview)
    {
        var (catalogue, now) = (DraftedCatalogue.Of(catalogues.Current, preview), clock.GetUtcNow());
        var edited = catalogue.ByKey[preview.Entry["key"]!.GetValue<string>()];
        var frame = pages.In(preview.Language, asked: false);
        var view = await presenter.PresentAsync(
            frame,
            "",
            new OpenedLink(
                LinkVerdict.Valid,
                PersonOf(catalogue, preview.Subscribed ? edited : null, frame.Language.Code, now),
                (uint)edited.Number,
                Mailed: false,
                ""
            ),
            default,
            now,
            catalogue
        );
        using var written = new StringWriter(CultureInfo.InvariantCulture);
        await Page.WriteAsync<PreferencesPage>(view, written);
        using var document = await new HtmlParser().ParseDocumentAsync(written.ToString());
        Still(document);
        document.QuerySelector<IHtmlLinkElement>("[rel=stylesheet]")!.Href = (preview.Dark ? Dark : Light).Path;
        document.QuerySelector($"[name=topics][value='{edited.Key}']")?.Closest("li")?.ClassList.Add("edited");
        return document.ToHtml();
    }

    // Somebody new has no choices; somebody else has the edited topic and every second of the others.
    private static SubscriberSnapshot PersonOf(
        CatalogueSnapshot catalogue,
        TopicInfo? edited,
        string language,
        DateTimeOffset now
    ) =>
        new()
        {
            Subscriber = new Subscriber
            {
                Address = Address,
                AddressKey = EmailAddress.TryParse(Address)!.Key,
                Language = language,
            },
            State = edited is null
                ? PersonState.Empty
                : PersonState.Empty with
                {
                    Choices = PersonState.Empty.Choices.AddRange(
                        catalogue
                            .Topics.Where((topic, place) => topic == edited || (place % 2 == 0 && !topic.Topic.Private))
                            .Select(topic => KeyValuePair.Create(topic.Number, YesTo(topic.Topic, now)))
                    ),
                },
        };

    private static Choice YesTo(Topic topic, DateTimeOffset now) =>
        new(topic.Number)
        {
            Value = (long)topic.Default,
            TouchedAt = now,
            Grant = new Grant(1, now, default, default, 0, topic.Notice?.Number ?? 0),
        };

    private static void Still(IDocument document)
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
                    StyleSheet
                        .Build(SiteTheme.Of(color), languages)
                        .Replace(
                            "@media(prefers-color-scheme:dark)",
                            dark ? "@media all" : "@media not all",
                            StringComparison.Ordinal
                        )
                        .Replace(
                            "color-scheme:light dark",
                            dark ? "color-scheme:dark" : "color-scheme:light",
                            StringComparison.Ordinal
                        ) + Marks,
                pages.Assets.Style.Path
            );
        }
    }
}
