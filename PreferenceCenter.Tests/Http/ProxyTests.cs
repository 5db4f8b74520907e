using Xunit;

namespace PreferenceCenter.Tests.Http;

/// <summary>
/// Tests the host and the forwarded headers of a request. Forwarded headers are trusted from configured networks only.
/// </summary>
public sealed class ProxyTests(SharedWebCenter shared) : IClassFixture<SharedWebCenter>
{
    private static readonly (string, string)[] Forwarded =
    [
        ("X-Forwarded-For", "203.0.113.77"),
        ("X-Forwarded-Proto", "https"),
        ("X-Forwarded-Host", "evil.example"),
        ("X-Forwarded-Prefix", "/evil"),
    ];

    [DatabaseTheory(PostgresInLongTests = true)]
    [InlineData(null, "127.0.0.0/24")]
    [InlineData("10.0.0.0/8", "127.0.0.0/24")]
    [InlineData("127.0.0.0/8", "203.0.113.0/24")]
    [InlineData("10.0.0.0/8, 127.0.0.1", "203.0.113.0/24")]
    public async Task Whence_somebody_came_is_believed_from_named_networks_alone(string? networks, string seen)
    {
        await using var center = await WebCenter.StartAsync(
            networks is null ? [] : [$"Proxy:KnownNetworks={networks}"]
        );
        var person = await center.SubscribeAsync(WebCenter.News);
        await center.Browser.SendAsync(
            HttpMethod.Post,
            center.UnsubscribePath(person),
            Browser.Encode(("List-Unsubscribe", "One-Click")),
            Forwarded
        );
        Assert.Equal(seen, center.EvidenceOf(center.EventsOf(person)[^1]).Ip);
    }

    [DatabaseTheory(PostgresInLongTests = true)]
    [InlineData("127.0.0.1, 10.0.0.0/8", "203.0.113.8, 10.0.0.5", "https", "203.0.113.0/24", true)]
    [InlineData("127.0.0.1, 10.0.0.0/8", "192.0.2.1, 203.0.113.8, 10.0.0.5", "https", "203.0.113.0/24", true)]
    [InlineData(
        "127.0.0.1, 10.0.0.0/8",
        "203.0.113.8, 10.0.0.5, 10.1.0.6",
        "https, http, http",
        "203.0.113.0/24",
        true
    )]
    [InlineData("127.0.0.1, 10.0.0.0/8", "203.0.113.8, 10.0.0.5", "https,http", "203.0.113.0/24", true)]
    [InlineData("127.0.0.1, 10.0.0.0/8", "203.0.113.8, 10.0.0.5", "http,https", "203.0.113.0/24", false)]
    [InlineData("127.0.0.1", "203.0.113.8, 10.0.0.5", "https,http", "10.0.0.0/24", false)]
    [InlineData("127.0.0.1, 10.0.0.0/8", "unknown, 10.0.0.5", "https", "10.0.0.0/24", true)]
    [Trait("Requirement", "SEC-10")]
    public async Task Every_named_proxy_is_unwound_and_nobody_beyond(
        string networks,
        string chain,
        string schemes,
        string seen,
        bool secure
    )
    {
        await using var center = await WebCenter.StartAsync([$"Proxy:KnownNetworks={networks}"]);
        var person = await center.SubscribeAsync(WebCenter.News);
        var answer = await center.Browser.SendAsync(
            HttpMethod.Post,
            center.UnsubscribePath(person),
            Browser.Encode(("List-Unsubscribe", "One-Click")),
            ("X-Forwarded-For", chain),
            ("X-Forwarded-Proto", schemes)
        );
        Assert.Equal(seen, center.EvidenceOf(center.EventsOf(person)[^1]).Ip);
        Assert.Equal(secure, answer["Strict-Transport-Security"] is not null);
    }

    [DatabaseFact]
    [Trait("Requirement", "SEC-13")]
    public async Task Nobody_gets_round_a_limit_by_calling_themselves_others()
    {
        var center = await shared.NextAsync();
        var last = 0;
        for (var i = 0; i < 61; i++)
            last = (
                await center.Browser.SendAsync(
                    HttpMethod.Post,
                    "/link",
                    Browser.Encode(("email", $"p{i}@people.example")),
                    ("X-Forwarded-For", $"203.0.{i}.1")
                )
            ).Status;
        Assert.Equal(429, last);
    }

