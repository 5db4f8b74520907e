using System.Text;
using System.Text.Json;
using PreferenceCenter.Domain;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Features.Topics;

/// <summary>Tests the <c>topics</c> commands.</summary>
public sealed class TopicCommandsTests
{
    private static Task<CommandRun> ApplyAsync(CommandRig rig, string json, params string[] options) =>
        rig.RunAsync(["topics", "apply", rig.Write("t.json", json), .. options]);

    [DatabaseFact]
    [Trait("Requirement", "CON-16")]
    public async Task A_new_topic_has_nobody()
    {
        await using var rig = await CommandRig.NewAsync();
        (
            await rig.RunAsync(
                "import",
                rig.Write(
                    "list.csv",
                    "email,topics,consent_at,consent_text\nada@example.org,news;digest,2026-05-01,Yes\n"
                )
            )
        ).Done();
        (
            await ApplyAsync(
                rig,
                """{"topics":[{"key":"brand-new","category":"all","state":"published","texts":{"en":{"name":"Brand new"}}}]}"""
            )
        ).Done();
        Assert.Equal(
            "ada@example.org\trefused\tnot-subscribed\n",
            (await rig.RunAsync("gate", "brand-new", "ada@example.org")).Done()
        );
        Assert.Single((await rig.RunAsync("export", "audience", "brand-new")).Lines);
    }

    [DatabaseFact]
    public async Task Applying_twice_changes_nothing_and_what_is_exported_is_what_is_there()
    {
        await using var rig = await CommandRig.NewAsync();
        var events = rig.Count("LedgerEvents");
        Assert.Equal("nothing differs\n", (await ApplyAsync(rig, CommandRig.Topics)).Done());
        var exported = (await rig.RunAsync("topics", "export")).Done();
        Assert.Equal("nothing differs\n", (await ApplyAsync(rig, exported)).Done());
        Assert.Equal(events, rig.Count("LedgerEvents"));

        await using var other = await CommandRig.NewAsync(topics: false);
        (await ApplyAsync(other, exported)).Done();
        Assert.Equal(exported, (await other.RunAsync("topics", "export")).Done());
        Assert.Equal(
            [1, 2, 3, 4],
            JsonDocument
                .Parse(exported)
                .RootElement.GetProperty("topics")
                .EnumerateArray()
                .Select(t => t.GetProperty("number").GetInt64())
        );
    }

    [DatabaseFact]
    public async Task What_differs_is_said_and_stands_in_the_log_with_its_detail()
    {
        await using var rig = await CommandRig.NewAsync();
        Assert.Equal(
            "changed all\nchanged news\n",
            (
                await ApplyAsync(
                    rig,
                    """{"categories":[{"key":"all","order":7}],"topics":[{"key":"news","state":"archived"},{"key":"digest"}]}"""
                )
            ).Done()
        );
        Assert.Equal(
            1L,
            rig.Scalar<long>(
                $"""SELECT COUNT(*) FROM "LedgerEvents" WHERE "Kind" = {(int)EventKind.TopicChanged} AND "Aspect" = 1 AND "Value" = {(int)TopicState.Archived} AND "ActorKind" = {(int)ActorKind.Operator}"""
            )
        );
        var detail = Encoding.UTF8.GetString(
            rig.Scalar<byte[]>("""SELECT "Content" FROM "Evidence" ORDER BY "Position" DESC LIMIT 1""")
        );
        Assert.Contains("archived", detail);
        Assert.Contains("News", detail);
        await rig.AssertSoundAsync();
    }

