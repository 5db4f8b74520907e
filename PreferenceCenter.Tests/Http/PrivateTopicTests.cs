using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Xunit;

namespace PreferenceCenter.Tests.Http;

/// <summary>
/// Walks every page that a footer's link leads to, by every button: whoever was forwarded the email learns of no private
/// topic that the link does not name.
/// </summary>
[Trait("Requirement", "SEC-19")]
public sealed class PrivateTopicTests(SharedWebCenter shared) : IClassFixture<SharedWebCenter>
{
    private static readonly int MostPresses = LongTests.Rounds(2, 3);

    [DatabaseTheory(PostgresInLongTests = true)]
    [InlineData("/u/", 0, WebCenter.News, WebCenter.Secret)]
    [InlineData("/u/", 0, WebCenter.Secret)]
    [InlineData("/u/", WebCenter.News, WebCenter.News, WebCenter.Secret)]
    [InlineData("/p/", 0, WebCenter.News, WebCenter.Secret)]
    [InlineData("/p/", WebCenter.News, WebCenter.Secret)]
    public async Task No_page_behind_a_footer_names_a_private_topic(string kind, long scope, params long[] topics)
    {
        var center = await shared.NextAsync();
        var (ways, seen) = (
            new Queue<int[]>([
                [],
            ]),
            new HashSet<string>(StringComparer.Ordinal)
        );
        while (ways.TryDequeue(out var way))
        {
            center.Clock.Advance(TimeSpan.FromMinutes(1));
            var page = await WalkAsync(center, await PathAsync(center, kind, scope, topics), way);
            seen.Add(page.Path.Split('/')[1]);
            if (way.Length < MostPresses)
                for (var button = 0; button < Buttons(page).Length; button++)
                    ways.Enqueue([.. way, button]);
        }
        Assert.Equal(kind == "/u/" ? ["u", "undo"] : ["p"], seen.Intersect(["p", "u", "undo"]).Order());
    }

    [DatabaseFact]
    public async Task Nor_does_a_query_or_a_field_that_guesses_it()
    {
        var center = await shared.NextAsync();
        var path = await PathAsync(center, "/p/", 0, WebCenter.News, WebCenter.Secret);
        Look(await center.Browser.GetAsync(path + "?done=1-99&missed=secret&left-out=1"));
        Look(await center.Browser.PostOnAsync(path, ("action", "save"), ("topics", "secret")));
        Look(await center.Browser.PostOnAsync(path, ("action", "save"), ("shown", "secret:on news:on")));
        Look(await center.Browser.PostOnAsync(path, ("action", "draft"), ("topics", "secret")));
    }

    [DatabaseFact]
    public async Task Its_sample_issue_answers_as_that_of_no_topic_does()
    {
        var center = await shared.NextAsync();
        foreach (var key in (string[])["news", "secret", "closed", "archived", "draft"])
            await center.ApplyTopicAsync(key, "\"sample\": { \"en\": \"What was said aboard.\" }");
        Assert.Contains("said aboard", (await center.Browser.GetAsync("/sample/news")).Text, StringComparison.Ordinal);
        var none = await center.Browser.GetAsync("/sample/nothing");
        foreach (var key in (string[])["secret", "topic_4", "4", "closed", "archived", "draft", "events"])
        {
            var answer = await center.Browser.GetAsync("/sample/" + key);
            Assert.Equal((404, none.Body), (answer.Status, answer.Body));
        }
        // Nor is it linked where the link of the page names the topic.
        var page = await center.Browser.GetAsync(
            await PathAsync(center, "/p/", WebCenter.Secret, WebCenter.Secret, WebCenter.Closed)
        );
        Assert.Equal(
            ["/sample/news?language=en"],
            page.Page.QuerySelectorAll("a[href^='/sample/']").Select(a => a.GetAttribute("href"))
        );
        Assert.Contains("Captains only", page.Text, StringComparison.Ordinal);
    }

    [DatabaseFact]
    public async Task The_undo_of_a_link_that_names_it_names_it()
    {
        var center = await shared.NextAsync();
        var person = await center.SubscribeAsync(WebCenter.News, WebCenter.Secret);
        var left = await center.Browser.PressOnAsync(
            await center.Browser.GetAsync(center.UnsubscribePath(person, WebCenter.Secret))
        );
        var undone = await center.Browser.PressOnAsync(left, null, "form[action^='/undo/'] button");
        Assert.Contains("Captains only", undone.Text, StringComparison.Ordinal);
        Assert.True(center.StateOf(person)[WebCenter.Secret].On);
    }

    private static async Task<string> PathAsync(WebCenter center, string kind, long scope, params long[] topics)
    {
        var person = await center.SubscribeAsync(topics);
        return kind == "/u/" ? center.UnsubscribePath(person, scope) : center.PreferencesPath(person, scope);
    }

    // Opens the page and presses one button after the other, by their places.
    private static async Task<Answer> WalkAsync(WebCenter center, string path, int[] way)
    {
        var page = Look(await center.Browser.GetAsync(path));
        foreach (var place in way)
        {
            if (Buttons(page) is not { Length: > 0 } buttons)
                break;
            buttons[place].SetAttribute("data-pressed", "");
            if (
                buttons[place].Closest("form")!.GetAttribute("action") is { } undo
                && undo.StartsWith("/undo/", StringComparison.Ordinal)
            )
                Look(await center.Browser.GetAsync(undo));
            var answer = await center.Browser.PressAsync(page, null, Fill, "[data-pressed]");
            page = Look(answer.Status == 303 ? await center.Browser.FollowAsync(answer) : answer);
        }
        return page;
    }

    // A form that has to be answered gets its first answer.
    private static void Fill(IHtmlFormElement form)
    {
        if (form.QuerySelector("input[type=radio][required]") is IHtmlInputElement first)
            first.IsChecked = true;
    }

    private static IElement[] Buttons(Answer page) => [.. page.Page.QuerySelectorAll("main form button")];

    private static Answer Look(Answer page)
    {
        Assert.DoesNotContain("Captains", page.Body, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("secret", page.Body, StringComparison.OrdinalIgnoreCase);
        return page;
    }
}
