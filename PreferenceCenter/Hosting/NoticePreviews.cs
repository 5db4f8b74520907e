using PreferenceCenter.Catalogue;
using PreferenceCenter.Catalogue.Notices;
using PreferenceCenter.Features.Public;
using PreferenceCenter.Features.Public.Preferences;
using PreferenceCenter.Features.Public.SignUp;
using PreferenceCenter.Shared.Layouts;

namespace PreferenceCenter.Hosting;

/// <summary>
/// Writes the page on which people read a notice that is being edited: a form, or the preferences page where it asks about
/// tracking or profiling.
/// </summary>
internal sealed class NoticePreviews(
    SignUpPreview forms,
    PreferencesSample preferences,
    StillPage still,
    CatalogueCache catalogues,
    PageContexts pages
)
{
    public async Task<string?> WriteAsync(NoticePreview preview) =>
        preview.Key is not (NoticeKey.Tracking or NoticeKey.Profiling)
            ? await forms.WriteAsync(preview)
            : await still.OfAsync(
                await preferences.WriteAsync(
                    pages.In(preview.Language, asked: false),
                    DraftedNotice.Of(catalogues.Current, preview.Key, preview.Entry)
                ),
                preview.Dark
            );
}
