using AngleSharp;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Http.SignUp;

/// <summary>Tests what the sign-up form shows and accepts.</summary>
public sealed class SignUpPageTests(SharedSignUpCenter shared) : IClassFixture<SharedSignUpCenter>
{
    [Fact]
    [Trait("Requirement", "CON-02")]
    [Trait("Requirement", "CON-03")]
    [Trait("Requirement", "DEC-02")]
    [Trait("Requirement", "A11-11")]
    public async Task Each_topic_has_a_box_of_its_own_and_none_is_ticked_nor_how_often_chosen()
    {
        var center = await shared.NextAsync();
        foreach (
            var (path, topics) in (ValueTuple<string, string[]>[])
                [(SignUpCenter.Path, ["news", "events"]), (SignUpCenter.Other, ["offers"])]
        )
        {
            var form = (await center.Browser.GetAsync(path)).Form();
            Assert.Equal(topics, form.Topics());
            Assert.DoesNotContain(form.QuerySelectorAll<IHtmlInputElement>("input"), i => i.IsChecked);
            Assert.Equal("email", form.QuerySelector("input[name=email]")!.GetAttribute("autocomplete"));
        }
    }

    [Fact]
    public async Task A_sample_issue_can_be_read_from_the_form_its_copy_and_the_question_and_leads_back()
    {
        var center = await shared.NextAsync();
        await center.ApplyTopicAsync("events", "\"sample\": { \"en\": \"## Friday\\n\\nSongs at the *quay*.\" }");
        var form = (await center.Browser.GetAsync(SignUpCenter.Path)).Form();
        var link = Assert.Single(form.QuerySelectorAll("a[href^='/sample/']"));
        Assert.Equal("events", link.Closest(".choice")!.QuerySelector("[name=topics]")!.GetAttribute("value"));
        Assert.Equal(("Sample issue", "_blank"), (link.TextContent, link.GetAttribute("target")));

        var page = await center.Browser.GetAsync(link.GetAttribute("href")!);
        Assert.Equal("Sample issue: \u2068Quay evenings\u2069 · Northwind", page.Page.Title);
        Assert.Contains("subscribers to Quay evenings get", page.Text, StringComparison.Ordinal);
        Assert.Equal(
            "<h2>Friday</h2>\n<p>Songs at the <em>quay</em>.</p>",
            page.Page.QuerySelector("article[lang=en][dir=ltr]")!.InnerHtml
        );
        Assert.Equal(
            [SignUpCenter.Path + "?language=en"],
            page.Page.QuerySelectorAll("main a").Select(a => a.GetAttribute("href"))
        );

        var asked = await center.AskedAsync(WebCenter.NewAddress("sample"), "events");
        var question = await center.Browser.GetAsync(asked);
        Assert.Equal(
            link.GetAttribute("href"),
            Assert.Single(question.Page.QuerySelectorAll(".wish a")).GetAttribute("href")
        );
        Assert.Contains(
            "/sample/events?language=en",
            (await center.Browser.GetAsync(SignUpCenter.Path + "/markup")).Text,
            StringComparison.Ordinal
        );
        // Two forms offer it now: which is the reader's is not known.
        await center.ApplyFormsAsync(
            """{ "forms": [{ "key": "pier", "state": "published", "topics": ["events"], "texts": { "en": { "title": "Pier", "lead": "" } } }] }"""
        );
        Assert.Empty((await center.Browser.GetAsync("/sample/events")).Page.QuerySelectorAll("main a"));
        await center.ApplyTopicAsync("events", "\"sample\": {}");
        Assert.Equal(404, (await center.Browser.GetAsync("/sample/events")).Status);
        Assert.Empty((await center.Browser.GetAsync(SignUpCenter.Path)).Form().QuerySelectorAll("a[href^='/sample/']"));
    }

