using System.Globalization;
using PreferenceCenter.Catalogue;
using PreferenceCenter.Catalogue.Forms;
using PreferenceCenter.Domain;
using PreferenceCenter.Shared.Layouts;
using PreferenceCenter.Shared.Localisation;

namespace PreferenceCenter.Features.Public.Confirm;

/// <summary>Writes the page that asks to confirm what a form offers, for staff who edit it.</summary>
internal sealed class ConfirmPreview(CatalogueCache catalogues, StillPage still, PageContexts pages, Site site)
{
    private const string Address = "alex@example.org";

    public async Task<string> WriteAsync(FormPreview preview)
    {
        var (frame, known) = (pages.In(preview.Language, asked: false), catalogues.Current);
        var view = new ConfirmView(
            frame,
            "",
            Markup.Of(EmailAddress.Mask(Address)),
            [.. preview.TopicsIn(known).Select(topic => OptInHandler.Wish(known, topic, frame, site))],
            OptInHandler.NoticeOf(known, frame, site)
        )
        {
            Words = "",
        };
        using var written = new StringWriter(CultureInfo.InvariantCulture);
        await Page.WriteAsync<ConfirmPage>(view, written);
        return await still.OfAsync(written.ToString(), preview.Dark);
    }
}
