using Xunit;
using static PreferenceCenter.Tests.Features.Imports.ImportRig;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Features.Imports;

/// <summary>Tests files as other mailing programs export them.</summary>
public sealed class ProgramFileTests
{
    private const string Mailchimp =
        "\"Email Address\",\"First Name\",\"Last Name\",MEMBER_RATING,OPTIN_TIME,OPTIN_IP,CONFIRM_TIME,CONFIRM_IP,LATITUDE,LONGITUDE,GMTOFF,DSTOFF,TIMEZONE,CC,REGION,LAST_CHANGED,LEID,EUID,NOTES,TAGS";
    private const string Rest = ",,,,,,,,\"2024-03-02 09:10:11\",123,abc,,\"\"\"VIP\"\",\"\"Blog\"\"\"";
    private const string Ann =
        "ann@example.org,Ann,Archer,2,\"2024-03-01 08:00:00\",192.0.2.7,\"2024-03-01 08:05:00\",192.0.2.8" + Rest;
    private const string Bob = "bob@example.org,Bob,,2,,,\"2024-03-01 08:00:00\"," + Rest;
    private const string Cleo = "cleo@example.org,,,2,,,\"2024-03-01 08:05:00\",192.0.2.9" + Rest;

    [DatabaseFact]
    [Trait("Requirement", "CON-01")]
    public async Task What_Mailchimp_knows_of_an_opt_in_is_kept_and_makes_nobody_subscribed()
    {
        await using var rig = await CommandRig.NewAsync();
        Counts(
            await rig.ImportAsync(
                "subscribed_members_export_ab12.csv",
                $"{Mailchimp}\n{Ann}\n{Bob}\n{Cleo}\n",
                "--from",
                "mailchimp",
                "--topics",
                "news;digest"
            ),
            ("rows", 3),
            ("pending", 3),
            ("gradeC", 3),
            ("subscribed", 0),
            ("rejected", 0),
            ("warnings", 0)
        );
        Assert.Equal("Ann Archer", rig.Find("ann@example.org")!.Subscriber.Name);
        var ann = rig.EvidenceOf("ann@example.org")[0];
        Assert.Equal(
            (new DateTimeOffset(2024, 3, 1, 8, 0, 0, TimeSpan.Zero), "192.0.2.0/24", "Mailchimp", null, null),
            (ann.ObtainedAt, ann.ObtainedIp, ann.Source, ann.Text, ann.Method)
        );
        // Without an IP address, the time tells when the owner added the address.
        Assert.Null(rig.EvidenceOf("bob@example.org")[0].ObtainedAt);
        Assert.Equal(8, rig.EvidenceOf("cleo@example.org")[0].ObtainedAt?.Hour);
        Assert.Equal(
            ["ann@example.org\trefused\tpending", "bob@example.org\trefused\tpending"],
            (await rig.RunAsync("gate", "digest", "ann@example.org", "bob@example.org")).Lines
        );
    }

    [DatabaseFact(PostgresInLongTests = true)]
    public async Task Wording_that_was_added_by_hand_counts_with_the_time_the_program_has()
    {
        await using var rig = await CommandRig.NewAsync();
        var csv =
            $"{Mailchimp},consent_text,consent_method,topics\n{Ann},\"Yes, mail me\",checkbox,digest\n{Bob},\"Yes, mail me\",checkbox,\n{Cleo},,checkbox,\n";
        Counts(
            await rig.ImportAsync("list.csv", csv, "--from", "mailchimp", "--topics", "news"),
            ("subscribed", 1),
            ("gradeA", 1),
            ("gradeC", 2)
        );
        Assert.Equal(
            "ann@example.org\trefused\tnot-subscribed\n",
            (await rig.RunAsync("gate", "news", "ann@example.org")).Done()
        );
        Assert.Equal("ann@example.org\tallowed\n", (await rig.RunAsync("gate", "digest", "ann@example.org")).Done());
    }

