using System.Text;
using MimeKit;
using MimeKit.Text;
using PreferenceCenter.Mail.Dispatch;
using PreferenceCenter.Tests.Http;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Features.Commands;

/// <summary>
/// Tests that checkpoints are taken as people keep them, and that a checkpoint of any day serves any receipt.
/// </summary>
[Trait("Requirement", "CON-17")]
public sealed class KeptCheckpointsTests
{
    private const string Around = "This is the log of consent.\n\nKeep it: — really.\n\n{0}\n-- \nSent from a list\n";

    /// <summary>How email programs save a message.</summary>
    public static TheoryData<string> Ways =>
        [
            "quoted-printable",
            "base64",
            "8bit",
            "crlf",
            "html beside",
            "attachment",
            "forwarded",
            "forwarded as a file",
            "quoted",
            "mbox",
            "folder",
            "utf-16",
            "windows-1252",
            "standard input",
        ];

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task However_it_was_saved_it_is_read(string way)
    {
        await using var rig = await CommandRig.WithPeopleAsync();
        var note = (await rig.RunAsync("ledger", "checkpoint")).Done();
        var (path, input) = Save(rig, way, Around.Replace("{0}", note, StringComparison.Ordinal));
        string[] command = ["ledger", "verify", "--public-key", rig.PublicKeyFile, "--checkpoint", path];
        Assert.StartsWith("ok 1 ", (await rig.RunAsync(input, command)).Done(), StringComparison.Ordinal);

        // The bad twin: one digit of the root altered. It is found, and that is 1.
        var at = note.IndexOf('=', StringComparison.Ordinal) - 5;
        var forged = note[..at] + (note[at] == 'A' ? 'B' : 'A') + note[(at + 1)..];
        (path, input) = Save(rig, way, Around.Replace("{0}", forged, StringComparison.Ordinal));
        command[^1] = path;
        var bad = await rig.RunAsync(input, command);
        Assert.Equal((1, ""), (bad.ExitCode, bad.Error));
        Assert.StartsWith("bad - - ", bad.Out, StringComparison.Ordinal);
        Assert.Contains("\"bad\":{\"why\":", (await rig.RunAsync(input, [.. command, "--json"])).Out);
    }

    [Fact]
    public async Task The_email_that_the_program_sends_is_one_of_them()
    {
        await using var center = await WebCenter.StartAsync(adjust: WebCenter.WithoutCircuits);
        await center.SubscribeAsync(WebCenter.News);
        await center.Get<MailDispatcher>().RestAsync();
        Assert.Contains(await center.MailsAsync(), m => m.Subject!.Contains("checkpoint", StringComparison.Ordinal));
        var sent = Path.Combine(center.Directory, "data", "mail");
        string[] command = ["ledger", "verify", "--checkpoint", sent, "--public-key", center.PublicKeyFile];
        Assert.StartsWith("ok ", (await center.RunAsync(command)).Done(), StringComparison.Ordinal);
    }

