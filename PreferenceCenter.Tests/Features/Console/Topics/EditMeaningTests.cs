using System.Collections;
using System.Reflection;
using System.Text.Json.Nodes;
using AngleSharp.Html.Parser;
using PreferenceCenter.Catalogue;
using PreferenceCenter.Catalogue.Drafts;
using PreferenceCenter.Catalogue.Topics;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Features.Console.Charts;
using PreferenceCenter.Features.Console.Topics;
using PreferenceCenter.Shared.Layouts;
using PreferenceCenter.Tests.Http;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Features.Console.Topics;

/// <summary>
/// Tests, for every field that a topic has in the database, that what the editor says of an edit is what publishing it
/// then does. The fields are found by reflection, and so is a new one.
/// </summary>
public sealed class EditMeaningTests
{
    private const int People = 6;

    [Fact]
    public async Task What_is_said_of_an_edit_of_any_field_is_what_publishing_it_does()
    {
        await using var desk = await TopicDesk.OpenAsync();
        await desk.Board.NameCategoryAsync(
            desk.Ticket,
            "more",
            new Dictionary<string, string> { ["en"] = "More" },
            null
        );
        var (readers, stranger) = (new List<Person>(), await desk.Web.SubscribeAsync(WebCenter.Events));
        for (var i = 0; i < People; i++)
            readers.Add(await desk.Web.SubscribeAsync(WebCenter.News));
        await desk.Web.MailsAsync();
        var (edited, refused) = (new List<string>(), new List<string>());
        foreach (var path in Paths())
        {
            if (!TopicFields.IsEditable(path))
            {
                await Assert.ThrowsAsync<ArgumentException>(() => desk.EditAsync("news", path, null, "x"));
                refused.Add(path);
                continue;
            }
            foreach (var value in OthersFor(path, (await desk.Draft("news"))[path]))
            {
                var was = await StandingAsync(desk, readers, stranger);
                Assert.True((await desk.EditAsync("news", path, was.Draft[path], value)).Taken, path);
                desk.Web.Clock.Advance(TimeSpan.FromMinutes(2));
                var edit = (await desk.Editor.ReadAsync(desk.Ticket, "news", Stop))!;
                Assert.True(edit.Faults.Count == 0, $"{path}: {string.Join(", ", edit.Faults.Select(f => f.Code))}");
                var said = Sentences(desk, edit);
                Assert.Empty(await desk.PublishAsync("news"));
                var now = await StandingAsync(desk, readers, stranger);
                // Nobody is asked again, whatever the field: no event of a person, no email, and the gate answers alike.
                Assert.Equal(was.Consents, now.Consents);
                Assert.Equal(
                    Expected(desk, was, now).Order(StringComparer.Ordinal),
                    said.Order(StringComparer.Ordinal)
                );
                edited.Add(path);
            }
        }
        // Each of these has an act of its own: the board, the state, the merge; the others stand in files alone.
        Assert.Equal(["key", "mergedInto", "number", "order", "productFamily", "state"], refused.Order());
        Assert.Contains("texts.de.description", edited);
    }

    [Fact]
    public void Every_column_of_a_topic_is_in_its_file()
    {
        foreach (var property in typeof(TopicRow).GetProperties().Where(p => p.Name != nameof(TopicRow.Texts)))
            Assert.NotEqual(TopicJson.Of(Filled()), TopicJson.Of(Without(Filled(), property)));
        foreach (var property in typeof(TopicText).GetProperties().Where(p => p.Name != nameof(TopicText.TopicNumber)))
        {
            var row = Filled();
            property.SetValue(row.Texts[0], property.Name == nameof(TopicText.Language) ? "fr" : null);
            Assert.NotEqual(TopicJson.Of(Filled()), TopicJson.Of(row));
        }
    }

    private static TopicRow Without(TopicRow row, PropertyInfo property)
    {
        property.SetValue(
            row,
            property.PropertyType.IsValueType ? Activator.CreateInstance(property.PropertyType) : null
        );
        return row;
    }

    // The fields of a file that has everything, as an editor knows them.
    private static IReadOnlyList<string> Paths() => [.. EntryFields.Of(TopicJson.Entry(Filled())).Keys];

    private static TopicRow Filled()
    {
        var row = (TopicRow)Fill(Activator.CreateInstance<TopicRow>());
        row.Texts =
        [
            .. new[] { "en", "de" }.Select(l => (TopicText)Fill(new TopicText { Language = l, Name = "" }, l)),
        ];
        return row;
    }

    private static object Fill(object row, string text = "x")
    {
        foreach (var property in row.GetType().GetProperties())
        {
            var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
            if (type == typeof(string))
                property.SetValue(row, text);
            else if (type.IsEnum)
                property.SetValue(row, Enum.GetValues(type).GetValue(1));
            else if (!typeof(IEnumerable).IsAssignableFrom(type))
                property.SetValue(row, type == typeof(bool) ? true : Convert.ChangeType(7, type, null));
        }
        return row;
    }

