using PreferenceCenter.Catalogue;
using PreferenceCenter.ConsentEvidence.Receipts;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Log;
using PreferenceCenter.Links;
using PreferenceCenter.Mail;
using PreferenceCenter.Mail.Composing;
using PreferenceCenter.PrivacyRequests.Retention;
using PreferenceCenter.Shared.Layouts;
using PreferenceCenter.Shared.Theme;
using PreferenceCenter.Subscriptions.MailedLinks;

namespace PreferenceCenter.Hosting;

/// <summary>Registers the services that the server and the commands share.</summary>
internal static class CenterServices
{
    public static IServiceCollection AddCenter(this IServiceCollection services, ProgramSettings settings) =>
        services
            .AddSingleton(TimeProvider.System)
            .AddSingleton(settings.Site)
            .AddSingleton(settings.Lifetimes)
            .AddData(settings.Storage)
            .AddLinks(settings)
            .AddLedger(
                Policy.Default with
                {
                    ConfirmFor = settings.Lifetimes.Confirm,
                },
                settings.Mail.CoalesceFor,
                settings.Mail.ConfirmOneClick
            )
            .AddCatalogue()
            .AddStaffAccounts(settings.Development)
            .AddPrivacyRequests(settings.Retention, settings.Erasures)
            .AddSubscriptions(settings.StoreIp, settings.AddThroughFooter)
            .AddConsentEvidence()
            .AddInsights()
            .AddTemplates()
            .AddMail(settings.Mail)
            .AddSingleton(settings.ConfiguredSite)
            .AddSingleton(PagesOf)
            .AddSingleton<SiteMailStyle>()
            .AddTransient(center => center.GetRequiredService<SiteMailStyle>().Now)
            .AddSingleton(LinksForMail);

    private static IServiceCollection AddLinks(this IServiceCollection services, ProgramSettings settings) =>
        services
            .AddSingleton(settings.LinkKeys)
            .AddSingleton(center => new LinkKeyRing(
                settings.Storage.KeysDirectory,
                settings.LinkKeys,
                center.GetRequiredService<TimeProvider>(),
                center.GetRequiredService<ILogger<LinkKeyRing>>()
            ))
            .AddSingleton<ILinkKeys>(center => center.GetRequiredService<LinkKeyRing>())
            .AddSingleton<TestLinkKeys>()
            .AddSingleton(
                new LinkMint(settings.Site.PublicUrl, settings.Mail.LeavesByMail?.Address, settings.Mail.ListDomain)
            );

    private static MailLinks LinksForMail(IServiceProvider center)
    {
        var (site, lifetimes) = (center.GetRequiredService<Site>(), center.GetRequiredService<LinkLifetimes>());
        var (keys, mint, clock) = (
            center.GetRequiredService<LinkKeyRing>(),
            center.GetRequiredService<LinkMint>(),
            center.GetRequiredService<TimeProvider>()
        );
        return new MailLinks(
            site.PublicUrl,
            lifetimes.Choices,
            lifetimes.Confirm,
            lifetimes.Undo,
            () =>
            {
                var token = MailedToken.New();
                return (token, MailedToken.HashOf(token)!);
            },
            id => new Uri(mint.For(keys.Current, id, 0, clock.GetUtcNow()).PreferencesUrl),
            id => new Uri(mint.For(keys.Current, id, 0, clock.GetUtcNow()).UnsubscribeUrl),
            async () => CheckpointBundle.Write(await center.GetRequiredService<ReceiptIssuer>().CheckpointsAsync()),
            text => $"{text}\n{center.GetRequiredService<LogSigningKey>().Sign(text)}\n"
        )
        {
            NotMe = (kind, address, at) =>
                site.PublicUrl.AbsoluteUri.TrimEnd('/')
                + "/not-me/"
                + NotMeToken.New(center.GetRequiredService<AddressHasher>(), kind, address, at),
            IdentityFor = lifetimes.Identity,
            PendingFor = center.GetRequiredService<RetentionSettings>().Pending,
        };
    }

    private static PageContexts PagesOf(IServiceProvider center) => PagesOf(center, test: false);

    /// <summary>The pages of the site, which follow what staff change of it.</summary>
    public static PageContexts PagesOf(IServiceProvider center, bool test)
    {
        var site = center.GetRequiredService<Site>();
        var pages = new PageContexts(BrandingOf(site), site.Languages, test);
        center
            .GetRequiredService<SiteInForce>()
            .Follow(() =>
            {
                pages.Become(BrandingOf(site), site.Languages);
                return Task.CompletedTask;
            });
        return pages;
    }

    // Pages load nothing of another host: its owner would see who opens them. Emails alone show such a picture.
    private static string? LogoOnPages(string? path) => path is ['/', not '/', ..] ? path : null;

    public static Branding BrandingOf(Site site) =>
        new(
            // Before the first start is done, staff see where they are.
            site.Name.Length > 0
                ? site.Name
                : site.PublicUrl.IdnHost,
            site.Controller,
            site.PostalAddress,
            site.PrivacyNoticeUrl,
            site.PrivacyContact,
            site.Color,
            LogoOnPages(LogoPicture.PathOf(site.Logo))
        )
        {
            LogoFile = LogoPicture.Of(site.Logo) is { } picture
                ? new Asset(picture.Path, picture.Type, picture.Bytes)
                : null,
            Local = site.Calendar.Local,
        };
}
