using System.Text.Json.Nodes;
using AngleSharp.Html.Parser;
using Microsoft.Extensions.DependencyInjection;
using PreferenceCenter.Catalogue;
using PreferenceCenter.Catalogue.Drafts;
using PreferenceCenter.Catalogue.Files;
using PreferenceCenter.Catalogue.Notices;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Faults;
using PreferenceCenter.Features.Console.Drafts;
using PreferenceCenter.Features.Console.Notices;
using PreferenceCenter.PrivacyRequests.Retention;
using PreferenceCenter.Schedule;
using PreferenceCenter.Staff;
using PreferenceCenter.Tests.Http;
using PreferenceCenter.Tests.Http.Staff;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Features.Console.Notices;

/// <summary>Tests what marketers do with notices, what it means for people, and what is refused.</summary>
public sealed class NoticeDeskTests
{
    private const string English = "texts.en.statement";

    [DatabaseFact]
    [Trait("Requirement", "CON-02")]
    public async Task Another_wording_is_another_version_and_the_former_words_come_back_as_one()
    {
        await using var desk = await Desk.OpenAsync();
        await desk.Web.SubscribeAsync(WebCenter.News);
        var first = await desk.ReadAsync("news");
        Assert.Equal(first.Forms.Count == 0, first.IsInNoForm);
        Assert.False((await desk.ReadAsync(NoticeKey.Site)).IsInNoForm);
        var words = first.Text(English);
        await desk.EditAsync("news", English, words, "I agree to **the news**.");
        Assert.Equal(words, desk.Source("news"));
        Assert.Equal("1.1", (await desk.ReadAsync("news")).Next);
        Assert.Empty(await desk.PublishAsync("news"));
        Assert.Equal("1.1", desk.Now.ByKey["news"].Notice!.Version);
        var line = (await desk.ListAsync()).Single(l => l.Key == "news");
        Assert.Equal(("1.1", false), (line.Version, line.HasDraft));

        var history = await desk.HistoryAsync("news");
        Assert.Equal(["1.1", "1.0"], history.Select(v => v.Name));
        Assert.Equal(StaffCenter.AddressOf(StaffRole.Marketing), history[0].By);
        Assert.Equal(English, Assert.Single(EntryFields.Difference(history[1].Entry, history[0].Entry)).Path);
        // Seen meanwhile by somebody else: nothing is published.
        Assert.Equal(
            FaultCode.CatalogueMoved,
            Assert.Single(await desk.RestoreAsync("news", history[1].Number, history[1].Number)).Code
        );
        Assert.Empty(await desk.RestoreAsync("news", history[1].Number, history[0].Number));
        Assert.Equal(("1.2", words), (desk.Now.ByKey["news"].Notice!.Version, desk.Source("news")));
        Assert.Equal(history[1].Number, (await desk.HistoryAsync("news"))[2].Number);
    }

    [DatabaseFact]
    [Trait("Requirement", "CON-03")]
    public async Task A_new_purpose_needs_its_day_and_ends_the_older_consent_then()
    {
        await using var desk = await Desk.OpenAsync();
        var person = await desk.Web.SubscribeAsync(WebCenter.News);
        await desk.EditAsync("news", English, desk.Source("news"), "Yes, also to partners' offers.");
        await desk.EditAsync("news", NoticeFields.Change, null, NoticeFields.Purpose);
        var fault = Assert.Single((await desk.ReadAsync("news")).Faults);
        Assert.Equal(
            (FaultCode.RenewalDayMissing, NoticeFields.RenewBy),
            (fault.Code, NoticeFields.OfFault("news", fault.Place.Path))
        );
        await desk.EditAsync("news", NoticeFields.RenewBy, null, "2020-01-01");
        Assert.Equal(FaultCode.RenewalDayPast, Assert.Single(await desk.PublishAsync("news")).Code);
        // "For ever": the draft is shown with its fault, and is published at no time that is set.
        await desk.EditAsync("news", NoticeFields.RenewBy, "2020-01-01", "9999-12-31");
        var forEver = await desk.ReadAsync("news");
        fault = Assert.Single(forEver.Faults);
        Assert.Equal(
            (FaultCode.RenewalDayFar, NoticeFields.RenewBy),
            (fault.Code, NoticeFields.OfFault("news", fault.Place.Path))
        );
        // Whatever else the program fails on: the draft is read, said to fail, and discarded.
        var failing = desk.Failing();
        Assert.Equal(FaultCode.DraftFailed, Assert.Single(failing.Try(forEver.Draft).Faults).Code);
        var refused = await failing.PublishAsync("news", forEver.Draft.Version, StaffBy.System);
        Assert.Equal(FaultCode.DraftFailed, Assert.Single(refused.Faults).Code);
        var day = desk.Web.Now.AddDays(10).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        await desk.EditAsync("news", NoticeFields.RenewBy, "9999-12-31", day);
        var edit = await desk.ReadAsync("news");
        Assert.Equal("2.0", edit.Next);
        Assert.Empty(await desk.PublishAsync("news"));
        Assert.NotNull((await desk.HistoryAsync("news"))[0].RenewBy);
        Assert.NotNull(person);
    }

