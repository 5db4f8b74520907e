using System.Diagnostics;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Http;

/// <summary>
/// Tests that requests hold no thread while PostgreSQL is slow: two hundred wait for a locked table, the thread pool is
/// small and cannot grow, and whoever needs no table is answered at once. SQLite is read within the process, so there a
/// request holds its thread for as long as it reads.
/// </summary>
[Collection(nameof(BlockedThreadsTests))]
[CollectionDefinition(nameof(BlockedThreadsTests), DisableParallelization = true)]
public sealed class BlockedThreadsTests
{
    private const int Waiting = 200;

    /// <summary>As few as .NET allows on most machines: blocked ones are not made up for by new ones.</summary>
    private static readonly int MostThreads = Math.Max(Environment.ProcessorCount, 8);
    private const string WaitingSql =
        "SELECT COUNT(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";

    [Fact]
    [Trait(PostgresCases.Trait, PostgresCases.PostgreSql)]
    public async Task Two_hundred_pages_that_wait_for_a_locked_table_hold_up_no_health_check()
    {
        await using var center = await WebCenter.StartAsync(null, WebCenter.WithoutCircuits);
        var person = await center.SubscribeAsync(WebCenter.News);
        var path = center.PreferencesPath(person);
        Assert.Equal(200, (await center.Browser.GetAsync(path)).Status);
        ThreadPool.GetMaxThreads(out var usual, out var ports);
        Assert.True(ThreadPool.SetMaxThreads(MostThreads, ports));
        Task<Answer>[] pages;
        try
        {
            using (var raw = center.Raw())
            {
                raw.Run("""BEGIN; LOCK TABLE "Subscribers" IN ACCESS EXCLUSIVE MODE""");
                pages = [.. Enumerable.Range(0, Waiting).Select(_ => center.Browser.GetAsync(path))];
                using (var observer = center.Raw())
                    while (observer.Scalar<long>(WaitingSql) == 0)
                        await Task.Delay(1, TestContext.Current.CancellationToken);
                for (var i = 0; i < 5; i++)
                {
                    var begun = Stopwatch.GetTimestamp();
                    Assert.Equal(200, (await center.Browser.GetAsync("/health/live")).Status);
                    Assert.InRange(Stopwatch.GetElapsedTime(begun), TimeSpan.Zero, TimeSpan.FromSeconds(1));
                }
                Assert.All(pages, page => Assert.False(page.IsCompleted));
                raw.Run("COMMIT");
            }
            Assert.All(await Task.WhenAll(pages), page => Assert.Equal(200, page.Status));
        }
        finally
        {
            ThreadPool.SetMaxThreads(usual, ports);
        }
    }
}
