using System.Text.Json.Serialization;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Journal;
using PreferenceCenter.Ledger.Writer;
using PreferenceCenter.Schedule;
using PreferenceCenter.Shared.Web;

namespace PreferenceCenter.Features.Api.Health;

/// <summary>
/// Health endpoints for the operator and the load balancer: whether the process is alive, and whether it can store a
/// change.
/// </summary>
internal static class HealthEndpoints
{
    // A mail server that is down is reported, but does not make the node unready: unsubscribing must continue to work.
    private static readonly TimeSpan MailIsLateAfter = TimeSpan.FromMinutes(15);
    private static readonly IResult Stopping = Results.Json(
        new { Status = "stopping" },
        statusCode: StatusCodes.Status503ServiceUnavailable
    );

    public static IServiceCollection AddHealth(this IServiceCollection services) =>
        services.AddSingleton<ReadinessProbe>().AddSingleton<HealthMetrics>();

    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        var (writer, journal, databaseClock, probe, site) = (
            routes.Service<ChangeWriter>(),
            routes.Service<JournalKeeper>(),
            routes.Service<DatabaseClock>(),
            routes.Service<ReadinessProbe>(),
            routes.Service<Site>()
        );
        // Nobody else asks for it: it is only there to be collected.
        routes.Service<HealthMetrics>();
        var stopping = routes.Service<IHostApplicationLifetime>().ApplicationStopping;
        routes.MapPage("/health/live", _ => Results.Text("alive\n"));
        // Reported at once, so that the load balancer takes the node out while it finishes the requests it has.
        routes.MapPage(
            "/health/ready",
            _ =>
                stopping.IsCancellationRequested
                    ? ValueTask.FromResult(Stopping)
                    : ReadyAsync(writer, journal, databaseClock, probe, site)
        );
    }

    private static async ValueTask<IResult> ReadyAsync(
        ChangeWriter writer,
        JournalKeeper journal,
        DatabaseClock databaseClock,
        ReadinessProbe probe,
        Site site
    )
    {
        var (writes, waiting) = writer.IsAlive ? await probe.GetAsync() : default;
        // A journal that cannot be written does not make the node unready, because that would stop unsubscribing. It is
        // reported here and in the log. So is a clock that is wrong.
        var ready = writes && journal.ClosedBecause is null && journal.Health != JournalHealth.CatchingUp;
        var answer = new HealthAnswer(
            ready ? "ready" : "not-ready",
            writer.IsAlive,
            writes,
            (long)waiting.TotalSeconds,
            waiting > MailIsLateAfter ? "late" : "on-time",
            WireName.Of(journal.Health),
            WireName.Of(databaseClock.Verdict),
            site.IsSetUp ? "set-up" : "not-set-up",
            journal.ClosedBecause
        );
        return Results.Json(
            answer,
            statusCode: ready ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable
        );
    }

    /// <summary>The JSON answer of <c>/health/ready</c>.</summary>
    private sealed record HealthAnswer(
        string Status,
        bool Writer,
        bool DatabaseWritable,
        long OutboxOldestSeconds,
        string Outbox,
        string Journal,
        string Clock,
        string Site,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Reason
    );
}
