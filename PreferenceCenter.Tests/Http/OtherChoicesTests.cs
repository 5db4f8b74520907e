using PreferenceCenter.Catalogue;
using PreferenceCenter.Domain;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Http;

/// <summary>
/// Tests the choices beside topics on the preferences page: frequency, pause, tracking, profiling, language.
/// </summary>
public sealed class OtherChoicesTests(SharedWebCenter shared) : IClassFixture<SharedWebCenter>
{
    [DatabaseTheory(PostgresInLongTests = true)]
    [InlineData("every", Frequency.Every)]
    [InlineData("weekly", Frequency.Weekly)]
    [InlineData("monthly", Frequency.Monthly)]
    public async Task A_frequency_is_one_that_the_topic_offers(string value, Frequency frequency)
    {
        var center = await shared.NextAsync();
        var person = await center.SubscribeAsync(WebCenter.News);
        var page = await center.Browser.SaveAsync(
            await center.MailedPreferencesPathAsync(person),
            form => form.Choose("frequency.news", value)
        );
        Assert.Equal((long)frequency, center.StateOf(person)[WebCenter.News].Value);
        Assert.Equal(value, page.Form("form:has(.bar)").Chosen("frequency.news"));
    }

    [DatabaseFact]
    public async Task A_topic_comes_on_with_the_frequency_chosen_beside_it_and_a_frequency_alone_brings_nothing()
    {
        var center = await shared.NextAsync();
        var person = await center.SubscribeAsync(WebCenter.Events);
        var path = await center.MailedPreferencesPathAsync(person);
        await center.Browser.SaveAsync(path, form => form.Choose("frequency.offers", "weekly"));
        Assert.Empty(center.ActsOf(person));
        await center.Browser.SaveAsync(
            path,
            form =>
            {
                form.Tick("offers");
                form.Choose("frequency.offers", "weekly");
            }
        );
        Assert.Equal((long)Frequency.Weekly, center.StateOf(person)[WebCenter.Offers].Value);
    }

    [DatabaseFact]
    public async Task Through_a_footer_less_often_holds_at_once_and_more_often_waits()
    {
        var center = await shared.NextAsync();
        var person = await center.SubscribeAsync(WebCenter.News);
        await center.Browser.SaveAsync(
            center.PreferencesPath(person),
            form => form.Choose("frequency.news", "monthly")
        );
        Assert.Equal((long)Frequency.Monthly, center.StateOf(person)[WebCenter.News].Value);
        await center.Browser.SaveAsync(center.PreferencesPath(person), form => form.Choose("frequency.news", "weekly"));
        var news = center.StateOf(person)[WebCenter.News];
        Assert.Equal(((long)Frequency.Monthly, (long)Frequency.Weekly), (news.Value, news.Wish));
    }

    [DatabaseTheory(PostgresInLongTests = true)]
    [InlineData("30", 30)]
    [InlineData("60", 60)]
    [InlineData("90", 90)]
    public async Task A_pause_is_for_so_many_days_and_ends_by_itself(string value, int days)
    {
        var center = await shared.NextAsync();
        var person = await center.SubscribeAsync(WebCenter.News);
        await center.Browser.SaveAsync(center.PreferencesPath(person), form => form.Choose("pause", value));
        Assert.Equal(center.Now.AddDays(days), center.StateOf(person).PausedUntil(center.Now));
        Assert.Equal("paused", center.Gate(person, "news"));
        center.Clock.Advance(TimeSpan.FromDays(days));
        Assert.Equal("allowed", center.Gate(person, "news"));
    }

    [DatabaseFact(PostgresInLongTests = true)]
    public async Task A_pause_is_kept_by_a_form_that_says_so_and_ended_by_one_that_says_none()
    {
        var center = await shared.NextAsync();
        var person = await center.SubscribeAsync(WebCenter.News);
        var path = await center.MailedPreferencesPathAsync(person);
        var page = await center.Browser.SaveAsync(path, form => form.Choose("pause", "60"));
        Assert.Equal("keep", page.Form("form:has(.bar)").Chosen("pause"));
        await center.Browser.SaveAsync(path, form => form.Choose("pause", "keep"));
        Assert.Equal("paused", center.Gate(person, "news"));
        await center.Browser.SaveAsync(path, form => form.Choose("pause", "none"));
        Assert.Equal("allowed", center.Gate(person, "news"));
    }

