using System.Diagnostics;
using System.Text.Json;
using Npgsql;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Http;

/// <summary>
/// Tests what a node says while its database is away, stuck, or full: readiness within half a second, and one line in
/// the log when it begins and one when it is over.
/// </summary>
[Trait(PostgresCases.Trait, PostgresCases.PostgreSql)]
public sealed class DatabaseAwayTests : IDisposable
{
    // The benchmark measures half a second. Whoever waited for the database would take the fifteen seconds of its timeout;
    // the rest is for a machine that runs other tests meanwhile.
    private static readonly TimeSpan AnswersWithin = TimeSpan.FromSeconds(5);
    private readonly string directory = Directory.CreateTempSubdirectory("preference-center-").FullName;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Ready_answers_at_once_and_the_log_tells_the_beginning_and_the_end(bool isStuck)
    {
        await using var role = await NodeRole.NewAsync();
        await WebCenter.PrepareInAsync(directory);
        var stored = TestDatabase.NotedIn(directory)!;
        await role.MakeAsync(stored);
        await using var relay = new TcpRelay((await PostgresCluster.SharedAsync()).Port);
        var connection = new NpgsqlConnectionStringBuilder(stored.ConnectionString)
        {
            Port = relay.Port,
            Username = role.Name,
        };
        await using var server = await ServingProcess.StartAsync(
            directory,
            Cancel,
            "Server:DrainFor=00:00:00",
            $"ConnectionStrings:PreferenceCenter={connection.ConnectionString}"
        );
        using var browser = new Browser(server.Address);
        if (isStuck)
            relay.Stick();
        else
        {
            await role.LimitAsync(0);
            await role.EndSessionsAsync();
        }
        await UntilAsync(browser, 503);
        // As many refusals as a busy second brings, and answers in time all along.
        for (var i = 0; i < 20; i++)
        {
            Assert.Equal(503, await ReadyAsync(browser));
        }
        // Readiness asks the database itself; what changes something finds out when its own turn comes.
        while (CountOf(server.Output, "The database fails for Changes") == 0)
            await Task.Delay(50, Cancel);
        relay.Release();
        await role.LimitAsync(-1);
        await UntilAsync(browser, 200);
        // Nor does it waver once it has said so.
        for (var i = 0; i < 20; i++)
        {
            Assert.Equal(200, await ReadyAsync(browser));
            await Task.Delay(50, Cancel);
        }
        while (CountOf(server.Output, "The database serves Changes again") == 0)
            await Task.Delay(50, Cancel);
        Assert.Equal(0, await server.StopAsync(Cancel));
        // What waited in the relay may be done before the connection is given up: one change of state more.
        Assert.InRange(CountOf(server.Output, "The database fails for Changes"), 1, 2);
        Assert.InRange(CountOf(server.Output, "The database serves Changes again"), 1, 2);
        Assert.False(server.Output.Contains("   at ", StringComparison.Ordinal), server.Output);
    }

    private static async Task UntilAsync(Browser browser, int status)
    {
        while (await ReadyAsync(browser) != status)
            await Task.Delay(50, Cancel);
    }

    private static async Task<int> ReadyAsync(Browser browser)
    {
        var start = Stopwatch.GetTimestamp();
        var answer = await browser.GetAsync("/health/ready");
        Assert.InRange(Stopwatch.GetElapsedTime(start), TimeSpan.Zero, AnswersWithin);
        Assert.Equal("right", JsonDocument.Parse(answer.Body).RootElement.GetProperty("clock").GetString());
        return answer.Status;
    }

    private static int CountOf(string text, string part) => text.Split(part).Length - 1;

    public void Dispose() => Directory.Delete(directory, recursive: true);
}
