using PreferenceCenter.Domain;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Http;

/// <summary>Tests that every change made on the preferences page can be reverted there.</summary>
[Trait("Requirement", "A11-07")]
public sealed class WayBackTests(SharedWebCenter shared) : IClassFixture<SharedWebCenter>
{
    [DatabaseTheory(PostgresInLongTests = true)]
    [InlineData("shown=news:on", "shown=news:off&topics=news")]
    [InlineData("shown=events:off&topics=events", "shown=events:on")]
    [InlineData("frequency.news=monthly", "frequency.news=every")]
    [InlineData("pause=90", "pause=none")]
    [InlineData("tracking=granted", "tracking=denied")]
    [InlineData("tracking=denied", "tracking=granted")]
    [InlineData("profiling=objected", "profiling=allowed")]
    [InlineData("language=de", "language=en")]
    public async Task Each_choice_can_be_taken_back(string change, string back)
    {
        var center = await shared.NextAsync();
        var person = await center.SubscribeAsync(WebCenter.News);
        await center.ActAsync(
            person,
            new Choose(
                new Dictionary<long, long>
                {
                    [Aspect.Tracking] = (long)(
                        change == "tracking=granted" ? TrackingConsent.Denied : TrackingConsent.Granted
                    ),
                    [Aspect.Profiling] = Permission.Yes,
                },
                AddsAtOnce: true
            )
        );
        var path = await center.MailedPreferencesPathAsync(person);
        var before = Standing(center, person);
        await SaveAsync(center, path, change);
        Assert.NotEqual(before, Standing(center, person));
        await SaveAsync(center, path, back);
        Assert.Equal(before, Standing(center, person));
    }

    [DatabaseFact]
    public async Task So_can_leaving_everything()
    {
        var center = await shared.NextAsync();
        var person = await center.SubscribeAsync(WebCenter.News, WebCenter.Events, WebCenter.Secret);
        var before = Standing(center, person);
        await center.Browser.PostAsync(center.PreferencesPath(person), ("action", "leave-all"));
        Assert.NotEqual(before, Standing(center, person));
        await center.Browser.PostAsync(WebCenter.LinkIn(Assert.Single(await center.MailsOfChangesAsync()), "undo"));
        Assert.Equal(before, Standing(center, person));
    }

    private static async Task SaveAsync(WebCenter center, string path, string fields) =>
        Assert.Equal(303, (await center.Browser.PostFormAsync(path, fields + "&action=save")).Status);

    private static string Standing(WebCenter center, Person person)
    {
        var (subscriber, state) = (center.Find(person).Subscriber, center.StateOf(person));
        var topics = state.Topics.Where(t => t.On).Select(t => $"{t.Aspect}:{t.Value}");
        return Invariant(
            $"{string.Join(' ', topics)} {state.Stopped} {state.PausedUntil(center.Now)} {state.Tracking} {state.Profiling} {subscriber.Language}"
        );
    }
}
