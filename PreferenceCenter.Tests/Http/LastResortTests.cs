using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PreferenceCenter.Tests.BadDays;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Http;

/// <summary>
/// Tests the handler for unexpected errors on every route: the visitor gets a plain page, and the log gets the full
/// error in UTC.
/// </summary>
[Trait("Requirement", "SEC-17")]
public sealed class LastResortTests : IDisposable
{
    private static readonly string[] Inside =
    [
        "Exception",
        "   at ",
        "SQLite",
        "no such table",
        "Subscribers",
        "PreferenceCenter.",
        ".cs:line",
    ];
    private readonly string directory = Directory.CreateTempSubdirectory("preference-center-").FullName;

    [DatabaseFact]
    public async Task With_its_tables_gone_no_route_tells_anybody_why()
    {
        var log = new Kept();
        await using var center = await WebCenter.StartAsync(adjust: services =>
            services.AddSingleton<ILoggerProvider>(log)
        );
        var paths = await center.EveryPathAsync(await center.SubscribeAsync(WebCenter.News));
        using (var raw = center.Raw())
            foreach (var table in (string[])["Subscribers", "MailedLinks", "Outbox", "LogHeads"])
                raw.Run($"""ALTER TABLE "{table}" RENAME TO "Lost{table}" """);
        var failed = 0;
        // PostgreSQL has errors of its own that must not show. Variants of the request are tested on SQLite only.
        string[] readers = ["text/html", "application/json", "application/problem+json"];
        foreach (var path in paths)
        foreach (var accept in center.Stored.File is not null || LongTests.On ? readers : readers[..1])
        foreach (var method in (HttpMethod[])[HttpMethod.Get, HttpMethod.Post])
        {
            var answer = await center.Browser.SendAsync(
                method,
                path,
                method == HttpMethod.Get
                    ? null
                    : Browser.Encode(
                        ("List-Unsubscribe", "One-Click"),
                        ("action", "leave-all"),
                        ("email", "a@people.example")
                    ),
                ("Accept", accept)
            );
            foreach (var word in Inside)
                Assert.False(answer.Seen.Contains(word, StringComparison.Ordinal), $"{method} {path} says {word}");
            // A server without its tables is one that a restore is at work on: another node, or later.
            if (answer.Status != (center.Stored.File is null ? 503 : 500))
                continue;
            failed++;
            Assert.Contains("no-store", answer["Cache-Control"], StringComparison.Ordinal);
        }
        Assert.True(failed > 20, $"{failed}");
        Assert.Contains(
            log.Output,
            line =>
                center.Stored.File is null
                    ? line.Contains("42P01", StringComparison.Ordinal)
                    : line.Contains("no such table", StringComparison.Ordinal)
                        && line.Contains("   at ", StringComparison.Ordinal)
        );
    }

    [Theory]
    [InlineData("text/html")]
    [InlineData("application/json")]
    public async Task A_route_that_nobody_guarded_is_caught_by_the_last_of_all(string accept)
    {
        var log = new Kept();
        await using var center = await WebCenter.StartAsync(adjust: services =>
            services.AddSingleton<ILoggerProvider>(log).AddSingleton<IStartupFilter>(new Broken())
        );
        var answer = await center.Browser.GetAsync("/broken", ("Accept", accept));
        Assert.Equal(500, answer.Status);
        Assert.DoesNotContain("secret-inside", answer.Seen, StringComparison.Ordinal);
        foreach (var word in Inside)
            Assert.DoesNotContain(word, answer.Seen, StringComparison.Ordinal);
        // The line is written beside the answer.
        await Wait.UntilAsync(
            () => log.Output.Any(line => line.Contains("secret-inside", StringComparison.Ordinal)),
            TimeSpan.FromSeconds(10),
            TestContext.Current.CancellationToken
        );
    }

    [Theory]
    [InlineData("", "+00:00 ")]
    [InlineData("Logging:Console:FormatterOptions:UseUtcTimestamp=false", "+09:00 ")]
    public async Task Lines_that_bear_a_time_bear_it_in_utc(string setting, string zone)
    {
        var environment = new Dictionary<string, string> { ["TZ"] = "Asia/Tokyo" };
        string[] settings =
        [
            "Logging:Console:FormatterOptions:TimestampFormat=yyyy-MM-ddTHH:mm:sszzz ",
            "Server:DrainFor=00:00:00",
            .. setting.Length == 0 ? Array.Empty<string>() : [setting],
        ];
        await using var server = await ServingProcess.StartAsync(
            directory,
            environment,
            TestContext.Current.CancellationToken,
            settings
        );
        await server.StopAsync(TestContext.Current.CancellationToken);
        Assert.Contains(zone, server.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_line_of_json_has_time_and_level_and_the_first_one_the_version()
    {
        await using var server = await ServingProcess.StartAsync(
            directory,
            TestContext.Current.CancellationToken,
            "Logging:Console:FormatterName=json",
            "Server:DrainFor=00:00:00"
        );
        await server.StopAsync(TestContext.Current.CancellationToken);
        JsonElement[] lines =
        [
            .. server
                .Output.Split('\n')
                .Where(line => line.StartsWith('{'))
                .Select(line => JsonDocument.Parse(line).RootElement),
        ];
        Assert.All(
            lines,
            line =>
            {
                Assert.Equal(TimeSpan.Zero, line.GetProperty("Timestamp").GetDateTimeOffset().Offset);
                Assert.NotEqual("", line.GetProperty("LogLevel").GetString());
            }
        );
        Assert.Contains(
            lines,
            line =>
                line.GetProperty("State").TryGetProperty("Version", out var version)
                && version.GetString()!.StartsWith("0.", StringComparison.Ordinal)
        );
    }

    /// <summary>Middleware that fails, placed behind the program's routes and inside its guards.</summary>
    private sealed class Broken : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) =>
            app =>
            {
                next(app);
                app.Run(_ => throw new InvalidOperationException("secret-inside"));
            };
    }

    /// <summary>Logger that keeps all messages.</summary>
    private sealed class Kept : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> Output { get; } = new();

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        ) => Output.Enqueue($"{formatter(state, exception)} {exception}");

        public void Dispose() { }
    }

    public void Dispose() => Directory.Delete(directory, recursive: true);
}
