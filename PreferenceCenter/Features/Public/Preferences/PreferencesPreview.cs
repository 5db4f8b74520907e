using PreferenceCenter.Catalogue;
using PreferenceCenter.Catalogue.Topics;
using PreferenceCenter.Shared.Layouts;

namespace PreferenceCenter.Features.Public.Preferences;

/// <summary>Writes the preferences page for staff who edit a topic: the page itself, of a person who does not exist.</summary>
internal sealed class PreferencesPreview(
    PreferencesSample sample,
    StillPage still,
    CatalogueCache catalogues,
    PageContexts pages
)
{
    public async Task<string> WriteAsync(TopicPreview preview)
    {
        var catalogue = DraftedCatalogue.Of(catalogues.Current, preview);
        var edited = catalogue.ByKey[preview.Entry["key"]!.GetValue<string>()];
        var page = await sample.WriteAsync(
            pages.In(preview.Language, asked: false),
            catalogue,
            edited,
            preview.Part == TopicPart.Choices
        );
        return await still.OfAsync(
            page,
            preview.Dark,
            document =>
                document.QuerySelector($"[name=topics][value='{edited.Key}']")?.Closest("li")?.ClassList.Add("edited")
        );
    }
}
