using System.Globalization;
using PreferenceCenter.Catalogue;
using PreferenceCenter.Catalogue.Topics;
using PreferenceCenter.Shared.Layouts;

namespace PreferenceCenter.Features.Public.SampleIssues;

/// <summary>Writes the page of a topic's sample issue for staff who edit it.</summary>
internal sealed class SampleIssuePreview(
    SampleIssuePresenter presenter,
    StillPage still,
    CatalogueCache catalogues,
    PageContexts pages
)
{
    public async Task<string> WriteAsync(TopicPreview preview)
    {
        var catalogue = DraftedCatalogue.Of(catalogues.Current, preview);
        var edited = catalogue.ByKey[preview.Entry["key"]!.GetValue<string>()];
        using var written = new StringWriter(CultureInfo.InvariantCulture);
        await Page.WriteAsync<SampleIssuePage>(
            presenter.Present(pages.In(preview.Language, asked: false), catalogue, edited),
            written
        );
        return await still.OfAsync(
            written.ToString(),
            preview.Dark,
            document => document.QuerySelector(".sample")?.ClassList.Add("edited")
        );
    }
}