    [DatabaseFact]
    [Trait("Requirement", "CON-15")]
    public async Task Who_agreed_to_an_older_purpose_is_asked_once_by_whoever_may_edit_and_counted_in_fives()
    {
        await using var desk = await Desk.OpenAsync();
        Assert.Null(await desk.CountAsync());
        var people = new List<Person>();
        for (var i = 0; i < 7; i++)
            people.Add(await desk.Web.SubscribeAsync(WebCenter.News));
        await desk.Web.ActAsync(people[6], Leave.Everything);
        await desk.EditAsync("news", English, desk.Source("news"), "Yes, also to partners' offers.");
        await desk.EditAsync("news", NoticeFields.Change, null, NoticeFields.Purpose);
        var day = desk.Web.Now.AddDays(10).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        await desk.EditAsync("news", NoticeFields.RenewBy, null, day);
        Assert.Empty(await desk.PublishAsync("news"));
        await desk.Web.ActAsync(
            people[5],
            new Choose(
                new Dictionary<long, long> { [Aspect.Pause] = desk.Web.Now.AddDays(30).ToUnixTimeSeconds() },
                true
            )
        );
        await desk.Web.MailsAsync();

        // One of six is paused: fewer than five are told as none.
        var before = (await desk.CountAsync())!;
        Assert.Equal(
            (new RenewalCounts(5, 0, 0, 0), true, false, day),
            (
                before.Counts,
                before.MayAsk,
                before.IsOver,
                before.Until.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)
            )
        );
        Assert.Empty(await desk.Web.MailsAsync());
        var privacy = desk.Center.SignedInFor(StaffRole.Privacy, desk.Web.Now.AddHours(8)).Ticket;
        Assert.NotNull(await desk.Asking.CountAsync(privacy, "news", Stop));
        await Assert.ThrowsAnyAsync<UnauthorizedAccessException>(() => desk.Asking.AskAsync(privacy, "news"));

        Assert.Equal(5, await desk.Asking.AskAsync(desk.Ticket, "news"));
        Assert.Equal(
            people.Take(5).Select(p => p.Address).Order(StringComparer.Ordinal),
            (await desk.Web.MailsAsync()).Select(m => m.To.Mailboxes.Single().Address).Order(StringComparer.Ordinal)
        );
        var question = Assert.Single(desk.Web.EventsOf(people[0]), e => e.Kind == EventKind.Requested);
        var marketer = desk.Center.SignedInFor(StaffRole.Marketing, desk.Web.Now.AddHours(8)).Actor;
        Assert.Equal((marketer, Channel.Staff), (new Actor(question.ActorKind, question.ActorId), question.Channel));
        Assert.Equal(0, await desk.Asking.AskAsync(desk.Ticket, "news"));
        Assert.Empty(await desk.Web.MailsAsync());
        var after = (await desk.CountAsync())!;
        Assert.Equal((new RenewalCounts(0, 0, 5, 0), false), (after.Counts, after.MayAsk));
        foreach (var person in people.Take(5))
            await desk.Web.ActAsync(person, new Leave(WebCenter.News));
        Assert.Equal(new RenewalCounts(0, 0, 5, 5), (await desk.CountAsync())!.Counts);

