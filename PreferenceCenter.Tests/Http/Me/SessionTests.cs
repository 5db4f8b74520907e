using Microsoft.AspNetCore.Routing;
using PreferenceCenter.Data;
using PreferenceCenter.PrivacyRequests.Retention;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Http.Me;

/// <summary>Tests the identity session: how long it lasts, what ends it, and what an action in it requires.</summary>
public sealed class SessionTests(SharedWebCenter shared) : IClassFixture<SharedWebCenter>
{
    private static readonly string[] Pages = ["/me", "/me/export", "/me/correct", "/me/restrict", "/me/object"];

    [DatabaseFact]
    [Trait("Requirement", "SEC-05")]
    public async Task Where_it_is_open_is_shown_and_ended_in_all_browsers_at_once()
    {
        await using var center = await WebCenter.StartAsync(adjust: WebCenter.WithoutCircuits);
        var person = await center.SubscribeAsync(WebCenter.News);
        var (here, elsewhere) = (new Visitor(center), new Visitor(center));
        await elsewhere.OpenAsync(person);
        center.Clock.Advance(TimeSpan.FromMinutes(3));
        var me = await here.OpenAsync(person);
        var opened = me.Page.QuerySelectorAll("#sessions li").ToList();
        Assert.Equal(2, opened.Count);
        Assert.Contains("This browser", opened[0].TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("This browser", opened[1].TextContent, StringComparison.Ordinal);
        // One of them alone, and once.
        var other = me.Page.QuerySelector("#sessions li button")!.GetAttribute("value")!;
        me = await here.FollowAsync(await here.PressAsync(me, other));
        Assert.Single(me.Page.QuerySelectorAll("#sessions li"));
        Assert.Equal(403, (await elsewhere.GetAsync("/me")).Status);
        await elsewhere.OpenAsync(person);
        var ended = await here.FollowAsync(await here.PressAsync(await here.GetAsync("/me"), "all"));
        Assert.Equal(200, ended.Status);
        Assert.Equal(403, (await here.GetAsync("/me")).Status);
        Assert.Equal(403, (await elsewhere.GetAsync("/me")).Status);
    }

    [DatabaseFact(PostgresInLongTests = true)]
    public async Task The_page_begins_with_who_somebody_is_and_tells_an_act_once()
    {
        await using var center = await WebCenter.StartAsync(adjust: WebCenter.WithoutCircuits);
        var person = await center.SubscribeAsync(WebCenter.News, WebCenter.Events);
        await center.Browser.PressAsync(await center.Browser.GetAsync(center.UnsubscribePath(person)));
        var me = await new Visitor(center).OpenAsync(person);
        Assert.Contains(
            person.Address,
            me.Page.QuerySelector("main .held .card")!.TextContent,
            StringComparison.Ordinal
        );
        // The stop of all mail and two topics were left by one press.
        var acts = me.Page.QuerySelectorAll("#history .line > li").ToList();
        Assert.Equal(3, acts[0].QuerySelectorAll("strong").Length);
        Assert.Single(me.Page.QuerySelectorAll("a.bad"));
    }

    [DatabaseFact(PostgresInLongTests = true)]
    [Trait("Requirement", "SEC-05")]
    [Trait("Requirement", "A11-08")]
    public async Task It_ends_after_fifteen_idle_minutes_and_says_so_beforehand()
    {
        var center = await shared.NextAsync();
        var visitor = new Visitor(center);
        var me = await visitor.OpenAsync(await center.SubscribeAsync(WebCenter.News));
        Assert.Equal("900", me.Page.QuerySelector("#session")!.GetAttribute("data-left"));
        Assert.Contains("You’ll be signed out on", me.Text, StringComparison.Ordinal);
        // Used every 14 minutes, it stays open.
        for (var i = 0; i < 3; i++)
        {
            center.Clock.Advance(TimeSpan.FromMinutes(14));
            Assert.Equal(200, (await visitor.GetAsync("/me/correct")).Status);
        }
        center.Clock.Advance(TimeSpan.FromMinutes(15));
        foreach (var page in Pages)
            Assert.Equal(403, (await visitor.GetAsync(page)).Status);
        Assert.Equal(403, (await visitor.PostAsync("/me/export")).Status);
    }

    [DatabaseFact]
    [Trait("Requirement", "SEC-05")]
    [Trait("Requirement", "A11-08")]
    public async Task It_can_be_prolonged_ten_times_and_ends_all_the_same()
    {
        await using var center = await WebCenter.StartAsync(adjust: WebCenter.WithoutCircuits);
        var visitor = new Visitor(center);
        var me = await visitor.OpenAsync(await center.SubscribeAsync(WebCenter.News));
        for (var i = 0; i < 10; i++)
        {
            center.Clock.Advance(TimeSpan.FromMinutes(14.5));
            me = await visitor.FollowAsync(await visitor.PressAsync(me, action: "/me/stay"));
            Assert.Equal(200, me.Status);
        }
        while (center.Now < TestCenter.Start + DataSessionStore.LongestFor - TimeSpan.FromMinutes(1))
        {
            center.Clock.Advance(TimeSpan.FromMinutes(10));
            if ((await visitor.GetAsync("/me")).Status != 200)
                break;
        }
        center.Clock.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal(403, (await visitor.GetAsync("/me")).Status);
        await center.RunAsync<RetentionJob>();
        using var raw = center.Raw();
        Assert.Equal(0, raw.Count("DataSessions"));
    }

    [DatabaseFact]
    [Trait("Requirement", "SEC-05")]
    public async Task Signed_out_the_id_is_worth_nothing_and_each_opening_makes_another()
    {
        var center = await shared.NextAsync();
        var person = await center.SubscribeAsync(WebCenter.News);
        var visitor = new Visitor(center);
        var me = await visitor.OpenAsync(person);
        var first = visitor.Cookies[Visitor.SessionCookie];
        await visitor.OpenAsync(person);
        var second = visitor.Cookies[Visitor.SessionCookie];
        Assert.NotEqual(first, second);
        var thief = new Visitor(center);
        thief.Take(Visitor.SessionCookie, first);
        Assert.Equal(403, (await thief.GetAsync("/me")).Status);

        var gone = await visitor.FollowAsync(
            await visitor.PressAsync(await visitor.GetAsync("/me"), action: "/me/sign-out")
        );
        Assert.Contains("signed out", gone.Text, StringComparison.Ordinal);
        Assert.False(visitor.Cookies.ContainsKey(Visitor.SessionCookie));
        thief.Take(Visitor.SessionCookie, second);
        Assert.Equal(403, (await thief.GetAsync("/me")).Status);
    }

    [DatabaseFact]
    [Trait("Requirement", "SEC-11")]
    [Trait("Requirement", "UNS-11")]
    public async Task No_post_does_anything_without_the_key_of_its_own_sessions_forms()
    {
        var center = await shared.NextAsync();
        var (person, other) = (
            await center.SubscribeAsync(WebCenter.News),
            await center.SubscribeAsync(WebCenter.News)
        );
        var (visitor, otherVisitor) = (new Visitor(center), new Visitor(center));
        await visitor.OpenAsync(person);
        var foreign = (await otherVisitor.OpenAsync(other))
            .Page.QuerySelector("input[name=key]")!
            .GetAttribute("value")!;
        var posts = center
            .Endpoints.OfType<Microsoft.AspNetCore.Routing.RouteEndpoint>()
            .Where(e =>
                e.RoutePattern.RawText!.StartsWith("/me/", StringComparison.Ordinal)
                && !e.RoutePattern.RawText.Contains('{', StringComparison.Ordinal)
                && e.Metadata.OfType<HttpMethodMetadata>().Single().HttpMethods.Contains("POST")
            )
            .Select(e => e.RoutePattern.RawText!)
            .ToList();
        Assert.Contains("/me/restrict", posts);
        var before = center.Rows();
        foreach (var path in posts)
        foreach (var key in new[] { null, "", foreign, "AAAA" })
        {
            (string, string)[] fields =
            [
                ("action", "restrict"),
                ("name", "Eve"),
                ("language", "de"),
                .. key is null ? [] : new[] { ("key", key) },
            ];
            var answer = await visitor.PostAsync(path, fields);
            Assert.True(answer.Status == 400, $"{path} {key} {answer.Status}");
        }
        Assert.Equal(before, center.Rows());
        // Without a session the key opens nothing.
        foreach (var path in posts)
            Assert.Equal(403, (await center.Browser.PostAsync(path, ("key", foreign))).Status);
    }

    [DatabaseFact(PostgresInLongTests = true)]
    [Trait("Requirement", "SEC-06")]
    [Trait("Requirement", "SEC-09")]
    public async Task Its_pages_allow_one_script_of_ours_and_nothing_else()
    {
        var center = await shared.NextAsync();
        var visitor = new Visitor(center);
        await visitor.OpenAsync(await center.SubscribeAsync(WebCenter.News));
        foreach (var path in Pages)
        {
            var page = await visitor.GetAsync(path);
            Assert.Contains("script-src 'self';", page["Content-Security-Policy"], StringComparison.Ordinal);
            var script = Assert.Single(page.Page.QuerySelectorAll("script"));
            Assert.Equal(
                (200, "text/javascript; charset=utf-8"),
                (await center.Browser.GetAsync(script.GetAttribute("src")!)) is var file
                    ? (file.Status, file["Content-Type"])
                    : default
            );
            Assert.Equal("no-store", page["Cache-Control"]);
        }
        Assert.DoesNotContain(
            "script-src",
            (await center.Browser.GetAsync("/privacy"))["Content-Security-Policy"],
            StringComparison.Ordinal
        );
    }

    [DatabaseFact(PostgresInLongTests = true)]
    [Trait("Requirement", "SEC-15")]
    public async Task Staying_leads_to_no_page_but_these()
    {
        var center = await shared.NextAsync();
        var visitor = new Visitor(center);
        var key = (await visitor.OpenAsync(await center.SubscribeAsync(WebCenter.News)))
            .Page.QuerySelector("input[name=key]")!
            .GetAttribute("value")!;
        foreach (
            var (at, to) in new[]
            {
                ("/me/object", "/me/object"),
                ("https://evil.example/", "/me"),
                ("//evil.example", "/me"),
                ("", "/me"),
            }
        )
            Assert.Equal(to, (await visitor.PostAsync("/me/stay", ("key", key), ("at", at))).Location);
    }
}
