using PreferenceCenter.Domain;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Http.SignUp;

/// <summary>Tests a sign-up from the form through the mail to the confirmation.</summary>
public sealed class SignUpTests
{
    [DatabaseFact]
    [Trait("Requirement", "CON-01")]
    [Trait("Requirement", "CON-07")]
    [Trait("Requirement", "CON-08")]
    public async Task What_was_ticked_waits_until_the_mailbox_says_yes_and_both_declarations_are_kept()
    {
        await using var center = await SignUpCenter.StartAsync();
        using var raw = center.Raw();
        var answer = await center.SignUpAsync(
            topics: ["news", "events"],
            fill: form => form.Choose("frequency.news", "monthly")
        );
        Assert.Equal(
            (200, 1L, 1L, 0L),
            (answer.Status, raw.Count("OptIns"), raw.Count("Outbox"), raw.Count("Subscribers"))
        );
        // The page leads on, and names nobody.
        Assert.Equal(
            [SignUpCenter.Path, "/help"],
            answer.Page.QuerySelectorAll("main a").Select(a => a.GetAttribute("href"))
        );
        Assert.Contains("Check your spam folder", answer.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(SignUpCenter.Address, answer.Body, StringComparison.Ordinal);
        Assert.Equal(
            ("pending", "pending", "unknown"),
            (
                center.Gate(SignUpCenter.Address, "news"),
                center.Gate(SignUpCenter.Address, "events"),
                center.Gate(SignUpCenter.Address, "offers")
            )
        );

        var asked = center.Now;
        center.Clock.Advance(TimeSpan.FromHours(3));
        var page = await center.Browser.GetAsync(WebCenter.LinkIn(Assert.Single(await center.MailsAsync()), "c"));
        Assert.Equal(("pending", 0L), (center.Gate(SignUpCenter.Address, "news"), raw.Count("Subscribers")));
        Assert.Contains("Yes, mail me news.", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(SignUpCenter.Address, page.Body, StringComparison.Ordinal);
        var confirmed = await center.Browser.PressOnAsync(page, "confirm");
        Assert.Contains("Subscribed to", confirmed.Text, StringComparison.Ordinal);

        var person = center.FindPerson(SignUpCenter.Address)!;
        Assert.Equal(
            ("allowed", "allowed"),
            (center.Gate(SignUpCenter.Address, "news"), center.Gate(SignUpCenter.Address, "events"))
        );
        Assert.Equal((long)Frequency.Monthly, center.StateOf(person)[WebCenter.News].Value);
        var events = center.EventsOf(person);
        Assert.Equal(
            [
                (EventKind.Requested, Channel.Form, asked),
                (EventKind.Requested, Channel.Form, asked),
                (EventKind.Confirmed, Channel.ConfirmLink, center.Now),
                (EventKind.Confirmed, Channel.ConfirmLink, center.Now),
            ],
            events.Select(e => (e.Kind, e.Channel, e.At))
        );
        Assert.All(events, e => Assert.True(e.Notice > 0));
        // The pending sign-up leaves nothing of what was typed.
        Assert.Equal(
            0L,
            raw.Scalar<long>(
                """SELECT COUNT(*) FROM "OptIns" WHERE "AddressKey" IS NOT NULL OR "Content" IS NOT NULL"""
            )
        );
        Assert.Null(
            center
                .Get<PreferenceCenter.Ledger.Verification.LedgerVerifier>()
                .Verify([], null, TestContext.Current.CancellationToken)
                .Bad
        );
    }

    [DatabaseFact]
    [Trait("Requirement", "CON-09")]
    public async Task Pressing_twice_on_two_devices_at_once_is_one_confirmation()
    {
        await using var center = await SignUpCenter.StartAsync();
        var path = await center.AskedAsync(topics: "news");
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => center.Browser.PostAsync(path)));
        Assert.All(answers, a => Assert.Equal(303, a.Status));
        var person = center.FindPerson(SignUpCenter.Address)!;
        Assert.Single(center.EventsOf(person), e => e.Kind == EventKind.Confirmed);
        center.Clock.Advance(TimeSpan.FromDays(8));
        Assert.Contains("Harbour news", (await center.Browser.GetAsync(path)).Text, StringComparison.Ordinal);
    }

    [DatabaseFact]
    [Trait("Requirement", "CON-09")]
    public async Task Past_its_life_the_link_confirms_nothing()
    {
        await using var center = await SignUpCenter.StartAsync();
        var path = await center.AskedAsync(topics: "news");
        center.Clock.Advance(TimeSpan.FromDays(7));
        Assert.Equal(
            (404, 404),
            ((await center.Browser.GetAsync(path)).Status, (await center.Browser.PostAsync(path)).Status)
        );
        Assert.Null(center.FindPerson(SignUpCenter.Address));
    }

