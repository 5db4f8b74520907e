using System.Text;
using MimeKit;
using PreferenceCenter.Mail.Messages;
using PreferenceCenter.Mail.Transport;
using Xunit;

namespace PreferenceCenter.Tests.Mail;

/// <summary>Tests the headers and bodies of mails.</summary>
public class MailMessageBuilderTests
{
    private static MimeMessage Read(MimeMessage message) => MimeMessage.Load(new MemoryStream(Samples.Bytes(message)));

    [Fact, Trait("Requirement", "MSG-01")]
    public void A_mail_set_off_by_the_web_says_auto_generated_once()
    {
        var message = Read(Samples.Message());
        Assert.Equal(["auto-generated"], message.Headers.Where(h => h.Field == "Auto-Submitted").Select(h => h.Value));
        Assert.Equal("All", message.Headers["X-Auto-Response-Suppress"]);
    }

    [Fact, Trait("Requirement", "MSG-01")]
    public void Only_the_answer_to_a_mail_says_auto_replied()
    {
        var mail = new OutgoingMail(
            Samples.Id,
            "jane@example.com",
            Samples.Content(),
            Samples.At,
            InReplyTo: "question@example.com"
        );
        Assert.True(new MailMessageBuilder(Samples.Options(), Samples.Site).TryBuild(mail, out var message, out _));
        var read = Read(message);
        Assert.Equal(["auto-replied"], read.Headers.Where(h => h.Field == "Auto-Submitted").Select(h => h.Value));
        Assert.Equal("question@example.com", read.InReplyTo);
        Assert.Equal(["question@example.com"], read.References);
    }

    [Fact, Trait("Requirement", "MSG-02")]
    public void None_is_a_report() => Assert.IsType<MultipartAlternative>(Read(Samples.Message()).Body);

    [Fact, Trait("Requirement", "HDR-08"), Trait("Requirement", "HDR-02"), Trait("Requirement", "HDR-04")]
    public void A_service_mail_has_no_one_click_pair_and_points_to_help()
    {
        var list = Read(Samples.Message())
            .Headers.Where(h => h.Field.StartsWith("List-", StringComparison.OrdinalIgnoreCase))
            .ToList();
        Assert.Equal(("List-Help", "<https://choices.example.org/help>"), (Assert.Single(list).Field, list[0].Value));
    }

    [Fact]
    public void The_id_and_the_date_are_those_of_the_act_at_every_attempt()
    {
        var (first, second) = (Read(Samples.Message()), Read(Samples.Message()));
        Assert.Equal("0193a5b0111172228333444455556666@choices.example.org", first.MessageId);
        Assert.Equal((first.MessageId, first.Date), (second.MessageId, second.Date));
        Assert.Equal(Samples.At, first.Date);
    }

    [Fact, Trait("Requirement", "MSG-04")]
    public void One_recipient_and_a_human_to_answer_to()
    {
        var message = Read(Samples.Message());
        Assert.Equal("Jane.Doe@Example.com", Assert.Single(message.To.Mailboxes).Address);
        Assert.Empty(message.Cc);
        Assert.Equal("hello@example.org", Assert.Single(message.From.Mailboxes).Address);
        Assert.Equal("privacy@example.org", Assert.Single(message.ReplyTo.Mailboxes).Address);
    }

    [Fact]
    public void Text_comes_before_html_and_both_survive_the_way()
    {
        var content = Samples.Content(
            subject: "Выбор сохранён · حُفظت",
            html: "<p>Привет – Grüße – مرحبا</p>\n",
            text: "Привет – Grüße – مرحبا\n",
            language: "ru"
        );
        var message = Read(Samples.Message(content: content));
        Assert.Equal(["text/plain", "text/html"], ((Multipart)message.Body!).Select(part => part.ContentType.MimeType));
        Assert.Equal(content.Text, message.TextBody!.ReplaceLineEndings("\n"));
        Assert.Equal(content.Html, message.HtmlBody!.ReplaceLineEndings("\n"));
        Assert.Equal(content.Subject, message.Subject);
        Assert.Equal("ru", message.Body!.Headers[HeaderId.ContentLanguage]);
    }

