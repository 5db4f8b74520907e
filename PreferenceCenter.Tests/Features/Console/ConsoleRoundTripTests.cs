using System.Text;
using System.Text.Json.Nodes;
using PreferenceCenter.Catalogue.Drafts;
using PreferenceCenter.Catalogue.Forms;
using PreferenceCenter.Catalogue.Notices;
using PreferenceCenter.Catalogue.Topics;
using PreferenceCenter.Domain;
using PreferenceCenter.Faults;
using PreferenceCenter.Features.Console.Drafts;
using PreferenceCenter.Features.Console.Forms;
using PreferenceCenter.Features.Console.Notices;
using PreferenceCenter.Features.Console.Topics;
using PreferenceCenter.Tests.Features.Console.Topics;
using PreferenceCenter.Tests.Http;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Features.Console;

/// <summary>
/// Tests that files say what the console made: every field of a topic, notice and form that staff can edit goes by
/// <c>export</c> and <c>apply</c> into an empty database and comes out the same.
/// </summary>
public sealed class ConsoleRoundTripTests
{
    private const string Topic = "recipes",
        Form = "kitchen";

    [DatabaseFact(PostgresInLongTests = true)]
    public async Task What_the_console_made_goes_by_files_into_an_empty_database_and_comes_out_the_same()
    {
        // From the left and from the right: what is edited in each language is so many times as much.
        const string Languages = "Site:Languages=en,de,ar";
        await using var desk = await TopicDesk.OpenAsync(Languages);
        var made = new List<string>();
        await MakeTopicsAsync(desk, made);
        foreach (var key in new[] { Topic, NoticeKey.Site, NoticeKey.Tracking, NoticeKey.Profiling })
            await MakeNoticeAsync(desk, key, made);
        await MakeFormAsync(desk, made);

        await using var other = await WebCenter.StartEmptyAsync([Languages], WebCenter.WithoutCircuits);
        var files = FilesOf(desk.Web);
        await ApplyAsync(other, files);
        var again = FilesOf(other);
        for (var i = 0; i < files.Length; i++)
            Assert.Equal(Lasting(files[i]), Lasting(again[i]));
        // What was typed is in the files, none of it lost on the way.
        Assert.All(made, text => Assert.Contains(files, f => f.Contains(text, StringComparison.Ordinal)));
        Assert.True(made.Count > 50, $"only {made.Count} texts");
    }

    [Fact]
    public async Task Topics_are_refused_in_the_console_for_what_a_file_is_refused_for_in_the_same_words()
    {
        await using var desk = await TopicDesk.OpenAsync();
        foreach (
            var (path, value) in new (string, JsonNode)[]
            {
                (TopicFields.Category, "nope"),
                (TopicFields.Frequencies, new JsonArray("weekly", "weekly", "hourly")),
                (TopicFields.SenderAddress, "cars"),
                (TopicFields.SenderName, "Cars"),
                (TopicFields.Private, "yes"),
                (TopicFields.Sensitive, 1),
                (TopicFields.CheckedTemplatesOnly, "no"),
                (TopicFields.SingleOptIn, new string('x', 1001)),
                (TopicFields.Name("en"), new string('n', 201)),
                (TopicFields.Name("en"), ""),
                (TopicFields.Description("en"), new string('d', 2001)),
                (TopicFields.HowOften("de"), new string('h', 201)),
                (TopicFields.Sample("de"), new string('s', 8001)),
                (TopicFields.Sample("fr"), "Bonjour"),
                (TopicFields.Name("it"), "Notizie"),
            }
        )
        {
            var edit = (await desk.Editor.ReadAsync(desk.Ticket, "news", Stop))!;
            await desk.EditAsync("news", path, edit.Draft[path], value);
            edit = (await desk.Editor.ReadAsync(desk.Ticket, "news", Stop))!;
            var entry = EntryFields.With(edit.Draft.Published!, [KeyValuePair.Create(path, (JsonNode?)value)]);
            var file = FaultsOf(desk.Web, new JsonObject { ["topics"] = new JsonArray(entry) });
            Assert.Equal(file, edit.Faults.Select(FaultWords.English.Of));
            Assert.Equal(file, (await desk.PublishAsync("news")).Select(FaultWords.English.Of));
            Assert.True(file.Count > 0 != (path == TopicFields.Name("it")), path);
            Assert.True(await desk.Editor.DiscardAsync(desk.Ticket, "news", (await desk.Draft("news")).Version));
        }
    }

    private static IReadOnlyList<string> FaultsOf(WebCenter center, JsonObject file)
    {
        var faults = new List<Fault>();
        var read = TopicFileReader.Read(Encoding.UTF8.GetBytes(file.ToJsonString()), faults);
        if (faults.Count == 0)
            faults.AddRange(center.Get<TopicChanges>().Try(read!).Faults);
        return [.. faults.Select(FaultWords.English.Of)];
    }

