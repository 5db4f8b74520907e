using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Http;

/// <summary>Tests links of a topic that does not exist: who presses one leaves everything, and the page says so.</summary>
public sealed class UnknownScopeTests(SharedWebCenter shared) : IClassFixture<SharedWebCenter>
{
    private const long Nowhere = 4711;

    [DatabaseFact]
    [Trait("Requirement", "UNS-05")]
    public async Task It_leaves_everything_and_no_event_names_a_topic_that_there_is_not()
    {
        var center = await shared.NextAsync();
        var person = await center.SubscribeAsync(WebCenter.News, WebCenter.Events);
        var path = center.UnsubscribePath(person, Nowhere);
        var everything = await center.Browser.GetAsync(center.UnsubscribePath(person, 0));
        Assert.Equal(Heading(everything), Heading(await center.Browser.GetAsync(path)));

        await center.Browser.PostAsync(path, ("List-Unsubscribe", "One-Click"));
        Assert.True(center.StateOf(person).Stopped);
        Assert.DoesNotContain(center.EventsOf(person), e => e.Aspect == Nowhere);
        Assert.Equal(303, (await center.Browser.PostAsync(path + "/reason", ("reason", "never-asked"))).Status);
        Assert.Equal(0, center.EventsOf(person)[^1].Refers);
    }

    private static string Heading(Answer answer) => answer.Page.QuerySelector("h1")!.TextContent;
}