    [DatabaseFact]
    public async Task A_checkpoint_of_any_day_serves_any_receipt()
    {
        await using var rig = await CommandRig.WithPeopleAsync();
        var days = Directory.CreateDirectory(Path.Combine(rig.Folder, "days")).FullName;
        for (var day = 1; day <= 4; day++)
        {
            await rig.RunAsync("unsubscribe", $"p{day}@example.org");
            var note = (await rig.RunAsync("ledger", "checkpoint")).Done();
            File.Move(
                Save(rig, "base64", Around.Replace("{0}", note, StringComparison.Ordinal)).Path,
                Path.Combine(days, $"{day}.eml")
            );
        }
        string ProofOf(int person) => Path.Combine(rig.Folder, $"proof{person}.json");
        // Of a person who acted before the first checkpoint, and of one who acted after the second.
        foreach (var person in (int[])[9, 3])
        {
            var proof = await rig.RunAsync("consent", "proof", "--email", $"p{person}@example.org");
            rig.Write($"proof{person}.json", proof.Done());
        }
        await rig.RunAsync("unsubscribe", "p7@example.org");
        await rig.RunAsync("unsubscribe", "p8@example.org");
        var later = rig.Write("5.txt", (await rig.RunAsync("ledger", "checkpoint")).Done());
        File.Move(later, Path.Combine(days, "5.txt"));
        var key = rig.Write("kept.pub", File.ReadAllText(rig.PublicKeyFile));

        foreach (var person in (int[])[9, 3])
        {
            // Without the proofs nothing can be said: neither that it holds nor that it does not.
            string[] verify = ["ledger", "verify-receipt", ProofOf(person), "--public-key", key, "--checkpoint"];
            var unknown = await rig.RunAsync([.. verify, Path.Combine(days, "1.eml")]);
            Assert.Equal((3, ""), (unknown.ExitCode, unknown.Out));
            Assert.Contains("extend-receipt", unknown.Error, StringComparison.Ordinal);

            var extended = await rig.RunAsync("ledger", "extend-receipt", ProofOf(person), "--checkpoint", days);
            verify[2] = rig.Write("extended.json", extended.Done());
            foreach (var day in Directory.GetFiles(days).Append(days))
                Assert.StartsWith("ok ", (await rig.RunAsync([.. verify, day])).Done(), StringComparison.Ordinal);

            // One hash of a consistency proof altered.
            var at = extended.Out.LastIndexOf("\"proof\": [", StringComparison.Ordinal);
            at = extended.Out.IndexOf('"', at + 10) + 3;
            var altered = extended.Out[..at] + (extended.Out[at] == 'A' ? 'B' : 'A') + extended.Out[(at + 1)..];
            verify[2] = rig.Write("altered.json", altered);
            var bad = await rig.RunAsync([.. verify, days]);
            Assert.Equal(1, bad.ExitCode);
            Assert.Contains("two pasts", bad.Out, StringComparison.Ordinal);
        }

        // The proof takes them along at once.
        string[] prove = ["consent", "proof", "--email", "p9@example.org", "--checkpoint", days];
        var whole = rig.Write("whole.json", (await rig.RunAsync(prove)).Done());
        string[] held = ["ledger", "verify-receipt", whole, "--public-key", key, "--checkpoint", days];
        Assert.StartsWith("ok ", (await rig.RunAsync(held)).Done(), StringComparison.Ordinal);
    }

    [DatabaseFact]
    public async Task A_past_that_was_written_anew_contradicts_what_was_kept()
    {
        await using var rig = await CommandRig.WithPeopleAsync();
        var goBackAsync = await rig.Stored.KeepAsync();
        await rig.RunAsync("unsubscribe", "p1@example.org");
        var kept = rig.Write("kept.txt", (await rig.RunAsync("ledger", "checkpoint")).Done());
        await goBackAsync();
        // Whoever rewrites the past takes the journal away too: only what is kept elsewhere knows.
        Directory.Delete(Path.Combine(rig.Folder, "data", "journal"), recursive: true);
        using (var raw = rig.Stored.Raw())
            raw.Run("""DELETE FROM "Journals" """);
        await rig.RunAsync("unsubscribe", "p2@example.org");
        await rig.RunAsync("unsubscribe", "p3@example.org");
        string[] prove = ["consent", "proof", "--email", "p3@example.org", "--checkpoint", kept];
        var proof = rig.Write("proof.json", (await rig.RunAsync(prove)).Done());
        var bad = await rig.RunAsync("ledger", "verify-receipt", proof, "--checkpoint", kept);
        Assert.Equal(1, bad.ExitCode);
        Assert.Contains("two pasts", bad.Out, StringComparison.Ordinal);
        Assert.Equal(1, (await rig.RunAsync("ledger", "extend-receipt", proof, "--checkpoint", kept)).ExitCode);
    }

    [Fact]
    public async Task A_folder_without_any_is_named()
    {
        await using var rig = await CommandRig.WithPeopleAsync();
        var folder = Directory.CreateDirectory(Path.Combine(rig.Folder, "empty")).FullName;
        await File.WriteAllTextAsync(
            Path.Combine(folder, "note.txt"),
            "— a dash",
            TestContext.Current.CancellationToken
        );
        var run = await rig.RunAsync("ledger", "verify", "--checkpoint", folder);
        Assert.Equal(3, run.ExitCode);
        Assert.Contains(folder, run.Error, StringComparison.Ordinal);
    }