    [DatabaseFact]
    public async Task Whoever_it_was_not_says_so_and_is_left_alone_for_thirty_days()
    {
        await using var center = await SignUpCenter.StartAsync();
        var path = await center.AskedAsync(topics: "news");
        var answer = await center.Browser.PressOnAsync(await center.Browser.GetAsync(path), "not-me");
        Assert.Contains("Thank you for telling us", answer.Text, StringComparison.Ordinal);
        await center.Browser.PostAsync(path, ("action", "confirm"));
        Assert.Null(center.FindPerson(SignUpCenter.Address));
        using var raw = center.Raw();
        Assert.Equal(200, (await center.SignUpAsync()).Status);
        Assert.Equal(1L, raw.Count("OptIns"));
        center.Clock.Advance(TimeSpan.FromDays(30));
        await center.SignUpAsync();
        Assert.Single(await center.MailsAsync());
    }

    [DatabaseFact]
    public async Task A_second_topic_later_goes_the_same_way_and_the_first_stays()
    {
        await using var center = await SignUpCenter.StartAsync();
        await center.Browser.PostAsync(await center.AskedAsync(topics: "news"));
        await center.MailsOfChangesAsync();
        var path = await center.AskedAsync(SignUpCenter.Address, "news", "events");
        Assert.Equal("pending", center.Gate(SignUpCenter.Address, "events"));
        await center.Browser.PostAsync(path);
        var person = center.FindPerson(SignUpCenter.Address)!;
        Assert.Equal(
            [WebCenter.News, WebCenter.Events],
            center.EventsOf(person).Where(e => e.Kind == EventKind.Confirmed).Select(e => e.Aspect)
        );
    }

