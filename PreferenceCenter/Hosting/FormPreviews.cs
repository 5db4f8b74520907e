using AngleSharp;
using AngleSharp.Html.Parser;
using PreferenceCenter.Catalogue;
using PreferenceCenter.Catalogue.Forms;
using PreferenceCenter.Domain;
using PreferenceCenter.Features.Public;
using PreferenceCenter.Features.Public.Confirm;
using PreferenceCenter.Features.Public.SignUp;
using PreferenceCenter.Mail.Views;

namespace PreferenceCenter.Hosting;

/// <summary>
/// Writes what people see of a form that is being edited: its page, the email that asks to confirm, and the page that
/// this leads to.
/// </summary>
internal sealed class FormPreviews(
    SignUpPreview forms,
    ConfirmPreview confirmation,
    MailRenderer emails,
    MailSheets sheets,
    CatalogueCache catalogues,
    Site site,
    TimeProvider clock
)
{
    public async Task<string?> WriteAsync(FormPreview preview) =>
        preview.Part switch
        {
            FormPart.Confirmation => await confirmation.WriteAsync(preview),
            FormPart.Email => await EmailAsync(preview),
            _ => await forms.WriteAsync(preview),
        };

    private async Task<string> EmailAsync(FormPreview preview)
    {
        var now = clock.GetUtcNow();
        var wishes = preview
            .TopicsIn(catalogues.Current)
            .Select(topic => topic.Words(preview.Language, site.DefaultLanguage))
            .Select(words => new WishLine(new ChangeLine(ChangeKind.TopicStarted, words.Name), words.Description));
        var email = await emails.ConfirmAsync(
            new ConfirmMailView([.. wishes], now, new MailLink(site.PublicUrl, now.AddDays(7))),
            preview.Language
        );
        using var document = await new HtmlParser().ParseDocumentAsync(email.Html);
        foreach (var style in document.QuerySelectorAll("style"))
            style.Remove();
        var sheet = document.CreateElement("link");
        sheet.SetAttribute("rel", "stylesheet");
        sheet.SetAttribute("href", (preview.Dark ? sheets.Dark : sheets.Light).Path);
        document.Head!.AppendChild(sheet);
        StillPage.Still(document);
        return document.ToHtml();
    }
}
