using PreferenceCenter.Shared.Files;

namespace PreferenceCenter.Subscriptions.Imports;

/// <summary>
/// Opens an import file in its encoding. Bytes that are none become U+FFFD, by which their rows are detected.
/// </summary>
internal sealed class ImportFile(string path, string? name = null) : IDisposable
{
    private readonly List<FileStream> opened = [];
    private FileEncoding? encoding;

    public string Name => name ?? Path.GetFileName(path);

    /// <summary>The file is neither UTF-8 nor UTF-16. Known once it is opened.</summary>
    public bool IsGuessed => encoding is { IsGuessed: true };

    /// <summary>Share of the file that was read, from 0 to 1; null for a pipe.</summary>
    public double? Share =>
        opened is [.., { CanSeek: true, Length: > 0 } stream] ? (double)stream.Position / stream.Length : null;

    public TextReader Open()
    {
        var stream = new FileStream(
            path,
            new FileStreamOptions
            {
                Access = FileAccess.Read,
                Share = FileShare.ReadWrite,
                BufferSize = 1 << 16,
                Options = FileOptions.SequentialScan,
            }
        );
        opened.Add(stream);
        encoding ??= FileEncoding.Of(stream);
        stream.Position = encoding.MarkLength;
        return new StreamReader(stream, encoding.Encoding, detectEncodingFromByteOrderMarks: false);
    }

    public void Dispose()
    {
        foreach (var stream in opened)
            stream.Dispose();
    }
}