    [DatabaseFact(PostgresInLongTests = true)]
    public async Task Texts_are_whole_and_what_an_entry_leaves_out_stays()
    {
        await using var rig = await CommandRig.NewAsync();
        (
            await ApplyAsync(
                rig,
                """{"topics":[{"key":"news","texts":{"en":{"name":"News","description":"D","howOften":"H"},"ar":{"name":"أخبار"}}}]}"""
            )
        ).Done();
        (await ApplyAsync(rig, """{"topics":[{"key":"news","private":true}]}""")).Done();
        var news = Topic(await rig.RunAsync("topics", "export"), "news");
        Assert.Equal(["en", "ar"], news.GetProperty("texts").EnumerateObject().Select(t => t.Name));
        Assert.True(news.GetProperty("private").GetBoolean());
        (await ApplyAsync(rig, """{"topics":[{"key":"news","texts":{"en":{"name":"News"}}}]}""")).Done();
        Assert.Single(Topic(await rig.RunAsync("topics", "export"), "news").GetProperty("texts").EnumerateObject());
    }

    [DatabaseFact(PostgresInLongTests = true)]
    public async Task A_dry_run_changes_nothing()
    {
        await using var rig = await CommandRig.NewAsync(topics: false);
        var run = await ApplyAsync(rig, CommandRig.Topics, "--dry-run");
        Assert.Contains("created news", run.Done());
        Assert.Equal((0, 0, 0), (rig.Count("Topics"), rig.Count("LedgerEvents"), rig.Count("Actors")));
        Assert.Contains(
            "\"created\":[\"all\",\"news\",\"digest\",\"beta\",\"later\"]",
            (await ApplyAsync(rig, CommandRig.Topics, "--dry-run", "--json")).Done()
        );
    }

    [DatabaseTheory(PostgresInLongTests = true)]
    [InlineData("""{"topics":[{"key":"News","category":"all"}]}""", "topics[0].key")]
    [InlineData("""{"topics":[{"category":"all"}]}""", "topics[0].key")]
    [InlineData("""{"topics":[{"key":"x"}]}""", "topics[0].category")]
    [InlineData("""{"topics":[{"key":"x","category":"nope"}]}""", "topics[0].category")]
    [InlineData("""{"topics":[{"key":"news","number":2}]}""", "topics[0].number: 'news' has the number 1")]
    [InlineData("""{"topics":[{"key":"x","category":"all","number":1}]}""", "topics[0].number: 1 belongs to 'news'")]
    [InlineData("""{"topics":[{"key":"x","category":"all","number":0}]}""", "topics[0].number")]
    [InlineData("""{"topics":[{"key":"x","category":"all","number":4294967296}]}""", "topics[0].number")]
    [InlineData("""{"topics":[{"key":"x","category":"all","number":1.5}]}""", "topics[0].number")]
    [InlineData(
        """{"topics":[{"key":"x","category":"all","number":9},{"key":"y","category":"all","number":9}]}""",
        "topics[1].number: '9' already belongs to topics[0]"
    )]
    [InlineData(
        """{"topics":[{"key":"x","category":"all"},{"key":"x","category":"all"}]}""",
        "topics[1].key: 'x' already belongs to topics[0]"
    )]
    [InlineData(
        """{"topics":[{"key":"x","category":"all","number":4294967295},{"key":"y","category":"all"}]}""",
        "topics[1].number"
    )]
    [InlineData("""{"topics":[{"key":"news","state":"live"}]}""", "topics[0].state")]
    [InlineData("""{"topics":[{"key":"news","frequencies":["weekly","hourly"]}]}""", "topics[0].frequencies[1]")]
    [InlineData("""{"topics":[{"key":"news","frequencies":["weekly","weekly"]}]}""", "topics[0].frequencies[1]")]
    [InlineData("""{"topics":[{"key":"news","texts":{"xx":{"name":"N"}}}]}""", "topics[0].texts.xx")]
    [InlineData("""{"topics":[{"key":"news","texts":{"de":{"name":"N"}}}]}""", "topics[0].texts.en")]
    [InlineData("""{"topics":[{"key":"news","texts":{"en":{"name":" "}}}]}""", "topics[0].texts.en.name")]
    [InlineData("""{"topics":[{"key":"news","texts":{"en":{"name":"a\u0000b"}}}]}""", "topics[0].texts.en.name")]
    [InlineData("""{"topics":[{"key":"later","state":"published"}]}""", "topics[0].texts.en")]
    [InlineData("""{"topics":[{"key":"news","privat":true}]}""", "topics[0].privat")]
    [InlineData("""{"topics":[{"key":"news","private":"yes"}]}""", "topics[0].private")]
    [InlineData("""{"topics":{"news":{}}}""", "topics")]
    [InlineData("""{"topics":["news"]}""", "topics[0]")]
    [InlineData("""{"categories":[{"key":"new"}]}""", "categories[0].texts.en")]
    [InlineData("""{"categories":[{"key":"all","order":"first"}]}""", "categories[0].order")]
    [InlineData("""{"topics":[{"key":"news","key":"digest"}]}""", "file: 'key' appears twice")]
    [InlineData("""{"topics":[""", "line 1: is not valid JSON from character 12 on")]
    [InlineData("{\"topics\":[\n{\"key\":\"ключ\",,}]}", "line 2: is not valid JSON from character 15 on")]
    [InlineData("""{"topics":[{"key":"\ud800"}]}""", "file: contains a control character or half a character")]
    [InlineData("""{"topics":[{"\ud800":"news"}]}""", "file: contains a control character or half a character")]
    [InlineData("""[]""", "file")]
    public async Task Every_fault_is_named_by_its_path_and_nothing_is_taken(string json, string fault)
    {
        await using var rig = await CommandRig.NewAsync();
        var before = (await rig.RunAsync("topics", "export")).Done();
        var run = await ApplyAsync(rig, json);
        Assert.Equal((3, ""), (run.ExitCode, run.Out));
        Assert.Contains(fault, run.Error);
        Assert.Equal(before, (await rig.RunAsync("topics", "export")).Done());
    }

