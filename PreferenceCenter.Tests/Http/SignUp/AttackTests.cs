using AngleSharp;
using PreferenceCenter.Domain;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Http.SignUp;

/// <summary>Tests attacks on each published form: posts that try to achieve more than a sign-up.</summary>
public sealed class AttackTests(SharedSignUpCenter shared) : IClassFixture<SharedSignUpCenter>
{
    private const string Elsewhere = "Proxy:KnownNetworks=127.0.0.0/8";

    [DatabaseTheory(PostgresInLongTests = true)]
    [InlineData("topics", "offers")]
    [InlineData("topics", "secret")]
    [InlineData("topics", "nothing")]
    [InlineData("frequency.news", "daily")]
    [InlineData("frequency.offers", "weekly")]
    [InlineData("frequency.news", "always")]
    public async Task A_copy_with_what_the_form_does_not_offer_is_shown_the_form_with_what_was_typed(
        string field,
        string value
    )
    {
        var center = await shared.NextAsync();
        var copy = await center.CopyAsync();
        var before = center.Rows();
        var answer = await center.Browser.PostAsync(
            SignUpCenter.Path,
            [.. copy, ("email", SignUpCenter.Address), ("topics", "news"), (field, value)]
        );
        Assert.Equal((400, false), (answer.Status, answer.Form().IsTicked("news")));
        Assert.Contains("check this page again", answer.Text, StringComparison.Ordinal);
        Assert.Equal(SignUpCenter.Address, answer.Form().QuerySelector("input[name=email]")!.GetAttribute("value"));
        Assert.Equal(before, center.Rows());
    }

    [DatabaseFact]
    public async Task Another_forms_sheet_a_made_up_one_and_none_are_shown_the_form_and_take_no_tick_along()
    {
        await using var center = await SignUpCenter.StartAsync();
        var (own, other) = (await center.CopyAsync(), await center.CopyAsync(SignUpCenter.Other));
        var formToken = own.Single(f => f.Name == "sheet").Value;
        var before = center.Rows();
        foreach (
            var forged in (string?[])
                [
                    other.Single(f => f.Name == "sheet").Value,
                    formToken[..^1] + (formToken[^1] == 'A' ? 'E' : 'A'),
                    "B" + formToken[1..],
                    formToken + "A",
                    "",
                    null,
                ]
        )
        {
            var answer = await center.Browser.PostAsync(
                SignUpCenter.Path,
                [
                    ("email", SignUpCenter.Address),
                    ("topics", "news"),
                    .. forged is null ? ((string, string)[])[] : [("sheet", forged)],
                ]
            );
            Assert.Equal((400, false), (answer.Status, answer.Form().IsTicked("news")));
            Assert.Contains("check this page again", answer.Text, StringComparison.Ordinal);
        }
        Assert.Equal(before, center.Rows());
        // The same copy of the form, unchanged, is accepted.
        Assert.Equal(
            303,
            (
                await center.Browser.PostAsync(
                    SignUpCenter.Path,
                    [.. own, ("email", SignUpCenter.Address), ("topics", "news")]
                )
            ).Status
        );
    }

    [DatabaseFact]
    [Trait("Requirement", "SEC-13")]
    public async Task A_copy_serves_a_household_and_not_a_list_of_addresses_nor_the_day_after()
    {
        await using var center = await SignUpCenter.StartAsync(Elsewhere);
        var copy = await center.CopyAsync();
        var statuses = new List<int>();
        for (var i = 0; i < 12; i++)
            statuses.Add((await PostAsync(center, copy, $"p{i}@people.example", $"198.51.{i}.7")).Status);
        Assert.Equal([.. Enumerable.Repeat(303, 10), 429, 429], statuses);
        copy = await center.CopyAsync();
        center.Clock.Advance(TimeSpan.FromHours(25));
        Assert.Equal(400, (await PostAsync(center, copy, SignUpCenter.Address, "203.0.113.9")).Status);
    }

    [DatabaseFact]
    [Trait("Requirement", "SEC-13")]
    public async Task A_network_that_signs_up_very_many_is_told_so()
    {
        await using var center = await SignUpCenter.StartAsync();
        var markup = await MarkupAsync(center);
        for (var i = 0; i < 60; i++)
            Assert.Equal(303, (await PostAsync(center, markup, $"p{i}@people.example", null)).Status);
        var limited = await PostAsync(center, markup, "p60@people.example", null);
        Assert.Equal((429, "600"), (limited.Status, limited["Retry-After"]));
    }

