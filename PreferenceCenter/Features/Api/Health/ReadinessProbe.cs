using System.Data.Common;
using PreferenceCenter.Data;
using PreferenceCenter.Ledger.Writer;

namespace PreferenceCenter.Features.Api.Health;

/// <summary>What a probe found.</summary>
/// <param name="Writes">Whether a change could be stored.</param>
/// <param name="Waiting">How long the email most overdue has been due.</param>
internal readonly record struct Readiness(bool Writes, TimeSpan Waiting);

/// <summary>
/// Writes through the change writer once a second for as long as anybody asks, in the background, so that an answer
/// never waits for a database that is away.
/// </summary>
internal sealed class ReadinessProbe(ChangeWriter writer, Database database, TimeProvider clock)
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);

    /// <summary>How long somebody waits who asks first, or for the first time in a long while.</summary>
    private static readonly TimeSpan FirstWithin = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan NobodyAskedFor = TimeSpan.FromMinutes(5);

    private readonly Lock gate = new();
    private Readiness last;
    private long foundAt;
    private long askedAt;
    private bool runs;
    private Task first = Task.CompletedTask;

    /// <summary>The last finding, or that nothing can be written where there is none of late.</summary>
    public async ValueTask<Readiness> GetAsync()
    {
        if (Ask(out var readiness) is { } probing)
        {
            await Task.WhenAny(probing, Task.Delay(FirstWithin));
            _ = Ask(out readiness);
        }
        return readiness;
    }

    /// <summary>The last finding, without waiting.</summary>
    public Readiness Ask()
    {
        _ = Ask(out var readiness);
        return readiness;
    }

    // Null where there is an answer.
    private Task? Ask(out Readiness readiness)
    {
        lock (gate)
        {
            askedAt = TimeProvider.System.GetTimestamp();
            // A probe that hangs for longer has no answer, which is one.
            var isRecent =
                foundAt != 0
                && TimeProvider.System.GetElapsedTime(foundAt) < Every + database.AnswerWithin + FirstWithin;
            readiness = isRecent ? last : default;
            if (!runs)
            {
                runs = true;
                var found = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                first = found.Task;
                _ = Task.Run(() => ProbeAsync(found));
            }
            return isRecent || first.IsCompleted ? null : first;
        }
    }

    private async Task ProbeAsync(TaskCompletionSource found)
    {
        using var timer = new PeriodicTimer(Every);
        do
        {
            var readiness = new Readiness(await WritesAsync(), await WaitingAsync());
            lock (gate)
                (last, foundAt) = (readiness, TimeProvider.System.GetTimestamp());
            found.TrySetResult();
            await timer.WaitForNextTickAsync();
        } while (IsAsked());
    }

    private bool IsAsked()
    {
        lock (gate)
            return runs = writer.IsAlive && TimeProvider.System.GetElapsedTime(askedAt) < NobodyAskedFor;
    }

    private async Task<bool> WritesAsync()
    {
        try
        {
            return (await writer.SubmitAsync(new WriteProbe(clock.GetUtcNow()))).Outcome == ChangeOutcome.Done;
        }
        catch (Exception reason) when (reason is TimeoutException or DbException)
        {
            return false;
        }
    }

    // What cannot be read is as it was: emails do not decide whether a node is ready.
    private async Task<TimeSpan> WaitingAsync()
    {
        try
        {
            return await database.AskAsync(
                clock.GetUtcNow(),
                static async (session, now) =>
                    await session[Sql.OldestDue].ExecuteScalarAsync() is long due && Instant.FromMicroseconds(due) < now
                        ? now - Instant.FromMicroseconds(due)
                        : TimeSpan.Zero
            );
        }
        catch (Exception reason) when (reason is TimeoutException or DbException or InvalidOperationException)
        {
            return last.Waiting;
        }
    }

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