    // What else the field may have; the last one stays.
    private static IEnumerable<JsonNode?> OthersFor(string path, JsonNode? now) =>
        (path, now) switch
        {
            (TopicFields.Category, _) => ["more"],
            (TopicFields.SenderAddress, _) => ["one@harbour.example", null, "other@harbour.example"],
            (TopicFields.Frequencies, _) => [List("weekly"), List(), List("every", "daily", "monthly")],
            (_, JsonValue flag) when flag.TryGetValue<bool>(out var set) => [!set, set],
            // A language has a name.
            _ when path.StartsWith("texts.", StringComparison.Ordinal)
                    && path.EndsWith(".name", StringComparison.Ordinal) => ["One", "Other"],
            _ => ["One", null, "Other"],
        };

    private static JsonArray List(params IEnumerable<string> values) => [.. values.Select(v => (JsonNode)v)];

    private static string[] Sentences(TopicDesk desk, TopicEdit edit) =>
        [.. new EditMeaning(FrameOf(desk), edit).Sentences().Select(s => s.Value)];

    private static PageContext FrameOf(TopicDesk desk) => desk.Web.Get<PageContexts>().In("en", asked: false);

    // What publishing did, as the editor would have to say it.
    private static List<string> Expected(TopicDesk desk, Standing was, Standing now)
    {
        var language = FrameOf(desk).Language;
        var (texts, told) = (language.Texts<TopicsTexts>(), language.Texts<ToldTexts>());
        string Count(PreferenceCenter.Shared.Localisation.Phrase phrase) =>
            ToldCount.In(phrase, People / 5 * 5, told, language).Value;
        var (before, after) = (was.Topic, now.Topic);
        var effects = new List<string>();
        foreach (var gone in before.Topic.Frequencies.Except(after.Topic.Frequencies))
            effects.Add(
                texts
                    .MeansFrequencyGone.With(
                        texts.Of(gone),
                        ToldCount.OfPeople(now.Having(gone) / 5 * 5, told, language.Culture)
                    )
                    .Value
            );
        foreach (var added in after.Topic.Frequencies.Except(before.Topic.Frequencies))
            effects.Add(texts.MeansFrequencyNew.With(texts.Of(added)).Value);
        if (was.SeenByStranger != now.SeenByStranger)
            effects.Add(now.SeenByStranger ? texts.MeansPublic.Value : Count(texts.MeansPrivate));
        if (before.Category.Key != after.Category.Key)
            effects.Add(texts.MeansCategory.Value);
        if (before.ListLabel != after.ListLabel)
            effects.Add(
                (after.Topic.Sensitive ? texts.MeansSensitive : texts.MeansNotSensitive)
                    .With(new(after.ListLabel))
                    .Value
            );
        if (before.Topic.CheckedTemplatesOnly != after.Topic.CheckedTemplatesOnly)
            effects.Add((after.Topic.CheckedTemplatesOnly ? texts.MeansChecked : texts.MeansUnchecked).Value);
        if (was.Reason != now.Reason)
            effects.Add((after.Topic.SingleOptIn ? texts.MeansSingle : texts.MeansDouble).Value);
        if (before.Sender != after.Sender)
            effects.Add(
                after.Sender is { } sender
                    ? texts.MeansSender.With(new($"{sender.Name} &lt;{sender.Address}&gt;".TrimStart())).Value
                    : texts.MeansSiteSender.Value
            );
        var name = was.Names.SequenceEqual(now.Names) ? [] : new[] { texts.MeansName.Value };
        return effects.Count == 0 ? [Count(texts.MeansWords), .. name] : [.. name, .. effects, Count(texts.MeansKeep)];
    }

    private static async Task<Standing> StandingAsync(TopicDesk desk, IReadOnlyList<Person> readers, Person stranger)
    {
        var topic = desk.Published["news"];
        var page = await desk.Web.Browser.GetAsync(desk.Web.PreferencesPath(stranger));
        using var document = await new HtmlParser().ParseDocumentAsync(page.Body);
        await using var context = desk.Web.Get<Database>().CreateContext();
        var row = context.Topics.Single(t => t.Key == "news");
        var texts = context.Topics.Where(t => t.Key == "news").SelectMany(t => t.Texts).OrderBy(t => t.Language);
        return new Standing(
            await desk.Draft("news"),
            topic,
            [.. texts.Select(t => t.Name)],
            row.SingleOptIn,
            document.QuerySelector("[name=topics][value=news]") is not null,
            [.. readers.Select(r => (Frequency)desk.Web.StateOf(r)[WebCenter.News].Value)],
            [
                .. readers.Select(r => $"{desk.Web.Gate(r, "news")} {desk.Web.EventsOf(r).Count}"),
                $"{context.Outbox.Count()} emails",
            ]
        );
    }

    private sealed record Standing(
        CatalogueDraft Draft,
        TopicInfo Topic,
        IReadOnlyList<string> Names,
        string? Reason,
        bool SeenByStranger,
        IReadOnlyList<Frequency> Frequencies,
        IReadOnlyList<string> Consents
    )
    {
        public int Having(Frequency frequency) => Frequencies.Count(f => f == frequency);
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;
}
