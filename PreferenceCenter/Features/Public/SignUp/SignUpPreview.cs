using System.Collections.Frozen;
using System.Globalization;
using PreferenceCenter.Catalogue;
using PreferenceCenter.Catalogue.Forms;
using PreferenceCenter.Catalogue.Notices;
using PreferenceCenter.Shared.Layouts;

namespace PreferenceCenter.Features.Public.SignUp;

/// <summary>
/// Writes the page on which people read a notice, for staff who edit it: a form that offers the topic.
/// </summary>
internal sealed class SignUpPreview(
    SignUpPresenter presenter,
    StillPage still,
    CatalogueCache catalogues,
    PageContexts pages
)
{
    private static readonly NoticeInfo NoWords = new(0, 0, 1, 0, default, null, []) { Texts = Blank("en") };

    public async Task<string?> WriteAsync(NoticePreview preview)
    {
        var catalogue = DraftedNotice.Of(catalogues.Current, preview.Key, preview.Entry);
        var frame = pages.In(preview.Language, asked: false);
        return (preview.Key == NoticeKey.Site ? FormOf(catalogue, null) : FormOf(catalogue, preview.Key)) is { } form
            ? await WriteAsync(frame, catalogue, form, preview.Dark)
            : null;
    }

    /// <summary>The page of a form that is being edited; null where its entry cannot be read at all.</summary>
    public async Task<string?> WriteAsync(FormPreview preview) =>
        preview.Form is { } entry
            ? await WriteAsync(
                pages.In(preview.Language, asked: false),
                catalogues.Current,
                new FormInfo(entry.Key, 0, true, entry.Definition),
                preview.Dark
            )
            : null;

    /// <summary>The page of a form, in whatever state the form and its texts are.</summary>
    private async Task<string> WriteAsync(PageContext frame, CatalogueSnapshot catalogue, FormInfo form, bool dark)
    {
        var language = frame.Language.Code;
        var whole = catalogue with
        {
            SiteNotice = catalogue.SiteNotice ?? NoWords,
            Topics = [.. catalogue.Topics.Select(t => t with { Notice = t.Notice ?? NoWords })],
        };
        var definition = form.Definition with
        {
            Topics = [.. form.Definition.Topics.Where(whole.ByKey.ContainsKey)],
            Texts = WithWords(form.Definition, language),
            Terms = form.Definition.Terms is { } terms
                ? terms with
                {
                    Texts = terms.Texts.ContainsKey(language)
                        ? terms.Texts
                        : new Dictionary<string, string> { [language] = "" },
                }
                : null,
        };
        using var written = new StringWriter(CultureInfo.InvariantCulture);
        await Page.WriteAsync<SignUpPage>(
            presenter.Present(frame, whole, form with { Definition = definition }),
            written
        );
        return await still.OfAsync(written.ToString(), dark);
    }

    // The published form that offers it, or one that offers nothing else.
    private static FormInfo? FormOf(CatalogueSnapshot catalogue, string? topic)
    {
        var forms = catalogue.Forms.Values.Where(f => f.Published).OrderBy(f => f.Key, StringComparer.Ordinal);
        if (forms.FirstOrDefault(f => topic is null || f.Definition.Topics.Contains(topic)) is { } form)
            return form;
        var offered = topic ?? catalogue.Topics.FirstOrDefault(t => t.Topic.Open)?.Key;
        return new FormInfo("", 0, false, new FormDefinition { Topics = offered is null ? [] : [offered] });
    }

    private static IReadOnlyDictionary<string, FormWords> WithWords(FormDefinition form, string language) =>
        form.Texts.ContainsKey(language)
            ? form.Texts
            : new Dictionary<string, FormWords> { [language] = form.Texts.Values.FirstOrDefault() ?? new("", "") };

    private static FrozenDictionary<string, NoticeWords> Blank(string language) =>
        new Dictionary<string, NoticeWords> { [language] = new("", []) }.ToFrozenDictionary();
}
