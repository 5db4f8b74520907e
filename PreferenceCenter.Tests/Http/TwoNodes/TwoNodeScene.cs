using System.Net;
using Npgsql;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Http.TwoNodes;

/// <summary>
/// Two nodes over one PostgreSQL database behind nginx, as deploy/ ships it, and people who leave at an even pace while
/// something is wrong with the first node.
/// </summary>
internal sealed class TwoNodeScene : IAsyncDisposable
{
    private const int ASecond = 20;
    private static readonly TimeSpan WaitsAtMost = TimeSpan.FromSeconds(10);

    // Whoever cannot write says so early enough for nginx to ask the other node.
    // Three seconds, and one for a machine that runs other tests meanwhile.
    private static readonly TimeSpan RefusesWithin = TimeSpan.FromSeconds(4);

    private readonly string directory;
    private readonly IReadOnlyList<Person> people;
    private readonly NginxProcess nginx;
    private readonly ServingProcess second;
    private int left;

    private TwoNodeScene(
        string directory,
        IReadOnlyList<Person> people,
        ServingProcess first,
        ServingProcess second,
        NginxProcess nginx
    ) => (this.directory, this.people, First, this.second, this.nginx) = (directory, people, first, second, nginx);

    public ServingProcess First { get; }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <param name="seconds">For how long people leave.</param>
    /// <param name="prepare">Called with the database before the nodes start.</param>
    /// <param name="connectFirst">How the first node connects.</param>
    /// <param name="cluster">A server of the test's own; otherwise the one that all tests share.</param>
    public static async Task<TwoNodeScene> BeginAsync(
        int seconds,
        Func<TestDatabase, Task>? prepare = null,
        Action<NpgsqlConnectionStringBuilder>? connectFirst = null,
        PostgresCluster? cluster = null
    )
    {
        NginxProcess.SkipWithout();
        var directory = Directory.CreateTempSubdirectory("preference-center-").FullName;
        if (cluster is null)
            await WebCenter.PrepareInAsync(directory);
        else
            (await TestDatabase.OnAsync(cluster)).NoteIn(directory);
        IReadOnlyList<Person> people;
        await using (var center = await WebCenter.StartAsync(directory: directory, adjust: WebCenter.WithoutCircuits))
        {
            if (cluster is not null)
            {
                await center.ApplyTopicsAsync(WebCenter.Topics);
                await center.ApplyNoticesAsync(WebCenter.Notices);
            }
            people = await Task.WhenAll(
                Enumerable
                    .Range(0, seconds * ASecond)
                    .Select(i => center.SubscribeAsync($"p{i}@people.example", [WebCenter.News]))
            );
        }
        var stored = TestDatabase.NotedIn(directory)!;
        if (prepare is not null)
            await prepare(stored);
        var connection = new NpgsqlConnectionStringBuilder(stored.ConnectionString);
        connectFirst?.Invoke(connection);
        var first = await StartAsync(directory, connection.ConnectionString);
        var second = await StartAsync(directory, stored.ConnectionString);
        var nginx = await NginxProcess.StartAsync(directory, first.Address, second.Address);
        return new TwoNodeScene(directory, people, first, second, nginx);
    }

    private static Task<ServingProcess> StartAsync(string directory, string connection) =>
        ServingProcess.StartAsync(
            directory,
            Cancel,
            "Proxy:KnownNetworks=127.0.0.1",
            "Server:DrainFor=00:00:00",
            $"ConnectionStrings:PreferenceCenter={connection}"
        );

    /// <summary>
    /// The next people leave through nginx, each once, and it happens after a fifth of them. None is lost and none waits
    /// for too long.
    /// </summary>
    public async Task LeaveAsync(int seconds, Func<Task> happens)
    {
        using var http = nginx.Client();
        var (leaves, count) = (new SteadyLeaves(http, ASecond), seconds * ASecond);
        await leaves.SendAsync(people.Skip(left).Take(count / 5));
        await happens();
        await leaves.SendAsync(people.Skip(left + count / 5).Take(count - count / 5));
        left += count;
        var answers = await leaves.AnswersAsync();
        Assert.Equal(count, answers.Count);
        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer.Status));
        Assert.InRange(answers.Max(answer => answer.After), TimeSpan.Zero, WaitsAtMost);
    }

    /// <summary>The first node, asked without nginx, says by itself that it cannot write.</summary>
    public async Task FirstRefusesAsync()
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = First.Address };
        var leaves = new SteadyLeaves(http, ASecond);
        await leaves.SendAsync(people.Take(5));
        foreach (var answer in await leaves.AnswersAsync())
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.Status);
            Assert.InRange(answer.After, TimeSpan.Zero, RefusesWithin);
        }
    }

    /// <summary>Once nothing is wrong any more, the first node serves again, and whoever was told so has left.</summary>
    public async Task EndAsync()
    {
        Assert.Equal(people.Count, left);
        await First.UntilAsync("/health/ready", Cancel);
        Assert.Equal(0, await First.StopAsync(Cancel));
        Assert.Equal(0, await second.StopAsync(Cancel));
        await using var center = await WebCenter.StartAsync(directory: directory, adjust: WebCenter.WithoutCircuits);
        Assert.All(people, person => Assert.True(center.StateOf(person).Stopped));
    }

    public async ValueTask DisposeAsync()
    {
        await nginx.DisposeAsync();
        await First.DisposeAsync();
        await second.DisposeAsync();
        Directory.Delete(directory, recursive: true);
    }
}
