using Xunit;

namespace PreferenceCenter.Tests.Http;

/// <summary>What the operator's monitor is told: is the process there, can it take a change.</summary>
public sealed class HealthTests
{
    [DatabaseFact]
    public async Task Ready_is_who_can_write_and_alive_is_who_answers()
    {
        await using var center = await WebCenter.StartAsync();
        Assert.Equal(200, (await center.Browser.GetAsync("/health/ready")).Status);
        Task<Answer> waiting;
        using (center.Stored.Hold())
        {
            waiting = center.Browser.GetAsync("/health/ready");
            await center.Clock.UntilWaitedForAsync(TimeSpan.FromSeconds(5), TestContext.Current.CancellationToken);
            center.Clock.Advance(TimeSpan.FromSeconds(5));
            Assert.Equal(503, (await waiting).Status);
            Assert.Equal(200, (await center.Browser.GetAsync("/health/live")).Status);
        }
        Assert.Equal(200, (await center.Browser.GetAsync("/health/ready")).Status);
    }
}