    [DatabaseTheory(PostgresInLongTests = true)]
    [Trait("Requirement", "WDR-05")]
    [InlineData("unsubscribed_members_export_1.csv", "", "unsubscribed")]
    [InlineData("Cleaned_members_export_1.csv", "", "suppressed")]
    [InlineData(
        "list.csv",
        ",UNSUB_TIME,UNSUB_CAMPAIGN_TITLE,UNSUB_CAMPAIGN_ID,UNSUB_REASON,UNSUB_REASON_OTHER",
        "unsubscribed"
    )]
    [InlineData("list.csv", ",CLEAN_TIME,CLEAN_CAMPAIGN_TITLE,CLEAN_CAMPAIGN_ID", "suppressed")]
    [InlineData("nonsubscribed_members_export_1.csv", "", "rejected")]
    [InlineData("subscribed_members_export_1.csv", "", "pending")]
    public async Task Each_of_Mailchimps_files_is_of_one_status(string file, string columns, string counted)
    {
        await using var rig = await CommandRig.NewAsync();
        var empty = new string(',', columns.Count(c => c == ','));
        Counts(
            await rig.ImportAsync(
                file,
                $"{Mailchimp}{columns}\n{Ann}{empty}\n{Cleo}{empty}\n",
                "--from",
                "mailchimp",
                "--topics",
                "news"
            ),
            (counted, 2)
        );
        if (counted == "unsubscribed")
            Assert.True(rig.Find("ann@example.org")!.State.Stopped);
        if (counted == "rejected")
            Assert.Equal(0, rig.Count("Subscribers"));
    }

    [DatabaseFact(PostgresInLongTests = true)]
    public async Task In_a_file_that_was_put_together_each_row_speaks_for_itself()
    {
        await using var rig = await CommandRig.NewAsync();
        var csv =
            $"{Mailchimp},UNSUB_TIME,CLEAN_TIME\n{Ann},,\n{Bob},2025-01-01 00:00:00,\n{Cleo},,2025-01-01 00:00:00\n";
        Counts(
            await rig.ImportAsync("all.csv", csv, "--from", "mailchimp", "--topics", "news"),
            ("pending", 1),
            ("unsubscribed", 1),
            ("suppressed", 1)
        );
    }

    [DatabaseFact(PostgresInLongTests = true)]
    public async Task Whoever_listmonk_mails_no_more_is_out()
    {
        await using var rig = await CommandRig.NewAsync();
        const string Tail = ",2023-05-06 07:08:09.123456 +0000 UTC,2023-05-06 07:08:09 +0530 IST";
        var csv =
            "uuid,email,name,attributes,status,created_at,updated_at,subscription_status\n"
            + $"u1,on@example.org,On,\"{{\"\"city\"\": \"\"Bonn\"\", \"\"n\"\": 1}}\",enabled{Tail},confirmed\n"
            + $"u2,off@example.org,Off,{{}},disabled{Tail},\nu3,block@example.org,Block,{{}},blocklisted{Tail},confirmed\nu4,list@example.org,List,{{}},enabled{Tail},unsubscribed\n";
        Counts(
            await rig.ImportAsync("subscribers.csv", csv, "--from", "listmonk", "--topics", "news"),
            ("pending", 1),
            ("unsubscribed", 3),
            ("rejected", 0),
            ("warnings", 0)
        );
        var evidence = rig.EvidenceOf("on@example.org")[0];
        // The time when the record was created is not the time of consent.
        Assert.Equal((null, "listmonk"), (evidence.ObtainedAt, evidence.Source));
        Assert.Equal(
            [true, true, false],
            new[] { "off", "block", "list" }.Select(who => rig.Find($"{who}@example.org")!.State.Stopped)
        );
    }

