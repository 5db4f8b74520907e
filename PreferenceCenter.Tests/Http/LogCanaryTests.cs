using System.Net;
using Xunit;

namespace PreferenceCenter.Tests.Http;

/// <summary>
/// Tests the server's log: after every journey with a unique address and unique tokens, at the most verbose level, none
/// of them is in the log.
/// </summary>
public sealed class LogCanaryTests : IDisposable
{
    private const string Canary = "canary-7f3a91";
    private readonly string directory = Directory.CreateTempSubdirectory("preference-center-").FullName;

    [DatabaseFact]
    [Trait("Requirement", "SEC-07")]
    public async Task No_address_and_no_token_is_ever_logged()
    {
        var (links, secrets) = await PrepareAsync();
        await using var server = await ServingProcess.StartAsync(
            directory,
            TestContext.Current.CancellationToken,
            "Logging:LogLevel:Default=Trace",
            "Logging:LogLevel:Microsoft=Trace",
            "Logging:LogLevel:Microsoft.AspNetCore=Trace",
            "Logging:LogLevel:System=Trace",
            "Logging:Console:LogLevel:Default=Trace",
            "Logging:Console:FormatterOptions:IncludeScopes=true",
            "Mail:CoalesceFor=00:00:00",
            "Server:DrainFor=00:00:00"
        );
        using (var browser = new Browser(server.Address))
        {
            await TravelAsync(browser, links);
            await browser.PostAsync("/link", ("email", $"{Canary}@people.example"));
            await browser.PostAsync("/link", ("email", $"{Canary} at nowhere"));
        }
        // Mails are sent meanwhile; they contain the address too.
        while (
            !Directory.Exists(Path.Combine(directory, "data", "mail"))
            || Directory.GetFiles(Path.Combine(directory, "data", "mail")).Length < 2
        )
            await Task.Delay(50, TestContext.Current.CancellationToken);
        Assert.Equal(0, await server.StopAsync(TestContext.Current.CancellationToken));

        // The log is not empty: it has the start and many detailed entries.
        Assert.Contains("Microsoft.Hosting.Lifetime", server.Output, StringComparison.Ordinal);
        Assert.Contains("dbug:", server.Output, StringComparison.Ordinal);
        foreach (var secret in secrets.Append(Canary))
            Assert.DoesNotContain(secret, server.Output, StringComparison.OrdinalIgnoreCase);
    }

    private async Task<(IReadOnlyList<string> Paths, IReadOnlyList<string> Secrets)> PrepareAsync()
    {
        await WebCenter.PrepareInAsync(directory);
        await using var center = await WebCenter.StartAsync(directory: directory);
        var person = await center.SubscribeAsync(
            $"{Canary}@people.example",
            [WebCenter.News, WebCenter.Offers],
            name: Canary
        );
        var mailed = await center.LinksOfEveryKindAsync(person);
        string[] paths =
        [
            center.PreferencesPath(person),
            center.PreferencesPath(person, at: center.Now.AddYears(-3)),
            center.UnsubscribePath(person, WebCenter.Offers),
            center.UnsubscribePath(person),
            .. mailed.Select(link => $"/{link.Kind}/{link.Token}"),
        ];
        return (paths, [.. paths.Select(path => path.Split('/')[2])]);
    }

    // Correct and wrong uses of each link: opened, posted, posted with nonsense, with a suffix, in a query.
    private static async Task TravelAsync(Browser browser, IReadOnlyList<string> paths)
    {
        (string, string)[][] forms =
        [
            [("List-Unsubscribe", "One-Click")],
            [("action", "save"), ("language", "de")],
            [("action", "send-link")],
            [("action", "no such")],
            [("reason", "other"), ("comment", Canary)],
            [],
        ];
        foreach (var path in paths)
        {
            await browser.GetAsync(path);
            await browser.GetAsync(path + "/x?email=" + WebUtility.UrlEncode(Canary));
            await browser.GetAsync("/help?from=" + path);
            foreach (var form in forms)
                await browser.PostAsync(path, form);
            await browser.PostAsync(path + "/reason", ("reason", "other"), ("comment", Canary));
            await browser.SendAsync(HttpMethod.Put, path);
        }
    }

    public void Dispose() => Directory.Delete(directory, recursive: true);
}
