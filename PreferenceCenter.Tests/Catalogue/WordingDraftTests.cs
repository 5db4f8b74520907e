using System.Text.Json.Nodes;
using PreferenceCenter.Catalogue.Drafts;
using PreferenceCenter.Catalogue.Forms;
using PreferenceCenter.Catalogue.Notices;
using PreferenceCenter.Domain;
using PreferenceCenter.Faults;
using PreferenceCenter.Tests.Faults;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Catalogue;

/// <summary>Tests that drafts of notices and forms are refused as files are, and that files say what drafts made.</summary>
public sealed class WordingDraftTests
{
    private static readonly Guid Ann = RandomId.New();

    [Fact]
    public async Task Files_and_drafts_of_notices_are_refused_for_the_same_in_the_same_words()
    {
        await using var center = await PublishingCenter.NewAsync();
        var drafts = center.NoticeDrafts();
        var compared = 0;
        foreach (var (key, entry) in FaultyJson.Notices.SelectMany(EntriesOf))
        {
            var draft = CatalogueDraft.Of(key, null, null) with { Fields = EntryFields.Of(entry) };
            var file = center.FaultsOf(
                NoticeEntry.FileOf(key, entry).ToJsonString(),
                NoticeFileReader.Read,
                (read, context, _, publishing) => NoticePlan.Of(read, context, publishing)
            );
            Assert.Equal(file.Select(FaultWords.English.Of), drafts.Try(draft).Faults.Select(FaultWords.English.Of));
            compared += file.Count;
        }
        Assert.True(compared >= 10, $"only {compared} faults");
        IEnumerable<(string, JsonObject)> EntriesOf(string json)
        {
            var file = JsonNode.Parse(json)!.AsObject();
            foreach (var topic in (file["topics"] as JsonArray ?? []).Select(t => t!.AsObject().DeepClone().AsObject()))
            {
                var key = topic["topic"]!.ToString();
                topic.Remove("topic");
                yield return (key, topic);
            }
            foreach (var key in new[] { NoticeKey.Site, NoticeKey.Tracking, NoticeKey.Profiling })
                if (file[key[1..]] is JsonObject one)
                    yield return (key, one.DeepClone().AsObject());
        }
    }

    [Fact]
    public async Task Files_and_drafts_of_forms_are_refused_for_the_same_in_the_same_words()
    {
        await using var center = await PublishingCenter.NewAsync();
        var drafts = center.FormDrafts();
        var compared = 0;
        foreach (var entry in FaultyJson.Forms.SelectMany(json => JsonNode.Parse(json)!["forms"]!.AsArray()))
        {
            // A draft is published to be seen.
            var published = entry!.DeepClone().AsObject();
            published["state"] = "published";
            var file = center.FaultsOf(
                new JsonObject { ["forms"] = new JsonArray(published.DeepClone()) }.ToJsonString(),
                FormFileReader.Read,
                FormPlan.Of
            );
            var key = published["key"]!.ToString();
            var draft = CatalogueDraft.Of(key, null, null) with { Fields = EntryFields.Of(published) };
            Assert.Equal(file.Select(FaultWords.English.Of), drafts.Try(draft).Faults.Select(FaultWords.English.Of));
            compared += file.Count;
        }
        Assert.True(compared >= 8, $"only {compared} faults");
    }

    [DatabaseFact]
    public async Task What_drafts_made_goes_by_files_into_another_database_and_comes_out_the_same()
    {
        await using var center = await PublishingCenter.NewAsync();
        var (notices, forms) = (center.NoticeDrafts(), center.FormDrafts());
        await PublishAsync(notices, "news", ("texts.en.statement", "Yes.", "Yes, **news** & <more>."));
        await PublishAsync(notices, NoticeKey.Tracking, ("texts.en.statement", null, "Yes, you may *measure*."));
        await PublishAsync(
            notices,
            NoticeKey.Site,
            ("controllers.0.name", "Northwind Ltd", "Northwind & Söhne"),
            ("texts.en.retention", "Until you leave.", "- a\n- b")
        );
        await PublishAsync(
            forms,
            "sea",
            ("topics", null, new JsonArray("news")),
            ("texts.en.title", null, "“Sea” <news>"),
            ("texts.en.lead", null, "Tick."),
            ("name", null, true),
            ("minimumAge", null, 16),
            ("terms.url", null, "https://example.org/terms"),
            ("terms.texts.en.label", null, "Read.")
        );
        await using var other = await PublishingCenter.NewAsync();
        await other.NoticesAsync(0, NoticesOf(center));
        await other.FormsAsync(0, FormsOf(center));
        Assert.Equal(Lasting(NoticesOf(center)), Lasting(NoticesOf(other)));
        Assert.Equal(FormsOf(center), FormsOf(other));
        Assert.Contains("Söhne", NoticesOf(other), StringComparison.Ordinal);
    }

    private static async Task PublishAsync(
        EntryDrafts drafts,
        string key,
        params (string Path, JsonNode? Seen, JsonNode? Value)[] fields
    )
    {
        var version = Guid.Empty;
        foreach (var (path, seen, value) in fields)
        {
            var edited = await drafts.EditAsync(key, path, seen, value, Ann);
            Assert.True(edited.Taken, path);
            version = edited.Version;
        }
        Assert.Empty((await drafts.PublishAsync(key, version, PublishingCenter.By)).Faults);
        Assert.Empty(await drafts.KeysAsync(TestContext.Current.CancellationToken));
    }

    private static string NoticesOf(PublishingCenter center) =>
        new NoticeChanges(center.Center.Database, null!, null!).Export();

    private static string FormsOf(PublishingCenter center) =>
        new FormChanges(center.Center.Database, null!, null!, null!).Export();

    // Number and time of a version are of its database.
    private static string Lasting(string json) =>
        string.Join(
            '\n',
            json.Split('\n')
                .Where(l =>
                    !l.Contains("\"version\"", StringComparison.Ordinal)
                    && !l.Contains("\"publishedAt\"", StringComparison.Ordinal)
                )
        );
}