    [DatabaseTheory(PostgresInLongTests = true)]
    [InlineData(';')]
    [InlineData(',')]
    [InlineData('\t')]
    public async Task Brevos_blocklist_is_honoured_however_its_columns_are_parted(char by)
    {
        await using var rig = await CommandRig.NewAsync();
        var csv =
            "\uFEFF"
            + (
                "CONTACT ID;EMAIL;PRENOM;NOM;SMS;EMAIL_BLACKLISTED;SMS_BLACKLISTED;MARITAL_STATUS;ADDED_TIME;MODIFIED_TIME\r\n"
                + "1;ann@example.org;Ann;Archer;;No;Yes;single;18-06-2024;28-01-2026\r\n2;bob@example.org;Bob;\"B; C\";;Yes;No;;18-06-2024;28-01-2026\r\n"
                + "3;cleo@example.org;;;;hardBounce;No;;12-04-2022 09:30;\r\n4;dan@example.org;;;;contactFlaggedAsSpam;;;;\r\n5;eve@example.org;;;;1;;;;\r\n"
            )
                .Replace("B; C", "B C", StringComparison.Ordinal)
                .Replace(';', by);
        Counts(
            await rig.ImportAsync("contacts.csv", csv, "--from", "brevo", "--topics", "news"),
            ("pending", 1),
            ("unsubscribed", 2),
            ("suppressed", 2),
            ("rejected", 0),
            ("warnings", 0)
        );
        Assert.Equal(
            ("Ann Archer", "Bob B C"),
            (rig.Find("ann@example.org")!.Subscriber.Name, rig.Find("bob@example.org")!.Subscriber.Name)
        );
    }

    [DatabaseFact(PostgresInLongTests = true)]
    public async Task HubSpots_opt_outs_are_of_everything_or_of_the_topics_that_were_named()
    {
        await using var rig = await CommandRig.NewAsync();
        var csv =
            "\"Record ID\",\"First Name\",\"Last Name\",\"Email\",\"Create Date\",\"Marketing contact status\",\"Unsubscribed from all email\",\"Opted out of email: Marketing Information\",\"Email hard bounce reason\",\"Email hard bounce reason\"\n"
            + "1,Ann,Archer,ann@example.org,2024-05-06 07:08,Marketing contact,,,,\n2,,,all@example.org,2024-05-06 07:08,Marketing contact,true,true,,\n3,,,one@example.org,,Marketing contact,false,Yes,,\n"
            + "4,,,bounce@example.org,,,,,,SPAM\n5,,,never@example.org,,Non-marketing contact,,,,\n";
        var report = Path.Combine(rig.Folder, "report.csv");
        Counts(
            await rig.ImportAsync(
                "hubspot-crm-exports.csv",
                csv,
                "--from",
                "hubspot",
                "--topics",
                "news",
                "--report",
                report
            ),
            ("pending", 1),
            ("unsubscribed", 2),
            ("suppressed", 1),
            ("rejected", 1),
            ("warnings", 0)
        );
        Assert.Equal(
            (true, false),
            (rig.Find("all@example.org")!.State.Stopped, rig.Find("one@example.org")!.State.Stopped)
        );
        Assert.Equal(["6,Marketing contact status,not-subscribed"], Remarks(report));
        // Without topics it is unknown which one was left.
        Counts(
            await rig.ImportAsync(
                "again.csv",
                csv.Replace("one@", "other@", StringComparison.Ordinal),
                "--from",
                "hubspot"
            ),
            ("unsubscribed", 1)
        );
        Assert.True(rig.Find("other@example.org")!.State.Stopped);
    }

    [DatabaseFact(PostgresInLongTests = true)]
    public async Task In_HubSpots_list_of_opt_outs_nobody_is_subscribed()
    {
        await using var rig = await CommandRig.NewAsync();
        const string Csv =
            "Email,Portal Bounce,Portal Unsubscribe,Portal Spam Report,Global Bounce,Meetups\nleft@example.org,FALSE,TRUE,FALSE,FALSE,FALSE\n"
            + "spam@example.org,FALSE,TRUE,TRUE,FALSE,FALSE\nbounce@example.org,FALSE,FALSE,FALSE,TRUE,FALSE\nmeetups@example.org,FALSE,FALSE,FALSE,FALSE,TRUE\n";
        Counts(
            await rig.ImportAsync("opt-outs.csv", Csv, "--from", "hubspot"),
            ("unsubscribed", 3),
            ("suppressed", 1),
            ("pending", 0)
        );
    }

