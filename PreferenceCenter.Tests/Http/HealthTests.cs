using System.Diagnostics;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Http;

/// <summary>
/// Tests the health endpoints for monitors: whether the process runs and whether it can take a change.
/// </summary>
public sealed class HealthTests
{
    // The benchmark measures half a second. Who waited for the lock would take longer; the rest is for other tests.
    private static readonly TimeSpan AnswersWithin = TimeSpan.FromSeconds(5);

    [DatabaseFact]
    public async Task Ready_is_who_can_write_and_alive_is_who_answers()
    {
        await using var center = await WebCenter.StartAsync();
        var ready = await center.Browser.GetAsync("/health/ready");
        Assert.Equal(200, ready.Status);
        Assert.Contains("\"journal\":\"kept\"", ready.Body, StringComparison.Ordinal);
        using (center.Stored.Hold())
        {
            Answer answer;
            do
            {
                var start = Stopwatch.GetTimestamp();
                answer = await center.Browser.GetAsync("/health/ready");
                Assert.InRange(Stopwatch.GetElapsedTime(start), TimeSpan.Zero, AnswersWithin);
                await Task.Delay(50, TestContext.Current.CancellationToken);
            } while (answer.Status == 200);
            Assert.Equal(503, answer.Status);
            Assert.Contains("\"databaseWritable\":false", answer.Body, StringComparison.Ordinal);
            Assert.Equal(200, (await center.Browser.GetAsync("/health/live")).Status);
        }
        while ((await center.Browser.GetAsync("/health/ready")).Status != 200)
            await Task.Delay(50, TestContext.Current.CancellationToken);
    }

    [DatabaseFact]
    [Trait("Requirement", "UNS-08")]
    public async Task However_often_it_is_asked_it_writes_once_a_second()
    {
        await using var center = await WebCenter.StartAsync(adjust: WebCenter.WithoutCircuits);
        Assert.Equal(200, (await center.Browser.GetAsync("/health/ready")).Status);
        using (center.Stored.Hold())
            foreach (var method in (HttpMethod[])[HttpMethod.Get, HttpMethod.Head])
                for (var i = 0; i < 20; i++)
                    // Whoever wrote now would wait for the database.
                    Assert.Equal(200, (await center.Browser.SendAsync(method, "/health/ready")).Status);
    }

    [Fact]
    [Trait("Requirement", "ERA-08")]
    public async Task A_journal_that_cannot_be_written_is_told_and_takes_leaving_away_from_nobody()
    {
        var directory = Directory.CreateTempSubdirectory("preference-center-").FullName;
        await WebCenter.PrepareInAsync(directory);
        // A file where the directory should be.
        await File.WriteAllTextAsync(Path.Combine(directory, "journal"), "", TestContext.Current.CancellationToken);
        await using (var center = await WebCenter.StartAsync(directory: directory))
        {
            var person = await center.SubscribeAsync(WebCenter.News);
            var ready = await center.Browser.GetAsync("/health/ready");
            Assert.Equal(200, ready.Status);
            Assert.Contains("\"journal\":\"failing\"", ready.Body, StringComparison.Ordinal);
            Assert.Equal(
                200,
                (
                    await center.Browser.PostAsync(center.UnsubscribePath(person), ("List-Unsubscribe", "One-Click"))
                ).Status
            );
            Assert.Equal("stopped", center.Gate(person, "news"));
        }
        Directory.Delete(directory, recursive: true);
    }
}