    [DatabaseFact(PostgresInLongTests = true)]
    public async Task All_faults_come_at_once()
    {
        await using var rig = await CommandRig.NewAsync();
        var run = await ApplyAsync(
            rig,
            """{"topics":[{"key":"news","number":5,"state":"live"},{"key":"x","category":"nope","frequencies":["x"]}]}"""
        );
        Assert.Equal(
            ["topics[0].number", "topics[0].state", "topics[1].category", "topics[1].frequencies[0]"],
            run.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l.Split(':')[0]).Order()
        );
    }

    [DatabaseFact(PostgresInLongTests = true)]
    public async Task A_file_in_another_encoding_is_refused()
    {
        await using var rig = await CommandRig.NewAsync();
        var file = rig.Write(
            "t.json",
            Encoding.Latin1.GetBytes("""{"topics":[{"key":"news","texts":{"en":{"name":"Ménü"}}}]}""")
        );
        var run = await rig.RunAsync("topics", "apply", file);
        Assert.Equal((3, "file: is not UTF-8, or was damaged earlier\n"), (run.ExitCode, run.Error));
    }

    [DatabaseFact(PostgresInLongTests = true)]
    public async Task A_byte_order_mark_is_skipped()
    {
        await using var rig = await CommandRig.NewAsync();
        Assert.Equal("nothing differs\n", (await ApplyAsync(rig, $"\ufeff{CommandRig.Topics}")).Done());
    }

    [DatabaseFact(PostgresInLongTests = true)]
    public async Task A_file_that_is_not_there_is_three()
    {
        await using var rig = await CommandRig.NewAsync(topics: false);
        Assert.Equal(3, (await rig.RunAsync("topics", "apply", Path.Combine(rig.Folder, "nothing.json"))).ExitCode);
    }

    private static JsonElement Topic(CommandRun run, string key) =>
        JsonDocument
            .Parse(run.Done())
            .RootElement.GetProperty("topics")
            .EnumerateArray()
            .Single(t => t.GetProperty("key").GetString() == key);
}
