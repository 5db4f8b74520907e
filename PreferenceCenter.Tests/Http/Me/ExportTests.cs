using System.IO.Compression;
using System.Text.Json;
using PreferenceCenter.Domain;
using PreferenceCenter.PrivacyRequests.PersonalData;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Http.Me;

/// <summary>
/// Tests the export of a subscriber's data: complete, readable for people and programs, and not kept on the server.
/// </summary>
public sealed class ExportTests
{
    [DatabaseFact]
    [Trait("Requirement", "RTS-07")]
    [Trait("Requirement", "RTS-08")]
    [Trait("Requirement", "RTS-09")]
    [Trait("Requirement", "RTS-13")]
    [Trait("Requirement", "SEC-23")]
    public async Task It_holds_everything_there_is_about_the_person()
    {
        await using var center = await WebCenter.StartAsync(adjust: WebCenter.WithoutCircuits);
        var person = await center.SubscribeAsync("ada@people.example", [WebCenter.News], name: "=HYPERLINK(\"x\")");
        var other = await center.SubscribeAsync("bob@people.example", [WebCenter.News], name: "Bob Other");
        await center.Browser.PostAsync(
            center.UnsubscribePath(person, WebCenter.News),
            ("List-Unsubscribe", "One-Click")
        );
        await center.Browser.SaveAsync(await center.MailedPreferencesPathAsync(person), form => form.Tick("events"));
        await center.MailsOfChangesAsync();
        await center.Browser.PostAsync(
            center.UnsubscribePath(person) + "/reason",
            ("reason", "other"),
            ("comment", "-too many, \"really\"")
        );
        var visitor = new Visitor(center);
        await visitor.OpenAsync(person);

        var files = await DownloadAsync(center, visitor);
        Assert.Equal(
            [
                .. DataMap.All.Where(e => e.Read is not null).Select(e => e.Key + ".csv"),
                "consent-record.jsonld",
                "data.json",
                "index.html",
            ],
            files
                .Keys.Order(StringComparer.Ordinal)
                .OrderBy(k => k.EndsWith(".csv", StringComparison.Ordinal) ? 0 : 1)
                .ThenBy(k => DataMap.All.ToList().FindIndex(e => e.Key + ".csv" == k))
                .ThenBy(k => k, StringComparer.Ordinal)
        );
        using var json = JsonDocument.Parse(files["data.json"]);
        Assert.Equal(1, json.RootElement.GetProperty("version").GetInt32());
        var places = json
            .RootElement.GetProperty("places")
            .EnumerateArray()
            .ToDictionary(p => p.GetProperty("key").GetString()!);
        Assert.Equal(DataMap.All.Select(e => e.Key), places.Keys);
        JsonElement[] Rows(string key) => [.. places[key].GetProperty("rows").EnumerateArray()];
        var subscriber = Assert.Single(Rows("subscriber"));
        Assert.Equal(
            ("ada@people.example", "=HYPERLINK(\"x\")"),
            (subscriber.GetProperty("address").GetString(), subscriber.GetProperty("name").GetString())
        );
        Assert.Equal(center.EventsOf(person).Count, Rows("history").Length);
        Assert.Equal(["asserted", "withdrawn"], Rows("history").Take(2).Select(r => r.GetProperty("kind").GetString()));
        Assert.Contains(
            Rows("evidence"),
            r => r.GetProperty("content").TryGetProperty("source", out var source) && source.GetString() == "shop"
        );
        Assert.NotEmpty(Rows("mails"));
        Assert.NotEmpty(Rows("links"));
        Assert.Single(Rows("sessions"));
        Assert.NotEmpty(Rows("limits"));
        Assert.Contains(
            Rows("choices"),
            r => r.GetProperty("about").GetString() == "events" && r.GetProperty("value").GetString() == "every"
        );

        // Safe in a spreadsheet, RFC 4180, with the same rows.
        Assert.Contains("\"'=HYPERLINK(\"\"x\"\")\"", files["subscriber.csv"], StringComparison.Ordinal);
        Assert.All(
            files.Where(f => f.Key.EndsWith(".csv", StringComparison.Ordinal) && f.Value.Length > 2),
            f => Assert.Contains("\r\n", f.Value, StringComparison.Ordinal)
        );
        // For people: self-contained, in words, with the notices that were shown.
        var page = files["index.html"];
        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<link", page, StringComparison.Ordinal);
        Assert.Contains("Yes, mail me <strong>events</strong>.", page, StringComparison.Ordinal);
        Assert.Contains("ConsentGiven", files["consent-record.jsonld"], StringComparison.Ordinal);
        // No data of other subscribers, and not the internal id, which must not leak.
        foreach (var content in files.Values)
        {
            Assert.DoesNotContain("bob@people.example", content, StringComparison.Ordinal);
            Assert.DoesNotContain(center.Find(other).Subscriber.PublicId.ToString(), content, StringComparison.Ordinal);
            Assert.DoesNotContain(
                center.Find(person).Subscriber.LedgerId.ToString(),
                content,
                StringComparison.Ordinal
            );
        }
    }

    [DatabaseFact]
    [Trait("Requirement", "RTS-13")]
    public async Task No_file_is_kept_and_no_cache_keeps_one()
    {
        await using var center = await WebCenter.StartAsync(adjust: WebCenter.WithoutCircuits);
        var visitor = new Visitor(center);
        await visitor.OpenAsync(await center.SubscribeAsync("ada@people.example", [WebCenter.News]));
        var before = Directory.EnumerateFiles(center.Directory, "*", SearchOption.AllDirectories).Order().ToList();
        var answer = await visitor.PressAsync(await visitor.GetAsync("/me/export"), action: "/me/export");
        Assert.Equal((200, "no-store"), (answer.Status, answer["Cache-Control"]));
        Assert.StartsWith("attachment;", answer["Content-Disposition"], StringComparison.Ordinal);
        Assert.Equal(before, Directory.EnumerateFiles(center.Directory, "*", SearchOption.AllDirectories).Order());
        Assert.Equal("text/html; charset=utf-8", (await visitor.GetAsync("/me/export"))["Content-Type"]);
    }

