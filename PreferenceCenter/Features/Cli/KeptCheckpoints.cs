using System.CommandLine;
using MimeKit;
using PreferenceCenter.Ledger.Log;
using PreferenceCenter.Shared.Files;
using PreferenceCenter.Shared.Terminal;

namespace PreferenceCenter.Features.Cli;

/// <summary>A checkpoint that was kept outside, and the file it stands in; no note where it is damaged.</summary>
internal sealed record KeptCheckpoint(string File, CheckpointNote? Note);

/// <summary>
/// Reads checkpoints as people keep them: as text, as an email that any program saved (quoted-printable, base64,
/// multipart, forwarded as an attachment or inline), as MBOX, as a folder of all these, or from standard input.
/// </summary>
internal static class KeptCheckpoints
{
    private const int MostBytes = 32 * 1024 * 1024;
    private const int MostNested = 8;

    /// <summary>The option by which a command takes them.</summary>
    public static Option<string[]> Option(bool required = false) =>
        new("--checkpoint")
        {
            Description =
                "Signed checkpoints kept elsewhere: an email as saved (.eml, MBOX), text, or a folder; - reads standard input. May be given several times.",
            HelpName = "FILE",
            AllowMultipleArgumentsPerToken = true,
            Required = required,
        };

    /// <exception cref="InvalidDataException">A file, or a whole folder, holds no checkpoint.</exception>
    public static IReadOnlyList<KeptCheckpoint> Read(
        Terminal terminal,
        IEnumerable<string> paths,
        CancellationToken cancel
    )
    {
        var kept = new List<KeptCheckpoint>();
        foreach (var path in paths)
        {
            var before = kept.Count;
            foreach (var file in Directory.Exists(path) ? FilesIn(path) : [path])
            {
                cancel.ThrowIfCancellationRequested();
                kept.AddRange(NotesOf(terminal, file, cancel).Select(note => new KeptCheckpoint(file, note)));
            }
            if (kept.Count == before)
                throw new InvalidDataException(
                    $"{path} holds no signed checkpoint. Take the email as it was saved (.eml or MBOX), its text, or what ledger checkpoint prints."
                );
        }
        return [.. kept.DistinctBy(one => one.Note?.ToString() ?? one.File)];
    }

    private static IEnumerable<string> FilesIn(string folder) =>
        Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal);

    private static IEnumerable<CheckpointNote?> NotesOf(Terminal terminal, string path, CancellationToken cancel)
    {
        using var file = Seekable(InputFile.Open(terminal, path));
        var head = new byte["From ".Length];
        file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        file.Position = 0;
        return head.AsSpan().SequenceEqual("From "u8) ? OfMailbox(file, cancel) : OfFile(ReadAll(file), 0);
    }

    private static List<CheckpointNote?> OfMailbox(Stream file, CancellationToken cancel)
    {
        var (notes, parser) = (new List<CheckpointNote?>(), new MimeParser(file, MimeFormat.Mbox));
        // A large mailbox is read email by email.
        while (!parser.IsEndOfStream)
            notes.AddRange(OfEntity(parser.ParseMessage(cancel).Body, 0));
        return notes;
    }

    private static IReadOnlyList<CheckpointNote?> OfFile(byte[] bytes, int nested)
    {
        if (bytes.Length == 0 || nested > MostNested)
            return [];
        var asText = CheckpointBundle.Find(FileEncoding.ToText(bytes));
        return asText.Count > 0 ? asText : OfMessage(bytes, nested);
    }

    private static CheckpointNote?[] OfMessage(byte[] bytes, int nested)
    {
        try
        {
            return [.. OfEntity(MimeMessage.Load(new MemoryStream(bytes)).Body, nested)];
        }
        catch (FormatException)
        {
            return [];
        }
    }

    private static IEnumerable<CheckpointNote?> OfEntity(MimeEntity? entity, int nested) =>
        entity switch
        {
            Multipart parts => parts.SelectMany(part => OfEntity(part, nested + 1)),
            MessagePart message => nested > MostNested ? [] : OfEntity(message.Message?.Body, nested + 1),
            TextPart text => CheckpointBundle.Find(text.Text),
            MimePart { Content: { } content } => OfFile(Decoded(content), nested + 1),
            _ => [],
        };

    private static byte[] Decoded(IMimeContent content)
    {
        using var bytes = new MemoryStream();
        content.DecodeTo(bytes);
        return bytes.ToArray();
    }

    private static Stream Seekable(Stream file)
    {
        if (file.CanSeek)
            return file;
        using (file)
        {
            var copy = new MemoryStream();
            file.CopyTo(copy);
            copy.Position = 0;
            return copy;
        }
    }

    // Whatever else lies in a folder: what is larger than any email is none.
    private static byte[] ReadAll(Stream file)
    {
        using var bytes = new MemoryStream();
        var buffer = new byte[1 << 16];
        while (file.Read(buffer) is > 0 and var count)
        {
            if (bytes.Length + count > MostBytes)
                return [];
            bytes.Write(buffer, 0, count);
        }
        return bytes.ToArray();
    }
}
