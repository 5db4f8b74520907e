using Xunit;

namespace PreferenceCenter.Tests.Http;

/// <summary>Tests the headers that every page sends, found or not, allowed or refused.</summary>
[Trait("Requirement", "SEC-08")]
[Trait("Requirement", "SEC-09")]
public sealed class HeadersTests(SharedWebCenter shared) : IClassFixture<SharedWebCenter>
{
    [DatabaseFact(PostgresInLongTests = true)]
    [Trait("Requirement", "A11-13")]
    public async Task Every_public_page_keeps_itself_private_and_speaks_the_language_asked_for()
    {
        var center = await shared.NextAsync();
        var pages = 0;
        foreach (var path in await center.EveryPathAsync(await center.SubscribeAsync(WebCenter.News)))
        foreach (var language in (string[])["de", "ar"])
        {
            var answer = await center.Browser.GetAsync($"{path}?language={language}");
            // Staff pages set a cookie; see StaffHeadersTests.
            if (
                answer["Content-Type"]?.StartsWith("text/html", StringComparison.Ordinal) != true
                || path.StartsWith("/staff", StringComparison.Ordinal)
            )
                continue;
            pages++;
            AssertWhole(answer);
            Assert.Equal(
                (language, language),
                (answer["Content-Language"], answer.Page.DocumentElement.GetAttribute("lang"))
            );
        }
        Assert.True(pages > 50, $"{pages}");
    }

    [DatabaseFact]
    public async Task So_does_every_answer_to_a_post()
    {
        var center = await shared.NextAsync();
        var person = await center.SubscribeAsync(WebCenter.News);
        foreach (var (kind, token) in await center.LinksOfEveryKindAsync(person))
            AssertWhole(
                await center.Browser.PostAsync($"/{kind}/{token}", ("action", kind == "c" ? "confirm" : "save"))
            );
        AssertWhole(await center.Browser.PostAsync(center.UnsubscribePath(person), ("List-Unsubscribe", "One-Click")));
        AssertWhole(
            await center.Browser.PostAsync(
                center.UnsubscribePath(person),
                ("List-Unsubscribe", "One-Click"),
                ("page", "1")
            )
        );
        AssertWhole(await center.Browser.PostAsync(center.PreferencesPath(person), ("action", "save")));
        AssertWhole(await center.Browser.PostAsync("/link", ("email", person.Address)));
    }

    [DatabaseTheory(PostgresInLongTests = true)]
    [InlineData("GET", "/none", 404)]
    [InlineData("GET", "/nowhere", 404)]
    [InlineData("GET", "/u/x", 404)]
    [InlineData("GET", "/p/x", 404)]
    [InlineData("GET", "/c/x", 404)]
    [InlineData("GET", "/undo/x", 404)]
    [InlineData("GET", "/receipt/x", 404)]
    [InlineData("GET", "/dev/mail", 404)]
    [InlineData("GET", "/staff/none", 404)]
    [InlineData("GET", "/../../etc/passwd", 404)]
    [InlineData("PUT", "/help", 405)]
    [InlineData("POST", "/help", 405)]
    [InlineData("POST", "/receipt/x", 405)]
    [InlineData("POST", "/none", 404)]
    [InlineData("POST", "/link", 400)]
    [InlineData("POST", "/u/", 404)]
    public async Task So_does_every_refusal(string method, string path, int status)
    {
        var center = await shared.NextAsync();
        var answer = await center.Browser.SendAsync(new HttpMethod(method), path + "?language=de");
        Assert.Equal(status, answer.Status);
        AssertWhole(answer);
        Assert.Equal("de", answer.Page.DocumentElement.GetAttribute("lang"));
    }

    [DatabaseFact(PostgresInLongTests = true)]
    public async Task So_do_refusals_of_size_origin_and_number()
    {
        var center = await shared.NextAsync();
        var path = center.PreferencesPath(await center.SubscribeAsync(WebCenter.News));
        Answer[] refused =
        [
            await center.Browser.PostAsync(path, ("action", "nonsense")),
            await center.Browser.PostAsync(path, ("filler", new string('x', 70_000))),
            await center.Browser.SendAsync(
                HttpMethod.Post,
                path,
                Browser.Encode(("action", "leave-all")),
                ("Origin", "https://evil.example")
            ),
            await center.Browser.SendAsync(HttpMethod.Post, "/link", new StringContent("email=a", null, "text/plain")),
        ];
        Assert.Equal([400, 413, 403, 400], refused.Select(r => r.Status));
        Assert.All(refused, AssertWhole);
    }

    private static void AssertWhole(Answer answer)
    {
        Assert.Equal("no-store", answer["Cache-Control"]);
        Assert.Equal("no-referrer", answer["Referrer-Policy"]);
        Assert.Contains("noindex", answer["X-Robots-Tag"], StringComparison.Ordinal);
        Assert.Equal("nosniff", answer["X-Content-Type-Options"]);
        Assert.Contains("default-src 'none'", answer["Content-Security-Policy"], StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", answer["Content-Security-Policy"], StringComparison.Ordinal);
        Assert.Null(answer["Set-Cookie"]);
        Assert.Null(answer["Server"]);
        Assert.Empty(answer.Page.QuerySelectorAll("script, [style], style"));
    }
}
