using System.Text;
using PreferenceCenter.Catalogue;
using PreferenceCenter.Catalogue.Settings;
using PreferenceCenter.Domain;
using PreferenceCenter.Features.Console;
using PreferenceCenter.Features.Public.Preferences;
using PreferenceCenter.Mail.Views;
using PreferenceCenter.Shared.Layouts;
using PreferenceCenter.Shared.Theme;

namespace PreferenceCenter.Hosting;

/// <summary>
/// Renders what a site that is being edited would show and send: the same components as in force, with other facts.
/// </summary>
internal sealed class SitePreviews(
    Site site,
    CatalogueCache catalogue,
    PreferencesSample sample,
    ILoggerFactory loggers,
    TimeProvider clock
)
{
    public async Task<PreviewDocument> PageAsync(SitePreview shown)
    {
        var edited = Edited(shown);
        var pages = new PageContexts(CenterServices.BrandingOf(edited), edited.Languages);
        var mark = pages.Assets.Mark;
        var html = await sample.WriteAsync(pages.In(shown.Language, asked: false), catalogue.Current);
        return new PreviewDocument(
            // The icon of the site is served in the colours in force, and this one is of the edited ones.
            WithLogo(
                html.Replace(
                    mark.Path,
                    "data:image/svg+xml;base64," + Convert.ToBase64String(Encoding.UTF8.GetBytes(mark.Content)),
                    StringComparison.Ordinal
                ),
                edited,
                path => path
            ),
            StyleSheet.OnScreen(pages.Assets.Style.Content, shown.Dark)
        );
    }

    public async Task<PreviewDocument> MailAsync(SitePreview shown)
    {
        var edited = Edited(shown);
        await using var services = new ServiceCollection()
            .AddSingleton(SiteMailStyle.Of(edited))
            .BuildServiceProvider();
        var mail = await new MailRenderer(
            services.GetRequiredService<IServiceScopeFactory>(),
            loggers,
            edited
        ).ConfirmAsync(SampleOf(edited, shown.Language), shown.Language);
        var (html, css) = MailFrame.Of(mail.Html, shown.Dark);
        return new PreviewDocument(WithLogo(html, edited, path => new Uri(edited.PublicUrl, path).ToString()), css);
    }

    // One that is uploaded and not saved is not served yet.
    private string WithLogo(string html, Site edited, Func<string, string> named) =>
        edited.Logo != site.Logo && LogoPicture.Of(edited.Logo) is { } picture
            ? html.Replace(named(picture.Path), picture.Setting, StringComparison.Ordinal)
            : html;

    private Site Edited(SitePreview shown)
    {
        var edited = site with { };
        // The controller is no setting that staff make.
        edited.Become(shown.Facts with { Controller = site.Controller });
        return edited;
    }

    // Asks to confirm the first topic, as somebody gets it who signs up.
    private ConfirmMailView SampleOf(Site edited, string language)
    {
        var words = catalogue
            .Current.Topics.FirstOrDefault(t => t.Topic.State == TopicState.Published)
            ?.Words(language, site.DefaultLanguage);
        var now = clock.GetUtcNow();
        return new ConfirmMailView(
            [new WishLine(new ChangeLine(ChangeKind.TopicStarted, words?.Name ?? edited.Name), words?.Description)],
            now,
            new MailLink(edited.PublicUrl, now.AddDays(7))
        );
    }
}
