using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using PreferenceCenter.Domain;
using PreferenceCenter.Links;
using PreferenceCenter.Shared.Terminal;
using Sylvan.Data.Csv;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Features.Audiences;

/// <summary>
/// Tests the export of an audience: only subscribers who may be mailed, with the header values of each mail.
/// </summary>
public sealed partial class AudienceTests
{
    private static readonly string[] Columns =
    [
        "email",
        "name",
        "id",
        "language",
        "frequency",
        "tracking",
        "profiling",
        "preferencesUrl",
        "unsubscribeUrl",
        "listUnsubscribe",
        "listUnsubscribePost",
        "listId",
    ];

    [Fact]
    public async Task A_name_stored_before_names_were_checked_forges_no_header_and_no_line()
    {
        await using var rig = await WithPeopleAsync();
        rig.Execute(
            $"""UPDATE "Subscribers" SET "Name" = 'Nl{"\r\n"}Bcc: eve{"\u001b"}[2J' WHERE "Address" = 'fine@example.org'"""
        );
        var row = (await rig.RunAsync("export", "audience", "news", "--format", "ndjson")).Done().Split('\n')[0];
        Assert.Equal("Nl Bcc: eve[2J", JsonDocument.Parse(row).RootElement.GetProperty("name").GetString());
        var shown = (await rig.RunAsync("subscriber", "show", "fine@example.org")).Done().Split('\n')[0];
        Assert.Equal("fine@example.org (Nl\\u000D\\u000ABcc: eve\\u001B[2J)", shown);
        var json = (await rig.RunAsync("subscriber", "show", "fine@example.org", "--json")).Done();
        Assert.DoesNotContain(json, c => c != '\n' && ControlCharacter.Is(c));
    }

    /// <summary>Adds one subscriber who may be mailed and one for each reason not to be mailed.</summary>
    private static async Task<CommandRig> WithPeopleAsync()
    {
        var rig = await CommandRig.NewAsync();
        const string Yes = "news;digest,2026-05-01,Yes";
        string[] people = ["fine", "left", "stopped", "paused", "bounced", "complained", "erased", "back"];
        (
            await rig.RunAsync(
                "import",
                rig.Write(
                    "list.csv",
                    "email,name,language,topics,consent_at,consent_text\n"
                        + string.Concat(people.Select(p => $"{p}@example.org,\"Name, {p}\",de,{Yes}\n"))
                        + "thin@example.org,,,news,,\nother@example.org,,,digest,2026-05-01,Yes\n"
                )
            )
        ).Done();
        await rig.ChangeAsync("left@example.org", new Leave(1), Channel.OneClick);
        await rig.ChangeAsync("stopped@example.org", Leave.Everything, Channel.OneClick);
        await rig.ChangeAsync("back@example.org", Leave.Everything, Channel.OneClick);
        await rig.ChangeAsync(
            "back@example.org",
            new Choose(new Dictionary<long, long> { [1] = (long)Frequency.Every }, AddsAtOnce: true)
        );
        await rig.ChangeAsync(
            "paused@example.org",
            new Choose(
                new Dictionary<long, long> { [Aspect.Pause] = rig.Clock.GetUtcNow().AddDays(30).ToUnixTimeSeconds() },
                AddsAtOnce: false
            )
        );
        await rig.ChangeAsync("bounced@example.org", new Suppress(SuppressionReason.Bounced), Channel.Mailbox);
        await rig.ChangeAsync("complained@example.org", new Suppress(SuppressionReason.Complained), Channel.Mailbox);
        await rig.ChangeAsync(
            "fine@example.org",
            new Choose(
                new Dictionary<long, long> { [Aspect.Tracking] = (long)TrackingConsent.Granted },
                AddsAtOnce: true
            )
        );
        await rig.SuppressAsync("erased@example.org");
        return rig;
    }

    [DatabaseFact]
    [Trait("Requirement", "WDR-05")]
    [Trait("Requirement", "WDR-10")]
    public async Task Only_who_may_be_mailed_leaves_the_centre()
    {
        await using var rig = await WithPeopleAsync();
        Assert.Equal(["fine@example.org", "back@example.org"], (await RowsAsync(rig, "news")).Select(r => r["email"]));
        Assert.Equal(
            ["fine@example.org", "left@example.org", "other@example.org"],
            (await RowsAsync(rig, "digest")).Select(r => r["email"])
        );
        // A pause ends by itself.
        rig.Clock.Advance(TimeSpan.FromDays(31));
        Assert.Equal(
            ["fine@example.org", "paused@example.org", "back@example.org"],
            (await RowsAsync(rig, "news")).Select(r => r["email"])
        );
    }

