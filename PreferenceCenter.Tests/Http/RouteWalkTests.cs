using PreferenceCenter.Tests.Http.SignUp;
using Xunit;

namespace PreferenceCenter.Tests.Http;

/// <summary>Tests every route of the endpoint table with the requests of scanners and prefetchers.</summary>
public sealed class RouteWalkTests(SharedSignUpCenter shared) : IClassFixture<SharedSignUpCenter>
{
    private static readonly (string, string)[] Prefetcher = [("Sec-Purpose", "prefetch")],
        Scanner = [("Purpose", "prefetch"), ("User-Agent", "Barracuda Sentinel")],
        Overrider = [("X-HTTP-Method-Override", "POST"), ("X-HTTP-Method", "DELETE")],
        Program = [("Accept", "application/json")];

    // The usual run sends the three sets of headers in one request; the long run also sends each by itself.
    private static readonly (string, string)[][] Readers =
    [
        .. LongTests.Cases<(string, string)[]>(
            [
                [],
                [.. Prefetcher, .. Scanner, .. Overrider],
                Program,
            ],
            [Prefetcher, Scanner, Overrider]
        ),
    ];

    [DatabaseTheory(PostgresInLongTests = true)]
    [InlineData("GET")]
    [InlineData("HEAD")]
    [InlineData("OPTIONS")]
    [Trait("Requirement", "UNS-08")]
    [Trait("Requirement", "SEC-11")]
    public async Task Reading_changes_no_row_of_any_table_with_whatever_token(string method)
    {
        var center = await shared.NextAsync();
        var paths = await PathsAsync(center);
        var before = center.Rows();
        foreach (var path in paths)
        {
            foreach (var reader in Readers)
            {
                var answer = await center.Browser.SendAsync(
                    new HttpMethod(method),
                    path + "?List-Unsubscribe=One-Click&action=leave-all&page=1",
                    null,
                    reader
                );
                // To visitors without a session the console shows only its sign-in, whose form is protected by a
                // cookie.
                Assert.True(
                    answer.Status is 200 or 403 or 404 or 405 || IsStaffs(path) && answer.Status == 303,
                    $"{method} {path} {answer.Status}"
                );
                Assert.True(answer["Set-Cookie"] is null || IsStaffs(path), path);
            }
            Assert.True(before.SequenceEqual(center.Rows()), $"{method} {path}");
        }
    }

    [DatabaseTheory(PostgresInLongTests = true)]
    [InlineData("GET")]
    [InlineData("HEAD")]
    [Trait("Requirement", "UNS-08")]
    public async Task Not_even_a_body_makes_reading_an_act(string method)
    {
        var center = await shared.NextAsync();
        var paths = await PathsAsync(center);
        var before = center.Rows();
        foreach (var path in paths)
            await center.Browser.SendAsync(
                new HttpMethod(method),
                path,
                Browser.Encode(("List-Unsubscribe", "One-Click"), ("action", "leave-all"))
            );
        Assert.Equal(before, center.Rows());
    }

    [DatabaseTheory(PostgresInLongTests = true)]
    [InlineData("PUT")]
    [InlineData("PATCH")]
    [InlineData("DELETE")]
    [InlineData("PROPFIND")]
    [Trait("Requirement", "SEC-11")]
    public async Task No_other_method_than_post_does_anything(string method)
    {
        var center = await shared.NextAsync();
        var paths = await PathsAsync(center);
        var before = center.Rows();
        foreach (var path in paths)
        {
            var answer = await center.Browser.SendAsync(
                new HttpMethod(method),
                path,
                Browser.Encode(("List-Unsubscribe", "One-Click"), ("action", "leave-all"))
            );
            Assert.True(answer.Status == 405, $"{method} {path} {answer.Status}");
        }
        Assert.Equal(before, center.Rows());
    }

    [DatabaseFact]
    public async Task Head_answers_as_get_without_a_body()
    {
        var center = await shared.NextAsync();
        foreach (var path in (await PathsAsync(center)).Where(path => !IsStaffs(path)))
        {
            var (get, head) = (
                await center.Browser.GetAsync(path),
                await center.Browser.SendAsync(HttpMethod.Head, path)
            );
            Assert.True(get.Status == head.Status, $"{path} {get.Status} {head.Status}");
            Assert.Equal(Headers(get), Headers(head));
            Assert.Equal("", head.Body);
        }
    }

    private static bool IsStaffs(string path) =>
        path == "/staff" || path.StartsWith("/staff/", StringComparison.Ordinal);

    // The link of a sign-up belongs to no subscriber yet.
    private static async Task<IReadOnlyList<string>> PathsAsync(WebCenter center)
    {
        await center.ApplyTopicAsync("news", "\"sample\": { \"en\": \"A ship came in.\" }");
        var signUp = await center.AskedAsync(WebCenter.NewAddress("new"), "news");
        return [.. await center.EveryPathAsync(await center.SubscribeAsync(WebCenter.News, WebCenter.Offers)), signUp];
    }

    // Only the sender knows how a body is framed.
    private static string[] Headers(Answer answer) =>
        [
            .. answer
                .Headers.Where(h => h.Key is not ("Date" or "Transfer-Encoding" or "Content-Length"))
                .Select(h => $"{h.Key}: {h.Value}")
                .Order(StringComparer.Ordinal),
        ];
}