    [DatabaseFact]
    public async Task A_name_that_is_an_advertisement_reaches_nobody()
    {
        await using var center = await SignUpCenter.StartAsync();
        const string Advertisement = "Win a prize at https://evil.example now";
        await center.SignUpAsync(fill: form => form.Type("name", Advertisement));
        var mail = Assert.Single(await center.MailsAsync());
        Assert.DoesNotContain("evil", mail.Everything(), StringComparison.Ordinal);
        var page = await center.Browser.PostOnAsync(WebCenter.LinkIn(mail, "c"));
        Assert.DoesNotContain("evil", page.Body, StringComparison.Ordinal);
        Assert.DoesNotContain(
            "evil",
            Assert.Single(await center.MailsOfChangesAsync()).Everything(),
            StringComparison.Ordinal
        );
    }

    [DatabaseFact(PostgresInLongTests = true)]
    [Trait("Requirement", "MSG-05")]
    [Trait("Requirement", "SEC-12")]
    public async Task Thousands_of_submissions_for_one_address_get_one_answer_five_rows_and_five_mails()
    {
        await using var center = await SignUpCenter.StartAsync(Elsewhere);
        var (markup, many) = (await MarkupAsync(center), LongTests.Rounds(2_000, 10_000));
        var seen = new System.Collections.Concurrent.ConcurrentDictionary<string, int>();
        await Parallel.ForEachAsync(
            Enumerable.Range(0, many),
            new ParallelOptions
            {
                MaxDegreeOfParallelism = 32,
                CancellationToken = TestContext.Current.CancellationToken,
            },
            async (i, _) =>
            {
                var status = await center.Browser.StatusAsync(
                    SignUpCenter.Path,
                    [.. markup, ("email", SignUpCenter.Address), ("name", $"Ann {i}"), ("topics", "news")],
                    ("X-Forwarded-For", $"198.{i / 200 % 250}.{i % 200}.7")
                );
                seen.AddOrUpdate(status, 1, (_, n) => n + 1);
            }
        );
        Assert.Equal([("303", many)], seen.Select(s => (s.Key, s.Value)));
        using var raw = center.Raw();
        Assert.Equal((5L, 5L, 0L), (raw.Count("OptIns"), raw.Count("Outbox"), raw.Count("Subscribers")));
        Assert.Equal(5, (await center.MailsAsync()).Count);
    }

    [DatabaseFact(PostgresInLongTests = true)]
    public async Task Who_fills_in_the_hidden_field_is_asked_again_and_until_then_nothing_is_kept_or_sent()
    {
        await using var center = await SignUpCenter.StartAsync();
        using var raw = center.Raw();
        var asked = await center.SignUpAsync(
            "person@people.example",
            fill: form => form.Type("leave-empty", "https://www.example.com")
        );
        Assert.Equal(400, asked.Status);
        Assert.All(["OptIns", "Outbox", "RateLimits"], table => Assert.Equal(0, raw.Count(table)));
        Assert.Contains("perhaps by your browser", asked.Page.QuerySelector("[role=alert]")!.TextContent);
        var sent = await center.Browser.PressAsync(asked, null);
        Assert.Equal(303, sent.Status);
        Assert.Equal("person@people.example", Assert.Single(await center.MailsAsync()).To.Mailboxes.Single().Address);
    }

    // A copy on another site that was made before, filled in by a browser that knows the earlier name.
    [DatabaseTheory(PostgresInLongTests = true)]
    [InlineData("https://www.example.com", 400)]
    [InlineData(" ", 303)]
    public async Task The_earlier_name_of_the_hidden_field_counts_too(string filled, int status)
    {
        await using var center = await SignUpCenter.StartAsync();
        var markup = await MarkupAsync(center);
        var answer = await center.Browser.PostAsync(
            SignUpCenter.Path,
            [.. markup, ("email", SignUpCenter.Address), ("topics", "news"), ("website", filled)]
        );
        Assert.Equal((status, status == 303 ? 1 : 0), (answer.Status, (await center.MailsAsync()).Count));
    }

    [DatabaseFact]
    [Trait("Requirement", "MSG-05")]
    public async Task A_form_that_is_sent_again_is_one_wish()
    {
        await using var center = await SignUpCenter.StartAsync();
        var copy = await center.CopyAsync();
        Task<Answer> SendAsync(params (string, string)[] topics) =>
            center.Browser.PostAsync(SignUpCenter.Path, [.. copy, ("email", SignUpCenter.Address), .. topics]);
        var first = await SendAsync(("topics", "news"));
        Assert.Equal(first.Seen, (await SendAsync(("topics", "news"))).Seen);
        async Task<MimeKit.MimeMessage[]> QuestionsAsync() =>
            [.. (await center.MailsAsync()).Where(m => m.TextBody!.Contains("/c/", StringComparison.Ordinal))];
        Assert.Single(await QuestionsAsync());
        using var raw = center.Raw();
        Assert.Equal(1, raw.Count("OptIns"));
        // Another wish is asked about, also a smaller one, and so is the same one when it was answered, or is old.
        await SendAsync(("topics", "news"), ("topics", "events"));
        var mail = Assert.Single(await QuestionsAsync());
        await SendAsync(("topics", "events"));
        Assert.Single(await QuestionsAsync());
        await SendAsync(("topics", "news"));
        await SendAsync(("topics", "news"), ("topics", "events"));
        Assert.Empty(await QuestionsAsync());
        Assert.Equal(3, raw.Count("OptIns"));
        await center.Browser.PressAsync(await center.Browser.GetAsync(WebCenter.LinkIn(mail, "c")), "confirm");
        await SendAsync(("topics", "news"), ("topics", "events"));
        Assert.Equal(4, raw.Count("OptIns"));
        center.Clock.Advance(TimeSpan.FromMinutes(6));
        await SendAsync(("topics", "news"), ("topics", "events"));
        Assert.Equal(5, raw.Count("OptIns"));
    }