        desk.Web.Clock.Advance(TimeSpan.FromDays(40));
        desk.SignInAgain();
        Assert.True((await desk.CountAsync())!.IsOver);
        Assert.Equal(0, await desk.Asking.AskAsync(desk.Ticket, "news"));
    }

    [DatabaseFact]
    public async Task Forty_thousand_letters_are_kept_in_the_draft_and_refused_in_words()
    {
        await using var desk = await Desk.OpenAsync();
        var pasted = string.Concat(Enumerable.Repeat("Ünïcode 😀 ", 4000));
        await desk.EditAsync("news", English, desk.Source("news"), pasted);
        var edit = await desk.ReadAsync("news");
        Assert.Equal(pasted, edit.Text(English));
        Assert.Contains(
            edit.Faults,
            f => f.Code == FaultCode.TooLong && NoticeFields.OfFault("news", f.Place.Path) == English
        );
        Assert.NotEmpty(await desk.PublishAsync("news"));
        Assert.Equal("1.0", desk.Now.ByKey["news"].Notice!.Version);
    }

    [DatabaseFact]
    public async Task Two_editors_keep_each_others_fields_and_are_told_of_the_same_one()
    {
        await using var desk = await Desk.OpenAsync();
        var words = desk.Source("news");
        Assert.True((await desk.EditAsync("news", English, words, "Ann's", StaffRole.Owner)).Taken);
        Assert.True((await desk.EditAsync("news", "texts.de.statement", null, "Ja.")).Taken);
        var late = await desk.EditAsync("news", English, words, "Ben's");
        Assert.Equal((false, "Ann's"), (late.Taken, late.Now!.ToString()));
        // One's own second save is no conflict: what was seen is what was saved.
        Assert.True((await desk.EditAsync("news", "texts.de.statement", "Ja.", "Ja, gern.")).Taken);
        Assert.Equal("Ja, gern.", (await desk.ReadAsync("news")).Text("texts.de.statement"));
    }

    [DatabaseFact]
    public async Task A_timed_publish_is_no_conflict_and_a_real_one_in_the_same_second_is()
    {
        await using var desk = await Desk.OpenAsync();
        var edited = await desk.EditAsync("news", English, desk.Source("news"), "At its time.");
        Assert.True(
            await desk.Editor.ScheduleAsync(desk.Ticket, "news", edited.Version, desk.Web.Now.AddHours(1).DateTime)
        );
        // The time was set in a version of its own; whoever still has the one before is refused.
        Assert.NotEmpty(await desk.Editor.PublishAsync(desk.Ticket, "news", edited.Version));
        desk.Web.Clock.Advance(TimeSpan.FromHours(2));
        await desk.RunAsync();
        Assert.Equal("At its time.", desk.Source("news"));
        Assert.Empty((await desk.ReadAsync("news")).Draft.Changes);
        desk.SignInAgain();
        Assert.True((await desk.EditAsync("news", English, "At its time.", "Afterwards.")).Taken);
    }

    [DatabaseFact(PostgresInLongTests = true)]
    public async Task What_is_missing_is_found_while_typing_and_no_reason_to_refuse()
    {
        await using var desk = await Desk.OpenAsync();
        var edit = await desk.ReadAsync("news");
        Assert.Empty(edit.Faults);
        await desk.EditAsync("news", English, desk.Source("news"), "Do not miss out!");
        var found = (await desk.ReadAsync("news")).Found;
        Assert.Contains(found, f => f.Rule == ConsentRule.Guilt);
        await desk.EditAsync("news", English, "Do not miss out!", "# Big");
        Assert.Equal(FaultCode.HoldsHeading, Assert.Single((await desk.ReadAsync("news")).Faults).Code);
    }

    [DatabaseFact(PostgresInLongTests = true)]
    public async Task The_privacy_role_reads_and_changes_nothing()
    {
        await using var desk = await Desk.OpenAsync();
        var ticket = desk.Center.SignedInFor(StaffRole.Privacy, desk.Web.Now.AddHours(8)).Ticket;
        Assert.NotNull(await desk.Editor.ReadAsync(ticket, "news", "en", Stop));
        await Assert.ThrowsAnyAsync<UnauthorizedAccessException>(() =>
            desk.Editor.EditAsync(ticket, "news", English, null, "x")
        );
        await Assert.ThrowsAsync<ArgumentException>(() => desk.EditAsync("news", "version", null, "9"));
        await Assert.ThrowsAsync<ArgumentException>(() => desk.EditAsync("nothing", English, null, "x"));
        Assert.Null(await desk.Editor.ReadAsync(desk.Ticket, "nothing", "en", Stop));
    }

    [DatabaseFact(PostgresInLongTests = true)]
    public async Task The_site_s_information_is_edited_field_by_field()
    {
        await using var desk = await Desk.OpenAsync();
        var edit = await desk.ReadAsync(NoticeKey.Site);
        var name = edit.Text(NoticeFields.Controller(0, "name"));
        Assert.NotEmpty(name);
        await desk.EditAsync(NoticeKey.Site, NoticeFields.Controller(1, "name"), null, "Second Ltd");
        var faults = (await desk.ReadAsync(NoticeKey.Site)).Faults;
        Assert.Contains(faults, f => NoticeFields.OfFault(NoticeKey.Site, f.Place.Path) == "controllers.1.address");
        await desk.EditAsync(NoticeKey.Site, NoticeFields.Controller(1, "name"), "Second Ltd", null);
        await desk.EditAsync(NoticeKey.Site, NoticeFields.Controller(0, "name"), name, "Another Ltd");
        Assert.Empty(await desk.PublishAsync(NoticeKey.Site));
        Assert.Contains("Another Ltd", desk.Now.SiteNotice!.Texts["en"].Html, StringComparison.Ordinal);
    }

    [DatabaseFact(PostgresInLongTests = true)]
    public async Task The_preview_is_the_page_with_what_is_typed_and_leads_nowhere()
    {
        await using var desk = await Desk.OpenAsync();
        var rows = desk.Web.Rows();
        foreach (var key in new[] { "news", NoticeKey.Site, NoticeKey.Tracking, NoticeKey.Profiling })
        {
            var entry = (await desk.ReadAsync(key)).Draft.Entry;
            var path = key == NoticeKey.Site ? NoticeFields.Part("en", "purposes") : English;
            entry = EntryFields.With(entry, [KeyValuePair.Create(path, (JsonNode?)"Typed **now** <b>")]);
            var html = (await desk.Editor.PreviewAsync(desk.Ticket, new NoticePreview(key, entry, "en", true)))!;
            Assert.Contains("Typed <strong>now</strong> &lt;b&gt;", html, StringComparison.Ordinal);
            using var page = await new HtmlParser().ParseDocumentAsync(html);
            Assert.Empty(
                page.QuerySelectorAll("[href]:not(link), [action], [formaction], script, button[type=submit]")
            );
            Assert.Contains(
                "preview-dark",
                Assert.Single(page.QuerySelectorAll("[rel=stylesheet]")).OuterHtml,
                StringComparison.Ordinal
            );
        }
        Assert.Equal(rows, desk.Web.Rows());
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>The desk of a marketer.</summary>
    private sealed class Desk : IAsyncDisposable
    {
        private readonly AsyncServiceScope scope;

        private Desk(StaffCenter center)
        {
            (Center, scope) = (center, center.Web.Get<IServiceScopeFactory>().CreateAsyncScope());
            SignInAgain();
        }

        public StaffCenter Center { get; }
        public WebCenter Web => Center.Web;
        public StaffTicket? Ticket { get; private set; }
        public NoticeEditService Editor => scope.ServiceProvider.GetRequiredService<NoticeEditService>();
        public NoticeAskService Asking => scope.ServiceProvider.GetRequiredService<NoticeAskService>();
        public CatalogueSnapshot Now => Web.Get<CatalogueCache>().Refresh();

        public static async Task<Desk> OpenAsync() => new(await StaffCenter.StartAsync());

        public void SignInAgain() => Ticket = Center.SignedInFor(StaffRole.Marketing, Web.Now.AddHours(8)).Ticket;

        public async Task<NoticeEdit> ReadAsync(string key) => (await Editor.ReadAsync(Ticket, key, "en", Stop))!;

        public Task<NoticeAsk?> CountAsync() => Asking.CountAsync(Ticket, "news", Stop);

        public Task<IReadOnlyList<NoticeLine>> ListAsync() =>
            scope.ServiceProvider.GetRequiredService<NoticesService>().ListAsync(Ticket, "en", Stop);

        public Task<IReadOnlyList<NoticeVersion>> HistoryAsync(string key) => Editor.HistoryAsync(Ticket, key, Stop);

        public string Source(string key)
        {
            using var context = Web.Get<Database>().CreateContext();
            var number = Now.ByKey[key].Notice!.Number;
            return context.Set<NoticeText>().Single(t => t.NoticeNumber == number && t.Language == "en").Source;
        }

        public Task<EditResult> EditAsync(
            string key,
            string path,
            JsonNode? seen,
            JsonNode? value,
            StaffRole role = StaffRole.Marketing
        ) =>
            Editor.EditAsync(
                role == StaffRole.Marketing ? Ticket : Center.SignedInFor(role, Web.Now.AddHours(8)).Ticket,
                key,
                path,
                seen,
                value
            );

        public async Task<IReadOnlyList<Fault>> PublishAsync(string key) =>
            await Editor.PublishAsync(Ticket, key, (await ReadAsync(key)).Draft.Version);

        public Task<IReadOnlyList<Fault>> RestoreAsync(string key, int number, int seen) =>
            Editor.RestoreAsync(Ticket, key, number, seen);

        public EntryDrafts Failing() =>
            new FailingDrafts(
                Web.Get<Database>(),
                Web.Get<DraftStore>(),
                Web.Get<CataloguePublisher>(),
                Web.Get<Site>()
            );

        public Task RunAsync() => Web.Get<PeriodicWorker>().RunAsync(Web.Get<ScheduledDrafts>(), Stop);

        public async ValueTask DisposeAsync()
        {
            await scope.DisposeAsync();
            await Center.DisposeAsync();
        }
    }

    /// <summary>Drafts on which the program fails.</summary>
    private sealed class FailingDrafts(Database database, DraftStore drafts, CataloguePublisher publisher, Site site)
        : EntryDrafts(DraftKind.Notice, database, drafts, publisher, site)
    {
        private protected override JsonObject? Published(CenterContext context, string key) => null;

        private protected override CataloguePlan PlanOf(
            CatalogueDraft draft,
            CenterContext context,
            Publishing publishing
        ) => throw new ArgumentOutOfRangeException(nameof(draft));
    }
}
