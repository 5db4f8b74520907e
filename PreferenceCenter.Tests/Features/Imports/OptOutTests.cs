using System.Text;
using PreferenceCenter.Domain;
using Xunit;
using static PreferenceCenter.Tests.Features.Imports.ImportRig;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Features.Imports;

/// <summary>
/// Tests that an opt-out is taken wherever its address and its status can be read, whatever the rest of the row is.
/// </summary>
public sealed class OptOutTests
{
    private const string Own = "email,name,topics,status,consent_at,unheard\n";
    private const string Mailchimp = "Email Address,First Name,Last Name,MEMBER_RATING,OPTIN_TIME,LEID,UNSUB_TIME\n";
    private const string HubSpot = "Record ID,Email,First Name,Unsubscribed from all email,Notes\n";

    // Latin-1 is how bytes that are no UTF-8 are written here. {0} is the address.
    public static readonly TheoryData<string, string, string, string> Taken = new()
    {
        { "", Own, "{0},J\xF6rg,,unsubscribed,,\n\xC3\xBC@example.org,,,bounced,,\n", "encoding" },
        { "", Own, "{0},Ann,,unsubscribed,,\xFF\n\xC3\xBC@example.org,,,bounced,,\n", "" },
        { "", Own, "{0},A\0nn,,unsubscribed,,\n", "nul" },
        { "", Own, "{0},Ann,,unsubscribed,\0,\n", "nul" },
        { "", Own, "{0},Ann,,unsubscribed,,,\n", "fields" },
        { "", Own, "{0},Ann,,unsubscribed\n", "fields" },
        { "", Own, "{0},Smith, Ann,,unsubscribed,,\n", "fields warning-topic" },
        { "", Own, "Ann,{0},,unsubscribed,\n", "fields" },
        { "", Own, "{0},\"Ann\" B,,unsubscribed,,\n", "csv" },
        { "", Own, "{0},A\x1B]0;x\x07nn,,unsubscribed,,\n", "control" },
        { "", Own, "\"{0},Ann,,unsubscribed,,\n", "csv" },
        { "", Own, "{0},\"Ann,,unsubscribed,,\n", "csv" },
        { "", Own, "{0},{1},,unsubscribed,,\n", "csv" },
        { "", Own, "{0},Ann,gone-topic,unsubscribed,,\n", "topic" },
        { "", Own, "{0},Ann,,unsubscribed\xE2\x80\x8B,,\n", "" },
        { "", Own, "\xE2\x80\x8B{0}\xE2\x80\x8B,Ann,,\xEF\xBB\xBFUnsubscribed ,,\n", "" },
        { "", Own, "{0},Ann,,bounced,yesterday,,,\n", "fields" },
        { "", Own, "'{0},Ann,,unsubscribed,,\n", "" },
        { "", "sep=;\nemail;status\n", "{0};complained\n", "" },
        { "", "email\tstatus\n", "{0}\tunsubscribed\n", "" },
        { "mailchimp", Mailchimp, "{0},J\xFCrgen,,2,,1,2025-01-01 00:00:00\n", "" },
        { "mailchimp", Mailchimp, "{0},\"J\" B,,2,,1,2025-01-01 00:00:00\n", "csv" },
        { "mailchimp", Mailchimp, "{0},Ann,,2,,1\n", "fields" },
        { "hubspot", HubSpot.Replace(',', ';'), "1;{0};Ann;true;\n", "" },
        { "hubspot", HubSpot, "1,{0},Ann,true,,,,\n", "fields" },
        { "listmonk", "uuid,email,name,status\n", "1,{0},\"Ann\" B,blocklisted\n", "csv" },
        { "brevo", "EMAIL;PRENOM;EMAIL_BLACKLISTED;ADDED_TIME\n", "{0};J\xF6rg;Yes;;\n", "fields" },
    };

    [Theory, MemberData(nameof(Taken))]
    [Trait("Requirement", "WDR-05")]
    public async Task An_opt_out_is_taken_whatever_else_is_in_its_row(
        string from,
        string header,
        string rows,
        string warned
    )
    {
        await using var rig = await CommandRig.NewAsync();
        await SubscribeAsync(rig, "out@example.org");
        var text = header + string.Format(null, rows, "out@example.org", new string('x', 70_000));
        var report = Path.Combine(rig.Folder, "report.csv");
        string[] program = from.Length > 0 ? ["--from", from] : [];
        var run = await rig.RunAsync([
            "import",
            rig.Write("list.csv", Encoding.Latin1.GetBytes(text)),
            "--report",
            report,
            .. program,
        ]);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.True(
            rig.Find("out@example.org")!.State is { Stopped: true } or { Suppression: not SuppressionReason.None }
        );
        var remarks = Remarks(report)
            .Where(line => !line.EndsWith(",unheard,warning-column", StringComparison.Ordinal));
        Assert.Equal(
            warned.Length > 0 ? $"warning-{warned}".Split(' ') : [],
            remarks.Select(line => line.Split(',')[2]).Where(code => code != "warning-column")
        );
    }

