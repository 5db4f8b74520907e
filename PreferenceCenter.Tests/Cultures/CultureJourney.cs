using System.Globalization;
using System.IO.Compression;
using AngleSharp.Html.Dom;
using MimeKit;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Journal;
using PreferenceCenter.Mail.Dispatch;
using PreferenceCenter.PrivacyRequests.Erasure;
using PreferenceCenter.PrivacyRequests.Retention;
using PreferenceCenter.Tests.Http;
using PreferenceCenter.Tests.Http.Me;
using PreferenceCenter.Tests.Http.SignUp;
using PreferenceCenter.Tests.Http.Staff;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Cultures;

/// <summary>
/// Journey of a few people through everything that the program writes or answers: commands, pages, e-mails, files and
/// tables. The clock stands still, so that all that differs between two journeys is random, or a fault.
/// </summary>
internal sealed class CultureJourney
{
    public static readonly string[] Settings =
    [
        "Site:Languages=en,de",
        "Site:TimeZone=Europe/Dublin",
        "Privacy:ErasureReview=Automatic",
    ];

    // The capital I is another letter in Turkish; the days are in no calendar but ours.
    private const string List = """
        email,name,language,topics,status,consent_at,consent_method,consent_source,consent_text,consent_ip
        ADA.INGRID@PEOPLE.EXAMPLE,Ada Iğdır,de,news;events,subscribed,2026-05-01T10:00:00Z,checkbox,https://example.org/join,"Yes, mail me",192.0.2.7
        bob@people.example,Bob,en,news,subscribed,2026-05-01,checkbox,https://example.org/join,Yes,192.0.2.8
        cid@people.example,Cid,en,news,unsubscribed,,,,,
        nobody,,,news,subscribed,,,,,
        """;

    private const string Form = """
        { "forms": [{ "key": "harbour", "state": "published", "topics": ["news"], "name": true, "frequency": true,
          "texts": { "en": { "title": "Mails", "lead": "Tick." }, "de": { "title": "E-Mails", "lead": "Wählen." } } }] }
        """;

    private const string Notices = """
        { "site": { "controllers": [{ "name": "Harbour Ltd", "address": "1 Quay", "contact": "privacy@harbour.example" }],
            "texts": {
              "en": { "purposes": "To mail you.", "recipients": "Nobody.", "transfers": "None.", "retention": "Until you leave.", "rights": "All.", "withdrawal": "By the link.", "complaint": "The authority." },
              "de": { "purposes": "Um zu mailen.", "recipients": "Niemand.", "transfers": "Keine.", "retention": "Bis Sie gehen.", "rights": "Alle.", "withdrawal": "Mit dem Link.", "complaint": "Die Behörde." } } },
          "topics": [
            { "topic": "news", "texts": { "en": { "statement": "Yes, news." }, "de": { "statement": "Ja, Neues." } } },
            { "topic": "offers", "change": "purpose", "renewBy": "2027-10-31", "texts": { "en": { "statement": "Yes, and more." } } }] }
        """;

    private readonly StaffCenter staff;
    private readonly string output;
    private int kept;

    private CultureJourney(StaffCenter staff, string output) => (this.staff, this.output) = (staff, output);

    private WebCenter Center => staff.Web;

    public static async Task RunAsync(string directory, string output)
    {
        await WebCenter.PrepareInAsync(directory);
        await using var staff = await StaffCenter.StartInAsync(directory, Settings);
        var journey = new CultureJourney(staff, output);
        await journey.PublishAsync();
        await journey.ImportAsync();
        await journey.ChooseAsync();
        await journey.AskAsync();
        await journey.HandleAsync();
        await journey.CloseAsync();
        journey.KeepStored();
    }

    private async Task PublishAsync()
    {
        await CommandAsync("notices", "apply", Center.Write("notices.json", Notices));
        await CommandAsync("forms", "apply", Center.Write("forms.json", Form), "--json");
        foreach (var what in (string[])["topics", "notices", "forms"])
            await CommandAsync(what, "export");
        await CommandAsync("forms", "markup", "harbour", "--language", "de");
        await CommandAsync("consent", "check");
    }

    private async Task ImportAsync()
    {
        var (list, report) = (Center.Write("list.csv", List), Path.Combine(Center.Directory, "report.csv"));
        await CommandAsync("import", list, "--dry-run");
        await CommandAsync("import", list, "--report", report, "--json");
        Keep("report.csv", await File.ReadAllTextAsync(report));
        await CommandAsync("gate", "news", "ada.ingrid@people.example", "cid@people.example", "dora@people.example");
        await CommandAsync("export", "audience", "news");
        await CommandAsync("export", "audience", "news", "--format", "ndjson");
    }

