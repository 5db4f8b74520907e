using PreferenceCenter.Data;
using PreferenceCenter.Ledger.Journal;
using PreferenceCenter.Shared.Errors;
using PreferenceCenter.Shared.Layouts;
using PreferenceCenter.Shared.Stopping;
using PreferenceCenter.Shared.Telemetry;
using PreferenceCenter.Shared.Theme;
using PreferenceCenter.Shared.Web;

namespace PreferenceCenter.Hosting;

/// <summary>
/// What stands at the address while the database is older than its journal: alive, not ready, and nothing else. No
/// change is taken, no mail sent, nobody's page shown, for it would show what somebody has changed since.
/// </summary>
internal static partial class ClosedServer
{
    private static readonly TimeSpan LookAgainAfter = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Returns at once where the database may be served; else once it may. False where the process was asked to stop
    /// before.
    /// </summary>
    public static async Task<bool> UntilOpenAsync(string[] arguments, IServiceProvider center)
    {
        var check = center.GetRequiredService<JournalCheck>();
        if (check.Fault() is not { } fault)
            return true;
        await using var app = Build(arguments, center.GetRequiredService<PageContexts>(), fault);
        LogClosed(app.Logger, fault, JournalCheck.WhatToDo);
        await app.StartAsync();
        ServiceManager.SayReady();
        // Told by a command beside us, it is noticed and served.
        using var timer = new PeriodicTimer(LookAgainAfter);
        try
        {
            while (!IsOpen(check))
                await timer.WaitForNextTickAsync(app.Lifetime.ApplicationStopping);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
        await app.StopAsync(CancellationToken.None);
        return true;
    }

    // A database that restarts, or a journal that is being read, says nothing: it is asked again.
    private static bool IsOpen(JournalCheck check)
    {
        try
        {
            return check.Fault() is null;
        }
        catch (Exception reason)
            when (reason is System.Data.Common.DbException or IOException or InvalidOperationException)
        {
            return false;
        }
    }

    private static WebApplication Build(string[] arguments, PageContexts pages, string fault)
    {
        var builder = WebApplication.CreateBuilder(
            new WebApplicationOptions { Args = arguments, ContentRootPath = AppContext.BaseDirectory }
        );
        builder.Logging.KeepTokensOut();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        builder.Services.AddSingleton(pages);
        var app = builder.Build();
        app.UseSecurityHeaders();
        app.UseErrorPages(TransientErrors.MayPass);
        app.MapSiteAssets();
        app.MapPage("/health/live", _ => Results.Text("alive\n"));
        app.MapPage(
            "/health/ready",
            _ => Results.Json(new NotReady("not-ready", fault), statusCode: StatusCodes.Status503ServiceUnavailable)
        );
        app.MapFallback(
            "{**path}",
            http =>
            {
                http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
                return Task.CompletedTask;
            }
        );
        return app;
    }

    private sealed record NotReady(string Status, string Reason);

    [LoggerMessage(Level = LogLevel.Critical, Message = "{Fault} Nothing is served. {WhatToDo}")]
    private static partial void LogClosed(ILogger logger, string fault, string whatToDo);
}
