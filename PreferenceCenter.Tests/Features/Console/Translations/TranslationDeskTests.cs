using System.Text;
using Microsoft.Extensions.DependencyInjection;
using PreferenceCenter.Catalogue;
using PreferenceCenter.Catalogue.Topics;
using PreferenceCenter.Catalogue.Translations;
using PreferenceCenter.Domain;
using PreferenceCenter.Faults;
using PreferenceCenter.Features.Console.Drafts;
using PreferenceCenter.Features.Console.Translations;
using PreferenceCenter.Schedule;
using PreferenceCenter.Staff;
using PreferenceCenter.Tests.Features.Wording;
using PreferenceCenter.Tests.Http;
using PreferenceCenter.Tests.Http.Staff;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Features.Console.Translations;

/// <summary>
/// Tests what the page of translations does with a file: it waits, says what it would change, is published now or at its
/// time, is taken back, and is refused in the words of any other file.
/// </summary>
public sealed class TranslationDeskTests
{
    private const string To = "fr";

    [DatabaseFact]
    public async Task A_file_changes_nothing_until_it_is_published_asks_nobody_again_and_can_be_taken_back()
    {
        await using var desk = await Desk.OpenAsync();
        await desk.Web.SubscribeAsync(WebCenter.News);
        var (before, versions) = (desk.Export(), desk.Versions());
        var filled = new Xliff(before).TranslateAll();
        Assert.Equal(new TakenTranslation(To, [], true), await desk.TakeAsync(filled));
        Assert.Equal(before, desk.Export());

        var edit = (await desk.ReadAsync())!;
        Assert.Equal(filled.Units.Count(), edit.Changes.Count);
        Assert.Empty(edit.Faults);
        Assert.Empty(edit.LeftAlone);
        Assert.Contains(edit.Changes, c => c.Id == "topic.news.name" && c.After.StartsWith("Fr. ", Ordinal));
        // Given again, as another program saves it: the same, one file, and whoever saw the one before is told.
        await desk.TakeAsync(new Xliff($"{filled}").Translate("topic.news.name", "Nouvelles"));
        Assert.Equal(FaultCode.CatalogueMoved, Assert.Single(await desk.PublishAsync(edit.Draft.Version)).Code);
        edit = (await desk.ReadAsync())!;
        Assert.Contains(edit.Changes, c => c is { Id: "topic.news.name", After: "Nouvelles" });

        Assert.Empty(await desk.PublishAsync(edit.Draft.Version));
        Assert.Null(await desk.ReadAsync());
        Assert.Empty(new Xliff(desk.Export()).StatesOf("initial"));
        // Another wording of each notice, and of none another purpose.
        Assert.All(desk.Versions().Zip(versions), v => Assert.Equal(v.Second, v.First));
        var line = (await desk.ListAsync()).Single(l => l.Language == To);
        Assert.Equal((edit.Changes.Count, 0, 0, false), (line.Translated, line.Missing, line.Changed, line.Waits));

        Assert.Empty(await desk.Service.TakeBackAsync(desk.Ticket, To, edit.Changes));
        Assert.Equal(before, desk.Export());
        Assert.Empty(await desk.Service.TakeBackAsync(desk.Ticket, To, edit.Changes));
        Assert.Equal(before, desk.Export());
    }

    [DatabaseFact(PostgresInLongTests = true)]
    public async Task At_its_time_it_is_published_and_what_has_changed_meanwhile_is_left_alone()
    {
        await using var desk = await Desk.OpenAsync();
        await desk.TakeAsync(new Xliff(desk.Export()).TranslateAll());
        var seen = (await desk.ReadAsync())!.Draft.Version;
        Assert.True(await desk.Service.ScheduleAsync(desk.Ticket, To, seen, desk.Web.Now.AddHours(1).DateTime));
        Assert.False(await desk.Service.ScheduleAsync(desk.Ticket, To, seen, null));
        Assert.NotNull((await desk.ListAsync()).Single(l => l.Language == To).PublishAt);
        await desk.RunAsync();
        Assert.Empty(new Xliff(desk.Export()).StatesOf("translated"));

        var words = desk.Now.ByKey["news"].Texts["en"].Name;
        await desk.RenameAsync($"{words} and more");
        Assert.Equal(
            (FaultCode.SourceChanged, "topic.news.name"),
            Assert.Single((await desk.ReadAsync())!.LeftAlone.Select(f => (f.Code, f.Place.Path)).Take(1))
        );
        desk.Web.Clock.Advance(TimeSpan.FromHours(2));
        await desk.RunAsync();
        desk.SignInAgain();
        Assert.Null(await desk.ReadAsync());
        var open = new Xliff(desk.Export()).StatesOf("initial").ToList();
        Assert.Contains("topic.news.name", open);
        Assert.All(open, id => Assert.StartsWith("topic.news.", id, Ordinal));
    }