    [Fact]
    [Trait("Requirement", "CON-03")]
    [Trait("Requirement", "CON-05")]
    [Trait("Requirement", "RTS-01")]
    public async Task The_words_the_way_back_and_what_happens_with_the_data_stand_before_the_button()
    {
        var center = await shared.NextAsync();
        var page = await center.Browser.GetAsync(SignUpCenter.Other);
        var (form, button) = (page.Form(), page.Page.QuerySelector("form button")!);
        foreach (
            var expected in (string[])
                [
                    "Yes, mail me offers.",
                    "You can withdraw your consent at any time",
                    "Controller",
                    "Harbour Ltd",
                    "Purposes and lawful basis",
                    "Recipients",
                    "Retention",
                    "Your rights",
                    "Withdrawing consent",
                    "Right to complain",
                    "Privacy notice",
                ]
        )
        {
            var place = form.Descendants()
                .OfType<AngleSharp.Dom.IText>()
                .First(t => t.Parent!.TextContent.Contains(expected, StringComparison.Ordinal));
            Assert.True(
                place.CompareDocumentPosition(button).HasFlag(AngleSharp.Dom.DocumentPositions.Following),
                expected
            );
        }
        // Terms are accepted separately from any topic.
        Assert.Equal(
            ["confirmed", "agreed"],
            form.QuerySelectorAll("input[type=checkbox]:not([name=topics])").Select(e => e.GetAttribute("value"))
        );
    }

    [DatabaseTheory(PostgresInLongTests = true)]
    [InlineData("topics", "Choose at least one topic")]
    [InlineData("email", "Enter a complete email address")]
    [InlineData("age", "old enough to decide")]
    [InlineData("terms", "Tick this box")]
    [Trait("Requirement", "CON-02")]
    [Trait("Requirement", "CON-03")]
    [Trait("Requirement", "A11-14")]
    public async Task What_is_missing_is_asked_for_again_beside_its_field_and_nothing_is_kept(
        string missing,
        string expected
    )
    {
        var center = await shared.NextAsync();
        var copy = await center.CopyAsync(SignUpCenter.Other);
        (string, string)[] fields =
        [
            ("email", SignUpCenter.Address),
            ("topics", "offers"),
            ("age", "confirmed"),
            ("terms", "agreed"),
        ];
        var before = center.Rows();
        var answer = await center.Browser.PostAsync(
            SignUpCenter.Other,
            [.. copy, .. fields.Where(f => f.Item1 != missing)]
        );
        Assert.Equal(400, answer.Status);
        Assert.Contains(expected, answer.Text, StringComparison.Ordinal);
        Assert.NotNull(answer.Page.QuerySelector("[role=alert]"));
        Assert.Equal(before, center.Rows());
        // Users need not type or tick again what they entered themselves (A11-03).
        Assert.Equal(
            (missing != "topics", missing == "email" ? "" : SignUpCenter.Address),
            (
                answer.Form().IsTicked("offers"),
                ((IHtmlInputElement)answer.Form().QuerySelector("input[name=email]")!).Value
            )
        );
        var mended = await center.Browser.PressAsync(
            answer,
            null,
            form =>
            {
                form.Type("email", SignUpCenter.Address);
                foreach (var box in form.QuerySelectorAll<IHtmlInputElement>("input[type=checkbox]"))
                    box.IsChecked = true;
            }
        );
        Assert.Equal((303, "/subscribe/quay?sent=1"), (mended.Status, mended.Location));
    }

