using PreferenceCenter.Domain;
using PreferenceCenter.Links;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Http;

/// <summary>
/// Tests that what only takes away is done however a form says it: with two buttons, or through a link that has expired.
/// </summary>
[Trait("Requirement", "UNS-05")]
public sealed class LesserFormTests(SharedWebCenter shared) : IClassFixture<SharedWebCenter>
{
    [DatabaseFact(PostgresInLongTests = true)]
    public async Task Of_two_buttons_leaving_everything_counts()
    {
        var center = await shared.NextAsync();
        foreach (var expired in (bool[])[false, true])
        foreach (
            var order in (string[][])
                [
                    ["save", "leave-all"],
                    ["leave-all", "save"],
                    ["draft", "leave-all"],
                ]
        )
        {
            var person = await center.SubscribeAsync(WebCenter.News);
            var answer = await center.Browser.PostAsync(
                expired ? Expired(center, person) : center.PreferencesPath(person),
                ("action", order[0]),
                ("action", order[1])
            );
            Assert.Equal(303, answer.Status);
            Assert.True(center.StateOf(person).Stopped);
        }
        var other = await center.SubscribeAsync(WebCenter.News, WebCenter.Events);
        await center.Browser.PostAsync(
            center.UnsubscribePath(other, WebCenter.News),
            ("List-Unsubscribe", "One-Click"),
            ("page", "1"),
            ("page", "1"),
            ("action", ""),
            ("action", "leave-all")
        );
        Assert.True(center.StateOf(other).Stopped);
    }

    [DatabaseTheory]
    [InlineData("topics=events&shown=news:on+events:on", WebCenter.News, (long)Frequency.Off)]
    [InlineData("topics=events", WebCenter.News, (long)Frequency.Off)]
    [InlineData("tracking=denied&language=de", Aspect.Tracking, Permission.No)]
    [InlineData("shown=news:on+offers:off&topics=offers", WebCenter.News, (long)Frequency.Off)]
    public async Task An_expired_link_does_what_is_less_in_a_form_and_says_so(string fields, long aspect, long value)
    {
        var center = await shared.NextAsync();
        var person = await center.SubscribeAsync(WebCenter.News, WebCenter.Events);
        var answer = await PostAsync(center, Expired(center, person), fields);
        Assert.Equal(value, center.StateOf(person)[aspect].Value);
        Assert.DoesNotContain(center.StateOf(person).Choices.Values, c => c.Wish is not null);
        Assert.False(center.StateOf(person).Stopped);
        var page = await center.Browser.FollowAsync(answer);
        Assert.Equal(404, page.Status);
        Assert.Contains("Your changes are saved", page.Text, StringComparison.Ordinal);
    }

    [DatabaseTheory]
    [InlineData("", WebCenter.News, (long)Frequency.Off)]
    [InlineData("&action=", WebCenter.News, (long)Frequency.Off)]
    [InlineData("&action=Save", WebCenter.News, (long)Frequency.Off)]
    [InlineData("&action=send-link", WebCenter.News, (long)Frequency.Off)]
    [InlineData("&tracking=denied", Aspect.Tracking, Permission.No)]
    [InlineData("&action=save&note=%00", WebCenter.News, (long)Frequency.Off)]
    [InlineData("&action=leave-all&x=%00", Aspect.Everything, 1)]
    public async Task Without_a_button_and_with_a_nul_too(string rest, long aspect, long value)
    {
        var center = await shared.NextAsync();
        var person = await center.SubscribeAsync(WebCenter.News, WebCenter.Events);
        var answer = await center.Browser.PostFormAsync(
            center.PreferencesPath(person),
            "shown=news:on+offers:off&topics=" + rest
        );
        Assert.Equal(303, answer.Status);
        Assert.Equal(value, center.StateOf(person)[aspect].Value);
        Assert.False(center.StateOf(person)[WebCenter.News].On);
    }

    [DatabaseFact(PostgresInLongTests = true)]
    public async Task What_a_form_without_a_button_asks_for_beside_is_told_and_not_done()
    {
        var center = await shared.NextAsync();
        var person = await center.SubscribeAsync(WebCenter.News);
        var page = await center.Browser.FollowAsync(
            await center.Browser.PostFormAsync(center.PreferencesPath(person), "shown=news:on+offers:off&topics=offers")
        );
        Assert.False(center.StateOf(person)[WebCenter.News].On);
        Assert.Null(center.StateOf(person)[WebCenter.Offers].Wish);
        Assert.Contains(
            page.Page.QuerySelectorAll("p[role=status]"),
            p => p.TextContent.Contains("not saved", StringComparison.Ordinal)
        );
    }

    [DatabaseTheory]
    [InlineData("topics=offers&shown=offers:off", 303)]
    [InlineData("language=de", 303)]
    [InlineData("tracking=granted&pause=keep", 303)]
    [InlineData("pause=never", 400)]
    public async Task It_does_nothing_else(string fields, int status)
    {
        var center = await shared.NextAsync();
        var person = await center.SubscribeAsync(WebCenter.News);
        var before = center.Rows();
        var answer = await PostAsync(center, Expired(center, person), fields);
        Assert.Equal(status, answer.Status);
        Assert.Equal(before, center.Rows());
        if (status == 303)
            Assert.DoesNotContain(
                "Your changes are saved",
                (await center.Browser.FollowAsync(answer)).Text,
                StringComparison.Ordinal
            );
    }

    private static string Expired(WebCenter center, Person person) =>
        "/p/" + center.Token(LinkPurpose.Preferences, person.Id, at: center.Now.AddDays(-401));

    private static Task<Answer> PostAsync(WebCenter center, string path, string fields) =>
        center.Browser.PostAsync(
            path,
            [
                .. fields.Split('&').Select(f => f.Split('=')).Select(f => (f[0], f[1].Replace('+', ' '))),
                ("action", "save"),
            ]
        );
}
