using PreferenceCenter.Domain;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Http;

/// <summary>
/// Tests posts of which the preferences page cannot do a part: what is less is done, the rest is told, and a form that
/// says nothing we know is refused.
/// </summary>
public sealed class ChoicesRefusalTests(SharedWebCenter shared) : IClassFixture<SharedWebCenter>
{
    /// <summary>Fields that ask for something this link or page does not offer, or that nobody understands.</summary>
    public static TheoryData<string> NotToBeHad =>
        [
            // Unknown keys; topics that this link may not name; topics that take no new subscribers.
            "topics=nonsense",
            "topics=draft",
            "topics=secret",
            "topics=News",
            "topics=closed&shown=closed:off",
            "topics=archived&shown=archived:off",
            "shown=news",
            "shown=news:maybe",
            "frequency.nonsense=weekly",
            "frequency.=weekly",
            // Unknown values, and more than is offered.
            "frequency.news=hourly",
            "frequency.news=off",
            "frequency.news=",
            "frequency.news=Weekly",
            "pause=31",
            "pause=-30",
            "pause=",
            "tracking=yes",
            "tracking=",
            "profiling=no",
            "language=xx",
            "language=EN",
            "language=",
        ];

    [DatabaseTheory(PostgresInLongTests = true)]
    [MemberData(nameof(NotToBeHad))]
    [Trait("Requirement", "UNS-05")]
    public async Task What_is_not_to_be_had_keeps_nobody_from_leaving_and_is_told(string field)
    {
        var center = await shared.NextAsync();
        var person = await center.SubscribeAsync(WebCenter.News, WebCenter.Events, WebCenter.Secret);
        var path = center.PreferencesPath(person);
        var answer = await center.Browser.PostFormAsync(path, $"shown=events:on&{field}&action=save");
        Assert.Equal(303, answer.Status);
        Assert.Equal([(EventKind.Withdrawn, WebCenter.Events, 0L)], center.ActsOf(person));
        var page = (await center.Browser.FollowAsync(answer)).Page;
        Assert.Contains(
            page.QuerySelectorAll("p[role=status]"),
            p => p.TextContent.Contains("not saved", StringComparison.Ordinal)
        );
    }

    [DatabaseTheory(PostgresInLongTests = true)]
    [MemberData(nameof(NotToBeHad))]
    public async Task A_form_of_nothing_else_writes_nothing(string field)
    {
        var center = await shared.NextAsync();
        var person = await center.SubscribeAsync(WebCenter.News, WebCenter.Events, WebCenter.Secret);
        var before = center.Rows();
        var answer = await center.Browser.PostFormAsync(center.PreferencesPath(person), field + "&action=save");
        // A known topic that is not to be had is told on the page; where nothing can be read the form is refused.
        var isKnown =
            field.StartsWith("topics=closed", StringComparison.Ordinal)
            || field.StartsWith("topics=archived", StringComparison.Ordinal);
        Assert.Equal(isKnown ? 303 : 400, answer.Status);
        Assert.Equal(before, center.Rows());
    }

    [DatabaseTheory(PostgresInLongTests = true)]
    [InlineData("")]
    [InlineData("pause=keep")]
    [InlineData("topics=offers&shown=offers:off&action=")]
    [InlineData("topics=offers&shown=offers:off&action=Save")]
    [InlineData("tracking=granted&action=delete")]
    [InlineData("language=de&action=send-link")]
    [InlineData("topics=nonsense&action=save")]
    [InlineData("language=xx&pause=&action=save")]
    public async Task A_form_that_says_nothing_we_know_is_refused(string form)
    {
        var center = await shared.NextAsync();
        var person = await center.SubscribeAsync(WebCenter.News, WebCenter.Secret);
        var before = center.Rows();
        var answer = await center.Browser.PostFormAsync(center.PreferencesPath(person), form);
        Assert.Equal(400, answer.Status);
        Assert.Contains("Nothing was changed.", answer.Text, StringComparison.Ordinal);
        Assert.Equal(before, center.Rows());
    }

    [DatabaseTheory(PostgresInLongTests = true)]
    [InlineData("pause=30&pause=60", Aspect.Pause, 60)]
    [InlineData("tracking=granted&tracking=denied", Aspect.Tracking, Permission.No)]
    [InlineData("profiling=allowed&profiling=objected", Aspect.Profiling, Permission.No)]
    [InlineData("frequency.news=weekly&frequency.news=monthly", WebCenter.News, (long)Frequency.Monthly)]
    [InlineData("shown=news:on+news:off", WebCenter.News, (long)Frequency.Off)]
    [InlineData("shown=news:on&shown=news:off", WebCenter.News, (long)Frequency.Off)]
    public async Task Of_two_values_the_lesser_counts(string form, long aspect, long value)
    {
        var center = await shared.NextAsync();
        var person = await center.SubscribeAsync(WebCenter.News);
        await center.Browser.PostFormAsync(center.PreferencesPath(person), form + "&action=save");
        var expected = aspect == Aspect.Pause ? center.Now.AddDays(value).ToUnixTimeSeconds() : value;
        Assert.Equal(expected, center.StateOf(person)[aspect].Value);
    }

    [DatabaseTheory(PostgresInLongTests = true)]
    [InlineData("application/json", """{"action":"leave-all"}""", 400)]
    [InlineData("text/plain", "action=leave-all", 400)]
    [InlineData(null, "action=leave-all", 400)]
    [InlineData("multipart/form-data", "action=", 400)]
    [InlineData("multipart/form-data; boundary=x", "--x\r\nContent-Dis", 400)]
    public async Task What_is_no_form_is_refused(string? type, string body, int status)
    {
        var center = await shared.NextAsync();
        var person = await center.SubscribeAsync(WebCenter.News);
        var before = center.Rows();
        using var content = new ByteArrayContent(System.Text.Encoding.ASCII.GetBytes(body));
        if (type is not null)
            content.Headers.TryAddWithoutValidation("Content-Type", type);
        Assert.Equal(
            status,
            (await center.Browser.SendAsync(HttpMethod.Post, center.PreferencesPath(person), content)).Status
        );
        Assert.Equal(before, center.Rows());
    }

    [DatabaseFact]
    public async Task A_form_beyond_any_size_is_refused()
    {
        var center = await shared.NextAsync();
        var person = await center.SubscribeAsync(WebCenter.News);
        var answer = await center.Browser.PostAsync(
            center.PreferencesPath(person),
            ("action", "leave-all"),
            ("filler", new string('x', 65 * 1024))
        );
        Assert.Equal(413, answer.Status);
        Assert.Contains("Nothing was changed.", answer.Text, StringComparison.Ordinal);
        Assert.Empty(center.ActsOf(person));
    }
}
