using System.Text;

namespace PreferenceCenter.Subscriptions.Imports;

/// <summary>The file as UTF-8. Bytes that are none become U+FFFD, by which their rows are told.</summary>
internal sealed class ImportFile(string path) : IDisposable
{
    private readonly List<FileStream> opened = [];

    public string Name => Path.GetFileName(path);

    /// <summary>How much of the file was read, from 0 to 1; unknown for a pipe.</summary>
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
        return new StreamReader(
            stream,
            new UTF8Encoding(encoderShouldEmitUTF8Identifier: true),
            detectEncodingFromByteOrderMarks: false
        );
    }

    public void Dispose()
    {
        foreach (var stream in opened)
            stream.Dispose();
    }
}
