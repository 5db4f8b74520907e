using System.Net;
using Npgsql;
using PreferenceCenter.Tests.Http.TwoNodes;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Http;

/// <summary>
/// Tests a role with few connections after all of them were lost: whoever reads leaves the first to the writer, since
/// all changes wait for it.
/// </summary>
[Trait(PostgresCases.Trait, PostgresCases.PostgreSql)]
public sealed class FullRoleTests : IDisposable
{
    private const int Limit = 5,
        Readers = 40,
        Leaves = 60;
    private readonly string directory = Directory.CreateTempSubdirectory("preference-center-").FullName;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Whoever_leaves_amid_readers_after_a_restart_is_answered()
    {
        await WebCenter.PrepareInAsync(directory);
        Person[] people;
        await using (var center = await WebCenter.StartAsync(directory: directory, adjust: WebCenter.WithoutCircuits))
            people = await Task.WhenAll(
                Enumerable.Range(0, Leaves).Select(i => center.SubscribeAsync($"p{i}@people.example", [WebCenter.News]))
            );
        var stored = TestDatabase.NotedIn(directory)!;
        await using var role = await NodeRole.NewAsync();
        await role.MakeAsync(stored);
        await role.LimitAsync(Limit);
        var connection = new NpgsqlConnectionStringBuilder(stored.ConnectionString) { Username = role.Name };
        await using var server = await ServingProcess.StartAsync(
            directory,
            Cancel,
            "Server:DrainFor=00:00:00",
            $"ConnectionStrings:PreferenceCenter={connection.ConnectionString}"
        );
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = server.Address };
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var reading = Task.WhenAll(Enumerable.Range(0, Readers).Select(i => ReadAsync(http, people[i], enough.Token)));
        for (var times = 0; times < 3; times++)
        {
            await Task.Delay(200, Cancel);
            await role.EndSessionsAsync();
        }

        var leaves = new SteadyLeaves(http, aSecond: 20);
        await leaves.SendAsync(people);
        Assert.All(await leaves.AnswersAsync(), answer => Assert.Equal(HttpStatusCode.OK, answer.Status));
        await enough.CancelAsync();
        await reading;
        Assert.Equal(0, await server.StopAsync(Cancel));
    }

    // Pages may be turned away meanwhile.
    private static async Task ReadAsync(HttpClient http, Person person, CancellationToken enough)
    {
        while (!enough.IsCancellationRequested)
            try
            {
                using var page = await http.GetAsync(
                    new Uri(WebCenter.UnsubscribePathOf(person), UriKind.Relative),
                    enough
                );
            }
            catch (OperationCanceledException)
            {
                return;
            }
    }

    public void Dispose() => Directory.Delete(directory, recursive: true);
}
