using System.Text;
using AngleSharp.Html.Dom;
using Microsoft.AspNetCore.Routing;
using PreferenceCenter.Tests.Http.Me;
using PreferenceCenter.Tests.Http.SignUp;
using Xunit;

namespace PreferenceCenter.Tests.Http;

/// <summary>
/// Posts to every public form what belongs to another form, in every character set and media type: it is taken or
/// refused, and never a failure of the server.
/// </summary>
public sealed class StrangeFormsTests(SharedSignUpCenter shared) : IClassFixture<SharedSignUpCenter>
{
    private static readonly string[] Types =
    [
        "application/x-www-form-urlencoded; charset=utf-7",
        "application/x-www-form-urlencoded;charset=utf-16",
        "application/x-www-form-urlencoded; charset=\"iso-8859-1\"",
        "application/x-www-form-urlencoded; charset=none-such; boundary=x",
        "application/x-www-form-urlencoded;",
        "application/x-www-form-urlencodedx",
        "multipart/form-data",
        "multipart/form-data; boundary=x; charset=utf-7",
        "multipart/form-data; boundary=\"--x\"",
        "application/json",
        "text/plain; charset=utf-7",
        "form",
        ";",
    ];

    [DatabaseFact(PostgresInLongTests = true)]
    [Trait("Requirement", "SEC-17")]
    public async Task Fields_of_every_other_form_are_no_failure()
    {
        var center = await shared.NextAsync();
        var (visitor, paths) = await VisitAsync(center);
        var forms = await FormsAsync(center, visitor, paths);
        Assert.True(forms.Count > 12, $"{forms.Count}");
        Assert.Contains(forms, f => f.Any(x => x.Name == "terms"));
        foreach (var path in paths)
        {
            foreach (var other in forms)
                await NoFailureAsync(visitor, path, Browser.Encode([.. await OwnAsync(visitor, path), .. other]));
            await NoFailureAsync(visitor, path, Browser.Encode([.. forms.SelectMany(f => f)]));
            // Nothing of it is kept out by a limit.
            center.Clock.Advance(TimeSpan.FromMinutes(1));
        }
    }

    [DatabaseFact(PostgresInLongTests = true)]
    [Trait("Requirement", "SEC-17")]
    public async Task No_character_set_and_no_media_type_is_a_failure()
    {
        var center = await shared.NextAsync();
        var (visitor, paths) = await VisitAsync(center);
        foreach (var path in paths)
        foreach (var type in Types)
        {
            var content = new ByteArrayContent(
                Encoding.ASCII.GetBytes(
                    type.StartsWith("multipart", StringComparison.Ordinal)
                        ? "--x\r\nContent-Disposition: form-data; name=\"action\"\r\nContent-Type: text/plain; charset=utf-7\r\n\r\nsave\r\n--x--\r\n"
                        : "action=save&email=ada%40people.example&%ff%fe=%zz&=&List-Unsubscribe=One-Click"
                )
            );
            content.Headers.TryAddWithoutValidation("Content-Type", type);
            await NoFailureAsync(visitor, path, content);
        }
    }

    [DatabaseTheory(PostgresInLongTests = true)]
    [InlineData("application/x-www-form-urlencoded; charset=utf-7")]
    [InlineData("application/x-www-form-urlencoded; charset=utf-16")]
    [InlineData("application/x-www-form-urlencoded; charset=utf-32")]
    [InlineData("application/x-www-form-urlencoded; charset=none-such")]
    [InlineData("application/x-www-form-urlencoded;charset=UTF-8")]
    [Trait("Requirement", "UNS-01")]
    public async Task Whatever_character_set_it_names_one_click_leaves(string type)
    {
        var center = await shared.NextAsync();
        var person = await center.SubscribeAsync(WebCenter.News);
        var content = new StringContent("List-Unsubscribe=One-Click");
        content.Headers.Remove("Content-Type");
        content.Headers.TryAddWithoutValidation("Content-Type", type);
        Assert.Equal(
            200,
            (await center.Browser.SendAsync(HttpMethod.Post, center.UnsubscribePath(person), content)).Status
        );
        Assert.True(center.StateOf(person).Stopped);
    }

    [DatabaseFact(PostgresInLongTests = true)]
    public async Task Agreed_terms_are_no_failure_of_a_form_without_terms()
    {
        var center = await shared.NextAsync();
        var answer = await center.Browser.PostAsync(
            SignUpCenter.Path,
            [
                .. await center.CopyAsync(),
                ("email", WebCenter.NewAddress("terms")),
                ("topics", "news"),
                ("terms", "agreed"),
                ("age", "confirmed"),
            ]
        );
        Assert.Equal(303, answer.Status);
        Assert.Single(await center.MailsAsync());
    }

