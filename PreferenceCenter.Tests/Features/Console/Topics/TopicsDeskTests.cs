using System.Text.Json.Nodes;
using AngleSharp.Html.Parser;
using PreferenceCenter.Catalogue.Topics;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Faults;
using PreferenceCenter.Features.Console;
using PreferenceCenter.Features.Console.Drafts;
using PreferenceCenter.Features.Console.Topics;
using PreferenceCenter.Insights;
using PreferenceCenter.Shared.Layouts;
using PreferenceCenter.Staff;
using PreferenceCenter.Tests.Http;
using PreferenceCenter.Tests.Http.Staff;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Features.Console.Topics;

/// <summary>Tests what marketers do at the topics desk, and what it refuses.</summary>
public sealed class TopicsDeskTests
{
    [DatabaseFact]
    public async Task A_new_topic_is_seen_by_nobody_until_it_is_published_and_its_key_belongs_to_it()
    {
        await using var desk = await TopicDesk.OpenAsync();
        Assert.True(await desk.Board.CreateAsync(desk.Ticket, "recipes", "Recipes", "all"));
        Assert.False(await desk.Board.CreateAsync(desk.Ticket, "recipes", "Other recipes", "all"));
        Assert.False(await desk.Board.CreateAsync(desk.Ticket, "news", "News", "all"));
        var topic = (await desk.ReadAsync()).Topics.Single(t => t.Key == "recipes");
        Assert.Equal((null, "Recipes", true, 0L), (topic.Number, topic.Name, topic.HasDraft, topic.Subscribers));
        Assert.DoesNotContain("recipes", desk.Published.Keys);

        Assert.False(await desk.Editor.RekeyAsync(desk.Ticket, "recipes", "news"));
        Assert.True(await desk.Editor.RekeyAsync(desk.Ticket, "recipes", "cooking"));
        var before = Places(await desk.ReadAsync());
        Assert.Equal("cooking", before[^1].Key);
        Assert.Empty((await WaitingAsync(desk)).First);
        Assert.Empty(await desk.PublishAsync("cooking"));
        Assert.Equal(before, Places(await desk.ReadAsync()));
        // Nobody can join without a consent statement: it waits to be written.
        Assert.Equal("/staff/notices/cooking", Assert.Single((await WaitingAsync(desk)).First).Path);
        Assert.Equal("Recipes", desk.Published["cooking"].Words("en", "en").Name);
        Assert.False(await desk.Editor.RekeyAsync(desk.Ticket, "cooking", "meals"));
        Assert.False((await desk.ReadAsync()).Topics.Single(t => t.Key == "cooking").HasDraft);
    }

    [DatabaseFact(PostgresInLongTests = true)]
    public async Task What_is_wrong_is_said_in_the_words_of_a_file_at_its_field()
    {
        await using var desk = await TopicDesk.OpenAsync();
        await desk.EditAsync("news", "sender.address", null, "nobody");
        await desk.EditAsync("news", "texts.fr.description", null, "Quoi de neuf");
        var faults = (await desk.Editor.ReadAsync(desk.Ticket, "news", Stop))!.Faults;
        Assert.Equal(
            ["sender.address", "texts.fr.name"],
            faults.Select(f => TopicFields.OfFault(f.Place.Path)).Order(StringComparer.Ordinal)
        );
        Assert.NotEmpty(await desk.PublishAsync("news"));
        await Assert.ThrowsAsync<ArgumentException>(() => desk.EditAsync("news", "number", 1, 9));
    }

    [DatabaseFact]
    public async Task A_draft_that_somebody_edited_since_is_not_published_and_one_form_publishes_once()
    {
        await using var desk = await TopicDesk.OpenAsync();
        var seen = (await desk.EditAsync("news", "sample.en", null, "One")).Version;
        await desk.EditAsync("news", "private", false, true);
        var faults = await desk.Editor.PublishAsync(desk.Ticket, "news", seen);
        Assert.Equal(FaultCode.CatalogueMoved, Assert.Single(faults).Code);
        Assert.False(await desk.Editor.DiscardAsync(desk.Ticket, "news", seen));
        Assert.False(await desk.Editor.ScheduleAsync(desk.Ticket, "news", seen, desk.Web.Now.DateTime));
        Assert.False(desk.Published["news"].Topic.Private);
    }

