using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Writer;
using PreferenceCenter.PrivacyRequests.Retention;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Http.SignUp;

/// <summary>
/// Tests new notices: other words for the same purpose change nothing, and a new purpose ends every consent to the old
/// one.
/// </summary>
public sealed class NewPurposeTests
{
    private const string Other =
        """{ "topics": [{ "topic": "news", "change": "purpose", "renewBy": "2026-12-24", "texts": { "en": { "statement": "Yes, mail me news, and offers of your partners." } } }] }""";
    private const string Reworded =
        """{ "topics": [{ "topic": "news", "texts": { "en": { "statement": "Yes, do mail me the news." } } }] }""";

    [DatabaseFact]
    [Trait("Requirement", "CON-15")]
    public async Task A_yes_to_another_purpose_ends_on_its_day_and_not_before_and_other_words_end_none()
    {
        await using var center = await SignUpCenter.StartAsync();
        await center.Browser.PostAsync(await center.AskedAsync(topics: "news"));
        var imported = await center.SubscribeAsync(WebCenter.News);
        Assert.Equal(["news 1.1"], (await center.ApplyNoticesAsync(Reworded)).Published);
        center.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal("allowed", center.Gate(SignUpCenter.Address, "news"));

        Assert.Equal(["news 2.0"], (await center.ApplyNoticesAsync(Other)).Published);
        Assert.Equal(
            ("allowed", "allowed"),
            (center.Gate(SignUpCenter.Address, "news"), center.Gate(imported, "news"))
        );
        center.Clock.SetUtcNow(new DateTimeOffset(2026, 12, 24, 0, 0, 0, TimeSpan.Zero));
        Assert.Equal(
            ("renewal-needed", "renewal-needed", "allowed"),
            (
                center.Gate(SignUpCenter.Address, "news"),
                center.Gate(imported, "news"),
                center.Gate(await center.SubscribeAsync(WebCenter.Events), "events")
            )
        );
        Assert.Empty(
            center
                .Get<PreferenceCenter.Subscriptions.Audience>()
                .Pages(center.Get<PreferenceCenter.Catalogue.CatalogueCache>().Current.ByKey["news"].Topic)
        );
    }

    [DatabaseFact]
    [Trait("Requirement", "CON-15")]
    public async Task A_sign_up_and_an_undo_from_before_say_yes_to_nothing_new()
    {
        await using var center = await SignUpCenter.StartAsync();
        var path = await center.AskedAsync(topics: "news");
        var person = await center.SubscribeAsync(WebCenter.News);
        var undo = await center.LeaveAsync(person, WebCenter.News);
        await center.ApplyNoticesAsync(Other);
        Assert.Contains(
            "Nothing to confirm here",
            (await center.Browser.PostOnAsync(path)).Text,
            StringComparison.Ordinal
        );
        Assert.Null(center.FindPerson(SignUpCenter.Address));
        await center.Browser.PostAsync(undo);
        Assert.False(center.StateOf(person)[WebCenter.News].On);
    }

    [DatabaseFact]
    [Trait("Requirement", "CON-15")]
    [Trait("Requirement", "WDR-10")]
    public async Task One_question_goes_to_whoever_may_be_mailed_and_their_yes_is_to_the_new_words()
    {
        await using var center = await SignUpCenter.StartAsync();
        var (stays, left, suppressed, paused, stopped) = (
            await center.SubscribeAsync(WebCenter.News),
            await center.SubscribeAsync(WebCenter.News),
            await center.SubscribeAsync(WebCenter.News),
            await center.SubscribeAsync(WebCenter.News),
            await center.SubscribeAsync(WebCenter.News, WebCenter.Events)
        );
        await center.ActAsync(left, new Leave(WebCenter.News));
        await center.ActAsync(suppressed, new Suppress(SuppressionReason.Complained), Channel.Mailbox);
        await center.ActAsync(
            paused,
            new Choose(new Dictionary<long, long> { [Aspect.Pause] = center.Now.AddDays(30).ToUnixTimeSeconds() }, true)
        );
        await center.ActAsync(stopped, Leave.Everything);
        await center.ApplyNoticesAsync(Other);
        for (var twice = 0; twice < 2; twice++)
            foreach (var person in (Person[])[stays, left, suppressed, paused, stopped])
                await AskAsync(center, person);
        var mail = Assert.Single(await center.MailsAsync());
        Assert.Equal(stays.Address, mail.To.Mailboxes.Single().Address);
        Assert.Contains(
            "ends automatically on 24 December 2026",
            mail.TextBody!.ReplaceLineEndings(" "),
            StringComparison.Ordinal
        );
        Assert.NotNull(WebCenter.FindLink(mail, "u"));

        await center.Browser.PressAsync(await center.Browser.GetAsync(WebCenter.LinkIn(mail, "c")), "confirm");
        center.Clock.SetUtcNow(new DateTimeOffset(2027, 1, 1, 0, 0, 0, TimeSpan.Zero));
        Assert.Equal(("allowed", "not-subscribed"), (center.Gate(stays, "news"), center.Gate(left, "news")));
        // A subscriber who has answered is not asked again.
        await AskAsync(center, stays);
        Assert.DoesNotContain(await center.MailsAsync(), m => WebCenter.FindLink(m, "c") is not null);
    }

