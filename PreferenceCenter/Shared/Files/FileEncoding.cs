using System.Buffers;
using System.Text;

namespace PreferenceCenter.Shared.Files;

/// <summary>
/// Encoding of a text file that somebody exported or saved: UTF-8, UTF-16 (as Excel's "Unicode text" and PowerShell
/// write it) or Windows-1252 (as Excel writes CSV).
/// </summary>
/// <param name="MarkLength">Length of its byte order marks in bytes; some programs write one before another's.</param>
internal sealed record FileEncoding(Encoding Encoding, int MarkLength)
{
    private static readonly (byte[] Mark, Encoding Encoding)[] Marks =
    [
        ([0xEF, 0xBB, 0xBF], Encoding.UTF8),
        ([0xFF, 0xFE], Encoding.Unicode),
        ([0xFE, 0xFF], Encoding.BigEndianUnicode),
    ];

    private static readonly Encoding Windows1252 = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;

    /// <summary>
    /// The encoding is a guess: any bytes are Windows-1252. What depends on each letter, as an address does, is not to
    /// be taken from it.
    /// </summary>
    public bool IsGuessed => Encoding == Windows1252;

    /// <summary>Reads the file, from its start, as far as it takes to know.</summary>
    public static FileEncoding Of(Stream file)
    {
        Span<byte> head = stackalloc byte[64];
        head = head[..file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)];
        file.Position = 0;
        foreach (var (mark, encoding) in Marks)
            if (head.StartsWith(mark.AsSpan()))
                return new(encoding, LengthOf(head, mark));
        // Without a mark, the NUL beside its first letter tells UTF-16 from all others.
        if (head.Length >= 2 && (head[0] == 0) != (head[1] == 0))
            return new(head[1] == 0 ? Encoding.Unicode : Encoding.BigEndianUnicode, 0);
        return new(IsNotUtf8(file) ? Windows1252 : Encoding.UTF8, 0);
    }

    /// <summary>The bytes as UTF-8 without a mark, for parsers that know nothing else.</summary>
    public static ReadOnlyMemory<byte> ToUtf8(byte[] file)
    {
        var (encoding, mark) = Of(new MemoryStream(file));
        return encoding == Encoding.Unicode || encoding == Encoding.BigEndianUnicode
            ? Encoding.UTF8.GetBytes(encoding.GetString(file.AsSpan(mark)))
            : file.AsMemory(mark);
    }

    /// <summary>The bytes as text, in the encoding they were saved in.</summary>
    public static string ToText(byte[] file)
    {
        var (encoding, mark) = Of(new MemoryStream(file));
        return encoding.GetString(file.AsSpan(mark));
    }

    private static int LengthOf(ReadOnlySpan<byte> head, ReadOnlySpan<byte> mark)
    {
        var length = 0;
        while (head[length..].StartsWith(mark))
            length += mark.Length;
        return length;
    }

    // Of a file in UTF-8 that was damaged somewhere, the rest is UTF-8. In Windows-1252 a word that is UTF-8 by chance
    // is as good as never seen ("Ã¼").
    private static bool IsNotUtf8(Stream file)
    {
        var (buffer, kept, damaged) = (new byte[1 << 16], 0, false);
        while (true)
        {
            var read = file.Read(buffer, kept, buffer.Length - kept);
            ReadOnlySpan<byte> left = buffer.AsSpan(0, kept + read);
            while (left.IndexOfAnyInRange((byte)0x80, (byte)0xFF) is >= 0 and var at)
            {
                left = left[at..];
                var status = Rune.DecodeFromUtf8(left, out _, out var length);
                if (status == OperationStatus.Done)
                    return false;
                if (status == OperationStatus.NeedMoreData && read > 0)
                    break;
                damaged = true;
                left = left[length..];
            }
            if (read == 0)
                return damaged;
            kept = left.IndexOfAnyInRange((byte)0x80, (byte)0xFF) < 0 ? 0 : left.Length;
            left[^kept..].CopyTo(buffer);
        }
    }
}
