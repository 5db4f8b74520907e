using AngleSharp.Html.Dom;
using PreferenceCenter.Domain;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Http;

/// <summary>
/// Tests forms of a page that was loaded before a topic changed: whatever is less in them is done, and nothing else of
/// them keeps anybody from leaving.
/// </summary>
public sealed class StaleFormTests
{
    [DatabaseTheory(PostgresInLongTests = true)]
    [InlineData("\"private\": true")]
    [InlineData("\"state\": \"draft\"")]
    [InlineData("\"state\": \"closed\"")]
    [InlineData("\"state\": \"archived\"")]
    [InlineData("\"frequencies\": [\"monthly\"]")]
    [Trait("Requirement", "UNS-05")]
    public async Task A_page_of_before_a_topic_changed_still_leaves_it_and_others(string change)
    {
        await using var center = await WebCenter.StartAsync();
        var both = await center.SubscribeAsync(WebCenter.News, WebCenter.Offers);
        var keeps = await center.SubscribeAsync(WebCenter.News, WebCenter.Offers);
        var adds = await center.SubscribeAsync(WebCenter.News);
        var people = new[] { both, keeps, adds };
        var pages = new List<Answer>();
        foreach (var person in people)
            pages.Add(await center.Browser.GetAsync(center.PreferencesPath(person)));
        await center.ApplyTopicAsync("offers", change);
        Action<IHtmlFormElement>[] fill =
        [
            form => form.Untick("offers"),
            _ => { },
            form =>
            {
                form.Tick("offers");
                form.Choose("frequency.offers", "daily");
            },
        ];
        for (var i = 0; i < people.Length; i++)
            await center.Browser.FollowAsync(
                await center.Browser.PressAsync(
                    pages[i],
                    "save",
                    form =>
                    {
                        form.Untick("news");
                        fill[i](form);
                    }
                )
            );
        Assert.All(people, p => Assert.False(center.StateOf(p)[WebCenter.News].On));
        Assert.False(center.StateOf(both)[WebCenter.Offers].On);
        Assert.True(center.StateOf(keeps)[WebCenter.Offers].On);
        Assert.Equal(
            change.Contains("frequencies", StringComparison.Ordinal) ? (long)Frequency.Monthly : null,
            center.StateOf(adds)[WebCenter.Offers].Wish
        );
    }
}
