using System.Text;

namespace PreferenceCenter.Subscriptions.Imports;

/// <summary>
/// Opens an import file as UTF-8. Invalid bytes become U+FFFD, by which their rows are detected and rejected.
/// </summary>
internal sealed class ImportFile(string path) : IDisposable
{
    private readonly List<FileStream> opened = [];

    public string Name => Path.GetFileName(path);

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
