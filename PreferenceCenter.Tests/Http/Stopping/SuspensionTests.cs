using System.Net;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Http.Stopping;

/// <summary>Tests that a post which waited in a suspended process does nothing when the process goes on.</summary>
public sealed class SuspensionTests : IDisposable
{
    private static readonly TimeSpan LongerThanAnyPause = TimeSpan.FromSeconds(5);
    private readonly string directory = Directory.CreateTempSubdirectory("preference-center-").FullName;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_was_posted_meanwhile_is_refused_and_what_comes_later_is_done()
    {
        await WebCenter.PrepareInAsync(directory);
        Person person;
        await using (var center = await WebCenter.StartAsync(directory: directory, adjust: WebCenter.WithoutCircuits))
            person = await center.SubscribeAsync(WebCenter.News);
        await using var server = await ServingProcess.StartAsync(directory, Cancel, "Server:DrainFor=00:00:00");
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = server.Address };

        server.Pause();
        var waiting = LeaveAsync(http, person);
        await Task.Delay(LongerThanAnyPause, Cancel);
        server.Continue();
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await waiting);
        using (var page = await http.GetAsync(new Uri(WebCenter.UnsubscribePathOf(person), UriKind.Relative), Cancel))
            Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        while (await LeaveAsync(http, person) != HttpStatusCode.OK)
            await Task.Delay(100, Cancel);
        Assert.Equal(0, await server.StopAsync(Cancel));
    }

    private static async Task<HttpStatusCode> LeaveAsync(HttpClient http, Person person)
    {
        using var answer = await http.PostAsync(
            new Uri(WebCenter.UnsubscribePathOf(person), UriKind.Relative),
            Browser.Encode(("List-Unsubscribe", "One-Click")),
            Cancel
        );
        return answer.StatusCode;
    }

    public void Dispose() => Directory.Delete(directory, recursive: true);
}