    [Theory, Trait("Requirement", "MSG-07")]
    [InlineData("en", "Please choose what you get. ")]
    [InlineData("ru", "Пожалуйста, выберите, что вы получаете. ")]
    [InlineData("ar", "اختر ما تريد أن يصلك. ")]
    [InlineData("de", "Donaudampfschifffahrtsgesellschaftskapitän")]
    public void No_line_is_longer_than_78_octets_and_all_is_seven_bit(string language, string words)
    {
        var endless = string.Concat(Enumerable.Repeat(words, 60));
        var options = Samples.Options();
        options.From.Name = endless[..60];
        var mail = new OutgoingMail(
            Samples.Id,
            "jane@example.com",
            Samples.Content(subject: endless[..200], html: $"<p>{endless}</p>", text: endless, language: language),
            Samples.At
        );
        Assert.True(new MailMessageBuilder(options, Samples.Site).TryBuild(mail, out var message, out _));
        var raw = Samples.Bytes(message);
        var lines = Encoding.UTF8.GetString(raw).Split("\r\n");
        Assert.All(lines, line => Assert.True(Encoding.UTF8.GetByteCount(line) <= 78, $"{line.Length}: {line}"));
        Assert.DoesNotContain(raw, b => b > 127);
        Assert.DoesNotContain('\n', string.Concat(lines));
        Assert.Equal(endless, Read(message).TextBody);
    }

    [Fact, Trait("Requirement", "MSG-09"), Trait("Requirement", "MSG-11")]
    public void The_local_part_keeps_its_case_and_the_domain_becomes_an_A_label()
    {
        var raw = Encoding.UTF8.GetString(Samples.Bytes(Samples.Message("Jane.DOE@Bücher.example")));
        Assert.Contains("\r\nTo: Jane.DOE@xn--bcher-kva.example\r\n", raw, StringComparison.Ordinal);
    }

    [Theory, Trait("Requirement", "MSG-11")]
    [InlineData("用户@example.com", true)]
    [InlineData("user@例子.example", false)]
    [InlineData("user@example.com", false)]
    public void Only_a_local_part_asks_for_SMTPUTF8(string to, bool needs) =>
        Assert.Equal(needs, MailMessageBuilder.NeedsSmtpUtf8(Samples.Message(to)));

    [Theory]
    [InlineData("")]
    [InlineData("jane")]
    [InlineData("a@example.com, b@example.com")]
    [InlineData("Jane <a@example.com>")]
    [InlineData("a@example.com\r\nBcc: b@example.com")]
    [InlineData("a(b@example.net)@example.com")]
    [InlineData("a@example.com (b@example.net)")]
    [InlineData("undisclosed: a@example.com;")]
    public void What_is_not_one_address_is_refused_for_good(string to)
    {
        var mail = new OutgoingMail(Samples.Id, to, Samples.Content(), Samples.At);
        Assert.False(
            new MailMessageBuilder(Samples.Options(), Samples.Site).TryBuild(mail, out var message, out var refusal)
        );
        Assert.Null(message);
        Assert.Equal(
            (MailVerdict.GiveUp, "address-invalid", MailCause.Address),
            (refusal.Verdict, refusal.Code, refusal.Cause)
        );
    }

    [Theory]
    [InlineData("Hello\r\nBcc: evil@example.net\r\n\r\nBody")]
    [InlineData("Hello\nBcc: evil@example.net")]
    [InlineData("Hello\rBcc: evil@example.net")]
    [InlineData("Hello\u2028Bcc: evil@example.net\0")]
    public void A_line_break_in_a_subject_or_a_name_begins_no_header(string evil)
    {
        var options = Samples.Options();
        options.From.Name = evil;
        var mail = new OutgoingMail(Samples.Id, "jane@example.com", Samples.Content(subject: evil), Samples.At);
        Assert.True(new MailMessageBuilder(options, Samples.Site).TryBuild(mail, out var message, out _));
        var read = Read(message);
        Assert.Empty(read.Bcc);
        Assert.Equal("evil@example.net", read.Subject!.Split("Bcc: ")[1].Split(' ')[0]);
        Assert.Equal("hello@example.org", Assert.Single(read.From.Mailboxes).Address);
        Assert.Equal(
            [
                "Auto-Submitted",
                "Content-Language",
                "Content-Type",
                "Date",
                "From",
                "List-Help",
                "Message-Id",
                "MIME-Version",
                "Reply-To",
                "Subject",
                "To",
                "X-Auto-Response-Suppress",
            ],
            read.Headers.Select(h => h.Field)
                .Concat(read.Body!.Headers.Select(h => h.Field))
                .Distinct(StringComparer.OrdinalIgnoreCase)
                .Order(StringComparer.OrdinalIgnoreCase),
            StringComparer.OrdinalIgnoreCase
        );
    }
}
