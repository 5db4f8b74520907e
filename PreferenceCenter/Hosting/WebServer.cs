using Microsoft.Extensions.Logging.Console;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Features.Api.Health;
using PreferenceCenter.Features.Cli;
using PreferenceCenter.Features.Cli.Demo;
using PreferenceCenter.Features.Public.Accessibility;
using PreferenceCenter.Features.Public.Confirm;
using PreferenceCenter.Features.Public.DevMail;
using PreferenceCenter.Features.Public.Help;
using PreferenceCenter.Features.Public.Me;
using PreferenceCenter.Features.Public.NotSetUp;
using PreferenceCenter.Features.Public.Preferences;
using PreferenceCenter.Features.Public.Receipts;
using PreferenceCenter.Features.Public.RequestLink;
using PreferenceCenter.Features.Public.RequestStatus;
using PreferenceCenter.Features.Public.SampleIssues;
using PreferenceCenter.Features.Public.SignUp;
using PreferenceCenter.Features.Public.Undo;
using PreferenceCenter.Features.Public.Unsubscribe;
using PreferenceCenter.Hosting.TestLinks;
using PreferenceCenter.Links;
using PreferenceCenter.Mail;
using PreferenceCenter.Shared.Errors;
using PreferenceCenter.Shared.Stopping;
using PreferenceCenter.Shared.Telemetry;
using PreferenceCenter.Shared.Web;

namespace PreferenceCenter.Hosting;

/// <summary>The serving process: builds the application from its modules, from the lowest to the highest.</summary>
internal static partial class WebServer
{
    public static WebApplication? Build(
        string[] arguments,
        TextWriter errors,
        Action<IServiceCollection>? adjust = null
    )
    {
        if (ProgramBuilder.Create(arguments, errors) is not { } builder)
            return null;
        var faults = new List<SettingFault>();
        var settings = ProgramBuilder.Read(builder.Configuration, builder.Environment.IsDevelopment(), faults);
        if (Report(faults, errors))
            return null;

        builder.Logging.KeepTokensOut();
        // A line of JSON goes to what sorts by time, and nothing before it adds one.
        builder.Services.PostConfigure<JsonConsoleFormatterOptions>(json => json.TimestampFormat ??= "O");
        builder.WebHost.ConfigureKestrel(ServerSettings.Apply);
        builder.Services.Configure<ForwardedHeadersOptions>(forwarded => TrustProxies(forwarded, settings));
        builder
            .Services.AddCenter(settings)
            .AddWorkers()
            .AddHealth()
            .AddMailDispatcher()
            .AddTelemetry(settings.Exports)
            .AddStopping(settings.DrainFor)
            .AddPreferences()
            .AddUnsubscribe()
            .AddConfirm()
            .AddUndo()
            .AddReceipt()
            .AddSingleton(center => new TestLinkPages(
                center,
                center.GetRequiredService<TestLinkKeys>(),
                settings.Lifetimes,
                () => CenterServices.PagesOf(center, test: true)
            ))
            .AddSignUp()
            .AddSampleIssues()
            .AddConsole(settings.FirstOwner)
            .AddMe()
            .AddCookieKeys(settings.Storage)
            .AddSingleton(settings.Demo)
            .AddSingleton<DemoSeed>()
            .AddSingleton<DemoPast>()
            .AddSingleton<DemoData>()
            .AddSingleton<DemoWelcome>();
        adjust?.Invoke(builder.Services);

        var app = builder.Build();
        if (!KeysAreUsable(app, errors))
            return null;
        Watch(app.Services);
        if (settings.Development)
            app.Use(Loopback.Only);
        if (settings.ProxyNetworks.Count > 0)
            app.UseForwardedHeaders();
        app.UseSecurityHeaders();
        app.UseFailurePages(TransientErrors.IsUnavailable);
        app.UseStoppingAnswers();
        app.UseSuspensionAnswers();
        app.UseNotSetUpAnswers();
        var testLinks = app.Services.GetRequiredService<TestLinkPages>();
        app.Use(next => http => testLinks.AnswerAsync(http, next));
        // Public routes end here: their credential is the token in the path, or none is needed.
        app.UseRouting();
        app.UseRefusalPages();
        app.UseAuthentication();
        app.UseAuthorization();

        var sameOrigin = new SameOrigin(settings.Site.Origin);
        app.MapSiteAssets();
        app.MapPreferences(sameOrigin);
        app.MapUnsubscribe();
        app.MapConfirm(sameOrigin);
        app.MapUndo(sameOrigin);
        app.MapRequestLink();
        app.MapRequestStatus();
        app.MapHelp();
        app.MapAccessibility();
        app.MapReceipt();
        app.MapSignUp();
        app.MapSampleIssues();
        app.MapConsole();
        app.MapMe(sameOrigin);
        app.MapHealth();
        app.MapDevMail();
        return app;
    }
}