    [DatabaseTheory(PostgresInLongTests = true)]
    [InlineData(null, false)]
    [InlineData("127.0.0.0/8", true)]
    [Trait("Requirement", "SEC-10")]
    public async Task A_browser_is_told_to_stay_on_https_only_over_https(string? networks, bool expected)
    {
        await using var center = await WebCenter.StartAsync(
            networks is null ? [] : [$"Proxy:KnownNetworks={networks}"]
        );
        Assert.Null((await center.Browser.GetAsync("/help"))["Strict-Transport-Security"]);
        Assert.Equal(
            expected,
            (await center.Browser.GetAsync("/help", Forwarded))["Strict-Transport-Security"] is not null
        );
    }

    [DatabaseTheory(PostgresInLongTests = true)]
    [InlineData(null)]
    [InlineData("127.0.0.0/8")]
    [Trait("Requirement", "UNS-06")]
    [Trait("Requirement", "SEC-14")]
    [Trait("Requirement", "SEC-15")]
    public async Task No_host_that_a_request_names_gets_into_a_page_a_redirect_or_a_mail(string? networks)
    {
        await using var center = await WebCenter.StartAsync(
            networks is null ? [] : [$"Proxy:KnownNetworks={networks}"]
        );
        var person = await center.SubscribeAsync(WebCenter.News);
        (string, string)[] spoofed =
        [
            ("Host", "evil.example"),
            ("Forwarded", "host=evil.example;proto=http"),
            .. Forwarded,
        ];
        var choices = center.PreferencesPath(person);
        Answer[] answers =
        [
            await center.Browser.SendAsync(
                HttpMethod.Post,
                "/link",
                Browser.Encode(("email", person.Address)),
                spoofed
            ),
            await center.Browser.SendAsync(
                HttpMethod.Post,
                choices,
                Browser.Encode(("action", "save"), ("shown", "events:off"), ("topics", "events")),
                spoofed
            ),
            await center.Browser.SendAsync(
                HttpMethod.Post,
                center.UnsubscribePath(person, WebCenter.News),
                Browser.Encode(("List-Unsubscribe", "One-Click"), ("page", "1")),
                spoofed
            ),
            await center.Browser.GetAsync(choices, spoofed),
            await center.Browser.GetAsync("/help", spoofed),
            await center.Browser.GetAsync("/none", spoofed),
        ];
        Assert.All(answers, answer => Assert.DoesNotContain("evil", answer.Seen, StringComparison.OrdinalIgnoreCase));
        Assert.StartsWith(choices, answers[1].Location, StringComparison.Ordinal);
        var mails = await center.MailsOfChangesAsync();
        Assert.Equal(3, mails.Count);
        Assert.All(mails, mail => Assert.DoesNotContain("evil", mail.ToString(), StringComparison.OrdinalIgnoreCase));
    }

    [DatabaseTheory(PostgresInLongTests = true)]
    [InlineData("returnUrl")]
    [InlineData("ReturnUrl")]
    [InlineData("return")]
    [InlineData("redirect")]
    [InlineData("redirect_uri")]
    [InlineData("next")]
    [InlineData("url")]
    [InlineData("continue")]
    [InlineData("language")]
    [InlineData("done")]
    [Trait("Requirement", "SEC-15")]
    public async Task No_parameter_sends_anybody_elsewhere(string name)
    {
        var center = await shared.NextAsync();
        var person = await center.SubscribeAsync(WebCenter.News);
        foreach (
            var elsewhere in (string[])
                [
                    "https://evil.example/",
                    "//evil.example",
                    "/\\evil.example",
                    "javascript:alert(1)",
                    "en&x=//evil.example",
                    "\r\nLocation: //evil.example",
                ]
        )
        {
            var query = $"?{name}={Uri.EscapeDataString(elsewhere)}";
            var posted = await center.Browser.PostAsync(
                center.PreferencesPath(person) + query,
                ("action", "save"),
                (name, elsewhere)
            );
            Assert.True(
                posted.Location is null
                    ? posted.Status == 400
                    : posted.Location == center.PreferencesPath(person) + "?done=0-0",
                posted.Location
            );
            foreach (
                var path in (string[])
                    [center.PreferencesPath(person), center.UnsubscribePath(person), "/link", "/help", "/none"]
            )
            {
                var page = await center.Browser.GetAsync(path + query);
                Assert.Null(page.Location);
                Assert.DoesNotContain(
                    page.Page.QuerySelectorAll("[href], [action], [src]"),
                    e =>
                        $"{e.GetAttribute("href")}{e.GetAttribute("action")}{e.GetAttribute("src")}".Contains(
                            "evil",
                            StringComparison.Ordinal
                        )
                );
                Assert.DoesNotContain(page.Page.QuerySelectorAll("meta[http-equiv]"), _ => true);
            }
        }
    }
}
