using Xunit;

namespace PreferenceCenter.Tests.Http;

/// <summary>
/// Tests posts from another site's page: refused where they could add or disclose something, accepted where they can
/// only unsubscribe.
/// </summary>
[Trait("Requirement", "SEC-11")]
public sealed class OriginTests(SharedWebCenter shared) : IClassFixture<SharedWebCenter>
{
    public static TheoryData<string, string, bool> Senders =>
        new()
        {
            { "Origin", WebCenter.PublicUrl, true },
            { "Origin", "HTTPS://Preferences.Example.org", true },
            // Under no-referrer a browser sends no origin, not even to the same site.
            { "Origin", "null", true },
            { "Sec-Fetch-Site", "same-origin", true },
            { "Sec-Fetch-Site", "none", true },
            { "Sec-Fetch-Site", "same-site", true },
            { "Sec-Fetch-Site", "cross-site", false },
            { "Origin", "https://evil.example", false },
            { "Origin", "http://preferences.example.org", false },
            { "Origin", WebCenter.PublicUrl + ":8443", false },
            { "Origin", WebCenter.PublicUrl + ".evil.example", false },
            { "Origin", "https://evil.example#" + WebCenter.PublicUrl, false },
        };

    [DatabaseTheory(PostgresInLongTests = true)]
    [MemberData(nameof(Senders))]
    public async Task Of_pages_that_may_add_only_our_own_may_post(string header, string value, bool taken)
    {
        var center = await shared.NextAsync();
        var person = await center.SubscribeAsync(WebCenter.News, WebCenter.Offers);
        var links = (await center.LinksOfEveryKindAsync(person))
            .Where(l => l.Kind is "c" or "undo")
            .Select(l => $"/{l.Kind}/{l.Token}")
            .ToList();
        var choices = center.PreferencesPath(person);
        foreach (var path in (string[])[.. links, choices, choices + "/reason"])
        {
            var before = center.Rows();
            var answer = await center.Browser.SendAsync(
                HttpMethod.Post,
                path,
                Browser.Encode(("action", path == choices ? "leave-all" : "confirm"), ("reason", "other")),
                (header, value)
            );
            Assert.True(taken == answer.Status < 400, $"{path} {answer.Status}");
            Assert.Equal(taken, !before.SequenceEqual(center.Rows()));
            if (taken)
                continue;
            Assert.Equal(403, answer.Status);
            Assert.Contains("Nothing was changed.", answer.Text, StringComparison.Ordinal);
        }
    }

    [DatabaseTheory(PostgresInLongTests = true)]
    [MemberData(nameof(Senders))]
    [Trait("Requirement", "UNS-11")]
    public async Task Leaving_asks_nobody_where_they_come_from(string header, string value, bool taken)
    {
        var center = await shared.NextAsync();
        var person = await center.SubscribeAsync(WebCenter.News);
        foreach (
            var (form, status) in (ValueTuple<string, int>[])
                [("List-Unsubscribe=One-Click", 200), ("List-Unsubscribe=One-Click&page=1", 303)]
        )
            Assert.Equal(
                status,
                (
                    await center.Browser.SendAsync(
                        HttpMethod.Post,
                        center.UnsubscribePath(person),
                        Form(form),
                        (header, value)
                    )
                ).Status
            );
        Assert.Equal(
            303,
            (
                await center.Browser.SendAsync(
                    HttpMethod.Post,
                    center.UnsubscribePath(person) + "/reason",
                    Form("reason=other"),
                    (header, value)
                )
            ).Status
        );
        Assert.True(center.StateOf(person).Stopped, taken ? "ours" : "others'");
    }

    private static StringContent Form(string fields) => new(fields, null, "application/x-www-form-urlencoded");
}
