using PreferenceCenter.Data;
using PreferenceCenter.Ledger.Journal;
using PreferenceCenter.Shared.Errors;
using PreferenceCenter.Shared.Layouts;
using PreferenceCenter.Shared.Stopping;
using PreferenceCenter.Shared.Telemetry;
using PreferenceCenter.Shared.Web;

namespace PreferenceCenter.Hosting;

/// <summary>
/// The server that answers while the database is older than its journal: it is alive, not ready, and serves nothing
/// else. It takes no change and sends no mail. It shows no subscriber's page, because the page would show choices that
/// the subscriber has changed since.
/// </summary>
internal static partial class ClosedServer
{
    private static readonly TimeSpan CheckEvery = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Returns true at once if the database may be served, else as soon as it may. Returns false if the process was
    /// asked to stop before.
    /// </summary>
    public static async Task<bool> UntilOpenAsync(string[] arguments, IServiceProvider center)
    {
        var (check, journals) = (
            center.GetRequiredService<JournalCheck>(),
            center.GetRequiredService<JournalRegistry>()
        );
        if (Look(check, journals) is not { } fault)
            return true;
        var present = fault;
        await using var app = Build(arguments, center.GetRequiredService<PageContexts>(), () => present);
        LogClosed(app.Logger, fault);
        await app.StartAsync();
        ServiceManager.SayReady();
        // A command in another process replays the journal; this loop notices it and lets the server start.
        using var timer = new PeriodicTimer(CheckEvery);
        try
        {
            while (LookAgain(check, journals, present) is { } still)
            {
                present = still;
                await timer.WaitForNextTickAsync(app.Lifetime.ApplicationStopping);
            }
        }
        catch (OperationCanceledException)
        {
            return false;
        }
        await app.StopAsync(CancellationToken.None);
        return true;
    }

    // While the database restarts or the journal is being read, the check fails. It is repeated.
    private static string? LookAgain(JournalCheck check, JournalRegistry journals, string last)
    {
        try
        {
            return Look(check, journals);
        }
        catch (Exception reason)
            when (reason is System.Data.Common.DbException or IOException or InvalidOperationException)
        {
            return last;
        }
    }

    // What this machine's journal says is noted in the database: the nodes of other machines wait for it.
    private static string? Look(JournalCheck check, JournalRegistry journals)
    {
        if (check.OwnFault() is { } own)
        {
            journals.Doubt();
            return own;
        }
        journals.TryConfirm();
        return journals.Fault();
    }

    private static WebApplication Build(string[] arguments, PageContexts pages, Func<string> fault)
    {
        var builder = WebApplication.CreateBuilder(
            new WebApplicationOptions { Args = arguments, ContentRootPath = AppContext.BaseDirectory }
        );
        builder.Logging.KeepTokensOut();
        builder.WebHost.ConfigureKestrel(ServerSettings.Apply);
        builder.Services.AddSingleton(pages);
        var app = builder.Build();
        app.UseSecurityHeaders();
        app.UseFailurePages(TransientErrors.IsUnavailable);
        app.UseRouting();
        app.UseRefusalPages();
        app.MapSiteAssets();
        app.MapPage("/health/live", _ => Results.Text("alive\n"));
        app.MapPage(
            "/health/ready",
            _ => Results.Json(new NotReady("not-ready", fault()), statusCode: StatusCodes.Status503ServiceUnavailable)
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

    /// <summary>The JSON answer of <c>/health/ready</c> while the server is closed.</summary>
    private sealed record NotReady(string Status, string Reason);

    [LoggerMessage(Level = LogLevel.Critical, Message = "{Fault} Nothing is served.")]
    private static partial void LogClosed(ILogger logger, string fault);
}
