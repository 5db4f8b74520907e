using AngleSharp;
using AngleSharp.Html;
using AngleSharp.Html.Parser;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using PreferenceCenter.Domain;
using PreferenceCenter.Mail.Messages;

namespace PreferenceCenter.Mail.Views;

/// <summary>Renders the subject, HTML and text of a mail in the reader's language.</summary>
internal sealed class MailRenderer(IServiceScopeFactory scopes, ILoggerFactory loggers, Site site)
{
    private static readonly MinifyMarkupFormatter Markup = new()
    {
        ShouldKeepAttributeQuotes = true,
        ShouldKeepEmptyAttributes = true,
        ShouldKeepImpliedEndTag = true,
        ShouldKeepStandardElements = true,
    };

    public Task<MailContent> ChangesAsync(ChangesView view, string language)
    {
        var texts = TextsFor(language);
        return RenderAsync<ChangesMail>(texts, ChangesMail.Subject(texts, view, site), view);
    }

    public Task<MailContent> ConfirmAsync(ConfirmMailView view, string language)
    {
        var texts = TextsFor(language);
        return RenderAsync<ConfirmMail>(texts, ConfirmMail.Subject(texts, site, view), view);
    }

    public Task<MailContent> RenewalAsync(RenewalView view, string language)
    {
        var texts = TextsFor(language);
        return RenderAsync<RenewalMail>(texts, RenewalMail.Subject(texts, site), view);
    }

    public Task<MailContent> MyLinkAsync(MyLinkView view, string language)
    {
        var texts = TextsFor(language);
        return RenderAsync<MyLinkMail>(texts, MyLinkMail.Subject(texts, site), view);
    }

    public Task<MailContent> CertificateAsync(CertificateView view, string language)
    {
        var texts = TextsFor(language);
        return RenderAsync<CertificateMail>(texts, CertificateMail.Subject(texts, site), view);
    }

    public Task<MailContent> RequestAsync(RequestView view, string language)
    {
        var texts = TextsFor(language);
        return RenderAsync<RequestMail>(texts, RequestMail.Subject(texts, site, view), view);
    }

    public Task<MailContent> AnswerAsync(AnswerView view, MailTexts texts) =>
        RenderAsync<AnswerMail>(texts, texts["Answer.Subject", view.Title, site.Name, view.Reference], view);

    public Task<MailContent> RecipientAsync(RecipientView view, MailTexts texts) =>
        RenderAsync<RecipientMail>(texts, texts["Recipient.Subject", site.Name], view);

    public Task<MailContent> DigestAsync(DigestView view, MailTexts texts) =>
        RenderAsync<DigestMail>(texts, texts["Digest.Subject", view.Open, site.Name], view);

    public Task<MailContent> StaffAsync(StaffMailView view, string language)
    {
        var texts = TextsFor(language);
        return RenderAsync<StaffMail>(texts, StaffMail.Subject(texts, site), view);
    }

    public Task<MailContent> IdentityAsync(IdentityView view, string language)
    {
        var texts = TextsFor(language);
        return RenderAsync<IdentityMail>(texts, IdentityMail.Subject(texts, site), view);
    }

    public MailTexts TextsFor(string language) =>
        new(site.Languages.Contains(language) ? language : site.DefaultLanguage, site.Calendar);

    public Task<MailContent> NewAddressAsync(NewAddressView view, string language)
    {
        var texts = TextsFor(language);
        return RenderAsync<NewAddressMail>(texts, NewAddressMail.Subject(texts, site), view);
    }

    public Task<MailContent> AddressChangedAsync(AddressChangedView view, string language)
    {
        var texts = TextsFor(language);
        return RenderAsync<AddressChangedMail>(texts, AddressChangedMail.Subject(texts, site), view);
    }

    private async Task<MailContent> RenderAsync<TMail>(MailTexts texts, string subject, object view)
        where TMail : IComponent
    {
        var parameters = ParameterView.FromDictionary(
            new Dictionary<string, object?>
            {
                ["Site"] = site,
                ["Texts"] = texts,
                ["View"] = view,
            }
        );
        await using var scope = scopes.CreateAsyncScope();
        await using var renderer = new HtmlRenderer(scope.ServiceProvider, loggers);
        var rendered = await renderer.Dispatcher.InvokeAsync(async () =>
            (await renderer.RenderComponentAsync<TMail>(parameters)).ToHtmlString()
        );

        // HtmlRenderer writes every non-ASCII letter as an entity of eight bytes. Parsed and written again, the HTML is
        // UTF-8, and the parsed document is the source of the text part.
        using var document = await new HtmlParser().ParseDocumentAsync(rendered);
        return new MailContent(
            texts.Language,
            subject,
            document.ToHtml(Markup),
            PlainText.Of(document, texts["Colon"])
        );
    }
}