    [DatabaseFact(PostgresInLongTests = true)]
    public async Task Another_order_is_in_force_at_once_and_back_again()
    {
        await using var desk = await TopicDesk.OpenAsync();
        await desk.Board.NameCategoryAsync(
            desk.Ticket,
            "more",
            new Dictionary<string, string> { ["en"] = "More" },
            null
        );
        var before = Places(await desk.ReadAsync());
        Assert.Empty(
            await desk.Board.OrderAsync(
                desk.Ticket,
                [.. before.Where(p => p.Key != "news"), new TopicPlace("news", "more")]
            )
        );
        Assert.Equal("more", desk.Published["news"].Category.Key);
        Assert.Equal("news", Places(await desk.ReadAsync())[^1].Key);
        Assert.Empty(await desk.Board.OrderAsync(desk.Ticket, before));
        Assert.Equal(before, Places(await desk.ReadAsync()));
    }

    [DatabaseFact]
    public async Task A_category_is_added_once_and_named_anew()
    {
        await using var desk = await TopicDesk.OpenAsync();
        var names = new Dictionary<string, string> { ["en"] = "More" };
        Assert.Empty(await desk.Board.NameCategoryAsync(desk.Ticket, "more", names, null));
        var seen = names.ToDictionary();
        names["en"] = "Much more";
        Assert.Equal(
            FaultCode.Taken,
            Assert.Single(await desk.Board.NameCategoryAsync(desk.Ticket, "more", names, null)).Code
        );
        Assert.Empty(await desk.Board.NameCategoryAsync(desk.Ticket, "more", names, seen));
        Assert.Equal(["Mails", "Much more"], (await desk.ReadAsync()).Categories.Select(c => c.Name));

        // Whoever opened it before sees what it is called by now; a language that they left alone stays.
        var other = new Dictionary<string, string> { ["en"] = "Even more", ["de"] = "Noch mehr" };
        var fault = Assert.Single(await desk.Board.NameCategoryAsync(desk.Ticket, "more", other, seen));
        Assert.Equal(new Fault("category.texts.en", FaultCode.ChangedMeanwhile, "Much more"), fault);
        other["en"] = seen["en"];
        Assert.Empty(await desk.Board.NameCategoryAsync(desk.Ticket, "more", other, seen));
        var more = (await desk.ReadAsync()).Categories[^1].Info;
        Assert.Equal(("Much more", "Noch mehr"), (more.Names["en"], more.Names["de"]));
    }

    [DatabaseFact(PostgresInLongTests = true)]
    public async Task An_archived_topic_keeps_its_people_and_comes_back_with_them()
    {
        await using var desk = await TopicDesk.OpenAsync();
        for (var i = 0; i < 6; i++)
            await desk.Web.SubscribeAsync(WebCenter.News);
        Assert.Empty(await desk.Editor.PutAsync(desk.Ticket, "news", TopicState.Archived));
        Assert.Equal(TopicState.Archived, desk.Published["news"].Topic.State);
        Assert.Empty(await desk.Editor.PutAsync(desk.Ticket, "news", TopicState.Published));
        // Told in steps of five, so that nobody's coming shows.
        var audience = (await desk.Editor.ReadAsync(desk.Ticket, "news", Stop))!.Audience;
        Assert.Equal((5L, 5L), (audience.Subscribers, audience.ByFrequency[Frequency.Every]));
    }

