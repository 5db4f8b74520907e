using PreferenceCenter.Tests.Http;
using PreferenceCenter.Tests.Mail;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Features.Doctor;

/// <summary>Tests the checks of sender and transport against a real mail server.</summary>
public sealed class DoctorMailTests
{
    [Fact]
    [Trait("Requirement", "BLK-04")]
    public async Task Service_mail_and_mailings_come_from_two_mailboxes()
    {
        await using var rig = await CommandRig.NewAsync(topics: false);
        Assert.Equal("warn", (await AskAsync(rig, "--Mail:From=service@example.org")).Grade("mail.streams"));
        Assert.Equal(
            "pass",
            (await AskAsync(rig, "--Mail:From=service@example.org", "--Mail:ListsFrom=News <news@example.org>")).Grade(
                "mail.streams"
            )
        );
        var refused = await rig.RunAsync(
            "doctor",
            "--Mail:From=service@example.org",
            "--Mail:ListsFrom=News <Service@Example.org>"
        );
        Assert.Equal(78, refused.ExitCode);
        Assert.StartsWith("Mail:ListsFrom ", refused.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mailbox_for_replies_that_nothing_reads_is_told()
    {
        await using var rig = await CommandRig.NewAsync(topics: false);
        var told = (await AskAsync(rig, "--Mail:RepliesTo=leave@example.org"))["mail.replies-to"];
        Assert.Equal("warn", told.Grade);
        Assert.Contains("leave@example.org", told.Says, StringComparison.Ordinal);
        Assert.Contains("Mail:RepliesTo", told.Says, StringComparison.Ordinal);
        Assert.DoesNotContain(
            (await AskAsync(rig, "--Mail:RepliesTo=")).Lines,
            line => line.Check == "mail.replies-to"
        );
    }

    [Theory]
    [InlineData("lists.example.org", "pass")]
    [InlineData("example.org", "pass")]
    [InlineData("127.0.0.1", "pass")]
    [InlineData("lists.example.com", "fail")]
    [InlineData("notexample.org", "fail")]
    [InlineData("org", "fail")]
    [Trait("Requirement", "HDR-05")]
    [Trait("Requirement", "BLK-02")]
    public async Task The_domain_of_a_list_is_ones_own(string domain, string grade)
    {
        await using var rig = await CommandRig.NewAsync(topics: false);
        string[] given = domain == "127.0.0.1" ? ["--Mail:ListDomain="] : [$"--Mail:ListDomain={domain}"];
        Assert.Equal(
            grade,
            (await AskAsync(rig, ["--Mail:From=service@example.org", .. given])).Grade("mail.list-domain")
        );
    }

    [Fact]
    public async Task Mails_that_go_to_files_go_to_nobody()
    {
        await using var rig = await CommandRig.NewAsync(topics: false);
        Assert.Equal("warn", (await AskAsync(rig)).Grade("smtp"));
    }

    [Fact]
    [Trait("Requirement", "DKM-04")]
    public async Task The_way_out_is_tried_and_a_probe_goes_only_where_one_is_asked_for()
    {
        await using var rig = await CommandRig.NewAsync(topics: false);
        await using var server = new SmtpPeer { Account = ("centre", "secret") };
        string[] login = ["--Mail:Smtp:UserName=centre", "--Mail:Smtp:Password=secret"];
        Assert.Equal("pass", (await AskAsync(rig, [.. Smtp(server), .. login])).Grade("smtp"));
        Assert.Empty(server.Received);

        var sent = await AskAsync(rig, [.. Smtp(server), .. login, "--send-to", "me@gmail.example"]);
        Assert.Equal("pass", sent.Grade("smtp.probe"));
        Assert.Contains("Authentication-Results", sent["smtp.probe"].Says, StringComparison.Ordinal);
        var mail = Assert.Single(server.Received);
        Assert.Equal(("service@example.org", "me@gmail.example"), (mail.Sender, Assert.Single(mail.Recipients)));
        Assert.Contains(mail.Message.MessageId!, sent["smtp.probe"].Says, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_wrong_with_the_way_out_is_told()
    {
        await using var rig = await CommandRig.NewAsync(topics: false);
        await using var server = new SmtpPeer { Account = ("centre", "secret") };
        await using var encrypting = new SmtpPeer { OffersStartTls = true };
        await using var refusing = new SmtpPeer();
        refusing.At(PeerStep.Recipient, "550 5.1.1 no such user");
        Assert.Equal(
            "fail",
            (await AskAsync(rig, [.. Smtp(server), "--Mail:Smtp:UserName=centre", "--Mail:Smtp:Password=wrong"])).Grade(
                "smtp"
            )
        );
        Assert.Contains(
            "not-offered",
            (await AskAsync(rig, [.. Smtp(server), "--Mail:Smtp:Security=StartTls"]))["smtp"].Says,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "tls-untrusted",
            (await AskAsync(rig, [.. Smtp(encrypting), "--Mail:Smtp:Security=StartTls"]))["smtp"].Says,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "unreachable",
            (await AskAsync(rig, [.. Smtp(server), $"--Mail:Smtp:Port={ServingProcess.FreePort()}"]))["smtp"].Says,
            StringComparison.Ordinal
        );
        Assert.Equal(
            "fail",
            (await AskAsync(rig, [.. Smtp(refusing), "--send-to", "me@gmail.example"])).Grade("smtp.probe")
        );
    }

    [Fact]
    public async Task Mails_that_are_late_or_given_up_are_counted()
    {
        await using var rig = await CommandRig.NewAsync();
        (
            await rig.RunAsync(
                "import",
                rig.Write("list.csv", "email,topics\na@example.org,news\nb@example.org,news\n"),
                "--confirm"
            )
        ).Done();
        Assert.Equal(
            ("pass", "pass"),
            ((await AskAsync(rig)).Grade("outbox.late"), (await AskAsync(rig)).Grade("outbox.dead"))
        );
        rig.Clock.Advance(TimeSpan.FromMinutes(16));
        Assert.Equal("warn", (await AskAsync(rig)).Grade("outbox.late"));
        rig.Execute($"""UPDATE "Outbox" SET "State" = {(int)PreferenceCenter.Data.MailState.Dead}""");
        Assert.Equal(
            ("pass", "warn"),
            ((await AskAsync(rig)).Grade("outbox.late"), (await AskAsync(rig)).Grade("outbox.dead"))
        );
    }

    private static string[] Smtp(SmtpPeer server) =>
        [
            "--Mail:From=service@example.org",
            "--Mail:Transport=Smtp",
            "--Mail:Smtp:Host=127.0.0.1",
            $"--Mail:Smtp:Port={server.Port}",
            "--Mail:Smtp:Security=None",
        ];

    private static async Task<DoctorRun> AskAsync(CommandRig rig, params string[] arguments)
    {
        await using var dns = new DnsPeer();
        return await DoctorRun.OfAsync(rig, ["--dns", dns.Address, .. arguments]);
    }
}
