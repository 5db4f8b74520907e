using System.Text;
using System.Text.Json;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Events;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Features.Imports;

/// <summary>Tests imports: the effect of evidence, opt-outs, suppression and repeated files.</summary>
public sealed class ImportTests
{
    private const string Header =
        "email,name,language,topics,status,consent_at,consent_method,consent_source,consent_text,consent_ip\n";
    private const string A = "2026-05-01T10:00:00Z,checkbox,https://example.org/join,\"Yes, mail me news\",192.0.2.77";

    private static async Task<JsonElement> ImportAsync(CommandRig rig, string csv, params string[] options)
    {
        var run = await rig.RunAsync(["import", rig.Write("list.csv", csv), "--json", .. options]);
        return ImportRig.Summary(run);
    }

    private static void Counts(JsonElement summary, params (string Name, long Count)[] expected)
    {
        foreach (var (name, count) in expected)
            Assert.True(
                summary.GetProperty(name).GetInt64() == count,
                $"{name} is {summary.GetProperty(name)}: {summary}"
            );
    }

    [Theory]
    [InlineData("checkbox", ".", "C")]
    [InlineData("checkbox", " - ", "C")]
    [InlineData("pre-ticked box", "Yes, mail me news", "C")]
    [InlineData("Pre ticked checkbox", "Yes, mail me news", "C")]
    [InlineData("Case pré-cochée", "Oui", "C")]
    [InlineData("checkbox", "Yes", "A")]
    [InlineData("checkbox", "同意", "A")]
    [Trait("Requirement", "CON-01")]
    public async Task Words_that_are_none_and_a_box_that_was_ticked_before_prove_nothing(
        string method,
        string text,
        string grade
    )
    {
        await using var rig = await CommandRig.NewAsync();
        var summary = await ImportAsync(
            rig,
            Header + $"a@example.org,,,news,,2026-05-01,{method},https://example.org/join,\"{text}\",\n"
        );
        Counts(
            summary,
            ($"grade{grade}", 1),
            ("subscribed", grade == "A" ? 1 : 0),
            ("pending", grade == "C" ? 1 : 0),
            ("rejected", 0)
        );
    }

    [DatabaseFact]
    [Trait("Requirement", "CON-01")]
    [Trait("Requirement", "CON-06")]
    public async Task Evidence_decides_what_a_row_is_worth()
    {
        await using var rig = await CommandRig.NewAsync();
        var summary = await ImportAsync(
            rig,
            Header
                + $"a@example.org,Ada,de,news;digest,,{A}\n"
                + "b@example.org,,,news,subscribed,2026-05-01,,,\"Yes, mail me news\",\n"
                + "c@example.org,,,news,,2026-05-01,checkbox,form,,\n"
                + "d@example.org,,,news,,,,,,\n"
        );
        Counts(
            summary,
            ("rows", 4),
            ("subscribed", 2),
            ("pending", 2),
            ("gradeA", 1),
            ("gradeB", 1),
            ("gradeC", 2),
            ("rejected", 0)
        );

        var ada = rig.Find("a@example.org")!;
        Assert.Equal(("Ada", "de"), (ada.Subscriber.Name, ada.Subscriber.Language));
        Assert.Equal((long)Frequency.Weekly, ada.State[2].Value);
        Assert.All(
            rig.EventsOf("a@example.org"),
            e =>
            {
                Assert.Equal(
                    (EventKind.Asserted, LawfulBasis.Consent, Channel.Import, ActorKind.Operator),
                    (e.Kind, e.Basis, e.Channel, e.ActorKind)
                );
                Assert.Equal(
                    "Northwind Ltd",
                    rig.Scalar<string>($"""SELECT "Name" FROM "Controllers" WHERE "Number" = {e.Controller}""")
                );
            }
        );
        var evidence = rig.EvidenceOf("a@example.org")[0];
        Assert.Equal(
            ("list.csv", 2, "A", "checkbox", "https://example.org/join", "Yes, mail me news", "192.0.2.0/24"),
            (
                evidence.File,
                evidence.Line!.Value,
                evidence.Grade,
                evidence.Method,
                evidence.Source,
                evidence.Text,
                evidence.ObtainedIp
            )
        );
        Assert.Equal(new DateTimeOffset(2026, 5, 1, 10, 0, 0, TimeSpan.Zero), evidence.ObtainedAt);

        var gate = (
            await rig.RunAsync("gate", "news", "a@example.org", "b@example.org", "c@example.org", "d@example.org")
        ).Done();
        Assert.Equal(
            "a@example.org\tallowed\nb@example.org\tallowed\nc@example.org\trefused\tpending\nd@example.org\trefused\tpending\n",
            gate
        );
        Assert.Equal(0, rig.Count("Outbox"));
        await rig.AssertSoundAsync();
    }

