using System.Diagnostics;
using PreferenceCenter.Domain;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Http.Me;

/// <summary>Tests the pages and the export of a subscriber with a thousand events.</summary>
public sealed class LongHistoryTests
{
    [DatabaseFact]
    [Trait("Requirement", "RTS-07")]
    public async Task A_thousand_events_are_shown_and_exported_whole_and_soon()
    {
        await using var center = await WebCenter.StartAsync(adjust: WebCenter.WithoutCircuits);
        var person = await center.SubscribeAsync("ada@people.example", [WebCenter.News]);
        for (var i = 0; i < 1000; i++)
            await center.ActAsync(
                person,
                new Choose(
                    new Dictionary<long, long>
                    {
                        [WebCenter.News] = (long)(i % 2 == 0 ? Frequency.Weekly : Frequency.Monthly),
                    },
                    AddsAtOnce: true
                )
            );
        var visitor = new Visitor(center);
        var me = await visitor.OpenAsync(person);
        Assert.Equal(1001, me.Page.QuerySelectorAll(".line > li > p > strong").Length);
        var key = me.Page.QuerySelector("input[name=key]")!.GetAttribute("value")!;
        var took = TimeSpan.MaxValue;
        for (var i = 0; i < 5; i++)
        {
            var started = Stopwatch.GetTimestamp();
            var answer = await visitor.PostAsync("/me/export", ("key", key));
            if (Stopwatch.GetElapsedTime(started) is var time && time < took)
                took = time;
            Assert.Equal("application/zip", answer["Content-Type"]);
        }
        TestContext.Current.SendDiagnosticMessage(
            Invariant($"an export of a thousand events took {took.TotalMilliseconds:0} ms")
        );
        // The goal is 200 ms; the limit leaves room for a machine with other work.
        Assert.InRange(took, TimeSpan.Zero, TimeSpan.FromSeconds(2));
    }
}