    [DatabaseFact]
    public async Task An_earlier_version_is_published_again_and_the_history_says_what_changed()
    {
        await using var desk = await TopicDesk.OpenAsync();
        await desk.EditAsync("news", "sample.en", null, "One");
        await desk.PublishAsync("news");
        var history = await desk.Editor.HistoryAsync(desk.Ticket, "news", Stop);
        Assert.Equal(StaffCenter.AddressOf(StaffRole.Marketing), history[0].By);
        Assert.Equal("sample.en", Assert.Single(history[0].Changes).Path);
        Assert.NotEmpty(await desk.Editor.RestoreAsync(desk.Ticket, "news", 1, history[0].Number - 1));
        Assert.Empty(await desk.Editor.RestoreAsync(desk.Ticket, "news", history[1].Number, history[0].Number));
        Assert.Null((await desk.Editor.ReadAsync(desk.Ticket, "news", Stop))!.Draft["sample.en"]);
    }

    [DatabaseFact]
    public async Task A_draft_is_published_at_its_time_unless_it_is_wrong_or_its_editor_has_gone()
    {
        await using var desk = await TopicDesk.OpenAsync();
        await ScheduleAsync(desk, "sample.en", null, "One");
        await desk.RunAsync();
        Assert.NotEqual(Guid.Empty, (await desk.Draft("news")).Version);
        desk.Web.Clock.Advance(TimeSpan.FromHours(2));
        await desk.RunAsync();
        Assert.Equal(Guid.Empty, (await desk.Draft("news")).Version);
        Assert.Equal("One", (await desk.Draft("news"))["sample.en"]!.ToString());
        // By the program, in the name of whoever set the time.
        desk.SignInAgain();
        var version = (await desk.Editor.HistoryAsync(desk.Ticket, "news", Stop))[0];
        Assert.Equal((ActorKind.System, StaffCenter.AddressOf(StaffRole.Marketing)), (version.ByKind, version.By));
        await using (var data = desk.Web.Get<Database>().CreateContext())
            Assert.Equal(
                new
                {
                    Channel = Channel.System,
                    ActorKind = ActorKind.System,
                    ActorId = desk.Who.Actor.Id,
                },
                data.LedgerEvents.Where(e => e.Kind == EventKind.TopicChanged)
                    .OrderByDescending(e => e.Position)
                    .Select(e => new
                    {
                        e.Channel,
                        e.ActorKind,
                        e.ActorId,
                    })
                    .First()
            );

        await ScheduleAsync(desk, "sender.address", null, "nobody");
        desk.Web.Clock.Advance(TimeSpan.FromHours(2));
        await desk.RunAsync();
        Assert.Null((await desk.Draft("news")).PublishAt);
        // The reason stays with the draft, and on the home page, until somebody edits it.
        var missed = (await desk.Draft("news")).Missed!;
        Assert.Equal(desk.Web.Now.AddHours(-1), missed.At);
        Assert.Equal("sender.address", TopicFields.OfFault(missed.Fault!.Place.Path));
        desk.SignInAgain();
        Assert.Equal("/staff/topics/news", Assert.Single((await MissedAsync(desk)).First).Path);
        await desk.EditAsync("news", "sample.en", "One", "Two");
        Assert.Null((await desk.Draft("news")).Missed);
        Assert.Empty((await MissedAsync(desk)).First);

        await ScheduleAsync(desk, "sender.address", "nobody", "news@example.org");
        await desk.Web.Get<StaffAccounts>().DismissAsync(desk.Center.Account(StaffRole.Marketing).Id, StaffBy.System);
        desk.Web.Clock.Advance(TimeSpan.FromHours(2));
        await desk.RunAsync();
        Assert.Null((await desk.Draft("news")).PublishAt);
        Assert.Null((await desk.Draft("news")).Missed!.Fault);
        Assert.Null(desk.Published["news"].Sender);
    }