    [DatabaseFact]
    [Trait("Requirement", "CON-02")]
    public async Task Thin_evidence_is_mailed_one_confirmation_if_asked_and_nothing_else()
    {
        await using var rig = await CommandRig.NewAsync();
        var csv = Header + $"a@example.org,,,news,,{A}\nc@example.org,,,news;digest,,,,,,\n";
        await ImportAsync(rig, csv, "--confirm");
        Assert.Equal(1, rig.Count("Outbox"));
        // On what the one email is sent is kept with the request.
        Assert.Contains("GDPR article 6(1)(f)", rig.EvidenceOf("c@example.org")[0].Detail, StringComparison.Ordinal);
        Assert.Null(rig.EvidenceOf("a@example.org")[0].Detail);
        rig.Clock.Advance(TimeSpan.FromHours(1));
        await ImportAsync(rig, csv, "--confirm");
        Assert.Equal(1, rig.Count("Outbox"));
    }

    [DatabaseFact]
    [Trait("Requirement", "CON-02")]
    public async Task A_list_asks_once_whatever_it_asks_for_and_nobody_who_has_answered()
    {
        await using var rig = await CommandRig.NewAsync();
        var row = Header + "c@example.org,,,{0},,,,,,\n";
        string For(string topic) => row.Replace("{0}", topic, StringComparison.Ordinal);
        Counts(
            await ImportAsync(rig, For("news") + "c@example.org,,,digest,,,,,,\n", "--confirm"),
            ("pending", 1),
            ("keptOutAsked", 1)
        );
        Assert.Equal(1, rig.Count("Outbox"));
        // While the question is open, and as long as they are here once they have said no.
        Counts(await ImportAsync(rig, For("digest"), "--confirm"), ("pending", 0), ("keptOutAsked", 1));
        var asked = rig.EventsOf("c@example.org")
            .Select(EventBytes.ToConsentEvent)
            .Where(e => e.Kind == EventKind.Requested)
            .ToArray();
        await rig.ChangeAsync("c@example.org", new Reject(asked), Channel.ConfirmLink);
        rig.Clock.Advance(TimeSpan.FromDays(31));
        Counts(await ImportAsync(rig, For("digest"), "--confirm"), ("pending", 0), ("keptOutAsked", 1));
        Assert.Equal(1, rig.Count("Outbox"));
        await rig.AssertSoundAsync();
    }

    [DatabaseFact]
    public async Task The_same_file_twice_changes_nothing()
    {
        await using var rig = await CommandRig.NewAsync();
        var csv =
            Header
            + $"a@example.org,,,news,,{A}\nc@example.org,,,news,,,,,,\n"
            + "left@example.org,,,,unsubscribed,,,,,\nsome@example.org,,,news;digest,unsubscribed,,,,,\n"
            + "bounce@example.org,,,,bounced,,,,,\nspam@example.org,,,,complained,,,,,\n"
            + $"both@example.org,,,news,,{A}\nboth@example.org,,,news,unsubscribed,,,,,\nboth@example.org,,,,unsubscribed,,,,,\nboth@example.org,,,,complained,,,,,\n";
        var first = await ImportAsync(rig, csv);
        Counts(first, ("rows", 10), ("subscribed", 2), ("pending", 1), ("unsubscribed", 4), ("suppressed", 3));
        string[] tables = ["LedgerEvents", "Evidence", "Seals", "Subscribers", "Choices", "Outbox"];
        var before = tables.Select(rig.Count).ToArray();
        // Also much later, when a repeated act of the person would count as a new one.
        foreach (var later in new[] { TimeSpan.Zero, TimeSpan.FromDays(3) })
        {
            rig.Clock.Advance(later);
            Counts(
                await ImportAsync(rig, csv),
                ("subscribed", 0),
                ("pending", 0),
                ("unsubscribed", 0),
                ("suppressed", 0),
                ("keptOutSuppressed", 1)
            );
            Assert.Equal(before, tables.Select(rig.Count));
        }
        await rig.AssertSoundAsync();
    }