    [DatabaseFact(PostgresInLongTests = true)]
    [Trait("Requirement", "MSG-05")]
    public async Task A_form_whose_topics_need_no_question_is_sent_again_as_one_wish_too()
    {
        await using var center = await SignUpCenter.StartAsync();
        await center.ApplyTopicAsync(
            "news",
            "\"singleOptIn\": \"The form stands behind the login of a members' area.\""
        );
        using var raw = center.Raw();
        async Task<(long Asked, long Emails)> AfterAsync(params string[] topics)
        {
            await center.SignUpAsync(topics: topics);
            return (raw.Count("OptIns"), raw.Count("Outbox"));
        }
        var granted = await AfterAsync("news");
        Assert.Equal(0, granted.Asked);
        Assert.Equal(granted, await AfterAsync("news"));
        Assert.Equal((1, granted.Emails + 1), await AfterAsync("news", "events"));
        Assert.Equal((1, granted.Emails + 1), await AfterAsync("news", "events"));
        center.Clock.Advance(TimeSpan.FromMinutes(1));
        // What is left meanwhile is asked about again.
        await center.ActAsync(center.FindPerson(SignUpCenter.Address)!, new Leave(WebCenter.News), Channel.OneClick);
        Assert.Equal((2, granted.Emails + 2), await AfterAsync("news", "events"));
    }

    internal static async Task<(string, string)[]> MarkupAsync(WebCenter center)
    {
        var shown = await center.Browser.GetAsync(SignUpCenter.Path + "/markup");
        using var elsewhere = await AngleSharp
            .BrowsingContext.New()
            .OpenAsync(r => r.Content(shown.Page.QuerySelector("pre")!.TextContent));
        return
        [
            .. elsewhere
                .QuerySelectorAll<AngleSharp.Html.Dom.IHtmlInputElement>("input[type=hidden]")
                .Select(i => (i.Name!, i.Value)),
        ];
    }

    private static Task<Answer> PostAsync(WebCenter center, (string, string)[] copy, string address, string? from) =>
        center.Browser.SendAsync(
            HttpMethod.Post,
            SignUpCenter.Path,
            Browser.Encode([.. copy, ("email", address), ("topics", "news")]),
            from is null ? [] : [("X-Forwarded-For", from)]
        );

    [DatabaseFact(PostgresInLongTests = true)]
    [Trait("Requirement", "MSG-05")]
    public async Task One_mailbox_is_one_mailbox_by_all_its_spellings()
    {
        await using var center = await SignUpCenter.StartAsync(Elsewhere);
        var markup = await MarkupAsync(center);
        for (var i = 0; i < 12; i++)
            Assert.Equal(
                303,
                (
                    await PostAsync(
                        center,
                        markup,
                        $"v.ic.tim+{i}@{(i % 2 == 0 ? "gmail.com" : "googlemail.com")}",
                        $"203.0.{i}.7"
                    )
                ).Status
            );
        var mails = await center.MailsAsync();
        Assert.Equal(5, mails.Count);
        await center.Browser.PressAsync(await center.Browser.GetAsync(WebCenter.LinkIn(mails[0], "c")), "not-me");
        center.Clock.Advance(TimeSpan.FromDays(2));
        await PostAsync(center, markup, "victim@gmail.com", "203.0.113.7");
        Assert.Empty(await center.MailsAsync());
    }

    [DatabaseFact(PostgresInLongTests = true)]
    public async Task Beyond_an_hour_of_waiting_mails_whoever_asks_is_told()
    {
        await using var center = await SignUpCenter.StartAsync(Elsewhere);
        var markup = await MarkupAsync(center);
        // As if the mails of a whole minute had been requested sixty-one times within this one.
        await PostAsync(center, markup, "first@people.example", "203.0.113.7");
        using (var raw = center.Raw())
            raw.Run(
                """UPDATE "RateLimits" SET "Count" = @p0 WHERE "Key" = @p1""",
                61L * 300,
                center.Get<PreferenceCenter.Data.AddressHasher>().LimitKey("sign-up/form/harbour", "")
            );
        Assert.Equal(429, (await PostAsync(center, markup, "second@people.example", "203.0.113.7")).Status);
        Assert.Single(await center.MailsAsync());
    }
}
