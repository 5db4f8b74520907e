using AngleSharp.Html.Dom;
using PreferenceCenter.Catalogue;
using PreferenceCenter.Domain;
using PreferenceCenter.Tests.Http.SignUp;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Http;

/// <summary>
/// Tests every page on which a yes can be pressed with wordings that are published between opening and pressing: what is
/// recorded as agreed to is what the page showed, or nothing.
/// </summary>
public sealed class SeenWordsTests
{
    private const string Reworded = """
        {
          "tracking": { "texts": { "en": { "statement": "NEVER SHOWN: see all I open." } } },
          "profiling": { "texts": { "en": { "statement": "NEVER SHOWN: choose by all." } } },
          "topics": [
            { "topic": "news", "texts": { "en": { "statement": "NEVER SHOWN: mail me news." } } },
            { "topic": "events", "texts": { "en": { "statement": "NEVER SHOWN: mail me events." } } }]
        }
        """;
    private const string OtherInformation = """
        { "site": { "controllers": [{ "name": "Harbour Ltd", "address": "1 Quay", "contact": "privacy@harbour.example" }],
          "texts": { "en": { "purposes": "To mail you more.", "recipients": "Nobody.", "transfers": "None.", "retention": "Until you leave.", "rights": "All of them.", "withdrawal": "By the link.", "complaint": "The authority." } } } }
        """;

    private static readonly Dictionary<string, Func<WebCenter, Task<Answer>>> Pages = new()
    {
        ["/c of a sign-up"] = async center =>
            await center.Browser.GetAsync(await center.AskedAsync(topics: ["news", "events"])),
        ["/c of a wish through a footer"] = async center =>
            await center.Browser.GetAsync(await center.AskThroughFooterAsync(await KnownAsync(center), "events")),
        ["/c of tracking through a footer"] = async center =>
        {
            var person = await KnownAsync(center);
            await center.Browser.SaveAsync(center.PreferencesPath(person), form => form.Choose("tracking", "granted"));
            return await QuestionAsync(center);
        },
        ["/c of an import without proof"] = async center =>
        {
            var list = center.Write("list.csv", $"email,topics\n{SignUpCenter.Address},news\n");
            (await center.RunAsync("import", list, "--confirm")).Done();
            return await QuestionAsync(center);
        },
        ["/c of notices ask"] = async center =>
        {
            await KnownAsync(center);
            await center.ApplyNoticesAsync(
                """{ "topics": [{ "topic": "offers", "change": "purpose", "renewBy": "2026-12-24", "texts": { "en": { "statement": "Offers of others." } } }] }"""
            );
            (await center.RunAsync("notices", "ask", "offers")).Done();
            var page = await QuestionAsync(center);
            await center.ApplyNoticesAsync(
                """{ "topics": [{ "topic": "offers", "texts": { "en": { "statement": "NEVER SHOWN: offers." } } }] }"""
            );
            return page;
        },
        ["/p of an email"] = async center =>
            await center.Browser.GetAsync(await center.MailedPreferencesPathAsync(await KnownAsync(center))),
        ["/subscribe"] = center => center.Browser.GetAsync(SignUpCenter.Path),
        ["/subscribe without confirmation"] = async center =>
        {
            await center.ApplyTopicAsync("news", "\"singleOptIn\": \"Behind a login.\"");
            return await center.Browser.GetAsync(SignUpCenter.Path);
        },
    };

    public static TheoryData<string> EveryPage => [.. Pages.Keys];

    [DatabaseTheory]
    [MemberData(nameof(EveryPage))]
    [Trait("Requirement", "CON-06")]
    public async Task A_yes_is_kept_with_the_wording_its_page_showed_or_not_at_all(string name)
    {
        await using var center = await SignUpCenter.StartAsync();
        var page = await Pages[name](center);
        Assert.DoesNotContain("NEVER SHOWN", page.Text, StringComparison.Ordinal);
        var before = Grants(center);
        center.Clock.Advance(TimeSpan.FromMinutes(5));
        await center.ApplyNoticesAsync(Reworded);
        var pressed = await PressAsync(center, page);
        Assert.Equal(before, Grants(center));
        if (!name.StartsWith("/c", StringComparison.Ordinal))
            return;
        // The page comes again, with what is in force, and says why; that is what the next press is recorded with.
        var again = await center.Browser.FollowAsync(pressed);
        Assert.Contains("The wording has changed since you opened this page", again.Text, StringComparison.Ordinal);
        Assert.Contains("NEVER SHOWN", again.Text, StringComparison.Ordinal);
        await center.Browser.PressAsync(again, "confirm");
        var given = Grants(center)[before.Length..];
        Assert.NotEmpty(given);
        var known = center.Get<CatalogueCache>().Current;
        Assert.All(given, g => Assert.Equal(known.StatementOf(g.Aspect)!.Number, g.Notice));
    }

