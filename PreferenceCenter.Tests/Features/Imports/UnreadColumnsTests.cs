using Xunit;
using static PreferenceCenter.Tests.Features.Imports.ImportRig;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Features.Imports;

/// <summary>
/// Tests that nobody is subscribed by a file with a column that nobody reads and that may say who must not be emailed.
/// </summary>
public sealed class UnreadColumnsTests
{
    private const string Own = "email,topics,consent_at,consent_text";
    private const string Ann = "ann@example.org,news,2026-05-01,Yes";
    private const string Bob = "bob@example.org,news,2026-05-01,Yes";

    /// <summary>A column, and what Ann and Bob have in it.</summary>
    public static readonly TheoryData<string, string, string> Telling = new()
    {
        { "subscription_status", "unsubscribed", "subscribed" },
        { "email_status", "unsubscribed", "" },
        { "State", "Unsubscribed", "Active" },
        { "do_not_email", "true", "false" },
        { "suppressed", "true", "" },
        { "withdrawn_at", "2026-06-01", "" },
        { "consent_revoked_at", "2026-06-01", "" },
        { "abgemeldet_am", "01.06.2026", "" },
        { "is_active", "false", "true" },
        { "opt_in", "false", "true" },
        { "subscribed", "false", "true" },
        { "do_not_contact", "1", "0" },
        { "DNC", "1", "" },
        { "no_email", "x", "" },
        { "Do Not Mail", "Y", "N" },
        { "suppression", "yes", "" },
        { "cancelled_at", "2026-06-01", "" },
        { "removed", "1", "" },
        { "withdrawn", "1", "" },
        { "revoked", "1", "" },
        { "objected", "1", "" },
        { "widerruf", "ja", "" },
        { "Abgemeldet", "x", "" },
        { "d\u00E9sabonn\u00E9", "oui", "non" },
        { "de\u0301sinscrit", "1", "" },
        { "baja", "si", "" },
        { "\u043E\u0442\u043F\u0438\u0441\u0430\u043D", "\u0434\u0430", "" },
        { "disiscritto", "1", "" },
        { "gesperrt", "1", "" },
        { "inactive", "1", "0" },
        { "deleted_at", "2026-06-01 10:00:00", "" },
        { "junk", "1", "" },
        { "abuse", "1", "" },
        { "Accepts Marketing", "no", "yes" },
        { "consent_given", "no", "yes" },
        { "unsubscribed_at", "2026-06-01", "2026-06-01" },
        { "UNSUB_TIME", "2026-06-01", "" },
        { "Opt-out", "1", "" },
        { "is_blocklisted", "1", "" },
        { "spam complaint", "1", "" },
        { "Bounced", "1", "" },
        { "\u0645\u0644\u063A\u0649", "1", "" },
        // The name is in no list: here the cells speak.
        { "odebran\u00FD", "false", "true" },
        { "odebran\u00FD", "false", "false" },
        { "odebran\u00FD", "1", "0" },
        { "odebran\u00FD", "t", "f" },
        { "odebran\u00FD", "x", "" },
        { "odebran\u00FD", "2026-06-01", "" },
        { "odebran\u00FD", "1.6.2026 10:00", "NULL" },
        { "stav", "Hard Bounce", "ok" },
        { "stav", "opted out of email", "ok" },
        { "stav", "d\u00E9sabonn\u00E9e", "ok" },
        { "stav", "\u041E\u0442\u043F\u0438\u0441\u0430\u043B\u0441\u044F", "ok" },
        { "", "unsubscribed", "" },
        // Several words in one cell, and what people note.
        { "Tags", "\"customer, Unsubscribed\"", "customer" },
        { "Tags", "customer;Unsubscribed", "" },
        { "Groups", "\"Newsletter, Blacklist\"", "Newsletter" },
        { "Lists", "News|Opt-out", "News" },
        { "Notes", "no emails please", "" },
        { "Notes", "Met in Bonn; kein Newsletter", "" },
        // One usual word of each language.
        { "stav", "odhl\u00E1\u0161en", "ok" },
        { "stanje", "Odjavljen", "ok" },
        { "odjava", "da", "ne" },
        { "wypisany", "tak", "nie" },
        { "allapot", "leiratkozott", "ok" },
        { "stare", "dezabonat", "ok" },
        { "\u0441\u0442\u0430\u043D", "\u0432\u0456\u0434\u043F\u0438\u0441\u0430\u0432\u0441\u044F", "ok" },
        { "katastasi", "\u0391\u03C0\u03B5\u03B3\u03B3\u03C1\u03B1\u03C6\u03AE", "ok" },
        { "tila", "peruutettu", "ok" },
        { "tilstand", "frameldt", "ok" },
        { "kode", "avmeldt", "ok" },
        { "durum", "iptal", "ok" },
    };