    private async Task ChooseAsync()
    {
        foreach (var path in (string[])["/health/live", "/health/ready", "/subscribe/harbour?language=de", "/help"])
            Keep(await Center.Browser.GetAsync(path));
        Keep(await Center.SignUpAsync("DIDI@people.example"));
        var confirm = WebCenter.LinkIn(Assert.Single(await Center.MailsAsync()), "c");
        Keep(await Center.Browser.PressAsync(await Center.Browser.GetAsync(confirm), "confirm"));
        var didi = Center.FindPerson("didi@people.example")!;
        var mine = await Center.MailedPreferencesPathAsync(didi);
        Keep(await Center.Browser.GetAsync(mine));
        Keep(
            await Center.Browser.SaveAsync(
                mine,
                form =>
                {
                    form.Choose("frequency.news", "monthly");
                    form.Choose("pause", "30");
                }
            )
        );
        var bob = Center.FindPerson("bob@people.example")!;
        Keep(await Center.Browser.PostAsync(Center.UnsubscribePath(bob), ("List-Unsubscribe", "One-Click")));
        Keep(
            await Center.Browser.PostAsync(
                Center.UnsubscribePath(bob) + "/reason",
                ("reason", "other"),
                ("comment", "=1.5")
            )
        );
        var mails = await Center.MailsOfChangesAsync();
        foreach (var mail in mails.OrderBy(m => m.To.Mailboxes.Single().Address, StringComparer.Ordinal))
            if (WebCenter.FindLink(mail, "receipt") is { } receipt)
            {
                var page = await Center.Browser.GetAsync(receipt);
                Keep(page);
                foreach (var link in page.Page.QuerySelectorAll<IHtmlAnchorElement>("a.button"))
                    Keep(await Center.Browser.GetAsync(link.Href));
            }
    }

    private async Task AskAsync()
    {
        var (ada, didi) = (Center.FindPerson("ada.ingrid@people.example")!, Center.FindPerson("didi@people.example")!);
        var visitor = new Visitor(Center);
        Keep(await visitor.OpenAsync(ada));
        await KeepExportAsync(visitor);
        await visitor.PressAsync(
            await visitor.GetAsync("/me/address"),
            action: "/me/address",
            fill: form => form.Type("email", "INES@people.example")
        );
        await visitor.PressAsync(await visitor.GetAsync("/me/restrict"), "restrict");
        Keep(await visitor.GetAsync("/me"));
        foreach (var kind in (PrivacyRequestKind[])[PrivacyRequestKind.Access, PrivacyRequestKind.Objection])
        {
            await Center.AskAsync(didi, kind);
            Center.Clock.Advance(TimeSpan.FromMinutes(1));
        }
        await Center.MailsAsync();
        var leaving = new Visitor(Center);
        await leaving.OpenAsync(didi);
        Keep(await leaving.FollowAsync(await leaving.PressAsync(await leaving.GetAsync("/me/erase"), "erase")));
        foreach (var request in Center.RequestsOf(didi).OrderBy(r => r.Kind))
            Keep(await Center.Browser.GetAsync($"/privacy/{request.Reference}?language=de"));
    }