    [DatabaseFact(PostgresInLongTests = true)]
    public async Task Csv_and_ndjson_say_the_same_in_the_order_of_the_contract()
    {
        await using var rig = await WithPeopleAsync();
        var lines = (await rig.RunAsync("export", "audience", "news", "--format", "ndjson")).Lines;
        var json = lines
            .Select(l =>
                JsonDocument.Parse(l).RootElement.EnumerateObject().Select(p => (p.Name, p.Value.ToString())).ToArray()
            )
            .ToArray();
        Assert.All(json, row => Assert.Equal(Columns, row.Select(p => p.Name)));
        var csv = await RowsAsync(rig, "news");
        Assert.Equal(
            csv.Select(r => string.Join('\n', Columns.Select(c => r[c]))),
            json.Select(r => string.Join('\n', r.Select(p => p.Item2)))
        );
        Assert.Equal(lines, (await rig.RunAsync("export", "audience", "news", "--json")).Lines);
        var fine = csv[0];
        Assert.Equal(
            ("Name, fine", "de", "every", "granted"),
            (fine["name"], fine["language"], fine["frequency"], fine["tracking"])
        );
        Assert.Equal("weekly", (await RowsAsync(rig, "digest"))[0]["frequency"]);
        Assert.Equal(rig.Find("fine@example.org")!.Subscriber.PublicId.ToString(), fine["id"]);
    }

    [DatabaseFact]
    [Trait("Requirement", "UNS-01")]
    [Trait("Requirement", "UNS-02")]
    [Trait("Requirement", "UNS-03")]
    [Trait("Requirement", "HDR-01")]
    [Trait("Requirement", "HDR-02")]
    [Trait("Requirement", "HDR-03")]
    [Trait("Requirement", "HDR-05")]
    public async Task Header_values_are_what_rfc_8058_2369_and_2919_ask()
    {
        await using var rig = await WithPeopleAsync();
        using var center = rig.Open();
        var keys = center.GetRequiredService<LinkKeyRing>().Current;
        foreach (var row in await RowsAsync(rig, "news"))
        {
            Assert.Matches(Bracketed, row["listUnsubscribe"]);
            var uris = row["listUnsubscribe"].Split(", ").Select(u => new Uri(u.Trim('<', '>'))).ToArray();
            // Mail:RepliesTo is set, and nothing reads that mailbox: it is not offered.
            Assert.Equal(["https"], uris.Select(u => u.Scheme));
            Assert.Equal(row["unsubscribeUrl"], uris[0].AbsoluteUri);
            Assert.Equal("List-Unsubscribe=One-Click", row["listUnsubscribePost"]);
            Assert.Equal("News <news.lists.example.org>", row["listId"]);
            // The URL alone names the subscriber and the topic.
            Assert.True(SignedLink.TryRead(row["unsubscribeUrl"].Split('/')[^1], keys, out var link));
            Assert.Equal(
                (LinkPurpose.Unsubscribe, row["id"], 1u),
                (link.Purpose, link.Subscriber.ToString(), link.Scope)
            );
            Assert.True(SignedLink.TryRead(row["preferencesUrl"].Split('/')[^1], keys, out var preferences));
            Assert.Equal(
                (LinkPurpose.Preferences, row["id"], 1u),
                (preferences.Purpose, preferences.Subscriber.ToString(), preferences.Scope)
            );
        }
    }

    [DatabaseFact(PostgresInLongTests = true)]
    [Trait("Requirement", "HDR-06")]
    public async Task A_renamed_topic_is_the_same_list()
    {
        await using var rig = await WithPeopleAsync();
        (
            await rig.RunAsync(
                "topics",
                "apply",
                rig.Write("t.json", """{"topics":[{"key":"news","texts":{"en":{"name":"Brand new name"}}}]}""")
            )
        ).Done();
        Assert.Equal("Brand new name <news.lists.example.org>", (await RowsAsync(rig, "news"))[0]["listId"]);
        Assert.Equal("Digest <digest.lists.example.org>", (await RowsAsync(rig, "digest"))[0]["listId"]);
    }