    [DatabaseTheory]
    [InlineData("/c of a sign-up")]
    [InlineData("/c of a wish through a footer")]
    public async Task A_press_without_any_words_counts_until_others_are_published(string name)
    {
        await using var center = await SignUpCenter.StartAsync();
        var page = await Pages[name](center);
        var path = new Uri(page.Form().Action).PathAndQuery;
        var before = Grants(center);
        center.Clock.Advance(TimeSpan.FromMinutes(5));
        await center.ApplyNoticesAsync(Reworded);
        Assert.EndsWith("again=1", (await center.Browser.PostAsync(path)).Location, StringComparison.Ordinal);
        Assert.Equal(before, Grants(center));
        // Words of another topic, or none of these, are no words of this one.
        foreach (var words in (string[])["", "news:x", "offers:1 tracking=2", "site=1"])
            await center.Browser.PostAsync(path, ("words", words), ("action", "confirm"));
        Assert.Equal(before, Grants(center));
        await center.Browser.PostAsync(path, ("action", "not-me"));
        Assert.Contains(
            "Nothing to confirm here",
            (await center.Browser.PostOnAsync(path)).Text,
            StringComparison.Ordinal
        );
    }

    [DatabaseFact(PostgresInLongTests = true)]
    [Trait("Requirement", "CON-05")]
    public async Task Other_information_about_the_use_of_data_is_shown_before_it_is_kept_as_shown()
    {
        await using var center = await SignUpCenter.StartAsync();
        var page = await center.Browser.GetAsync(await center.AskedAsync(topics: ["news"]));
        center.Clock.Advance(TimeSpan.FromMinutes(5));
        await center.ApplyNoticesAsync(OtherInformation);
        var again = await center.Browser.FollowAsync(await PressAsync(center, page));
        Assert.Empty(Grants(center));
        Assert.Contains("To mail you more.", again.Text, StringComparison.Ordinal);
        await center.Browser.PressAsync(again, "confirm");
        Assert.Single(Grants(center));
    }

    [DatabaseFact(PostgresInLongTests = true)]
    public async Task An_undo_brings_back_the_yes_to_the_old_words_and_says_none_to_new_ones()
    {
        await using var center = await SignUpCenter.StartAsync();
        await center.Browser.PressAsync(
            await center.Browser.GetAsync(await center.AskedAsync(topics: ["news"])),
            "confirm"
        );
        var person = center.FindPerson(SignUpCenter.Address)!;
        var before = Grants(center);
        await center.MailsOfChangesAsync();
        center.Clock.Advance(TimeSpan.FromHours(1));
        var undo = await center.Browser.GetAsync(await center.LeaveAsync(person));
        center.Clock.Advance(TimeSpan.FromMinutes(5));
        await center.ApplyNoticesAsync(Reworded);
        await center.Browser.PressAsync(undo);
        Assert.Equal("allowed", center.Gate(person, "news"));
        Assert.Equal(before, Grants(center));
        Assert.Equal(before[0].Notice, center.StateOf(person)[WebCenter.News].Grant!.Notice);
    }

    private static Task<Answer> PressAsync(WebCenter center, Answer page) =>
        page.Page.QuerySelector("button[value=confirm]") is not null
            ? center.Browser.PressAsync(page, "confirm")
            : center.Browser.PressAsync(
                page,
                page.Page.QuerySelector("button[value=save]") is null ? null : "save",
                form =>
                {
                    if (form.QuerySelector("[name=email]") is IHtmlInputElement email)
                        email.Value = SignUpCenter.Address;
                    form.Tick("news");
                }
            );

    private static async Task<Answer> QuestionAsync(WebCenter center) =>
        await center.Browser.GetAsync(
            WebCenter.LinkIn(Assert.Single(await center.MailsAsync(), m => WebCenter.FindLink(m, "c") is not null), "c")
        );

    private static Task<Person> KnownAsync(WebCenter center) =>
        center.SubscribeAsync(SignUpCenter.Address, [WebCenter.Offers]);

    private static (EventKind Kind, long Aspect, int Notice)[] Grants(WebCenter center) =>
        center.FindPerson(SignUpCenter.Address) is not { } person
            ? []
            :
            [
                .. center
                    .EventsOf(person)
                    .Where(e => e.Kind is EventKind.Granted or EventKind.Confirmed)
                    .Select(e => (e.Kind, e.Aspect, e.Notice)),
            ];
}