    [DatabaseFact]
    [Trait("Requirement", "CON-15")]
    public async Task The_command_keeps_the_ground_on_which_it_asks_and_asks_nobody_from_the_renewal_date_on()
    {
        await using var center = await SignUpCenter.StartAsync();
        var (asked, late) = (
            await center.SubscribeAsync(WebCenter.News),
            await center.SubscribeAsync(WebCenter.News, WebCenter.Events)
        );
        await center.ActAsync(
            late,
            new Choose(new Dictionary<long, long> { [Aspect.Pause] = center.Now.AddDays(40).ToUnixTimeSeconds() }, true)
        );
        await center.ApplyNoticesAsync(Other);
        // Whoever has paused may not be emailed, and is not counted.
        Assert.Equal("1 could be asked\n", (await center.RunAsync("notices", "ask", "news", "--dry-run")).Done());
        Assert.Equal("1 are asked\n", (await center.RunAsync("notices", "ask", "news")).Done());
        Assert.Equal("0 are asked\n", (await center.RunAsync("notices", "ask", "news")).Done());
        var question = Assert.Single(center.EventsOf(asked), e => e.Kind == EventKind.Requested);
        Assert.Equal(
            "one question, on the consent in force (GDPR article 6(1)(a))",
            center.EvidenceOf(question).Method
        );
        Assert.Single(await center.MailsAsync());

        // Whoever was not asked in time said yes to nothing new, and gets no email about it.
        center.Clock.SetUtcNow(new DateTimeOffset(2026, 12, 24, 0, 0, 0, TimeSpan.Zero));
        Assert.Equal("0 could be asked\n", (await center.RunAsync("notices", "ask", "news", "--dry-run")).Done());
        center.Clock.SetUtcNow(new DateTimeOffset(2027, 1, 20, 0, 0, 0, TimeSpan.Zero));
        Assert.Equal("0 are asked\n", (await center.RunAsync("notices", "ask", "news")).Done());
        Assert.Empty(await center.MailsAsync());
        Assert.DoesNotContain(center.EventsOf(late), e => e.Kind == EventKind.Requested);
    }

    [DatabaseFact]
    public async Task On_their_page_the_switch_is_off_says_why_and_ticking_it_is_a_new_yes()
    {
        await using var center = await SignUpCenter.StartAsync();
        var person = await center.SubscribeAsync(WebCenter.News);
        await center.ApplyNoticesAsync(Other);
        var path = await center.MailedPreferencesPathAsync(person);
        Assert.True((await center.Browser.GetAsync(path)).Form().IsTicked("news"));
        center.Clock.SetUtcNow(new DateTimeOffset(2026, 12, 24, 0, 0, 0, TimeSpan.Zero));
        path = await center.MailedPreferencesPathAsync(person);
        var page = await center.Browser.GetAsync(path);
        Assert.False(page.Form().IsTicked("news"));
        Assert.Contains("Its purpose has changed", page.Text, StringComparison.Ordinal);
        Assert.Contains("offers of your partners", page.Text, StringComparison.Ordinal);
        // A topic left unticked is not an answer.
        await center.Browser.SaveAsync(path, form => form.Choose("tracking", "denied"));
        Assert.Equal("renewal-needed", center.Gate(person, "news"));
        await center.Browser.SaveAsync(path, form => form.Tick("news"));
        Assert.Equal("allowed", center.Gate(person, "news"));
        Assert.Contains(center.EventsOf(person), e => e.Kind == EventKind.Granted && e.Notice > 0);
    }

    private static Task<ChangeResult> AskAsync(WebCenter center, Person person) =>
        center.SubmitAsync(
            new RenewalQuestion(
                center.Find(person).Subscriber.Id,
                [center.Get<PreferenceCenter.Catalogue.CatalogueCache>().Current.ByKey["news"].Topic],
                $"renewal:test:{person.Id:N}",
                new Act(Channel.Command, Actor.System, center.Now, LawfulBasis.None, 0, 0)
                {
                    Notices = center.Get<PreferenceCenter.Catalogue.CatalogueCache>().Current.Notices,
                }
            )
        );

    [DatabaseFact(PostgresInLongTests = true)]
    [Trait("Requirement", "CON-15")]
    public async Task An_old_tab_says_yes_to_the_words_it_showed_and_to_no_others()
    {
        await using var center = await SignUpCenter.StartAsync();
        var person = await center.SubscribeAsync(WebCenter.Events);
        var page = await center.Browser.GetAsync(await center.MailedPreferencesPathAsync(person));
        Assert.Contains("Yes, mail me news.", page.Text, StringComparison.Ordinal);
        await center.ApplyNoticesAsync(Other);
        await center.Browser.PressAsync(page, "save", form => form.Tick("news"));
        Assert.Equal("pending", center.Gate(person, "news"));
        var asked = await center.Browser.GetAsync(
            WebCenter.LinkIn(Assert.Single(await center.MailsAsync(), m => WebCenter.FindLink(m, "c") is not null), "c")
        );
        Assert.Contains("offers of your partners", asked.Text, StringComparison.Ordinal);
        await center.Browser.PressAsync(asked, "confirm");
        Assert.Equal("allowed", center.Gate(person, "news"));
    }

    [DatabaseFact(PostgresInLongTests = true)]
    public async Task The_question_can_be_answered_until_the_day_it_is_about()
    {
        await using var center = await SignUpCenter.StartAsync();
        var person = await center.SubscribeAsync(WebCenter.News);
        await center.ApplyNoticesAsync(Other);
        await AskAsync(center, person);
        var path = WebCenter.LinkIn(Assert.Single(await center.MailsAsync()), "c");
        center.Clock.SetUtcNow(new DateTimeOffset(2026, 12, 23, 23, 0, 0, TimeSpan.Zero));
        await center.Browser.PressAsync(await center.Browser.GetAsync(path), "confirm");
        center.Clock.Advance(TimeSpan.FromDays(2));
        Assert.Equal("allowed", center.Gate(person, "news"));
    }
}