    [DatabaseFact(PostgresInLongTests = true)]
    public async Task Through_a_footer_a_pause_does_not_end_without_a_confirmation()
    {
        var center = await shared.NextAsync();
        var person = await center.SubscribeAsync(WebCenter.News);
        await center.Browser.SaveAsync(center.PreferencesPath(person), form => form.Choose("pause", "30"));
        await center.Browser.SaveAsync(center.PreferencesPath(person), form => form.Choose("pause", "none"));
        Assert.Equal("paused", center.Gate(person, "news"));
    }

    [DatabaseTheory(PostgresInLongTests = true)]
    [InlineData("tracking", "granted", "denied")]
    [InlineData("profiling", "allowed", "objected")]
    [Trait("Requirement", "DEC-02")]
    [Trait("Requirement", "CON-06")]
    public async Task No_answer_is_chosen_in_advance_and_a_yes_keeps_the_words_it_was_given_to(
        string field,
        string yes,
        string no
    )
    {
        var center = await shared.NextAsync();
        var person = await center.SubscribeAsync(WebCenter.News);
        var path = await center.MailedPreferencesPathAsync(person);
        await center.Browser.SaveAsync(path, form => Assert.Null(form.Chosen(field)));
        Assert.Empty(center.ActsOf(person));

        var page = await center.Browser.SaveAsync(path, form => form.Choose(field, yes));
        Assert.Equal(yes, page.Form("form:has(.bar)").Chosen(field));
        var catalogue = center.Get<CatalogueCache>().Current;
        var aspect = field == "tracking" ? Aspect.Tracking : Aspect.Profiling;
        var granted = Assert.Single(center.EventsOf(person), e => e.Kind == EventKind.Granted);
        Assert.Equal((aspect, catalogue.Permissions[aspect].Number), (granted.Aspect, granted.Notice));

        page = await center.Browser.SaveAsync(path, form => form.Choose(field, no));
        Assert.Equal(no, page.Form("form:has(.bar)").Chosen(field));
        Assert.Equal(Permission.No, center.StateOf(person)[aspect].Value);
    }

    [DatabaseTheory(PostgresInLongTests = true)]
    [InlineData("tracking", "denied")]
    [InlineData("profiling", "objected")]
    public async Task After_a_no_the_question_stands_closed_for_six_months(string field, string no)
    {
        var center = await shared.NextAsync();
        var person = await center.SubscribeAsync(WebCenter.News);
        var page = await center.Browser.SaveAsync(center.PreferencesPath(person), form => form.Choose(field, no));
        Assert.NotNull(page.Page.QuerySelector($"#{field} details input[name={field}]"));
        center.Clock.Advance(center.Now.AddMonths(6) - center.Now);
        page = await center.Browser.GetAsync(center.PreferencesPath(person));
        Assert.Null(page.Page.QuerySelector($"#{field} details"));
        Assert.NotNull(page.Page.QuerySelector($"#{field} input[name={field}]"));
    }

    [DatabaseFact(PostgresInLongTests = true)]
    public async Task A_yes_of_before_there_were_notices_is_asked_again()
    {
        var center = await shared.NextAsync();
        var person = await center.SubscribeAsync(WebCenter.News);
        var path = await center.MailedPreferencesPathAsync(person);
        await center.Browser.SaveAsync(path, form => form.Choose("tracking", "granted"));
        using (var raw = center.Raw())
            raw.Run("""UPDATE "Choices" SET "GrantNotice" = 0 WHERE "Aspect" = -1""");
        var page = await center.Browser.GetAsync(path);
        Assert.Null(page.Form("form:has(.bar)").Chosen("tracking"));
        await center.Browser.SaveAsync(path, form => form.Choose("tracking", "granted"));
        Assert.NotEqual(0, center.StateOf(person)[Aspect.Tracking].Grant?.Notice);
    }

