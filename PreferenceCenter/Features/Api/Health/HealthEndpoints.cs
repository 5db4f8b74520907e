using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Journal;
using PreferenceCenter.Ledger.Writer;
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
    private static readonly TimeSpan WriteTimeout = TimeSpan.FromSeconds(5);
    private static readonly IResult Stopping = Results.Json(
        new { Status = "stopping" },
        statusCode: StatusCodes.Status503ServiceUnavailable
    );

    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        var (writer, journal, database, clock) = (
            routes.Service<ChangeWriter>(),
            routes.Service<JournalKeeper>(),
            routes.Service<Database>(),
            routes.Service<TimeProvider>()
        );
        var probe = new RecentAnswer<(bool Writes, TimeSpan Waiting)>(
            TimeSpan.FromSeconds(1),
            clock,
            () => ProbeAsync(writer, database, clock)
        );
        var stopping = routes.Service<IHostApplicationLifetime>().ApplicationStopping;
        routes.MapPage("/health/live", _ => Results.Text("alive\n"));
        // Reported at once, so that the load balancer takes the node out while it finishes the requests it has.
        routes.MapPage(
            "/health/ready",
            _ => stopping.IsCancellationRequested ? ValueTask.FromResult(Stopping) : ReadyAsync(writer, journal, probe)
        );
    }

    private static async ValueTask<IResult> ReadyAsync(
        ChangeWriter writer,
        JournalKeeper journal,
        RecentAnswer<(bool Writes, TimeSpan Waiting)> probe
    )
    {
        var (writes, waiting) = writer.IsAlive ? await probe.GetAsync() : (false, TimeSpan.Zero);
        // A journal that cannot be written does not make the node unready, because that would stop unsubscribing. It is
        // reported here and in the log.
        var ready = writes && journal.Health != JournalHealth.CatchingUp;
        var answer = new HealthAnswer(
            ready ? "ready" : "not-ready",
            writer.IsAlive,
            writes,
            (long)waiting.TotalSeconds,
            waiting > MailIsLateAfter ? "late" : "on-time",
            WireName.Of(journal.Health)
        );
        return Results.Json(
            answer,
            statusCode: ready ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable
        );
    }

    private static async Task<(bool Writes, TimeSpan Waiting)> ProbeAsync(
        ChangeWriter writer,
        Database database,
        TimeProvider clock
    ) =>
        await WritesAsync(writer, clock)
            ? (true, await OldestDueAsync(database, clock.GetUtcNow()))
            : (false, TimeSpan.Zero);

    private static async Task<bool> WritesAsync(ChangeWriter writer, TimeProvider clock)
    {
        try
        {
            return (await writer.SubmitAsync(new WriteProbe(clock.GetUtcNow())).WaitAsync(WriteTimeout, clock)).Outcome
                == ChangeOutcome.Done;
        }
        catch (Exception reason) when (reason is TimeoutException or System.Data.Common.DbException)
        {
            return false;
        }
    }

    private static ValueTask<TimeSpan> OldestDueAsync(Database database, DateTimeOffset now) =>
        database.AskAsync(
            now,
            static async (session, now) =>
                await session[Sql.OldestDue].ExecuteScalarAsync() is long due && Instant.FromMicroseconds(due) < now
                    ? now - Instant.FromMicroseconds(due)
                    : TimeSpan.Zero
        );

    /// <summary>The JSON answer of <c>/health/ready</c>.</summary>
    private sealed record HealthAnswer(
        string Status,
        bool Writer,
        bool DatabaseWritable,
        long OutboxOldestSeconds,
        string Outbox,
        string Journal
    );

    /// <summary>
    /// A write through the change writer. It stores a leave for the empty id, which no subscriber has, and removes it
    /// in the same transaction, so that a health check leaves nothing behind.
    /// </summary>
    private sealed class WriteProbe(DateTimeOffset at) : Submission
    {
        protected override ChangeResult Decide(Batch batch, SubscriberSnapshot? subscriber)
        {
            batch.KeepLeave(Guid.Empty, 0, at);
            batch.Set.ClaimedLeaves.Add(Guid.Empty);
            return new ChangeResult(ChangeOutcome.Done);
        }
    }
}
