using PreferenceCenter.Domain;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Http;

/// <summary>
/// Tests a consent posted without the consent statement that is in force: it waits for the confirmation, whose page
/// shows the statement, and keeps nothing else of the form from being done.
/// </summary>
[Trait("Requirement", "CON-06")]
public sealed class UnseenWordsTests(SharedWebCenter shared) : IClassFixture<SharedWebCenter>
{
    [DatabaseTheory]
    [InlineData("")]
    [InlineData("events:999999")]
    [InlineData("events:0")]
    [InlineData("events:-1")]
    [InlineData("events:")]
    [InlineData("news:{news}")]
    [InlineData("events:{news}")]
    [InlineData("events:{events} events:999999")]
    public async Task A_yes_to_words_nobody_saw_asks_first(string? words)
    {
        var center = await shared.NextAsync();
        var person = await center.SubscribeAsync(WebCenter.News);
        var path = await center.MailedPreferencesPathAsync(person);
        var answer = await PostAsync(center, path, words);
        Assert.Equal("pending", center.Gate(person, "events"));
        Assert.NotNull(center.StateOf(person)[WebCenter.Events].Wish);
        // What needs no words is done at once.
        Assert.False(center.StateOf(person)[WebCenter.News].On);
        var page = await center.Browser.FollowAsync(answer);
        Assert.Contains("Waiting for your confirmation", page.Text, StringComparison.Ordinal);
        var asked = Assert.Single(
            await center.MailsAsync(),
            m => m.TextBody!.Contains("/c/", StringComparison.Ordinal)
        );
        await center.Browser.PressAsync(await center.Browser.GetAsync(WebCenter.LinkIn(asked, "c")), "confirm");
        Assert.Equal("allowed", center.Gate(person, "events"));
    }

    // Without any words it is the form of another program, which shows them itself.
    [DatabaseTheory]
    [InlineData("events:{events}")]
    [InlineData(null)]
    public async Task A_yes_beside_the_words_in_force_is_a_consent(string? words)
    {
        var center = await shared.NextAsync();
        var person = await center.SubscribeAsync(WebCenter.News);
        await PostAsync(center, await center.MailedPreferencesPathAsync(person), words);
        Assert.Equal("allowed", center.Gate(person, "events"));
    }

    [DatabaseTheory(PostgresInLongTests = true)]
    [InlineData("tracking", "granted", Aspect.Tracking)]
    [InlineData("profiling", "allowed", Aspect.Profiling)]
    public async Task So_with_tracking_and_profiling(string field, string yes, long aspect)
    {
        var center = await shared.NextAsync();
        var person = await center.SubscribeAsync(WebCenter.News);
        var path = await center.MailedPreferencesPathAsync(person);
        await center.Browser.PostAsync(path, (field, yes), ("words", $"{field}=999999"), ("action", "save"));
        Assert.NotEqual(Permission.Yes, center.StateOf(person)[aspect].Value);
        Assert.Equal(Permission.Yes, center.StateOf(person)[aspect].Wish);
    }

    private static Task<Answer> PostAsync(WebCenter center, string path, string? words)
    {
        (string, string)[] fields =
        [
            ("shown", "news:on events:off"),
            ("topics", "events"),
            .. words is null ? [] : ((string, string)[])[("words", Filled(center, words))],
            ("action", "save"),
        ];
        return center.Browser.PostAsync(path, fields);
    }

    private static string Filled(WebCenter center, string words) =>
        words
            .Replace("{news}", Notice(center, WebCenter.News), StringComparison.Ordinal)
            .Replace("{events}", Notice(center, WebCenter.Events), StringComparison.Ordinal);

    private static string Notice(WebCenter center, long topic) =>
        Invariant($"{center.Get<PreferenceCenter.Catalogue.CatalogueCache>().Current.Notices[topic].Number}");
}