    [DatabaseTheory(PostgresInLongTests = true)]
    [InlineData("Ann\u001B[2J Lee", "U+001B")]
    [InlineData("Nl\r\nBcc: eve@evil.example", "U+000D")]
    [InlineData("\u202DAnn\u202Elee", "U+202E")]
    public async Task A_name_that_steers_a_terminal_or_a_header_is_refused_beside_its_field(string name, string told)
    {
        var center = await shared.NextAsync();
        var copy = await center.CopyAsync();
        var before = center.Rows();
        var answer = await center.Browser.PostAsync(
            SignUpCenter.Path,
            [.. copy, ("email", SignUpCenter.Address), ("topics", "news"), ("name", name)]
        );
        Assert.Equal(400, answer.Status);
        Assert.Contains(told, answer.Page.QuerySelector("#n")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(before, center.Rows());
    }

    [DatabaseFact]
    public async Task A_form_that_is_not_published_or_no_longer_sound_is_not_there()
    {
        await using var center = await SignUpCenter.StartAsync();
        var copy = await center.CopyAsync();
        foreach (
            var path in (string[])["/subscribe", "/subscribe/hidden", "/subscribe/nothing", "/subscribe/hidden/markup"]
        )
            Assert.Equal(404, (await center.Browser.GetAsync(path)).Status);
        Assert.Equal(
            404,
            (
                await center.Browser.PostAsync(
                    "/subscribe/hidden",
                    [.. copy, ("email", SignUpCenter.Address), ("topics", "news")]
                )
            ).Status
        );
        Assert.Equal(200, (await center.Browser.GetAsync(SignUpCenter.Path)).Status);
        await center.ApplyTopicAsync("events", "\"state\": \"closed\"");
        var before = center.Rows();
        Assert.Equal(
            (404, 404),
            (
                (await center.Browser.GetAsync(SignUpCenter.Path)).Status,
                (
                    await center.Browser.PostAsync(
                        SignUpCenter.Path,
                        [.. copy, ("email", SignUpCenter.Address), ("topics", "news")]
                    )
                ).Status
            )
        );
        Assert.Equal(before, center.Rows());
    }

    [DatabaseFact]
    public async Task A_plain_form_on_another_page_is_taken_and_its_page_kept_until_its_words_change()
    {
        await using var center = await SignUpCenter.StartAsync();
        var shown = await center.Browser.GetAsync(SignUpCenter.Path + "/markup");
        var markup = shown.Page.QuerySelector("pre")!.TextContent;
        Assert.DoesNotContain("<script", markup, StringComparison.Ordinal);
        Assert.DoesNotContain("checked", markup, StringComparison.Ordinal);
        using var elsewhere = await AngleSharp
            .BrowsingContext.New()
            .OpenAsync(r => r.Content(markup).Address("https://shop.example/news?visitor=7"));
        var form = Assert.IsAssignableFrom<IHtmlFormElement>(elsewhere.QuerySelector("form"));
        Assert.Equal(WebCenter.PublicUrl + SignUpCenter.Path, form.Action);
        (string, string)[] fields =
        [
            .. form.QuerySelectorAll<IHtmlInputElement>("input[type=hidden]").Select(i => (i.Name!, i.Value)),
            ("email", SignUpCenter.Address),
            ("topics", "news"),
        ];
        (string, string)[] headers =
        [
            ("Origin", "https://shop.example"),
            ("Referer", "https://shop.example/news?visitor=7"),
            ("Sec-Fetch-Site", "cross-site"),
        ];

        Assert.Equal(
            303,
            (await center.Browser.SendAsync(HttpMethod.Post, SignUpCenter.Path, Browser.Encode(fields), headers)).Status
        );
        await center.Browser.PostAsync(WebCenter.LinkIn(Assert.Single(await center.MailsAsync()), "c"));
        var request = center.EvidenceOf(center.EventsOf(center.FindPerson(SignUpCenter.Address)!)[0]);
        Assert.Equal(
            ("https://shop.example/news", "harbour", 1, "checkbox", SignUpCenter.Address),
            (request.Page, request.Form, request.FormVersion, request.Method, request.Address)
        );

        await center.ApplyNoticesAsync(
            """{ "topics": [{ "topic": "news", "texts": { "en": { "statement": "Yes, and photographs." } } }] }"""
        );
        var before = center.Rows();
        var stale = await center.Browser.SendAsync(
            HttpMethod.Post,
            SignUpCenter.Path,
            Browser.Encode([.. fields.Where(f => f.Item1 != "email"), ("email", "bob@people.example")]),
            headers
        );
        Assert.Equal((400, false), (stale.Status, stale.Form().IsTicked("news")));
        Assert.Contains("Yes, and photographs.", stale.Text, StringComparison.Ordinal);
        Assert.Equal(before, center.Rows());
    }

    [Fact]
    public async Task It_may_not_stand_in_a_frame_and_sets_no_cookie()
    {
        var center = await shared.NextAsync();
        var page = await center.Browser.GetAsync(SignUpCenter.Path);
        Assert.Contains("frame-ancestors 'none'", page["Content-Security-Policy"], StringComparison.Ordinal);
        Assert.Null(page["Set-Cookie"]);
    }
}