    [DatabaseFact(PostgresInLongTests = true)]
    public async Task The_preview_is_the_page_with_what_is_typed_and_leads_nowhere()
    {
        await using var desk = await TopicDesk.OpenAsync();
        var edit = (await desk.Editor.ReadAsync(desk.Ticket, "news", Stop))!;
        var entry = edit.Draft.Entry;
        entry["texts"]!["en"]!["name"] = "<b>Typed</b>";
        entry["sample"] = new JsonObject { ["en"] = "What came in." };
        var rows = desk.Web.Rows();
        var html = await desk.Editor.PreviewAsync(
            desk.Ticket,
            new TopicPreview(entry, edit.Categories[0], "en", Dark: true, TopicPart.Choices)
        );
        Assert.Equal(rows, desk.Web.Rows());
        using var page = await new HtmlParser().ParseDocumentAsync(html);
        Assert.Equal("<b>Typed</b>", page.QuerySelector(".edited label")!.TextContent);
        Assert.NotNull(page.QuerySelector(".edited [role=switch][checked]"));
        Assert.Equal(entry["texts"]!["en"]!["howOften"]!.ToString(), page.QuerySelector(".edited b")!.TextContent);
        Assert.Equal("Sample issue", page.QuerySelector(".edited a")!.TextContent);
        Assert.Empty(
            page.QuerySelectorAll(
                "[href]:not(link), [action], [formaction], script, [popovertarget]:not([popovertarget=\"\"]), button[type=submit]"
            )
        );
        Assert.Contains(
            "preview-dark",
            page.QuerySelector("[rel=stylesheet]")!.GetAttribute("href")!,
            StringComparison.Ordinal
        );
        Assert.DoesNotContain("@people.example", html, StringComparison.Ordinal);

        // The sample is shown to the editor, also of a topic of which nobody else sees one.
        entry["private"] = true;
        html = await desk.Editor.PreviewAsync(
            desk.Ticket,
            new TopicPreview(entry, edit.Categories[0], "en", Dark: true, TopicPart.Sample)
        );
        using var sample = await new HtmlParser().ParseDocumentAsync(html);
        Assert.Equal("What came in.", sample.QuerySelector("article.edited p")!.TextContent);
        Assert.Empty(sample.QuerySelectorAll("[href]:not(link)"));
    }

    [DatabaseFact(PostgresInLongTests = true)]
    public async Task A_sender_that_is_shared_and_words_that_are_not_explicit_are_told()
    {
        await using var desk = await TopicDesk.OpenAsync("Mail:ListsFrom=lists@northwind.example");
        await desk.Web.ApplyTopicAsync("events", "\"sender\": { \"address\": \"Quay@northwind.example\" }");
        await desk.EditAsync("news", "sensitive", false, true);
        var edit = (await desk.Editor.ReadAsync(desk.Ticket, "news", Stop))!;
        // Without an address of its own it has the site's, as every other topic without one has.
        Assert.DoesNotContain("Quay evenings", edit.Sender.Topics);
        Assert.Equal(
            (desk.Published.Values.Count(t => t.Sender is null && t.Topic.State != TopicState.Archived) - 1, false),
            (edit.Sender.Topics.Count, edit.Sender.IsOfSite)
        );
        await desk.EditAsync("news", "sender.address", null, "quay@NORTHWIND.example");
        edit = (await desk.Editor.ReadAsync(desk.Ticket, "news", Stop))!;
        Assert.Equal(("Quay evenings", false), (Assert.Single(edit.Sender.Topics), edit.Sender.IsOfSite));
        Assert.Equal("en", Assert.Single(edit.NotExplicit));
        await desk.EditAsync("news", "sender.address", "quay@NORTHWIND.example", "lists@northwind.example");
        edit = (await desk.Editor.ReadAsync(desk.Ticket, "news", Stop))!;
        Assert.Equal((0, true), (edit.Sender.Topics.Count, edit.Sender.IsOfSite));
    }

    [Fact]
    public async Task Beside_a_topic_are_its_figures_masked_as_the_insights_are()
    {
        await using var desk = await TopicDesk.OpenAsync();
        var people = new List<Person>();
        for (var i = 0; i < 7; i++)
            people.Add(await desk.Web.SubscribeAsync(WebCenter.News));
        foreach (var person in people.Take(3))
            await desk.Web.ActAsync(person, new Leave(WebCenter.News));
        var figures = (await desk.Editor.FiguresAsync(desk.Ticket, "news"))!;
        Assert.Equal((5L, 0L), (figures.Gained.Now, figures.Lost.Now));
        Assert.Null(figures.Churn);
        // Of fifty on average; fewer than ten who left, or who could have, are too few to tell a share of.
        var told = figures with
        {
            People = new ComparedCount(40, 60),
            Lost = new ComparedCount(10, 0),
        };
        Assert.Equal(20, told.Churn);
        Assert.Null((told with { Lost = new ComparedCount(5, 0) }).Churn);
        Assert.Null((told with { People = new ComparedCount(5, 10) }).Churn);
        Assert.Null(await desk.Editor.FiguresAsync(desk.Ticket, "recipes"));
    }