    private async Task KeepExportAsync(Visitor visitor)
    {
        var key = (await visitor.GetAsync("/me/export")).Page.QuerySelector("input[name=key]")!.GetAttribute("value")!;
        using var http = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = Center.Address };
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/me/export", UriKind.Relative))
        {
            Content = Http.Browser.Encode(("key", key)),
            Headers = { { "Cookie", $"{Visitor.SessionCookie}={visitor.Cookies[Visitor.SessionCookie]}" } },
        };
        using var response = await http.SendAsync(request);
        Keep("export", $"{response.Content.Headers.ContentDisposition}");
        using var zip = new ZipArchive(await response.Content.ReadAsStreamAsync());
        foreach (var entry in zip.Entries)
        {
            using var reader = new StreamReader(await entry.OpenAsync());
            Keep(entry.FullName, await reader.ReadToEndAsync());
        }
    }

    private async Task HandleAsync()
    {
        var owner = await staff.SignInAsync(StaffRole.Owner);
        foreach (
            var path in (string[])
                [
                    "/staff/requests",
                    "/staff/requests/figures",
                    "/staff/requests/figures.csv",
                    "/staff/ledger",
                    "/staff/outbox",
                    $"/staff/subscribers/{Center.FindPerson("didi@people.example")!.Id}",
                ]
        )
        {
            var answer = await owner.GetAsync(path);
            Keep("console", Invariant($"{answer.Status}\n{answer.Text}"));
        }
    }

    private async Task CloseAsync()
    {
        Center.Clock.Advance(TimeSpan.FromDays(1));
        await Center.RunAsync<DueErasures>();
        await Center.CleanAsync();
        await Center.RunAsync<RetentionJob>();
        await Center.Get<MailDispatcher>().RestAsync();
        await Center.MailsAsync();
        await CommandAsync("unsubscribe", "ADA.INGRID@people.example", "--topic", "events");
        await CommandAsync("subscriber", "show", "ada.ingrid@people.example");
        await CommandAsync("subscriber", "show", "ada.ingrid@people.example", "--json");
        await CommandAsync("consent", "proof", "--email", "ada.ingrid@people.example");
        var (proof, record) = (
            Path.Combine(Center.Directory, "proof.html"),
            Path.Combine(Center.Directory, "record.html")
        );
        await CommandAsync("consent", "proof", "--email", "ada.ingrid@people.example", "--html", proof);
        Keep("proof.html", await File.ReadAllTextAsync(proof));
        await CommandAsync("records", "export");
        await CommandAsync("records", "export", "--html", record);
        Keep("record.html", await File.ReadAllTextAsync(record));
        foreach (
            var command in (string[])
                [
                    "export reasons",
                    "retention run --dry-run",
                    "retention inactive",
                    "links mint --email cid@people.example",
                    "links keys",
                    "suppression keys",
                    "outbox list",
                    "staff list",
                    "ledger rebuild --check",
                    "ledger checkpoint",
                ]
        )
            await CommandAsync(command.Split(' '));
        // It counts batches, which depend on what was committed together.
        (await Center.RunAsync("ledger", "verify")).Done();
    }

    private void KeepStored()
    {
        var mails = Path.Combine(Center.Directory, "data", "mail");
        Keep(
            "mails",
            string.Join(
                "\n=====\n",
                Directory
                    .GetFiles(mails, "*.eml")
                    .Select(file => $"{Path.GetFileName(file)}\n{Text(MimeMessage.Load(file))}")
                    .Order(StringComparer.Ordinal)
            )
        );
        foreach (
            var file in Directory
                .GetFiles(Path.Combine(Center.Directory, "journal"), "*", SearchOption.AllDirectories)
                .Order(StringComparer.Ordinal)
        )
            Keep($"journal {Path.GetFileName(file)}", string.Join('\n', LinesOf(file).Where(line => !IsOfBatch(line))));
        using var raw = Center.Raw();
        foreach (var table in raw.Rows(raw.Tables).Select(r => (string)r[0]!).Except(["LogHeads", "Seals"]))
            Keep($"table {table}", string.Join('\n', raw.Rows($"""SELECT * FROM "{table}" """).Select(Text)));
    }

    // The server may be writing its next mark.
    private static string[] LinesOf(string journal)
    {
        using var reader = new StreamReader(
            JournalFile.Open(journal, new FileStreamOptions { Share = FileShare.Read })
        );
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private static bool IsOfBatch(string line) => line.StartsWith("mark\t", StringComparison.Ordinal);

    private static string Text(MimeMessage mail) =>
        $"{string.Join('\n', mail.Headers.Where(h => h.Field != "Content-Type").Select(h => $"{h.Field}: {h.Value}"))}\n{mail.TextBody}\n{mail.HtmlBody}";

    private static string Text(object?[] row) =>
        string.Join(
            '|',
            row.Select(value =>
                value is byte[] bytes
                    ? Convert.ToHexString(bytes)
                    : Convert.ToString(value, CultureInfo.InvariantCulture)
            )
        );

    private async Task CommandAsync(params string[] command)
    {
        var run = await Center.RunAsync(command);
        Keep(
            string.Join(' ', command.Where(w => !w.StartsWith('/'))),
            string.Create(CultureInfo.InvariantCulture, $"{run.ExitCode}\n{run.Out}\n{run.Error}")
        );
    }

    private void Keep(Answer answer) =>
        Keep(
            answer.Path.Split('/')[1],
            string.Create(
                CultureInfo.InvariantCulture,
                $"{answer.Status}\n{answer["Content-Type"]}\n{answer["Content-Disposition"]}\n{answer.Location}\n{answer.Body}"
            )
        );

    private void Keep(string name, string text) =>
        File.WriteAllText(
            Path.Combine(output, string.Create(CultureInfo.InvariantCulture, $"{++kept:000} {name.Replace('/', ' ')}")),
            text.Replace(Center.Directory, "<directory>", StringComparison.Ordinal)
        );
}