    // A row that may be an opt-out, and does not say whose or which, ends the run with 1 and takes nobody out.
    [Theory]
    [InlineData("", Own + "out@,Ann,,unsubscribed,,\n", "email")]
    [InlineData("", Own + "o\xFCt@example.org,Ann,,unsubscribed,,\n", "encoding")]
    [InlineData("", Own + "o\0ut@example.org,Ann,,unsubscribed,,\n", "nul")]
    [InlineData("", Own + "out@example.org,Ann,,opted out,,\n", "status")]
    [InlineData("", Own + "out@example.org,Ann\n", "fields")]
    [InlineData("", Own + "out@example.org;Ann;;unsubscribed;;\n", "fields")]
    [InlineData("", Own + "a@example.org,b@example.org,,unsubscribed\n", "fields", "a@example.org")]
    [InlineData("mailchimp", Mailchimp + "out@,Ann,,2,,1,2025-01-01 00:00:00\n", "email")]
    [InlineData("hubspot", HubSpot + "1,out@example.org\n", "fields")]
    [InlineData("hubspot", HubSpot + "1,out@example.org,Ann, B,true,\n", "fields")]
    [Trait("Requirement", "WDR-05")]
    public async Task An_opt_out_that_cannot_be_read_ends_the_run_with_1(
        string from,
        string text,
        string code,
        string? taken = null
    )
    {
        await using var rig = await CommandRig.NewAsync();
        await SubscribeAsync(rig, "out@example.org");
        var (list, report) = (
            rig.Write("list.csv", Encoding.Latin1.GetBytes(text)),
            Path.Combine(rig.Folder, "report.csv")
        );
        string[] program = from.Length > 0 ? ["--from", from] : [];
        var run = await rig.RunAsync(["import", list, "--report", report, .. program]);
        if (taken is not null)
        {
            Assert.Equal(0, run.ExitCode);
            Assert.True(rig.Find(taken)!.State.Stopped);
            return;
        }
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("1  rejected that may be opt-outs", run.Out);
        var line = File.ReadAllText(report).Split("\r\n", StringSplitOptions.RemoveEmptyEntries)[^1];
        Assert.Equal(code, Cells(line)[2]);
        Assert.Contains("this may be an opt-out, and it was not applied", line);
        Assert.False(rig.Find("out@example.org")!.State.Stopped);
    }

    [Theory]
    [InlineData("no-at,Ann,news,subscribed,,\n")]
    [InlineData("new@example.org,Ann,news,,,,more\n")]
    [InlineData("new@example.org,\"Ann\" B,news,subscribed,,\n")]
    public async Task A_row_that_takes_nobody_out_is_rejected_as_ever(string row)
    {
        await using var rig = await CommandRig.NewAsync();
        Counts(await rig.ImportAsync("list.csv", Own + row), ("rejected", 1), ("unreadableOptOuts", 0));
        Assert.Equal(0, rig.Count("Subscribers"));
    }

    [Fact]
    public async Task Known_topics_are_left_and_the_others_told()
    {
        await using var rig = await CommandRig.NewAsync();
        await SubscribeAsync(rig, "out@example.org");
        var report = Path.Combine(rig.Folder, "report.csv");
        Counts(
            await rig.ImportAsync(
                "list.csv",
                Own + "out@example.org,,news;gone-topic,unsubscribed,,\n",
                "--report",
                report
            ),
            ("unsubscribed", 1),
            ("warnings", 2)
        );
        var state = rig.Find("out@example.org")!.State;
        Assert.Equal((false, false, true), (state.Stopped, state[1].On, state[2].On));
        Assert.Contains("there is no topic 'gone-topic' here; it is left out", File.ReadAllText(report));
    }

    public static TheoryData<string, byte[]> Encodings =>
        new()
        {
            { "UTF-8 with two marks", [.. Mark("\uFEFF\uFEFF"), .. Encoding.UTF8.GetBytes(German)] },
            { "UTF-16", [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(German)] },
            {
                "UTF-16 big-endian",
                [.. Encoding.BigEndianUnicode.GetPreamble(), .. Encoding.BigEndianUnicode.GetBytes(German)]
            },
            { "UTF-16 without a mark", Encoding.Unicode.GetBytes(German) },
            { "Windows-1252", Encoding.Latin1.GetBytes(German) },
        };

    private const string German =
        "\"email\";\"name\";\"topics\";\"consent_at\";\"consent_text\"\r\njoerg@example.org;J\u00F6rg;\"news;digest\";2026-05-01;Ja\r\n";

    private static byte[] Mark(string mark) => Encoding.UTF8.GetBytes(mark);

    [Theory, MemberData(nameof(Encodings))]
    public async Task A_list_is_read_in_the_encoding_it_has(string encoding, byte[] list)
    {
        await using var rig = await CommandRig.NewAsync();
        var run = await rig.RunAsync("import", rig.Write("list.csv", list), "--json");
        Counts(Summary(run), ("subscribed", 1), ("rejected", 0), ("warnings", 0));
        Assert.Equal((encoding, "J\u00F6rg"), (encoding, rig.Find("joerg@example.org")!.Subscriber.Name));
    }

    [Fact]
    public async Task Outside_ascii_an_address_is_not_guessed()
    {
        await using var rig = await CommandRig.NewAsync();
        var list = "email,topics\nj\u00F6rg@example.org,news\nann@example.org,news\n";
        var guessed = await rig.RunAsync("import", rig.Write("a.csv", Encoding.Latin1.GetBytes(list)), "--json");
        Counts(Summary(guessed), ("pending", 1), ("rejected", 1));
        Counts(await rig.ImportAsync("b.csv", list), ("pending", 1), ("unchanged", 1));
        Assert.NotNull(rig.Find("j\u00F6rg@example.org"));
    }

    private static async Task SubscribeAsync(CommandRig rig, string address) =>
        await rig.ImportAsync(
            "before.csv",
            $"email,topics,consent_at,consent_text\n{address},news;digest,2026-05-01,Yes\n"
        );
}