    [DatabaseFact(PostgresInLongTests = true)]
    public async Task The_palette_finds_a_topic_by_name_and_key_also_before_it_is_published()
    {
        await using var desk = await TopicDesk.OpenAsync();
        await desk.Board.CreateAsync(desk.Ticket, "recipes", "Café and more", "all");
        Assert.Equal("/staff/topics/recipes", Assert.Single(await desk.FindAsync("cafe mo")).Path);
        Assert.Equal("/staff/topics/recipes", Assert.Single(await desk.FindAsync("recip")).Path);
        Assert.Equal("/staff/topics/news", Assert.Single(await desk.FindAsync("harbour")).Path);
        Assert.Empty(await desk.FindAsync("nothing"));
    }

    [DatabaseFact]
    public async Task It_is_published_in_the_name_of_whoever_set_the_time_and_not_of_who_edited_it_since()
    {
        await using var desk = await TopicDesk.OpenAsync();
        var owner = desk.Center.SignedInFor(StaffRole.Owner, desk.Web.Now.AddHours(8));
        await ScheduleAsync(desk, "sample.en", null, "One");
        Assert.True((await desk.Editor.EditAsync(owner.Ticket, "news", "sample.en", "One", "Two")).Taken);
        desk.Web.Clock.Advance(TimeSpan.FromHours(2));
        // Two nodes at once: one of them publishes, the other leaves it alone.
        await Task.WhenAll(desk.RunAsync(), desk.RunAsync());
        desk.SignInAgain();
        var history = await desk.Editor.HistoryAsync(desk.Ticket, "news", Stop);
        Assert.Equal(StaffCenter.AddressOf(StaffRole.Marketing), history[0].By);
        Assert.Equal("Two", history[0].Changes.Single().After!.ToString());
        Assert.Empty((await MissedAsync(desk)).First);

        // Whoever set it has left since, and somebody who may edit edited it: it is not published.
        await ScheduleAsync(desk, "sample.en", "Two", "Three");
        owner = desk.Center.SignedInFor(StaffRole.Owner, desk.Web.Now.AddHours(8));
        Assert.True((await desk.Editor.EditAsync(owner.Ticket, "news", "sample.en", "Three", "Four")).Taken);
        await desk.Web.Get<StaffAccounts>().DismissAsync(desk.Center.Account(StaffRole.Marketing).Id, StaffBy.System);
        desk.Web.Clock.Advance(TimeSpan.FromHours(2));
        await desk.RunAsync();
        var draft = await desk.Draft("news");
        Assert.Equal(("Four", null, null), (draft["sample.en"]!.ToString(), draft.PublishAt, draft.Missed!.Fault));
    }

    private static Task<WaitingItems> MissedAsync(TopicDesk desk) =>
        desk.Get<DraftsWaiting>().FindAsync(desk.Ticket, desk.Web.Get<PageContexts>().In("en", asked: false), Stop);

    private static Task<WaitingItems> WaitingAsync(TopicDesk desk) =>
        desk.Get<TopicsWaiting>().FindAsync(desk.Ticket, desk.Web.Get<PageContexts>().In("en", asked: false), Stop);

    private static async Task ScheduleAsync(TopicDesk desk, string path, JsonNode? seen, JsonNode? value)
    {
        var edited = await desk.EditAsync("news", path, seen, value);
        Assert.True(
            await desk.Editor.ScheduleAsync(desk.Ticket, "news", edited.Version, desk.Web.Now.AddHours(1).DateTime)
        );
    }

    private static TopicPlace[] Places(TopicBoardView board) =>
        [.. board.Topics.Select(t => new TopicPlace(t.Key, t.Category))];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;
}
