using System.Text;
using Microsoft.Extensions.Time.Testing;
using MimeKit;
using MimeKit.Cryptography;
using PreferenceCenter.Links;
using PreferenceCenter.Mail.Dkim;
using PreferenceCenter.Mail.Messages;
using PreferenceCenter.Mail.Transport;
using Xunit;

namespace PreferenceCenter.Tests.Mail.Dkim;

/// <summary>Tests the DKIM signature of mails.</summary>
public sealed class MailSignerTests
{
    private static readonly SigningKey Key = new();

    [Fact, Trait("Requirement", "DKM-03")]
    public void It_signs_with_rsa_sha256_relaxed_and_without_a_length()
    {
        var message = Signed(Samples.Content());
        Assert.True(Key.Verifies(Samples.Bytes(message)));
        var tags = TagsOf(message);
        Assert.Equal(
            ("1", "rsa-sha256", "relaxed/relaxed", "example.org", "centre"),
            (tags["v"], tags["a"], tags["c"], tags["d"], tags["s"])
        );
        Assert.DoesNotContain("l", tags.Keys);
    }

    [Fact, Trait("Requirement", "DKM-03")]
    public void Its_bytes_are_those_of_the_signer_that_comes_with_the_library()
    {
        var clock = new FakeTimeProvider(Samples.At);
        var (own, stock) = (ListMail(), ListMail());
        Key.Signer(clock).Sign(own);
        new MailSigner(new StockSigner(Key, clock)).Sign(stock);
        Assert.Equal(Encoding.ASCII.GetString(Samples.Bytes(stock)), Encoding.ASCII.GetString(Samples.Bytes(own)));
        clock.Advance(TimeSpan.FromSeconds(1));
        var later = ListMail();
        Key.Signer(clock).Sign(later);
        Assert.NotEqual(Samples.Bytes(own), Samples.Bytes(later));
    }

    [Fact, Trait("Requirement", "DKM-01")]
    public void It_covers_what_a_reader_sees_and_what_a_mail_program_acts_on()
    {
        var message = ListMail();
        Key.Signer().Sign(message);
        Assert.True(Key.Verifies(Samples.Bytes(message)));
        var fields = TagsOf(message)["h"].Split(':').ToLookup(field => field, StringComparer.OrdinalIgnoreCase);
        foreach (
            var twice in (string[])
                [
                    "From",
                    "Reply-To",
                    "Subject",
                    "Date",
                    "To",
                    "Content-Type",
                    "List-Help",
                    "List-Id",
                    "List-Unsubscribe",
                    "List-Unsubscribe-Post",
                ]
        )
            Assert.True(fields[twice].Count() == 2, twice);
        foreach (var once in (string[])["Message-ID", "MIME-Version", "Auto-Submitted"])
            Assert.True(fields[once].Count() == 1, once);
        // The header is absent, and an honest relay may add it.
        Assert.Empty(fields["References"]);
    }

    [Theory, Trait("Requirement", "DKM-01")]
    [InlineData("<https://choices.example.org/u/", "<https://evil.example/u/")]
    [InlineData("List-Unsubscribe=One-Click", "List-Unsubscribe=Two-Click")]
    [InlineData("Subject: ", "Subject: Re: ")]
    [InlineData("List-Id: News", "List-Id: Olds")]
    [InlineData("Hello", "Hallo")]
    public void What_is_changed_on_the_way_breaks_it(string there, string instead)
    {
        var raw = Encoding.ASCII.GetString(Signed(ListMail()));
        Assert.Contains(there, raw, StringComparison.Ordinal);
        Assert.False(Key.Verifies(Encoding.ASCII.GetBytes(raw.Replace(there, instead, StringComparison.Ordinal))));
    }

    [Theory, Trait("Requirement", "DKM-02")]
    [InlineData("List-Unsubscribe: <https://evil.example/u>")]
    [InlineData("List-Unsubscribe-Post: List-Unsubscribe=One-Click")]
    [InlineData("List-Id: <other.example>")]
    [InlineData("From: eve@evil.example")]
    [InlineData("Reply-To: eve@evil.example")]
    [InlineData("Subject: Win")]
    [InlineData("To: all@example.org")]
    [InlineData("Content-Type: text/html")]
    public void What_is_added_on_the_way_breaks_it_wherever_it_is_put(string header)
    {
        var raw = Encoding.ASCII.GetString(Signed(ListMail()));
        var end = raw.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        Assert.True(Key.Verifies(Encoding.ASCII.GetBytes(raw)));
        Assert.False(Key.Verifies(Encoding.ASCII.GetBytes($"{header}\r\n{raw}")));
        Assert.False(Key.Verifies(Encoding.ASCII.GetBytes($"{raw[..end]}\r\n{header}{raw[end..]}")));
    }

