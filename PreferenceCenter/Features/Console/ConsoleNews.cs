using System.Data.Common;
using PreferenceCenter.Data;

namespace PreferenceCenter.Features.Console;

/// <summary>
/// Tells open pages that something changed, on this node or another: administrative events, and what has no event of
/// that kind, erasures and drafts of the catalogue. It asks twice a second, once for all pages of the node, and only while one is open.
/// </summary>
internal sealed partial class ConsoleNews(
    Database database,
    NavigationCounts counts,
    IHostApplicationLifetime lifetime,
    ILogger<ConsoleNews> log
)
{
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(500);
    private readonly Lock gate = new();
    private readonly List<Follower> followers = [];
    private State? known;
    private bool looks;

    /// <summary>Keeps the numbers of the navigation up to date until it is disposed.</summary>
    public IDisposable Follow() => Follow(() => Task.CompletedTask);

    /// <summary>
    /// Calls back after each change until it is disposed. A page follows first and reads then: so nothing that is
    /// committed in between is missed.
    /// </summary>
    public IDisposable Follow(Func<Task> changed)
    {
        lock (gate)
        {
            var follower = new Follower(this, changed, known);
            followers.Add(follower);
            if (!looks)
                (looks, _) = (true, Task.Run(LookAsync));
            return follower;
        }
    }

    private async Task LookAsync()
    {
        using var timer = new PeriodicTimer(Every);
        State? counted = null;
        while (TryGetFollowers(out var open))
        {
            try
            {
                var now = await database.AskAsync(0, static (session, _) => StateOf(session));
                lock (gate)
                    known = now;
                foreach (var follower in open)
                    follower.Tell(now);
                await counts.RefreshAsync(now != counted);
                counted = now;
            }
            // Asked again half a second later: whatever went wrong, the pages are not left without news.
            catch (Exception reason)
            {
                Away(reason);
            }
            try
            {
                await timer.WaitForNextTickAsync(lifetime.ApplicationStopping);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private static async ValueTask<State> StateOf(ReadSession session)
    {
        await using DbDataReader row = await session[Sql.ConsoleState].ExecuteReaderAsync();
        await row.ReadAsync();
        return new State(
            row.GetInt64(0),
            row.GetInt64(1),
            row.GetInt64(2),
            row.GetInt64(3),
            row.GetInt64(4),
            row.GetInt64(5),
            row.GetInt64(6)
        );
    }

    private void Away(Exception reason) => LogAway(log, reason.GetType().Name);

    // Ends under the lock under which a page would find it running.
    private bool TryGetFollowers(out Follower[] open)
    {
        lock (gate)
        {
            open = [.. followers];
            looks = open.Length > 0;
            if (!looks)
                known = null;
            return looks;
        }
    }

    /// <summary>What the pages were read from: another one means that they are read again.</summary>
    private sealed record State(
        long AdminEvents,
        long Erasures,
        long Cleaned,
        long LastErasure,
        long Drafts,
        long LastDraft,
        long LastCheck
    );

    /// <summary>
    /// An open page. It reads once at a time, and not in the way of other pages; a change that comes while it reads, and
    /// one that it failed to read, are told again at the next look.
    /// </summary>
    /// <param name="seen">What is known at the start; null where nobody has looked: then it reads at the first look.</param>
    private sealed class Follower(ConsoleNews news, Func<Task> changed, State? seen) : IDisposable
    {
        private State? seen = seen;
        private Task reading = Task.CompletedTask;

        public void Tell(State now)
        {
            if (reading.IsCompleted && now != seen)
                reading = ReadAsync(now);
        }

        private async Task ReadAsync(State now)
        {
            try
            {
                await changed();
                seen = now;
            }
            catch (Exception reason)
            {
                news.Away(reason);
            }
        }

        public void Dispose()
        {
            lock (news.gate)
                news.followers.Remove(this);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Open console pages wait for news and ask again ({Kind})")]
    private static partial void LogAway(ILogger logger, string kind);
}
