using System.Net.Security;
using System.Text;

namespace PreferenceCenter.Tests.Mail;

/// <summary>One connection to the <see cref="SmtpPeer"/>.</summary>
internal sealed class SmtpPeerSession(SmtpPeer peer, Stream stream)
{
    private Stream stream = stream;
    private bool encrypted;
    private string? user;
    private string sender = "";
    private List<string> recipients = [];

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (peer.Tls)
            await EncryptAsync(cancellationToken);
        if (!await AnswerAsync(PeerStep.Greeting, "220 peer ESMTP", cancellationToken))
            return;
        while (await ReadLineAsync(cancellationToken) is { } line)
        {
            var command = Encoding.UTF8.GetString(line);
            peer.Commands.Enqueue(command);
            if (!await ObeyAsync(command, cancellationToken))
                return;
        }
    }

    private async Task<bool> ObeyAsync(string command, CancellationToken cancellationToken)
    {
        switch (command.Split(' ', ':')[0].ToUpperInvariant())
        {
            case "EHLO" or "HELO":
                return await AnswerAsync(PeerStep.Ehlo, Offers(), cancellationToken);
            case "STARTTLS":
                if (!await AnswerAsync(PeerStep.StartTls, "220 go ahead", cancellationToken))
                    return false;
                await EncryptAsync(cancellationToken);
                return true;
            case "AUTH":
                return await AnswerAsync(
                    PeerStep.Auth,
                    await LogInAsync(command, cancellationToken),
                    cancellationToken
                );
            case "MAIL":
                (sender, recipients) = (Path(command), []);
                return await AnswerAsync(PeerStep.Sender, "250 2.1.0 ok", cancellationToken);
            case "RCPT":
                recipients.Add(Path(command));
                return await AnswerAsync(PeerStep.Recipient, "250 2.1.5 ok", cancellationToken);
            case "DATA":
                return await DataAsync(cancellationToken);
            case "NOOP":
                return await AnswerAsync(PeerStep.Noop, "250 ok", cancellationToken);
            case "QUIT":
                await SayAsync("221 bye", cancellationToken);
                return false;
            default:
                return await SayAsync("250 ok", cancellationToken);
        }
    }

    private string Offers()
    {
        List<string> offers = ["peer", "8BITMIME", "ENHANCEDSTATUSCODES", "PIPELINING"];
        if (peer.OffersStartTls && !this.encrypted)
            offers.Add("STARTTLS");
        if (peer.OffersSmtpUtf8)
            offers.Add("SMTPUTF8");
        if (peer.Account is not null)
            offers.Add("AUTH PLAIN");
        return string.Join("\r\n", offers.Select((offer, i) => (i == offers.Count - 1 ? "250 " : "250-") + offer));
    }

    private async Task<string> LogInAsync(string command, CancellationToken cancellationToken)
    {
        var words = command.Split(' ');
        if (words.Length < 3)
        {
            await SayAsync("334 ", cancellationToken);
            words = [.. words, Encoding.ASCII.GetString(await ReadLineAsync(cancellationToken) ?? [])];
        }
        var secrets = Encoding.UTF8.GetString(Convert.FromBase64String(words[2])).Split('\0');
        if (peer.Account is not { } account || (secrets[1], secrets[2]) != (account.User, account.Password))
            return "535 5.7.8 Authentication credentials invalid";
        user = account.User;
        return "235 2.7.0 welcome";
    }

    private async Task<bool> DataAsync(CancellationToken cancellationToken)
    {
        if (peer.ActAt(PeerStep.Data) is { } refused)
            return await DoAsync(refused, cancellationToken);
        await SayAsync("354 go ahead", cancellationToken);
        using var content = new MemoryStream();
        while (await ReadLineAsync(cancellationToken) is { } line)
        {
            if (line is [(byte)'.'])
                return await TakeAsync(content.ToArray(), cancellationToken);
            if (peer.HangsUpInside)
                return false;
            content.Write(line is [(byte)'.', ..] ? line.AsSpan(1) : line);
            content.Write("\r\n"u8);
        }
        return false;
    }

    private async Task<bool> TakeAsync(byte[] content, CancellationToken cancellationToken)
    {
        var mail = new PeerMail(sender, recipients, content, this.encrypted, user);
        peer.Contents.Enqueue(mail);
        if (peer.ActAt(PeerStep.Content) is { } act)
            return await DoAsync(act, cancellationToken);
        peer.Received.Enqueue(mail);
        return await SayAsync("250 2.0.0 taken", cancellationToken);
    }

    private async Task<bool> AnswerAsync(PeerStep step, string usual, CancellationToken cancellationToken) =>
        await DoAsync(peer.ActAt(step) ?? usual, cancellationToken);

    /// <returns>Whether the conversation continues.</returns>
    private async Task<bool> DoAsync(PeerAct act, CancellationToken cancellationToken)
    {
        if (act.Close || act.CloseInside)
            return false;
        if (act.Silent)
            await Task.Delay(Timeout.Infinite, cancellationToken);
        while (act.Drip)
        {
            await SayAsync("250-and another thing", cancellationToken);
            await Task.Delay(20, cancellationToken);
        }
        await SayAsync(act.Reply!, cancellationToken);
        return !act.Reply!.StartsWith("421", StringComparison.Ordinal);
    }

    private async Task<bool> SayAsync(string reply, CancellationToken cancellationToken)
    {
        await this.stream.WriteAsync(Encoding.UTF8.GetBytes(reply + "\r\n"), cancellationToken);
        await this.stream.FlushAsync(cancellationToken);
        return true;
    }

    private async Task EncryptAsync(CancellationToken cancellationToken)
    {
        var encrypted = new SslStream(this.stream);
        await encrypted.AuthenticateAsServerAsync(
            new SslServerAuthenticationOptions { ServerCertificate = SmtpPeer.Certificate },
            cancellationToken
        );
        (this.stream, this.encrypted) = (encrypted, true);
    }

    private async Task<byte[]?> ReadLineAsync(CancellationToken cancellationToken)
    {
        List<byte> line = [];
        var one = new byte[1];
        while (await this.stream.ReadAsync(one, cancellationToken) > 0)
        {
            if (one[0] != '\n')
                line.Add(one[0]);
            else
                return [.. line is [.., (byte)'\r'] ? line[..^1] : line];
        }
        return null;
    }

    private static string Path(string command) =>
        command[(command.IndexOf('<', StringComparison.Ordinal) + 1)..command.IndexOf('>', StringComparison.Ordinal)];
}
