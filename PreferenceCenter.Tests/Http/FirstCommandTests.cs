using System.Text.RegularExpressions;
using PreferenceCenter.Data;
using PreferenceCenter.Ledger.Log;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Http;

/// <summary>Tests commands that an operator runs before the first start of the server.</summary>
public sealed class FirstCommandTests : IDisposable
{
    private readonly string directory = Directory.CreateTempSubdirectory("preference-center-").FullName;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_list_that_is_imported_first_does_not_leave_the_server_without_its_keys()
    {
        await RunAsync("database", "migrate");
        await RunAsync(
            "topics",
            "apply",
            Write(
                "topics.json",
                """{"categories":[{"key":"all","texts":{"en":{"name":"All"}}}],"topics":[{"key":"news","category":"all","state":"published","texts":{"en":{"name":"News"}}}]}"""
            )
        );
        await RunAsync(
            "import",
            Write("list.csv", "email,topics,consent_at,consent_text\nann@people.example,news,2025-03-01,Yes\n")
        );
        var keys = Path.Combine(directory, "keys");
        foreach (var name in (string[])[AddressHasher.KeyName, LogSigningKeyFile.SecretName])
            Assert.True(File.Exists(Path.Combine(keys, name)), name);

        await using var server = await ServingProcess.StartAsync(directory, Cancel, "Server:DrainFor=00:00:00");
        var exitCode = await server.StopAsync(Cancel);
        Assert.True(exitCode == 0, server.Output);
    }

    [Theory]
    [InlineData(3, "gate", "news", "ann@people.example")]
    [InlineData(3, "restore", "--replay")]
    [InlineData(0, "database", "status")]
    [InlineData(1, "doctor", "--dns", "127.0.0.1:1")]
    public async Task Where_there_is_nothing_yet_no_other_command_makes_anything(int code, params string[] command)
    {
        var (exitCode, output) = await ServingProcess.RunAsync(directory, Cancel, command);
        Assert.True(exitCode == code, output);
        Assert.Contains("database migrate", output, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(directory));
    }

    [Fact]
    public async Task Stopped_while_it_fills_the_demo_for_the_first_time_it_ends_as_it_does_on_any_stop()
    {
        await using var server = await ServingProcess.StartLiveAsync(
            directory,
            Cancel,
            environment: null,
            "environment=Development",
            "Server:DrainFor=00:00:00"
        );
        var exitCode = await server.StopAsync(Cancel);
        Assert.DoesNotContain("Staff console", server.Output, StringComparison.Ordinal);
        Assert.True(exitCode == 0, server.Output);
    }

    // Other programs read these lines: their words and blanks are fixed.
    [Fact]
    public async Task A_first_start_in_development_prints_where_to_look_and_each_place_is_there()
    {
        await using var server = await ServingProcess.StartAsync(
            directory,
            Cancel,
            "environment=Development",
            "Server:DrainFor=00:00:00",
            "Site:PublicUrl="
        );
        var lines = await LinesAsync(server);
        var site = Regex.Escape(server.Address.AbsoluteUri.TrimEnd('/'));
        var paths = new[]
        {
            $"^Preferences of a demo subscriber: {site}(?<path>/p/[A-Za-z0-9_-]{{59}})$",
            $"^Unsubscribe link of the same:     {site}(?<path>/u/[A-Za-z0-9_-]{{59}})$",
            $"^Staff console: {site}(?<path>/staff)  owner@example\\.com  \\S{{12,}}$",
            $"^Mail is written to (?<directory>.+) and shown at {site}(?<path>/dev/mail)$",
        }
            .Select(shape =>
                Assert.Single(lines, line => Regex.IsMatch(line, shape)) is var line ? Regex.Match(line, shape) : null!
            )
            .ToArray();
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        foreach (var path in paths)
        {
            using var answer = await http.GetAsync(new Uri(server.Address, path.Groups["path"].Value), Cancel);
            Assert.True(answer.IsSuccessStatusCode, $"{path.Value} {answer.StatusCode}");
        }
        Assert.StartsWith(directory, paths[^1].Groups["directory"].Value, StringComparison.Ordinal);
    }

    // The console's line is the last one.
    private static async Task<string[]> LinesAsync(ServingProcess server)
    {
        while (!server.Output.Contains("Staff console:", StringComparison.Ordinal))
            await Task.Delay(20, Cancel);
        return server.Output.Split('\n', StringSplitOptions.TrimEntries);
    }

    private string Write(string name, string text)
    {
        var path = Path.Combine(directory, name);
        File.WriteAllText(path, text);
        return path;
    }

    private async Task RunAsync(params string[] command)
    {
        var (exitCode, output) = await ServingProcess.RunAsync(directory, Cancel, command);
        Assert.True(exitCode == 0, output);
    }

    public void Dispose() => Directory.Delete(directory, recursive: true);
}