    [DatabaseFact]
    [Trait("Requirement", "WDR-05")]
    [Trait("Requirement", "ERA-03")]
    public async Task Nothing_brings_back_whom_the_person_or_an_erasure_took_out()
    {
        await using var rig = await CommandRig.NewAsync();
        await ImportAsync(
            rig,
            Header
                + string.Concat(
                    new[] { "topic", "all", "stays" }.Select(who => $"{who}@example.org,,,news;digest,,{A}\n")
                )
        );
        await rig.ChangeAsync("topic@example.org", new Leave(1), Channel.OneClick);
        await rig.ChangeAsync("all@example.org", Leave.Everything, Channel.OneClick);
        await rig.SuppressAsync("erased@example.org");
        rig.Clock.Advance(TimeSpan.FromDays(100));
        var people = rig.Count("Subscribers");

        var summary = await ImportAsync(
            rig,
            Header
                + $"topic@example.org,,,news,,{A}\nALL@example.org,,,digest,,{A}\nerased@EXAMPLE.org,,,news,,{A}\nerased@example.org,,,,unsubscribed,,,,,\nstays@example.org,,,news,,{A}\n"
        );
        Counts(summary, ("keptOutOptedOut", 2), ("keptOutSuppressed", 2), ("unchanged", 1), ("subscribed", 0));
        Assert.Equal(people, rig.Count("Subscribers"));
        Assert.Equal(
            "topic@example.org\trefused\tnot-subscribed\nall@example.org\trefused\tstopped\nerased@example.org\trefused\tsuppressed\nstays@example.org\tallowed\n",
            (
                await rig.RunAsync(
                    "gate",
                    "news",
                    "topic@example.org",
                    "all@example.org",
                    "erased@example.org",
                    "stays@example.org"
                )
            ).Done()
        );
    }

    [DatabaseFact]
    [Trait("Requirement", "RTS-11")]
    public async Task Nothing_is_added_to_whoever_restricted_processing_and_nobody_asks_them()
    {
        await using var rig = await CommandRig.NewAsync();
        await ImportAsync(rig, Header + $"held@example.org,,,news,,{A}\n");
        await rig.ChangeAsync("held@example.org", new Restrict(On: true), Channel.Identity);
        var (emails, events) = (rig.Count("Outbox"), rig.Count("LedgerEvents"));

        var asked = await ImportAsync(rig, Header + "held@example.org,,,digest,,,,,,\n", "--confirm");
        Counts(asked, ("pending", 0), ("keptOutSuppressed", 1));
        var claimed = await ImportAsync(
            rig,
            $"email,topics,consent_at,consent_method,consent_source,consent_text,tracking_consent_at,tracking_consent_text\n"
                + $"held@example.org,digest,2026-05-01,checkbox,https://example.org/join,Yes,2026-05-01,Yes\n"
        );
        Counts(claimed, ("subscribed", 0), ("tracking", 0), ("keptOutSuppressed", 1));
        Assert.Equal((emails, events), (rig.Count("Outbox"), rig.Count("LedgerEvents")));
        // Leaving is less, and never held back.
        Counts(await ImportAsync(rig, Header + "held@example.org,,,,unsubscribed,,,,,\n"), ("unsubscribed", 1));
        await rig.AssertSoundAsync();
    }

    [DatabaseFact]
    public async Task Who_left_elsewhere_is_kept_out_from_then_on()
    {
        await using var rig = await CommandRig.NewAsync();
        Counts(await ImportAsync(rig, Header + "left@example.org,,,,unsubscribed,,,,,\n"), ("unsubscribed", 1));
        Counts(
            await ImportAsync(rig, Header + $"left@example.org,,,news,,{A}\n"),
            ("keptOutOptedOut", 1),
            ("subscribed", 0)
        );
        Assert.True(rig.Find("left@example.org")!.State.Stopped);
    }

