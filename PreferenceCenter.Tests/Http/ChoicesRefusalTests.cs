using Xunit;

namespace PreferenceCenter.Tests.Http;

/// <summary>
/// Tests posts that the preferences page refuses: no part of the form is applied, and the answer says so.
/// </summary>
public sealed class ChoicesRefusalTests(SharedWebCenter shared) : IClassFixture<SharedWebCenter>
{
    public static TheoryData<string> NotOurs =>
        [
            // Unknown keys; topics that this link may not name; topics that take no new subscribers.
            "topics=nonsense&action=save",
            "topics=draft&action=save",
            "topics=secret&action=save",
            "topics=News&action=save",
            "topics=&action=save",
            "topics=closed&shown=closed:off&action=save",
            "topics=archived&shown=archived:off&action=save",
            "shown=nonsense:on&action=save",
            "shown=secret:on&action=save",
            "shown=news&action=save",
            "shown=news:maybe&action=save",
            "shown=news:on+nonsense:on&action=save",
            "shown=news:on+news:off&topics=news&action=save",
            "shown=news:on&shown=news:off&topics=news&action=save",
            "frequency.nonsense=weekly&action=save",
            "frequency.secret=every&action=save",
            "frequency.=weekly&action=save",
            // Unknown values.
            "frequency.news=daily&action=save",
            "frequency.news=hourly&action=save",
            "frequency.news=&action=save",
            "frequency.news=Weekly&action=save",
            "frequency.news=weekly&frequency.news=monthly&action=save",
            "frequency.events=weekly&action=save",
            "pause=31&action=save",
            "pause=-30&action=save",
            "pause=&action=save",
            "pause=30&pause=60&action=save",
            "tracking=yes&action=save",
            "tracking=&action=save",
            "tracking=granted&tracking=denied&action=save",
            "profiling=no&action=save",
            "profiling=allowed&profiling=objected&action=save",
            "language=xx&action=save",
            "language=EN&action=save",
            "language=&action=save",
            "language=en&language=de&action=save",
            // Unknown actions, and one that belongs to expired links.
            "pause=30",
            "pause=30&action=",
            "pause=30&action=Save",
            "pause=30&action=delete",
            "pause=30&action=send-link",
            "pause=30&action=save&action=leave-all",
            "pause=30&action=leave-all&action=leave-all",
        ];

    [DatabaseTheory(PostgresInLongTests = true)]
    [MemberData(nameof(NotOurs))]
    public async Task A_form_with_anything_unknown_is_refused_whole(string form)
    {
        var center = await shared.NextAsync();
        var person = await center.SubscribeAsync(WebCenter.News, WebCenter.Secret);
        var before = center.Rows();
        // The wrong value is sent together with a valid one.
        var answer = await center.Browser.PostFormAsync(
            center.PreferencesPath(person),
            "shown=events:off&topics=events&" + form
        );
        Assert.Equal(400, answer.Status);
        Assert.Contains("Nothing was changed.", answer.Text, StringComparison.Ordinal);
        Assert.Equal(before, center.Rows());
    }

    [DatabaseTheory(PostgresInLongTests = true)]
    [InlineData("application/json", """{"action":"leave-all"}""", 400)]
    [InlineData("text/plain", "action=leave-all", 400)]
    [InlineData(null, "action=leave-all", 400)]
    [InlineData("multipart/form-data", "action=leave-all", 400)]
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