    [Theory, Trait("Requirement", "DKM-02")]
    [InlineData("List-Unsubscribe: <https://evil.example/u>")]
    [InlineData("List-Unsubscribe-Post: List-Unsubscribe=One-Click")]
    public void Nor_can_a_service_mail_be_given_a_way_out_that_is_not_ours(string header)
    {
        var raw = Encoding.ASCII.GetString(Samples.Bytes(Signed(Samples.Content())));
        Assert.True(Key.Verifies(Encoding.ASCII.GetBytes(raw)));
        Assert.False(Key.Verifies(Encoding.ASCII.GetBytes($"{header}\r\n{raw}")));
    }

    [Fact]
    public void What_a_relay_adds_of_its_own_does_not()
    {
        var raw = Encoding.ASCII.GetString(Signed(ListMail()));
        Assert.True(
            Key.Verifies(
                Encoding.ASCII.GetBytes(
                    $"Received: from a by b; Mon, 23 Nov 2026 19:15:00 +0000\r\nX-Spam: no\r\n{raw}"
                )
            )
        );
    }

    [Fact, Trait("Requirement", "MSG-07")]
    public void Its_lines_are_no_longer_than_78_octets() =>
        Assert.All(
            Encoding.ASCII.GetString(Samples.Bytes(Signed(Samples.Content()))).Split("\r\n"),
            line => Assert.True(line.Length <= 78, line)
        );

    [Fact]
    public async Task Many_may_sign_at_once()
    {
        var signer = Key.Signer();
        var messages = Enumerable.Range(0, 40).Select(_ => ListMail()).ToArray();
        await Parallel.ForEachAsync(
            messages,
            (message, _) =>
            {
                signer.Sign(message);
                return ValueTask.CompletedTask;
            }
        );
        Assert.All(messages, message => Assert.True(Key.Verifies(Samples.Bytes(message))));
    }

    private static MimeMessage Signed(MailContent content)
    {
        var mail = new OutgoingMail(Samples.Id, "jane@example.com", content, Samples.At);
        Assert.True(
            new MailMessageBuilder(Samples.Options(), Samples.Site, Key.Signer()).TryBuild(mail, out var message, out _)
        );
        return message;
    }

    private static byte[] Signed(MimeMessage message)
    {
        Key.Signer().Sign(message);
        return Samples.Bytes(message);
    }

    /// <summary>A mail as a sender makes it from the header values of an audience.</summary>
    private static MimeMessage ListMail()
    {
        var message = Samples.Message();
        message.Body!.ContentType.Boundary = "=-boundary";
        var (mint, keys) = (
            new LinkMint(Samples.Site.PublicUrl, "replies@example.org", "lists.example.org"),
            new LinkKeys([new LinkKey(1, new byte[32])], 1)
        );
        message.Headers.Add("List-Unsubscribe", mint.ListUnsubscribe(mint.For(keys, Samples.Id, 1, Samples.At)));
        message.Headers.Add("List-Unsubscribe-Post", LinkMint.ListUnsubscribePost);
        message.Headers.Add("List-Id", mint.ListId(keys, "news", "News"));
        return message;
    }

    private static Dictionary<string, string> TagsOf(MimeMessage message) =>
        message.Headers[HeaderId.DkimSignature]!
            .Split(';')
            .Select(tag => tag.Split('=', 2))
            .ToDictionary(tag => tag[0].Trim(), tag => string.Concat(tag[1].Where(c => !char.IsWhiteSpace(c))));

    /// <summary>Signer of the MimeKit library, used as the reference.</summary>
    private sealed class StockSigner : DkimSigner
    {
        private readonly TimeProvider clock;

        public StockSigner(SigningKey key, TimeProvider clock)
            : base(key.Pair.Private, "example.org", "centre")
        {
            this.clock = clock;
            HeaderCanonicalizationAlgorithm = BodyCanonicalizationAlgorithm = DkimCanonicalizationAlgorithm.Relaxed;
        }

        protected override long GetTimestamp() => clock.GetUtcNow().ToUnixTimeSeconds();
    }
}
