using MimeKit;
using PreferenceCenter.Mail.Messages;
using PreferenceCenter.Mail.Transport;
using Xunit;

namespace PreferenceCenter.Tests.Mail;

/// <summary>Tests the transport that writes mails to a directory.</summary>
public sealed class PickupTransportTests : IDisposable
{
    private readonly string directory = Path.Combine(
        Path.GetTempPath(),
        "pickup-" + Guid.CreateVersion7().ToString("N")
    );

    public void Dispose() => Directory.Delete(directory, recursive: true);

    private string[] Files() =>
        [.. Directory.GetFiles(directory).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    [Fact]
    public async Task A_mail_becomes_one_file_that_is_the_mail()
    {
        var outcome = await new PickupTransport(directory).SendAsync(
            Samples.Message(),
            Samples.Go,
            TestContext.Current.CancellationToken
        );
        Assert.Equal(MailVerdict.Sent, outcome.Verdict);
        var file = Assert.Single(Files());
        Assert.Equal($"20261123T191500-{Samples.Id:N}.eml", file);
        var read = await MimeMessage.LoadAsync(Path.Combine(directory, file), TestContext.Current.CancellationToken);
        Assert.Equal($"{Samples.Id:N}@choices.example.org", read.MessageId);
    }

    [Fact]
    public async Task A_mail_held_back_at_the_last_moment_is_no_mail()
    {
        var outcome = await new PickupTransport(directory).SendAsync(
            Samples.Message(),
            () => false,
            TestContext.Current.CancellationToken
        );
        Assert.Equal(MailOutcome.HeldBack, outcome);
        Assert.DoesNotContain(Files(), file => file.EndsWith(".eml", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_second_attempt_writes_over_the_first()
    {
        var transport = new PickupTransport(directory);
        await transport.SendAsync(
            Samples.Message(content: Samples.Content(text: "first")),
            Samples.Go,
            TestContext.Current.CancellationToken
        );
        await transport.SendAsync(
            Samples.Message(content: Samples.Content(text: "second")),
            Samples.Go,
            TestContext.Current.CancellationToken
        );
        var read = await MimeMessage.LoadAsync(
            Path.Combine(directory, Assert.Single(Files())),
            TestContext.Current.CancellationToken
        );
        Assert.Equal("second", read.TextBody);
    }

    [Fact]
    public async Task What_a_crash_left_half_written_is_no_mail_and_the_next_attempt_takes_its_place()
    {
        Directory.CreateDirectory(directory);
        await File.WriteAllTextAsync(
            Path.Combine(directory, $"20261123T191500-{Samples.Id:N}.eml.tmp"),
            "From: half",
            TestContext.Current.CancellationToken
        );
        Assert.Empty(await new PickupInbox(directory).ListAsync(10, TestContext.Current.CancellationToken));

        await new PickupTransport(directory).SendAsync(
            Samples.Message(),
            Samples.Go,
            TestContext.Current.CancellationToken
        );
        Assert.Equal($"20261123T191500-{Samples.Id:N}.eml", Assert.Single(Files()));
    }

    [Fact]
    public async Task A_directory_that_cannot_be_written_is_said_and_nothing_is_lost()
    {
        await File.WriteAllTextAsync(
            directory,
            "a file where the directory should be",
            TestContext.Current.CancellationToken
        );
        var outcome = await new PickupTransport(directory).SendAsync(
            Samples.Message(),
            Samples.Go,
            TestContext.Current.CancellationToken
        );
        Assert.Contains(outcome.Verdict, new[] { MailVerdict.Retry, MailVerdict.Misconfigured });
        Assert.True(outcome.AffectsAll);
        File.Delete(directory);
        Directory.CreateDirectory(directory);
    }

    [Fact]
    public async Task A_forgotten_mail_is_gone_and_forgetting_twice_is_no_fault()
    {
        var transport = new PickupTransport(directory);
        await transport.SendAsync(Samples.Message(), Samples.Go, TestContext.Current.CancellationToken);
        transport.Forget(Samples.Id, Samples.At);
        transport.Forget(Samples.Id, Samples.At);
        Assert.Empty(Files());
    }

    [Fact]
    public async Task The_inbox_lists_the_newest_first_and_opens_by_name()
    {
        var transport = new PickupTransport(directory);
        var later = Samples.Message("later@example.com", id: Guid.CreateVersion7());
        later.Date = Samples.At.AddMinutes(1);
        await transport.SendAsync(later, Samples.Go, TestContext.Current.CancellationToken);
        await transport.SendAsync(
            Samples.Message("earlier@example.com"),
            Samples.Go,
            TestContext.Current.CancellationToken
        );

        var inbox = new PickupInbox(directory);
        var mails = await inbox.ListAsync(10, TestContext.Current.CancellationToken);
        Assert.Equal(["later@example.com", "earlier@example.com"], mails.Select(mail => mail.To));
        Assert.Equal("en", mails[0].Language);
        Assert.Equal(
            "later@example.com",
            (await inbox.OpenAsync(mails[0].Name, TestContext.Current.CancellationToken))!.To.ToString()
        );
        Assert.Single(await inbox.ListAsync(1, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("../secret")]
    [InlineData("..%2Fsecret")]
    [InlineData("/etc/passwd")]
    [InlineData("a\0b")]
    [InlineData("")]
    public async Task The_inbox_reads_nothing_beside_its_directory(string name)
    {
        Directory.CreateDirectory(Path.Combine(directory, "mail"));
        await File.WriteAllTextAsync(
            Path.Combine(directory, "secret.eml"),
            "Subject: secret\r\n\r\n",
            TestContext.Current.CancellationToken
        );
        var inbox = new PickupInbox(Path.Combine(directory, "mail"));
        Assert.Null(await inbox.OpenAsync(name, TestContext.Current.CancellationToken));
        Assert.Null(await inbox.SourceAsync(name, TestContext.Current.CancellationToken));
    }
}