    [DatabaseFact]
    public async Task Unsubscribed_wins_in_whatever_order_the_file_has_it()
    {
        await using var rig = await CommandRig.NewAsync();
        await ImportAsync(
            rig,
            Header
                + $"x@example.org,,,news,unsubscribed,,,,,\nX@EXAMPLE.ORG,,,news,,{A}\ny@example.org,,,news,,{A}\ny@example.org,,,,unsubscribed,,,,,\n"
        );
        Assert.Equal(
            ["x@example.org\trefused\tnot-subscribed", "y@example.org\trefused\tstopped"],
            (await rig.RunAsync("gate", "news", "x@example.org", "y@example.org")).Lines
        );
    }

    [DatabaseFact]
    public async Task A_dry_run_says_the_same_and_changes_nothing()
    {
        await using var rig = await CommandRig.NewAsync();
        await ImportAsync(rig, Header + $"gone@example.org,,,news,,{A}\n");
        await rig.ChangeAsync("gone@example.org", Leave.Everything, Channel.OneClick);
        await rig.SuppressAsync("erased@example.org");
        var csv =
            Header
            + $"new@example.org,,,news,,{A}\nNEW@example.org,,,news;digest,,{A}\nnew@example.org,,,news,unsubscribed,,,,,\nnew@example.org,,,news,,{A}\n"
            + $"gone@example.org,,,news,,{A}\nerased@example.org,,,news,,{A}\nc@example.org,,,news,,,,,,\nb@example.org,,,,bounced,,,,,\nbad,,,news,,,,,,\nx@example.org,,,nope,,,,,,\n";
        var before = new[] { "LedgerEvents", "Subscribers", "Actors", "Seals" }.Select(rig.Count).ToArray();
        var trial = await rig.RunAsync(
            "import",
            rig.Write("list.csv", csv),
            "--json",
            "--dry-run",
            "--report",
            Path.Combine(rig.Folder, "trial.csv")
        );
        Assert.Equal(before, new[] { "LedgerEvents", "Subscribers", "Actors", "Seals" }.Select(rig.Count));
        var run = await rig.RunAsync(
            "import",
            Path.Combine(rig.Folder, "list.csv"),
            "--json",
            "--report",
            Path.Combine(rig.Folder, "real.csv")
        );
        Assert.Equal(run.Done(), trial.Done().Replace("\"dryRun\":true", "\"dryRun\":false", StringComparison.Ordinal));
        Assert.Equal(
            File.ReadAllText(Path.Combine(rig.Folder, "real.csv")),
            File.ReadAllText(Path.Combine(rig.Folder, "trial.csv"))
        );
        Assert.Equal(2, JsonDocument.Parse(run.Out).RootElement.GetProperty("subscribed").GetInt64());
    }

    [DatabaseFact]
    [Trait("Requirement", "MSG-08")]
    [Trait("Requirement", "MSG-12")]
    [Trait("Requirement", "MSG-13")]
    public async Task Addresses_are_one_by_case_form_and_domain_and_their_limits_hold()
    {
        await using var rig = await CommandRig.NewAsync();
        var local = new string('l', 64);
        var summary = await ImportAsync(
            rig,
            Header
                + $"Jos\u00e9@b\u00fccher.example,,,news,,{A}\njose\u0301@XN--BCHER-KVA.example,,,news,,{A}\n"
                + $"{local}@example.org,,,news,,{A}\n{local}l@example.org,,,news,,{A}\n{new string('\u00e9', 32)}\u00e9@example.org,,,news,,{A}\n"
                + $"p\u0430ypal@example.org,,,news,,{A}\n"
        );
        Counts(summary, ("subscribed", 3), ("unchanged", 1), ("rejected", 2), ("warnings", 1));
        // Mails go to the address as typed: the case of the local part belongs to its host (MSG-09).
        Assert.Equal("Jos\u00e9@b\u00fccher.example", rig.Find("jos\u00e9@xn--bcher-kva.example")!.Subscriber.Address);
    }