    [DatabaseFact(PostgresInLongTests = true)]
    [Trait("Requirement", "SEC-01")]
    public async Task A_token_written_otherwise_is_no_token()
    {
        var center = await shared.NextAsync();
        var person = await center.SubscribeAsync(WebCenter.News);
        (string Kind, string Token)[] links =
        [
            .. (await center.LinksOfEveryKindAsync(person)).Select(l => (l.Kind, l.Token)),
            ("p", center.PreferencesPath(person)[3..]),
            ("u", center.UnsubscribePath(person)[3..]),
        ];
        foreach (var (kind, token) in links)
        {
            var (encoded, rows) = ($"/{kind}/%{(int)token[0]:X2}{token[1..]}", center.Rows());
            foreach (var path in (string[])[encoded, $"/{kind}/{token}/"])
            foreach (var method in (HttpMethod[])[HttpMethod.Get, HttpMethod.Post])
            {
                var status = await RawStatusAsync(center, method, path);
                Assert.True(status is 404 or 405, $"{method} {path} {status}");
            }
            Assert.Equal(rows, center.Rows());
        }
    }

    // A client library would decode what is percent-encoded without need.
    private static async Task<int> RawStatusAsync(WebCenter center, HttpMethod method, string path)
    {
        await using var request = await RawRequest.OpenAsync(center);
        const string Body = "List-Unsubscribe=One-Click&action=leave-all";
        if (method == HttpMethod.Post)
            await request.PostAsync(path, $"Content-Length: {Body.Length}");
        else
            await request.WriteAsync($"GET {path} HTTP/1.1\r\nHost: x\r\n\r\n");
        if (method == HttpMethod.Post)
            await request.WriteAsync(Body);
        return int.Parse((await request.ReadToAsync("\r\n"))[9..12], null);
    }

    // Every public path that takes a post, and a visitor in whose session those of /me work.
    private static async Task<(Visitor Visitor, IReadOnlyList<string> Paths)> VisitAsync(WebCenter center)
    {
        var person = await center.SubscribeAsync(WebCenter.News);
        var visitor = new Visitor(center);
        await visitor.OpenAsync(person);
        var patterns = center
            .Endpoints.OfType<RouteEndpoint>()
            .Where(e => e.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Contains("POST") == true)
            .Select(e => e.RoutePattern.RawText!)
            .Where(p =>
                !p.StartsWith("/staff", StringComparison.Ordinal) && !p.StartsWith("/_", StringComparison.Ordinal)
            )
            .ToHashSet();
        var every = await center.EveryPathAsync(person);
        return (
            visitor,
            [
                .. every.Where(path => patterns.Any(p => IsOf(p, path)) && path != "/me/sign-out"),
                SignUpCenter.Other,
                "/me/sign-out",
            ]
        );
    }

    private static bool IsOf(string pattern, string path)
    {
        var (wanted, found) = (pattern.Split('/'), path.Split('/'));
        return wanted.Length == found.Length
            && wanted.Zip(found).All(p => p.First == p.Second || p.First.StartsWith('{'));
    }

    private static async Task<IReadOnlyList<(string Name, string Value)[]>> FormsAsync(
        WebCenter center,
        Visitor visitor,
        IReadOnlyList<string> paths
    )
    {
        var forms = new List<(string, string)[]>();
        foreach (var path in paths.Append(SignUpCenter.Other).Append("/staff/sign-in"))
            forms.AddRange(
                (await visitor.GetAsync(path)).Page.QuerySelectorAll<IHtmlFormElement>("form").Select(FieldsOf)
            );
        Assert.NotNull(center);
        return [.. forms.DistinctBy(f => string.Join('&', f.Select(x => x.Item1)))];
    }

    private static (string, string)[] FieldsOf(IHtmlFormElement form) =>
        [
            .. form.QuerySelectorAll("[name]")
                .Select(e => (e.GetAttribute("name")!, e.GetAttribute("value") is { Length: > 0 } v ? v : "x")),
        ];

    private static async Task<(string Name, string Value)[]> OwnAsync(Visitor visitor, string path) =>
        [
            .. (await visitor.GetAsync(path))
                .Page.QuerySelectorAll<IHtmlInputElement>("input[type=hidden]")
                .Select(i => (i.Name!, i.Value))
                .Concat(
                    path.StartsWith("/subscribe", StringComparison.Ordinal)
                        ? [("email", WebCenter.NewAddress("strange"))]
                        : []
                ),
        ];

    private static async Task NoFailureAsync(Visitor visitor, string path, HttpContent content)
    {
        var answer = await visitor.SendAsync(HttpMethod.Post, path, content);
        Assert.True(answer.Status < 500, $"{path} {content.Headers.ContentType} {answer.Status}");
    }
}