    [DatabaseTheory(PostgresInLongTests = true)]
    [InlineData(
        "mailchimp",
        "email,status\na@example.org,subscribed\n",
        "not a file of Mailchimp: such a file has a column Email Address"
    )]
    [InlineData(
        "listmonk",
        "email,status\na@example.org,enabled\n",
        "not a file of listmonk: such a file has a column email, and one of uuid"
    )]
    [InlineData("brevo", "Email Address;MEMBER_RATING\na@example.org;2\n", "not a file of Brevo")]
    [InlineData("hubspot", "EMAIL;FIRSTNAME\na@example.org;A\n", "not a file of HubSpot")]
    [InlineData("sendy", "email\na@example.org\n", "sendy")]
    public async Task A_file_that_is_not_of_the_program_is_wrong_usage(string from, string csv, string why)
    {
        await using var rig = await CommandRig.NewAsync();
        var before = rig.Everything();
        var run = await rig.RunAsync("import", rig.Write("list.csv", csv), "--from", from, "--topics", "news");
        Assert.Equal((2, ""), (run.ExitCode, run.Out));
        Assert.Contains(why, run.Error);
        Assert.Equal(before, rig.Everything());
    }

    [DatabaseFact(PostgresInLongTests = true)]
    public async Task A_file_that_cannot_say_who_left_or_that_nobody_named_a_program_for_is_pointed_out()
    {
        await using var rig = await CommandRig.NewAsync();
        var silent = await rig.RunAsync(
            "import",
            rig.Write("b.csv", "EMAIL;FIRSTNAME\na@example.org;A\n"),
            "--from",
            "brevo",
            "--topics",
            "news"
        );
        Assert.Contains("no column says who unsubscribed, bounced or is blocked in Brevo", silent.Error);
        var unnamed = await rig.RunAsync(
            "import",
            rig.Write("h.csv", "Record ID,Email,Unsubscribed from all email\n1,b@example.org,true\n")
        );
        Assert.Contains("seems to be a file of HubSpot: --from hubspot", unnamed.Error);
        Assert.Equal((3, 0), (unnamed.ExitCode, rig.Find("b@example.org") is null ? 0 : 1));
        var other = await rig.RunAsync("import", rig.Write("m.csv", $"{Mailchimp}\n{Ann}\n"));
        Assert.Equal(3, other.ExitCode);
        Assert.Contains("--from mailchimp reads it", other.Error);
    }

    [DatabaseFact(PostgresInLongTests = true)]
    public async Task Remarks_name_the_columns_of_the_file()
    {
        await using var rig = await CommandRig.NewAsync();
        var csv =
            $"{Mailchimp},language,consent_txt\n{Ann.Replace("ann@", "ann", StringComparison.Ordinal)},,\n{Ann.Replace("192.0.2.7", "7", StringComparison.Ordinal)},,\n"
            + $"{Cleo.Replace("2024-03-01 08:05", "01-03-2024 08:05", StringComparison.Ordinal)},,\n{Bob},tlh,\n";
        var report = Path.Combine(rig.Folder, "report.csv");
        await rig.ImportAsync("list.csv", csv, "--from", "mailchimp", "--topics", "news", "--report", report);
        Assert.Equal(
            [
                "1,consent_txt,warning-column",
                "2,Email Address,email",
                "3,OPTIN_IP,ip",
                "4,CONFIRM_TIME,date",
                "5,language,warning-language",
            ],
            Remarks(report)
        );
    }
}