    [Theory, MemberData(nameof(Telling))]
    [Trait("Requirement", "WDR-05")]
    public async Task A_column_that_may_say_who_is_out_is_not_left_unread(string column, string ann, string bob)
    {
        await using var rig = await CommandRig.NewAsync();
        var list = rig.Write("list.csv", $"{Own},{column},city\n{Ann},{ann},Bonn\n{Bob},{bob},Lyon\n");
        var run = await rig.RunAsync("import", list);
        Assert.Equal((3, ""), (run.ExitCode, run.Out));
        Assert.Contains("may say who unsubscribed", run.Error, StringComparison.Ordinal);
        Assert.Contains("--ignore", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("city", run.Error, StringComparison.Ordinal);
        Assert.Equal(0, rig.Count("Subscribers"));
        (await rig.RunAsync("import", list, "--ignore", column)).Done();
        Assert.Equal(2, rig.Count("Subscribers"));
    }

    [Theory]
    [InlineData("city", "Bonn", "")]
    [InlineData("company", "Stop & Shop", "Spamalot Ltd")]
    [InlineData("points", "10", "")]
    [InlineData("points", "1", "7")]
    [InlineData("country", "NO", "NO")]
    [InlineData("state", "CA", "NY")]
    [InlineData("estado", "Jalisco", "")]
    [InlineData("created_at", "2026-05-01", "2026-05-02")]
    [InlineData("geburtstag", "01.06.1980", "")]
    [InlineData("last_order", "2026-05-01", "")]
    [InlineData("consent_txt", "Yes", "")]
    [InlineData("notes", "asked why she was unsubscribed last year and came back in May", "")]
    [InlineData("unsubscribed_at", "", "NULL")]
    [InlineData("mood", "x", "x")]
    [InlineData("tags", "\"customer, Bonn; north|2026\"", "\"posters, sisters\"")]
    public async Task Another_column_is_told_and_not_read(string column, string ann, string bob)
    {
        await using var rig = await CommandRig.NewAsync();
        Counts(
            await rig.ImportAsync("list.csv", $"{Own},{column}\n{Ann},{ann}\n{Bob},{bob}\n"),
            ("subscribed", 2),
            ("warnings", 1)
        );
    }

    [Theory]
    [Trait("Requirement", "WDR-05")]
    [InlineData(
        "brevo",
        "EMAIL,FIRSTNAME,EMAIL_BLACKLIST,OPT_OUT,BOUNCED,CITY",
        "Ann,No,Yes,1,Bonn",
        "OPT_OUT BOUNCED"
    )]
    [InlineData(
        "listmonk",
        "email,name,uuid,status,opt_out,unsubscribed_at",
        "Ann,1,enabled,true,2026-06-01",
        "opt_out unsubscribed_at"
    )]
    [InlineData(
        "mailchimp",
        "Email Address,First Name,LEID,Unsubscribed,do_not_email,FAVORITE",
        "Ann,1,yes,1,Blue",
        "Unsubscribed do_not_email"
    )]
    [InlineData("hubspot", "Email,First Name,Record ID,Do not call or email", "Ann,1,true", "'Do not call or email'")]
    public async Task A_program_s_file_leaves_none_unread_either(string from, string header, string ann, string unread)
    {
        await using var rig = await CommandRig.NewAsync();
        string[] import =
        [
            "import",
            rig.Write("list.csv", $"{header}\nann@example.org,{ann}\n"),
            "--from",
            from,
            "--topics",
            "news",
        ];
        var run = await rig.RunAsync(import);
        Assert.Equal((3, ""), (run.ExitCode, run.Out));
        var names = unread.StartsWith('\'') ? [unread] : unread.Split(' ');
        Assert.EndsWith(
            $"add{string.Concat(names.Select(name => $" --ignore {name}"))}\n",
            run.Error,
            StringComparison.Ordinal
        );
        Assert.Equal(0, rig.Count("Subscribers"));
        // What sounds so is never among the others.
        Assert.Equal(3, (await rig.RunAsync([.. import, "--ignore", "*"])).ExitCode);
        (await rig.RunAsync([.. import, "--ignore", string.Join(',', names).Trim('\'')])).Done();
    }

    [DatabaseFact]
    public async Task A_star_declares_what_neither_name_nor_word_gives_away()
    {
        await using var rig = await CommandRig.NewAsync();
        var list = rig.Write("list.csv", $"{Own},a,\"b, c\",d\n{Ann},true,1,\n{Bob},false,0,bounced\n");
        var run = await rig.RunAsync("import", list);
        Assert.Equal(3, run.ExitCode);
        Assert.Contains("not be read: a, b, c, d.", run.Error, StringComparison.Ordinal);
        Assert.EndsWith("add --ignore a --ignore 'b, c' --ignore d\n", run.Error, StringComparison.Ordinal);
        run = await rig.RunAsync("import", list, "--ignore", "*");
        Assert.Equal(3, run.ExitCode);
        Assert.EndsWith("add --ignore '*' --ignore d\n", run.Error, StringComparison.Ordinal);
        var imported = await rig.RunAsync("import", list, "--ignore", "*", "--ignore", "d", "--json");
        Counts(Summary(imported), ("subscribed", 2), ("warnings", 3));
        Assert.Contains("\"ignored\":[\"*\",\"d\"]", imported.Out, StringComparison.Ordinal);
        (await rig.RunAsync("import", list, "--ignore", "a,d", "--ignore", "b, c")).Done();
    }

    [Theory]
    [InlineData("email")]
    [InlineData("A")]
    [InlineData("a,nowhere")]
    public async Task What_is_read_or_is_no_column_cannot_be_ignored(string ignored)
    {
        await using var rig = await CommandRig.NewAsync();
        var run = await rig.RunAsync("import", rig.Write("list.csv", $"{Own},a\n{Ann},true\n"), "--ignore", ignored);
        Assert.Equal((2, ""), (run.ExitCode, run.Out));
        Assert.Equal(0, rig.Count("Subscribers"));
    }

    [Fact]
    [Trait("Requirement", "WDR-05")]
    public async Task A_column_in_which_only_those_stand_who_are_out_by_their_status_costs_nothing()
    {
        await using var rig = await CommandRig.NewAsync();
        Counts(
            await rig.ImportAsync(
                "list.csv",
                "email,topics,status,unsubscribed_at,why\nann@example.org,news,subscribed,,\nbob@example.org,,unsubscribed,2026-06-01,too many\nbad,,subscribed,,\n"
            ),
            ("pending", 1),
            ("unsubscribed", 1),
            ("rejected", 1)
        );
        Counts(
            await rig.ImportAsync(
                "unsubscribed_1.csv",
                "Email Address,LEID,do_not_email\ncleo@example.org,1,yes\n",
                "--from",
                "mailchimp"
            ),
            ("unsubscribed", 1)
        );
    }

    [Theory]
    [Trait("Requirement", "CON-01")]
    [InlineData("checkbox", "https://example.org", "n/a", "C", 1)]
    [InlineData("checkbox", "https://example.org", "unknown", "C", 1)]
    [InlineData("checkbox", "https://example.org", "No", "C", 1)]
    [InlineData("checkbox", "https://example.org", "-", "C", 1)]
    [InlineData("checkbox", "https://example.org", "k. A.", "C", 1)]
    [InlineData(
        "checkbox",
        "https://example.org",
        "\u043D\u0435\u0438\u0437\u0432\u0435\u0441\u0442\u043D\u043E",
        "C",
        1
    )]
    [InlineData("default on", "https://example.org", "Yes", "C", 1)]
    [InlineData("pre-ticked", "https://example.org", "Yes", "C", 1)]
    [InlineData("n/a", "https://example.org", "Yes", "B", 1)]
    [InlineData("checkbox", "unknown", "Yes", "B", 1)]
    [InlineData("n/a", "-", "none", "C", 3)]
    [InlineData("checkbox", "https://example.org", "No spam, one letter a month", "A", 0)]
    public async Task What_only_fills_a_cell_is_no_evidence(
        string method,
        string source,
        string text,
        string grade,
        int warnings
    )
    {
        await using var rig = await CommandRig.NewAsync();
        var report = Path.Combine(rig.Folder, "report.csv");
        Counts(
            await rig.ImportAsync(
                "list.csv",
                $"email,topics,consent_at,consent_method,consent_source,consent_text\nann@example.org,news,2026-05-01,{method},{source},\"{text}\"\n",
                "--report",
                report
            ),
            ($"grade{grade}", 1),
            ("warnings", warnings),
            ("pending", grade == "C" ? 1 : 0)
        );
        Assert.All(Remarks(report), line => Assert.EndsWith(",warning-no-evidence", line, StringComparison.Ordinal));
    }
}