    [Fact]
    public async Task What_somebody_has_changed_since_is_not_taken_back()
    {
        await using var desk = await Desk.OpenAsync();
        await desk.TakeAsync(new Xliff(desk.Export()).TranslateAll());
        var edit = (await desk.ReadAsync())!;
        Assert.Empty(await desk.PublishAsync(edit.Draft.Version));
        await desk.TakeAsync(new Xliff(desk.Export()).Translate("topic.news.name", "Nouvelles"));
        Assert.Empty(await desk.PublishAsync((await desk.ReadAsync())!.Draft.Version));
        var left = await desk.Service.TakeBackAsync(desk.Ticket, To, [edit.Changes[0], .. edit.Changes.Where(IsName)]);
        Assert.Equal((FaultCode.TranslationChanged, "topic.news.name"), (left[0].Code, left[0].Place.Path));
        Assert.Equal("Nouvelles", desk.Now.ByKey["news"].Texts[To].Name);

        static bool IsName(TextChange change) => change.Id == "topic.news.name";
    }

    [Fact]
    public async Task A_file_with_a_fault_is_refused_in_the_words_of_the_command_and_is_not_kept()
    {
        await using var desk = await Desk.OpenAsync();
        var file = new Xliff(desk.Export()).TranslateAll().ToString();
        await RefusedAsync(FaultCode.NotXml, file[..(file.Length / 2)]);
        await RefusedAsync(FaultCode.NotXliff, "<xliff xmlns='urn:oasis:names:tc:xliff:document:1.2'/>");
        await RefusedAsync(FaultCode.HoldsDtd, "<!DOCTYPE xliff SYSTEM \"file:///etc/passwd\">" + file);
        await RefusedAsync(
            FaultCode.HoldsDtd,
            "<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;\">]><x>&b;</x>"
        );
        await RefusedAsync(FaultCode.FileTooLarge, file + new string(' ', TranslationDrafts.LongestFile));
        await RefusedAsync(FaultCode.SourceLanguageOther, With("srcLang=\"en\"", "srcLang=\"de\""));
        await RefusedAsync(FaultCode.NotOneOf, With("trgLang=\"fr\"", "trgLang=\"en\""));
        await RefusedAsync(FaultCode.NotOneOf, With("trgLang=\"fr\"", "trgLang=\"tlh\""));
        await RefusedAsync(FaultCode.UnknownText, With("topic.news.name", "topic.none.name"));
        await RefusedAsync(FaultCode.HoldsMarkup, Words("<b>fat</b>"));
        await RefusedAsync(FaultCode.TooLong, Words(new string('x', 201)));
        Assert.All(await desk.ListAsync(), l => Assert.False(l.Waits));
        Assert.Equal(new TakenTranslation(To, [], false), await desk.TakeAsync(desk.Export()));

        string With(string old, string now) => file.Replace(old, now, Ordinal);
        string Words(string words) => $"{new Xliff(file).Translate("topic.news.name", words)}";
        async Task RefusedAsync(FaultCode code, string given)
        {
            var taken = await desk.TakeAsync(given);
            Assert.Contains(code, taken.Faults.Select(f => f.Code));
            Assert.False(taken.Differs);
            Assert.NotEmpty(new FaultWords(System.Globalization.CultureInfo.GetCultureInfo("ar")).Of(taken.Faults[0]));
        }
    }