    [DatabaseTheory]
    [InlineData(true)]
    [InlineData(false)]
    [Trait("Requirement", "RTS-05")]
    public async Task After_a_bounce_or_a_year_of_silence_staff_look_first(bool bounced)
    {
        await using var center = await WebCenter.StartAsync(adjust: WebCenter.WithoutCircuits);
        var person = await center.SubscribeAsync("ada@people.example", [WebCenter.News]);
        if (bounced)
            await center.SubmitAsync(
                new PreferenceCenter.Ledger.Writer.PersonChange(
                    PreferenceCenter.Data.PersonKey.Of(person.Id),
                    new Suppress(SuppressionReason.Bounced),
                    new Act(Channel.Mailbox, Actor.System, center.Now, LawfulBasis.None, 0, 0),
                    new PreferenceCenter.Ledger.Events.Evidence()
                )
            );
        else
            center.Clock.Advance(TimeSpan.FromDays(367));
        var visitor = new Visitor(center);
        var key = (await visitor.OpenAsync(person)).Page.QuerySelector("input[name=key]")!.GetAttribute("value")!;
        var page = await visitor.GetAsync("/me/export");
        Assert.Equal(403, page.Status);
        Assert.Contains("somebody at Northwind reviews your request", page.Text, StringComparison.Ordinal);
        Assert.Equal("text/html; charset=utf-8", page["Content-Type"]);
        Assert.Empty(center.RequestsOf(person));
        Assert.Equal(400, (await visitor.PostAsync("/me/export")).Status);
        var asked = await visitor.FollowAsync(await visitor.PostAsync("/me/export", ("key", key)));
        var request = Assert.Single(center.RequestsOf(person));
        Assert.Equal((PrivacyRequestKind.Access, PrivacyRequestState.Open), (request.Kind, request.State));
        Assert.Contains(RequestNumber.Text(request.Number), asked.Text, StringComparison.Ordinal);
        // Requested twice, it counts as one request.
        await visitor.PostAsync("/me/export", ("key", key));
        Assert.Single(center.RequestsOf(person));
        Assert.Contains(request.Reference, Assert.Single(await center.MailsAsync()).TextBody, StringComparison.Ordinal);
        // Acts in such a session prove no more than the session does.
        await visitor.PressAsync(
            await visitor.GetAsync("/me/correct"),
            action: "/me/correct",
            fill: form => form.Type("name", "Somebody")
        );
        await visitor.OpenAsync(person);
        Assert.Equal(403, (await visitor.GetAsync("/me/export")).Status);
        // The rights of access and of objection are not delayed.
        Assert.Equal(200, (await visitor.GetAsync("/me")).Status);
        await visitor.PressAsync(await visitor.GetAsync("/me/restrict"), "restrict");
        Assert.True(center.StateOf(person).Restricted);
    }

    [DatabaseFact(PostgresInLongTests = true)]
    [Trait("Requirement", "RTS-07")]
    public async Task The_page_says_of_every_category_what_for_on_which_ground_from_where_and_how_long()
    {
        await using var center = await WebCenter.StartAsync(adjust: WebCenter.WithoutCircuits);
        var person = await center.SubscribeAsync("ada@people.example", [WebCenter.News], name: "Ada");
        await center.Browser.SaveAsync(await center.MailedPreferencesPathAsync(person), form => form.Tick("events"));
        await center.MailsOfChangesAsync();
        var me = await new Visitor(center).OpenAsync(person);
        var categories = me.Page.QuerySelectorAll("dl.terms");
        Assert.Equal(Enum.GetValues<DataCategory>().Length, categories.Length);
        Assert.All(categories, c => Assert.Equal(4, c.QuerySelectorAll("dt").Length));
        Assert.Contains("Ada", me.Text, StringComparison.Ordinal);
        Assert.Equal(center.EventsOf(person).Count, me.Page.QuerySelectorAll(".line > li > p > strong").Length);
        Assert.Contains(
            "Yes, mail me events.",
            me.Page.QuerySelector(".line > li .words")!.TextContent,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "Your choices were saved",
            me.Page.QuerySelector(".sent")!.TextContent,
            StringComparison.Ordinal
        );
        Assert.Contains("Nobody.", me.Text, StringComparison.Ordinal);
    }

    internal static async Task<Dictionary<string, string>> DownloadAsync(WebCenter center, Visitor visitor)
    {
        var page = await visitor.GetAsync("/me/export");
        using var http = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = center.Address };
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/me/export", UriKind.Relative))
        {
            Content = Browser.Encode(("key", page.Page.QuerySelector("input[name=key]")!.GetAttribute("value")!)),
            Headers = { { "Cookie", $"{Visitor.SessionCookie}={visitor.Cookies[Visitor.SessionCookie]}" } },
        };
        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        using var zip = new ZipArchive(await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));
        var files = new Dictionary<string, string>();
        foreach (var entry in zip.Entries)
        {
            using var reader = new StreamReader(await entry.OpenAsync(TestContext.Current.CancellationToken));
            files.Add(entry.FullName, await reader.ReadToEndAsync(TestContext.Current.CancellationToken));
        }
        return files;
    }
}
