using PreferenceCenter.Catalogue.Forms;
using PreferenceCenter.Catalogue.Notices;
using PreferenceCenter.Catalogue.Settings;
using PreferenceCenter.Catalogue.Topics;
using PreferenceCenter.Features.Console;
using PreferenceCenter.Features.Console.Accounts;
using PreferenceCenter.Features.Console.AuditLog;
using PreferenceCenter.Features.Console.Drafts;
using PreferenceCenter.Features.Console.Footers;
using PreferenceCenter.Features.Console.Forms;
using PreferenceCenter.Features.Console.Home;
using PreferenceCenter.Features.Console.Insights;
using PreferenceCenter.Features.Console.Notices;
using PreferenceCenter.Features.Console.Outbox;
using PreferenceCenter.Features.Console.ProcessingRegister;
using PreferenceCenter.Features.Console.Requests;
using PreferenceCenter.Features.Console.RetainedEvidence;
using PreferenceCenter.Features.Console.Settings;
using PreferenceCenter.Features.Console.Subscribers;
using PreferenceCenter.Features.Console.Templates;
using PreferenceCenter.Features.Console.Topics;
using PreferenceCenter.Features.Console.Translations;
using PreferenceCenter.Features.Public.SignUp;
using PreferenceCenter.Schedule;
using PreferenceCenter.Shared.Web;

namespace PreferenceCenter.Hosting;

/// <summary>Registers the services and routes of the staff console, in the order of its navigation.</summary>
internal static class ConsoleServices
{
    public static IServiceCollection AddConsole(this IServiceCollection services, FirstOwnerSettings firstOwner) =>
        services
            .AddConsoleFrame()
            .AddScoped<HomeService>()
            .AddRequestPages()
            .AddInsightsPages()
            .AddFooterPages()
            .AddScoped<SubscriberService>()
            .AddScoped<SubscriberPageReader>()
            .AddScoped<IPaletteSource, SubscriberPalette>()
            .AddWaiting<DraftsWaiting>()
            .AddSingleton<ScheduledDrafts>()
            .AddSingleton<PeriodicWork>(center => center.GetRequiredService<ScheduledDrafts>())
            .AddTopicPages()
            .AddTemplatePages()
            .AddTranslationPages()
            .AddSingleton<TopicPreviews>()
            .AddSingleton<TopicPreviewPage>(center => center.GetRequiredService<TopicPreviews>().WriteAsync)
            .AddNoticePages()
            .AddSingleton<NoticePreviews>()
            .AddSingleton<NoticePreviewPage>(center => center.GetRequiredService<NoticePreviews>().WriteAsync)
            .AddFormPages()
            .AddSingleton<MailSheets>()
            .AddSingleton<FormPreviews>()
            .AddSingleton<FormPreviewPage>(center => center.GetRequiredService<FormPreviews>().WriteAsync)
            .AddSingleton<FormIsShown>(center => center.GetRequiredService<SignUpSnippets>().IsShown)
            .AddSingleton<FormSnippetOf>(center => center.GetRequiredService<SignUpSnippets>().Of)
            .AddScoped<OutboxService>()
            .AddWaiting<OutboxWaiting>()
            .AddWaiting<AddressesWaiting>()
            .AddSingleton(OutboxService.Failed)
            .AddAuditLogPage()
            .AddScoped<ProcessingRegisterService>()
            .AddScoped<RetainedEvidenceService>()
            .AddScoped<SettingsService>()
            .AddScoped<SetUpService>()
            .AddWaiting<SetUpWaiting>()
            .AddWaiting<RecoveryCodesWaiting>()
            .AddSingleton<SitePreviews>()
            .AddSingleton<SitePagePreview>(center => center.GetRequiredService<SitePreviews>().PageAsync)
            .AddSingleton<SiteMailPreview>(center => center.GetRequiredService<SitePreviews>().MailAsync)
            .AddAccounts(firstOwner);

    public static void MapConsole(this IEndpointRouteBuilder routes)
    {
        var sheets = routes.ServiceProvider.GetRequiredService<MailSheets>();
        routes.MapAsset("/preview-mail-light", () => sheets.Light);
        routes.MapAsset("/preview-mail-dark", () => sheets.Dark);
        routes.MapConsoleFrame();
        routes.MapRequestPages();
        routes.MapInsightsPages();
        routes.MapTranslationPages();
        routes.MapFooterPages();
        routes.MapAccounts();
    }
}
