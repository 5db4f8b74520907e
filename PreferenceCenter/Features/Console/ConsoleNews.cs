using PreferenceCenter.Data;

namespace PreferenceCenter.Features.Console;

/// <summary>
/// Tells open pages that somebody changed something, on this node or another. It asks for the number of administrative
/// events of all logs twice a second, once for all pages of the node, and only while one is open.
/// </summary>
internal sealed partial class ConsoleNews(
    Database database,
    IHostApplicationLifetime lifetime,
    ILogger<ConsoleNews> log
)
{
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(500);
    private readonly Lock gate = new();
    private readonly List<Func<Task>> pages = [];
    private bool looks;

    /// <summary>Calls back after each change until it is disposed.</summary>
    public IDisposable Follow(Func<Task> changed)
    {
        lock (gate)
        {
            pages.Add(changed);
            if (!looks)
                (looks, _) = (true, Task.Run(LookAsync));
        }
        return new Follower(this, changed);
    }

    private async Task LookAsync()
    {
        using var timer = new PeriodicTimer(Every);
        long? known = null;
        while (TryGetPages(out var open))
        {
            try
            {
                var now = await database.AskAsync(
                    0,
                    static async (session, _) =>
                        Convert.ToInt64(await session[Sql.AdminVersion].ExecuteScalarAsync(), null)
                );
                if (known is { } before && before != now)
                    foreach (var page in open)
                        await page();
                known = now;
            }
            // A database that is away for a moment has no news.
            catch (Exception reason) when (TransientErrors.MayPass(reason))
            {
                LogAway(log, reason.GetType().Name);
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

    // Ends under the lock under which a page would find it running.
    private bool TryGetPages(out Func<Task>[] open)
    {
        lock (gate)
        {
            open = [.. pages];
            return looks = open.Length > 0;
        }
    }

    private sealed class Follower(ConsoleNews news, Func<Task> changed) : IDisposable
    {
        public void Dispose()
        {
            lock (news.gate)
                news.pages.Remove(changed);
        }
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Open console pages wait for news: the database is away ({Kind})"
    )]
    private static partial void LogAway(ILogger logger, string kind);
}