    private static async Task MakeTopicsAsync(TopicDesk desk, List<string> made)
    {
        await desk.Board.NameCategoryAsync(desk.Ticket, "more", Names("More “<b>&", "Mehr", made), null);
        Assert.True(await desk.Board.CreateAsync(desk.Ticket, Topic, "Recipes", "more"));
        await FillAsync(
            TopicFields.All.Where(p => p != TopicFields.Category && IsOf(desk.Web, p)),
            path =>
                path switch
                {
                    TopicFields.Frequencies => new JsonArray("every", "monthly"),
                    TopicFields.Private or TopicFields.Sensitive or TopicFields.CheckedTemplatesOnly => true,
                    TopicFields.SenderAddress => Text("cooks@harbour.example", made),
                    _ when path == TopicFields.Name("en") => "Recipes & “more” <b>",
                    _ => Text($"{path}: é & <i>“x”</i>", made),
                },
            async path => (await desk.Draft(Topic))[path],
            (path, seen, value) => desk.EditAsync(Topic, path, seen, value)
        );
        Assert.Empty(await desk.PublishAsync(Topic));
        var board = (await desk.ReadAsync()).Topics.Select(t => new TopicPlace(t.Key, t.Category)).ToList();
        Assert.Empty(
            await desk.Board.OrderAsync(
                desk.Ticket,
                [.. board.Where(p => p.Key == "offers"), .. board.Where(p => p.Key != "offers")]
            )
        );
        Assert.Empty(await desk.Editor.PutAsync(desk.Ticket, "offers", TopicState.Closed));
        Assert.Empty(await desk.Merges.MergeAsync(desk.Ticket, "events", "news"));
    }

    private static async Task MakeNoticeAsync(TopicDesk desk, string key, List<string> made)
    {
        var notices = desk.Get<NoticeEditService>();
        await FillAsync(
            NoticeFields
                .All(key)
                .Where(p => IsOf(desk.Web, p) && p is not (NoticeFields.Change or NoticeFields.RenewBy)),
            // A sensitive topic's statement names the matter.
            path =>
                Text($"{path} {key}, my **health**, Gesundheit, salud, santé, salute, здоровье, صحة & <x> “y”", made),
            async path => (await notices.ReadAsync(desk.Ticket, key, "en", Stop))!.Draft[path],
            (path, seen, value) => notices.EditAsync(desk.Ticket, key, path, seen, value)
        );
        var edit = (await notices.ReadAsync(desk.Ticket, key, "en", Stop))!;
        Assert.Equal([], edit.Faults.Select(FaultWords.English.Of));
        Assert.Empty(await notices.PublishAsync(desk.Ticket, key, edit.Draft.Version));
    }

    private static async Task MakeFormAsync(TopicDesk desk, List<string> made)
    {
        Assert.True(await desk.Get<FormsService>().CreateAsync(desk.Ticket, Form, "Kitchen"));
        var forms = desk.Get<FormEditService>();
        await FillAsync(
            FormFields.All.Where(p => IsOf(desk.Web, p)),
            path =>
                path switch
                {
                    FormFields.Topics => new JsonArray(Topic),
                    FormFields.Name or FormFields.Frequency => true,
                    FormFields.MinimumAge => 16,
                    FormFields.TermsUrl => Text("https://harbour.example/terms", made),
                    _ => Text($"{path} & <u>", made),
                },
            async path => (await forms.ReadAsync(desk.Ticket, Form, "en", Stop))!.Draft[path],
            (path, seen, value) => forms.EditAsync(desk.Ticket, Form, path, seen, value)
        );
        var edit = (await forms.ReadAsync(desk.Ticket, Form, "en", Stop))!;
        Assert.Equal([], edit.Faults.Select(FaultWords.English.Of));
        Assert.Empty(await forms.PublishAsync(desk.Ticket, Form, edit.Draft.Version));
    }

    private static async Task FillAsync(
        IEnumerable<string> paths,
        Func<string, JsonNode?> value,
        Func<string, Task<JsonNode?>> seen,
        Func<string, JsonNode?, JsonNode?, Task<EditResult>> edit
    )
    {
        foreach (var path in paths)
            Assert.True((await edit(path, await seen(path), value(path))).Taken, path);
    }

    private static Dictionary<string, string> Names(string english, string german, List<string> made)
    {
        made.Add(german);
        return new() { ["en"] = english, ["de"] = german };
    }

    private static JsonNode Text(string text, List<string> made)
    {
        made.Add(text);
        return text;
    }

    private static bool IsOf(WebCenter center, string path) =>
        DraftPath.LanguageOf(path) is not { } language || center.Get<Site>().Languages.Contains(language);

    private static string[] FilesOf(WebCenter center) =>
        [center.Get<TopicChanges>().Export(), center.Get<NoticeChanges>().Export(), center.Get<FormChanges>().Export()];

    private static async Task ApplyAsync(WebCenter center, string[] files)
    {
        Assert.Empty(
            (
                await center.Get<TopicChanges>().ApplyAsync(Read(files[0], TopicFileReader.Read), WebCenter.ByOperator)
            ).Faults
        );
        Assert.Empty(
            (
                await center
                    .Get<NoticeChanges>()
                    .ApplyAsync(Read(files[1], NoticeFileReader.Read), WebCenter.ByOperator)
            ).Faults
        );
        Assert.Empty(
            (
                await center.Get<FormChanges>().ApplyAsync(Read(files[2], FormFileReader.Read), WebCenter.ByOperator)
            ).Faults
        );
    }

    private static TFile Read<TFile>(string json, Func<ReadOnlyMemory<byte>, ICollection<Fault>, TFile?> read)
        where TFile : class
    {
        var faults = new List<Fault>();
        var file = read(Encoding.UTF8.GetBytes(json), faults);
        Assert.Equal([], faults.Select(FaultWords.English.Of));
        return file!;
    }

    // Number and time of a version are of its database.
    private static string Lasting(string json) =>
        string.Join(
            '\n',
            json.Split('\n')
                .Where(l =>
                    !l.Contains("\"version\"", StringComparison.Ordinal)
                    && !l.Contains("\"hash\"", StringComparison.Ordinal)
                    && !l.Contains("\"publishedAt\"", StringComparison.Ordinal)
                )
        );

    private static CancellationToken Stop => TestContext.Current.CancellationToken;
}