    [Fact]
    public async Task Who_reads_the_catalogue_gets_the_file_and_who_manages_it_gives_one()
    {
        await using var desk = await Desk.OpenAsync();
        var privacy = await desk.Center.SignInAsync(StaffRole.Privacy);
        var file = await privacy.GetAsync("/staff/translations.xlf?to=fr");
        Assert.Equal(
            (200, "application/xliff+xml", "default-src 'none'; sandbox", desk.Export()),
            (file.Status, file["Content-Type"], file["Content-Security-Policy"], file.Body)
        );
        Assert.Contains("texts-fr.xlf", file["Content-Disposition"], Ordinal);
        Assert.Equal(200, (await privacy.GetAsync("/staff/translations.xlf?to=it&only=untranslated")).Status);
        foreach (var to in (string[])["en", "xx", "", "../fr", "%00"])
            Assert.Equal(404, (await privacy.GetAsync($"/staff/translations.xlf?to={to}")).Status);
        // An auditor reads what privacy staff may, and has nothing to press.
        var auditor = await desk.Center.SignInAsync(StaffRole.Auditor);
        Assert.Equal(200, (await auditor.GetAsync("/staff/translations.xlf?to=fr")).Status);
        foreach (var path in (string[])["translations", "translations/fr", "notices", "forms", "insights"])
        {
            var read = await auditor.GetAsync($"/staff/{path}");
            Assert.Equal(200, read.Status);
            Assert.Empty(
                read.Page.QuerySelectorAll("main button[type=submit], main .mud-button-filled, main input[type=file]")
            );
        }
        foreach (var path in (string[])["topics", "templates", "settings"])
            Assert.Equal(403, (await auditor.GetAsync($"/staff/{path}")).Status);
        Assert.Equal(200, (await privacy.GetAsync("/staff/translations")).Status);
        foreach (var key in (string[])["fr", "en", "none", "%2e%2e"])
            Assert.Equal(200, (await privacy.GetAsync($"/staff/translations/{key}")).Status);
        var reader = desk.Center.SignedInFor(StaffRole.Privacy, desk.Web.Now.AddHours(8)).Ticket;
        await Assert.ThrowsAsync<UnauthorizedAccessException>(() => desk.Service.TakeAsync(reader, "<x/>"u8.ToArray()));
    }

    private const StringComparison Ordinal = StringComparison.Ordinal;

    /// <summary>The page of a marketer.</summary>
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
        public TranslationsService Service => scope.ServiceProvider.GetRequiredService<TranslationsService>();
        public CatalogueSnapshot Now => Web.Get<CatalogueCache>().Refresh();
        private static CancellationToken Stop => TestContext.Current.CancellationToken;

        public static async Task<Desk> OpenAsync() => new(await StaffCenter.StartAsync());

        public void SignInAgain() => Ticket = Center.SignedInFor(StaffRole.Marketing, Web.Now.AddHours(8)).Ticket;

        public string Export() => Encoding.UTF8.GetString(Service.Export(Ticket, To, untranslated: false)!);

        public Task<TakenTranslation> TakeAsync(object file) =>
            Service.TakeAsync(Ticket, Encoding.UTF8.GetBytes($"{file}"));

        public Task<TranslationEdit?> ReadAsync() => Service.ReadAsync(Ticket, To, Stop);

        public Task<IReadOnlyList<TranslationLine>> ListAsync() => Service.ListAsync(Ticket, Stop);

        public Task<IReadOnlyList<Fault>> PublishAsync(Guid version) => Service.PublishAsync(Ticket, To, version);

        public Task RunAsync() => Web.Get<PeriodicWorker>().RunAsync(Web.Get<ScheduledDrafts>(), Stop);

        /// <summary>The first numbers of the versions of all notices in force.</summary>
        public IReadOnlyList<string> Versions() =>
            [.. Now.Topics.Select(t => t.Notice).Append(Now.SiteNotice).Select(n => n?.Version.Split('.')[0] ?? "")];

        public async Task RenameAsync(string name)
        {
            var drafts = Web.Get<TopicDrafts>();
            var edited = await drafts.EditAsync(
                "news",
                "texts.en.name",
                Now.ByKey["news"].Texts["en"].Name,
                name,
                Guid.Empty
            );
            Assert.Empty((await drafts.PublishAsync("news", edited.Version, StaffBy.System)).Faults);
        }

        public async ValueTask DisposeAsync()
        {
            await scope.DisposeAsync();
            await Center.DisposeAsync();
        }
    }
}