    private static (string Path, string Input) Save(CommandRig rig, string way, string text)
    {
        var windows = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;
        switch (way)
        {
            case "folder":
                var inside = Directory.CreateDirectory(Path.Combine(rig.Folder, "kept", "2026", "cur")).FullName;
                File.WriteAllText(Path.Combine(inside, "other.eml"), "From: a@example.org\n\nNothing.\n");
                File.WriteAllBytes(Path.Combine(inside, "picture.png"), [0x89, 0x50, 0x4E, 0x47, 0, 0, 0]);
                File.Move(
                    rig.Write("one.eml", Bytes(Message(Text(text, ContentEncoding.QuotedPrintable)))),
                    Path.Combine(inside, "day.eml"),
                    overwrite: true
                );
                return (Path.Combine(rig.Folder, "kept"), "");
            case "mbox":
                var other = Encoding.UTF8.GetString(Bytes(Message(new TextPart("plain") { Text = "Nothing.\n" })));
                var day = Encoding.UTF8.GetString(Bytes(Message(Text(text, ContentEncoding.Base64))));
                const string From = "From pc@example.org Mon Nov 23 12:00:00 2026\n";
                return (rig.Write("all.mbox", $"{From}{other}\n\n{From}{day}\n\n"), "");
            case "utf-16":
                return (
                    rig.Write("day.txt", [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(text)]),
                    ""
                );
            case "windows-1252":
                return (rig.Write("day.txt", windows.GetBytes(text)), "");
            case "crlf":
                return (rig.Write("day.txt", text.Replace("\n", "\r\n", StringComparison.Ordinal)), "");
            case "standard input":
                return ("-", Encoding.UTF8.GetString(Bytes(Message(Text(text, ContentEncoding.QuotedPrintable)))));
            default:
                return (rig.Write("day.eml", Bytes(Message(Body(way, text)))), "");
        }
    }

    private static MimeEntity Body(string way, string text)
    {
        var quoted = Text(text, ContentEncoding.QuotedPrintable);
        return way switch
        {
            "base64" => Text(text, ContentEncoding.Base64),
            "8bit" => Text(text, ContentEncoding.EightBit),
            "quoted" => Text(
                "See:\n\n" + string.Join('\n', text.Split('\n').Select(l => $"> {l}")),
                ContentEncoding.Base64
            ),
            "html beside" => new MultipartAlternative
            {
                quoted,
                new TextPart(TextFormat.Html) { Text = $"<pre>{text}</pre>" },
            },
            "attachment" => new Multipart("mixed")
            {
                new TextPart("plain") { Text = "Attached." },
                new MimePart("application", "octet-stream")
                {
                    Content = new MimeContent(new MemoryStream(Encoding.UTF8.GetBytes(text))),
                    ContentTransferEncoding = ContentEncoding.Base64,
                    FileName = "checkpoint.txt",
                },
            },
            "forwarded" => new Multipart("mixed")
            {
                new TextPart("plain") { Text = "Please keep." },
                new MessagePart { Message = Message(quoted) },
            },
            "forwarded as a file" => new Multipart("mixed")
            {
                new TextPart("plain") { Text = "Please keep." },
                new MimePart("application", "octet-stream")
                {
                    Content = new MimeContent(new MemoryStream(Bytes(Message(quoted)))),
                    ContentTransferEncoding = ContentEncoding.Base64,
                    FileName = "checkpoint.eml",
                },
            },
            _ => quoted,
        };
    }

    private static TextPart Text(string text, ContentEncoding encoding) =>
        new("plain") { Text = text, ContentTransferEncoding = encoding };

    private static MimeMessage Message(MimeEntity body)
    {
        var message = new MimeMessage { Subject = "Preferences: checkpoint of the consent log", Body = body };
        message.From.Add(MailboxAddress.Parse("pc@example.org"));
        message.To.Add(MailboxAddress.Parse("privacy@example.org"));
        return message;
    }

    private static byte[] Bytes(MimeMessage message)
    {
        using var bytes = new MemoryStream();
        message.WriteTo(bytes);
        return bytes.ToArray();
    }
}