    [DatabaseFact(PostgresInLongTests = true)]
    [Trait("Requirement", "SEC-23")]
    public async Task No_cell_of_a_csv_becomes_a_formula_and_ndjson_is_exact()
    {
        await using var rig = await CommandRig.NewAsync();
        (
            await rig.RunAsync(
                "import",
                rig.Write(
                    "list.csv",
                    "email,name,topics,consent_at,consent_text\n=1+1@example.org,\"=cmd|' /C calc'!A0\",news,2026-05-01,Yes\n\"b@example.org\",\"Two, \"\"quoted\"\"\",news,2026-05-01,Yes\n"
                )
            )
        ).Done();
        var csv = (await rig.RunAsync("export", "audience", "news")).Done();
        Assert.Contains("\r\n\"'=1+1@example.org\",\"'=cmd|' /C calc'!A0\",", csv);
        Assert.Contains("\"Two, \"\"quoted\"\"\"", csv);
        Assert.Contains(
            "\"email\":\"=1+1@example.org\"",
            (await rig.RunAsync("export", "audience", "news", "--format", "ndjson")).Lines[0]
        );
    }

    [DatabaseFact(PostgresInLongTests = true)]
    public async Task What_is_exported_can_be_imported()
    {
        await using var rig = await CommandRig.NewAsync();
        string[] addresses =
        [
            "+a@example.org",
            "=1+1@example.org",
            "-c@example.org",
            "'=d@example.org",
            "e@example.org",
        ];
        string Row(string address) => $"{address},\"a;=cmd|' /C calc'!A0\",news,2026-05-01,Yes\n";
        (
            await rig.RunAsync(
                "import",
                rig.Write(
                    "list.csv",
                    // Of the fourth, an apostrophe goes away as one of ours would.
                    "email,name,topics,consent_at,consent_text\n"
                        + string.Concat(addresses.Select(a => Row(a == "'=d@example.org" ? $"'{a}" : a)))
                )
            )
        ).Done();
        var export = (await rig.RunAsync("export", "audience", "news")).Done();
        Assert.DoesNotMatch("[,;\"][=+@-]", export.Replace("\"\"", "", StringComparison.Ordinal));
        var again = await rig.RunAsync("import", rig.Write("export.csv", export), "--topics", "news", "--json");
        Assert.Contains("\"unchanged\":5", again.Done());
        Assert.Equal(addresses.Order(), addresses.Select(a => rig.Find(a)?.Subscriber.AddressKey).Order());
        Assert.Equal(5, rig.Count("Subscribers"));
        Assert.Equal("a;=cmd|' /C calc'!A0", rig.Find("e@example.org")!.Subscriber.Name);
    }

    [DatabaseFact(PostgresInLongTests = true)]
    public async Task A_topic_nobody_may_be_mailed_about_gives_an_empty_list_and_says_why()
    {
        await using var rig = await WithPeopleAsync();
        (
            await rig.RunAsync(
                "topics",
                "apply",
                rig.Write("t.json", """{"topics":[{"key":"news","state":"archived"}]}""")
            )
        ).Done();
        var run = await rig.RunAsync("export", "audience", "news");
        Assert.Equal($"\"{string.Join("\",\"", Columns)}\"\r\n", run.Done());
        Assert.Contains("archived", run.Error);
        var unknown = await rig.RunAsync("export", "audience", "nope");
        Assert.Equal((3, ""), (unknown.ExitCode, unknown.Out));
    }

    [DatabaseFact]
    public async Task Pages_meet_without_a_gap()
    {
        await using var rig = await CommandRig.NewAsync();
        const int People = 4_500;
        (
            await rig.RunAsync(
                "import",
                rig.Write(
                    "list.csv",
                    "email,topics,consent_at,consent_text\n"
                        + string.Concat(
                            Enumerable.Range(0, People).Select(i => $"p{i}@example.org,news,2026-05-01,Yes\n")
                        )
                )
            )
        ).Done();
        var rows = (await rig.RunAsync("export", "audience", "news", "--format", "ndjson")).Lines;
        Assert.Equal(
            People,
            rows.Select(r => JsonDocument.Parse(r).RootElement.GetProperty("email").GetString()).Distinct().Count()
        );
    }

    private static async Task<List<Dictionary<string, string>>> RowsAsync(CommandRig rig, string topic)
    {
        using var csv = CsvDataReader.Create(
            new StringReader((await rig.RunAsync("export", "audience", topic)).Done())
        );
        var rows = new List<Dictionary<string, string>>();
        while (csv.Read())
            rows.Add(Enumerable.Range(0, csv.FieldCount).ToDictionary(csv.GetName, csv.GetString));
        return rows;
    }

    [GeneratedRegex(@"^<[^<>\s]+>(,\s*<[^<>\s]+>)*$")]
    private static partial Regex Bracketed { get; }
}