    [DatabaseFact(PostgresInLongTests = true)]
    public async Task Profiling_is_objected_to_at_once_and_allowed_again_only_with_proof()
    {
        var center = await shared.NextAsync();
        var person = await center.SubscribeAsync(WebCenter.News);
        await center.Browser.SaveAsync(center.PreferencesPath(person), form => form.Choose("profiling", "objected"));
        Assert.Equal(Profiling.Objected, center.StateOf(person).Profiling);
        await center.Browser.SaveAsync(center.PreferencesPath(person), form => form.Choose("profiling", "allowed"));
        Assert.Equal(Profiling.Objected, center.StateOf(person).Profiling);
        await center.Browser.SaveAsync(
            await center.MailedPreferencesPathAsync(person),
            form => form.Choose("profiling", "allowed")
        );
        Assert.Equal(Profiling.Allowed, center.StateOf(person).Profiling);
    }

    [DatabaseFact(PostgresInLongTests = true)]
    public async Task The_language_is_the_pages_from_then_on_and_the_mails()
    {
        var center = await shared.NextAsync();
        var person = await center.SubscribeAsync(WebCenter.News);
        var page = await center.Browser.SaveAsync(
            await center.MailedPreferencesPathAsync(person) + "?language=fr",
            form =>
            {
                form.Select("language", "de");
                form.Untick("news");
            }
        );
        Assert.Equal("de", center.Find(person).Subscriber.Language);
        Assert.Equal("de", page.Page.DocumentElement.GetAttribute("lang"));
        Assert.Contains(
            "Neues vom Hafen",
            Assert.Single(await center.MailsOfChangesAsync()).TextBody,
            StringComparison.Ordinal
        );
    }

    [DatabaseFact]
    [Trait("Requirement", "SEC-21")]
    public async Task Through_a_footer_the_language_waits_for_the_mailbox()
    {
        var center = await shared.NextAsync();
        var person = await center.SubscribeAsync(WebCenter.News);
        var page = await center.Browser.SaveAsync(
            center.PreferencesPath(person),
            form =>
            {
                form.Select("language", "ar");
                form.Untick("news");
            }
        );
        Assert.NotNull(page.Page.QuerySelector("select[name=language] ~ .tag"));
        Assert.Equal("en", center.Find(person).Subscriber.Language);
        Assert.False(center.StateOf(person)[WebCenter.News].On);
        var mail = Assert.Single(await center.MailsAsync(), m => m.TextBody!.Contains("/c/", StringComparison.Ordinal));
        await center.Browser.PressAsync(await center.Browser.GetAsync(WebCenter.LinkIn(mail, "c")), "confirm");
        Assert.Equal("ar", center.Find(person).Subscriber.Language);
    }

    [DatabaseFact(PostgresInLongTests = true)]
    public async Task The_language_asked_for_in_the_address_is_kept_and_not_stored()
    {
        var center = await shared.NextAsync();
        var person = await center.SubscribeAsync(WebCenter.News);
        var page = await center.Browser.SaveAsync(
            center.PreferencesPath(person) + "?language=fr",
            form => form.Untick("news")
        );
        Assert.Equal("fr", page.Page.DocumentElement.GetAttribute("lang"));
        Assert.Equal("en", center.Find(person).Subscriber.Language);
    }

    [DatabaseTheory(PostgresInLongTests = true)]
    [InlineData("pause=keep")]
    [InlineData("pause=none")]
    [InlineData("language=en")]
    [InlineData("frequency.news=every")]
    public async Task What_already_holds_is_no_change(string field)
    {
        var center = await shared.NextAsync();
        var person = await center.SubscribeAsync(WebCenter.News);
        var before = center.Rows();
        Assert.Equal(
            303,
            (await center.Browser.PostFormAsync(center.PreferencesPath(person), field + "&action=save")).Status
        );
        Assert.Equal(before, center.Rows());
    }
}