    [DatabaseTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_is_left_between_asking_and_confirming_stays_left(bool everything)
    {
        await using var center = await SignUpCenter.StartAsync();
        var person = await center.SubscribeAsync(SignUpCenter.Address, [WebCenter.Offers]);
        var path = await center.AskedAsync(topics: "news");
        center.Clock.Advance(TimeSpan.FromMinutes(1));
        await center.ActAsync(person, new Leave(everything ? 0 : WebCenter.News), Channel.OneClick);
        Assert.Contains(
            "Nothing to confirm here",
            (await center.Browser.PostOnAsync(path)).Text,
            StringComparison.Ordinal
        );
        Assert.False(center.StateOf(person)[WebCenter.News].On);
    }

    [DatabaseFact]
    [Trait("Requirement", "WDR-08")]
    public async Task The_first_mail_after_it_tells_of_the_right_to_object_apart_from_all_else()
    {
        await using var center = await SignUpCenter.StartAsync();
        await center.Browser.PostAsync(await center.AskedAsync(topics: "news"));
        var welcome = Assert.Single(await center.MailsOfChangesAsync());
        Assert.Contains("Your right to object", welcome.TextBody, StringComparison.Ordinal);
        // A subscriber who only changes choices was informed before.
        var person = center.FindPerson(SignUpCenter.Address)!;
        await center.ActAsync(person, new Leave(WebCenter.News), notify: true);
        Assert.DoesNotContain(
            "Your right to object",
            Assert.Single(await center.MailsOfChangesAsync()).TextBody,
            StringComparison.Ordinal
        );
    }

    [DatabaseFact(PostgresInLongTests = true)]
    public async Task A_topic_that_is_single_opt_in_on_record_holds_at_once_but_never_for_whoever_left_it()
    {
        await using var center = await SignUpCenter.StartAsync();
        await center.ApplyTopicAsync(
            "news",
            "\"singleOptIn\": \"The form stands behind the login of a members' area.\""
        );
        Assert.Contains(
            "What needs no confirmation has started",
            (await center.SignUpAsync(topics: ["news", "events"])).Text,
            StringComparison.Ordinal
        );
        Assert.Equal(
            ("allowed", "pending"),
            (center.Gate(SignUpCenter.Address, "news"), center.Gate(SignUpCenter.Address, "events"))
        );
        var person = center.FindPerson(SignUpCenter.Address)!;
        Assert.Equal(EventKind.Granted, center.EventsOf(person).Single(e => e.Aspect == WebCenter.News).Kind);
        center.Clock.Advance(TimeSpan.FromDays(1));
        await center.ActAsync(person, new Leave(WebCenter.News), Channel.OneClick);
        await center.SignUpAsync(topics: ["news"]);
        Assert.Equal("pending", center.Gate(SignUpCenter.Address, "news"));
    }

    [DatabaseFact(PostgresInLongTests = true)]
    [Trait("Requirement", "CON-04")]
    public async Task Saying_yes_to_one_topic_or_to_none_costs_nobody_anything_else()
    {
        await using var center = await SignUpCenter.StartAsync();
        await center.Browser.PostAsync(await center.AskedAsync(topics: "events"));
        Assert.Equal(
            ("not-subscribed", "allowed"),
            (center.Gate(SignUpCenter.Address, "news"), center.Gate(SignUpCenter.Address, "events"))
        );
        var person = center.FindPerson(SignUpCenter.Address)!;
        var path = await center.MailedPreferencesPathAsync(person);
        Assert.Contains(
            "role=\"status\"",
            (await center.Browser.SaveAsync(path, form => form.Untick("events"))).Body.Replace(
                "role=status",
                "role=\"status\"",
                StringComparison.Ordinal
            ),
            StringComparison.Ordinal
        );
        // The page, the link and the form still work.
        Assert.Equal(
            (200, 200, false),
            (
                (await center.Browser.GetAsync(path)).Status,
                (await center.Browser.GetAsync(SignUpCenter.Path)).Status,
                center.StateOf(person).Stopped
            )
        );
    }

    [DatabaseFact(PostgresInLongTests = true)]
    public async Task Who_left_after_asking_is_not_asked_by_the_mail_that_was_still_waiting()
    {
        await using var center = await SignUpCenter.StartAsync();
        var person = await center.SubscribeAsync(SignUpCenter.Address, [WebCenter.Offers]);
        await center.SignUpAsync();
        center.Clock.Advance(TimeSpan.FromMinutes(1));
        await center.ActAsync(person, Leave.Everything, Channel.OneClick);
        Assert.Empty(await center.MailsAsync());
    }

    [DatabaseFact(PostgresInLongTests = true)]
    public async Task Who_came_back_to_something_else_since_has_still_left_the_rest()
    {
        await using var center = await SignUpCenter.StartAsync();
        var person = await center.SubscribeAsync(SignUpCenter.Address, [WebCenter.Events]);
        var path = await center.AskedAsync(topics: "news");
        center.Clock.Advance(TimeSpan.FromMinutes(1));
        await center.ActAsync(person, Leave.Everything, Channel.OneClick);
        center.Clock.Advance(TimeSpan.FromMinutes(1));
        await center.ActAsync(
            person,
            new Choose(new Dictionary<long, long> { [WebCenter.Events] = (long)Frequency.Every }, AddsAtOnce: true)
        );
        Assert.Contains(
            "Nothing to confirm here",
            (await center.Browser.PostOnAsync(path)).Text,
            StringComparison.Ordinal
        );
        Assert.Equal(
            ("not-subscribed", "allowed"),
            (center.Gate(SignUpCenter.Address, "news"), center.Gate(SignUpCenter.Address, "events"))
        );
    }

    [DatabaseFact(PostgresInLongTests = true)]
    public async Task Not_me_after_a_yes_claims_to_have_done_nothing_that_it_did_not()
    {
        await using var center = await SignUpCenter.StartAsync();
        var path = await center.AskedAsync(topics: "news");
        await center.Browser.PostAsync(path);
        var answer = await center.Browser.PostOnAsync(path, ("action", "not-me"));
        Assert.Contains("Nothing to confirm here", answer.Text, StringComparison.Ordinal);
        Assert.Contains(
            "/link",
            answer.Page.QuerySelector("main a.button")!.GetAttribute("href"),
            StringComparison.Ordinal
        );
        Assert.Equal("allowed", center.Gate(SignUpCenter.Address, "news"));
    }

    [DatabaseFact(PostgresInLongTests = true)]
    public async Task A_second_mail_for_what_the_first_confirmed_says_that_it_is()
    {
        await using var center = await SignUpCenter.StartAsync();
        await center.SignUpAsync();
        center.Clock.Advance(TimeSpan.FromMinutes(6));
        await center.SignUpAsync();
        var paths = (await center.MailsAsync()).Select(m => WebCenter.LinkIn(m, "c")).ToArray();
        Assert.Equal(2, paths.Length);
        foreach (var path in paths)
            Assert.Contains(
                "Subscribed to Harbour news",
                (await center.Browser.PostOnAsync(path)).Text,
                StringComparison.Ordinal
            );
        Assert.Single(center.EventsOf(center.FindPerson(SignUpCenter.Address)!), e => e.Kind == EventKind.Confirmed);
    }
}