    [DatabaseFact(PostgresInLongTests = true)]
    [Trait("Requirement", "SEC-23")]
    public async Task Each_bad_row_is_named_by_line_column_and_reason_and_the_good_ones_come_in()
    {
        await using var rig = await CommandRig.NewAsync();
        var csv =
            "\uFEFF"
            + (
                Header
                + $"\"good@example.org\",\"Two\nlines\",,news,,{A}\n"
                + "no-at,,,news,,,,,,\n"
                + ",,,news,,,,,,\n"
                + "s@example.org,,,news,maybe,,,,,\n"
                + "t@example.org,,,news;=HYPERLINK(1),,,,,,\n"
                + "u@example.org,,,,,,,,,\n"
                + "v@example.org,,,news,,2027-01-01,,,,\n"
                + "w@example.org,,,news,,,,,,999.1.1.1\n"
                + "x@example.org,too,many,news,,,,,,,\n"
                + "n\0ul@example.org,,,news,,,,,,\n"
                + "\"y@example.org\"z,,,news,,,,,,\n"
                + $"z@example.org,{new string('n', 201)},,news,,,,,,\n"
                + $"last@example.org,,tlh,news,,{A}\n"
            ).Replace("\n", "\r\n", StringComparison.Ordinal);
        var report = Path.Combine(rig.Folder, "report.csv");
        var summary = await ImportAsync(rig, csv, "--report", report);
        Counts(summary, ("rows", 13), ("subscribed", 2), ("rejected", 11), ("warnings", 2));
        var lines = (File.ReadAllText(report)).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("\"line\",\"column\",\"code\",\"message\"", lines[0]);
        Assert.Equal(
            [
                "2,name,warning-control",
                "4,email,email",
                "5,email,email",
                "6,status,status",
                "7,topics,topic",
                "8,topics,no-topic",
                "9,consent_at,date",
                "10,consent_ip,ip",
                "11,,fields",
                "12,,nul",
                "13,,csv",
                "14,name,too-long",
                "15,language,warning-language",
            ],
            ImportRig.Remarks(report)
        );
        Assert.Null(rig.Find("good@example.org")!.Subscriber.Name);
        // A report contains no address.
        Assert.DoesNotContain("example.org", File.ReadAllText(report));
    }

    [DatabaseFact(PostgresInLongTests = true)]
    public async Task Bytes_that_are_no_text_cost_their_row()
    {
        await using var rig = await CommandRig.NewAsync();
        byte[] csv =
        [
            .. Encoding.UTF8.GetBytes("email,topics,name\na@example.org,news,"),
            0xFF,
            0xC3,
            .. Encoding.UTF8.GetBytes("\nb@example.org,news,B\u00FC\n"),
        ];
        var run = await rig.RunAsync("import", rig.Write("list.csv", csv), "--json");
        Counts(JsonDocument.Parse(run.Done()).RootElement, ("rejected", 1), ("pending", 1));
        Assert.Contains("line 2: is not UTF-8", run.Error);
    }

    [DatabaseFact(PostgresInLongTests = true)]
    public async Task Rejected_rows_are_a_failure_only_where_asked_so()
    {
        await using var rig = await CommandRig.NewAsync();
        var list = rig.Write("list.csv", "email,topics,mood\nbad,news,\na@example.org,news,\n");
        Assert.Equal(0, (await rig.RunAsync("import", list)).ExitCode);
        var strict = await rig.RunAsync("import", list, "--strict");
        Assert.Equal(1, strict.ExitCode);
        Assert.Contains("line 1, mood: is not a known column", strict.Error);
        Assert.Contains("1  rejected", strict.Out);
        Assert.DoesNotContain("line 2", strict.Out);
        Assert.NotNull(rig.Find("a@example.org"));
    }

    [DatabaseFact(PostgresInLongTests = true)]
    public async Task A_topic_that_takes_nobody_new_takes_nobody_from_a_list_either()
    {
        await using var rig = await CommandRig.NewAsync();
        (
            await rig.RunAsync(
                "topics",
                "apply",
                rig.Write("t.json", """{"topics":[{"key":"news","state":"closed"}]}""")
            )
        ).Done();
        Counts(
            await ImportAsync(rig, Header + $"a@example.org,,,news,,{A}\nb@example.org,,,news,unsubscribed,,,,,\n"),
            ("rejected", 1),
            ("unsubscribed", 1)
        );
    }
}
