using PreferenceCenter.Shared.Terminal;

namespace PreferenceCenter.Shared.Files;

/// <summary>A file that a command is given: a path, or a dash for standard input.</summary>
internal static class InputFile
{
    public const string StandardInput = "-";

    /// <summary>Opens it to be read once. Who has read it disposes of it.</summary>
    public static Stream Open(Terminal.Terminal terminal, string path) =>
        path == StandardInput
            ? terminal.Input
            : new FileStream(
                path,
                new FileStreamOptions
                {
                    Access = FileAccess.Read,
                    Share = FileShare.ReadWrite,
                    BufferSize = 1 << 16,
                    Options = FileOptions.SequentialScan,
                }
            );

    public static async Task<byte[]> ReadAsync(Terminal.Terminal terminal, string path, CancellationToken cancel)
    {
        await using var file = Open(terminal, path);
        using var bytes = new MemoryStream();
        await file.CopyToAsync(bytes, cancel);
        return bytes.ToArray();
    }

    /// <summary>The text as UTF-8 without a mark, whichever Unicode encoding the file has.</summary>
    public static async Task<ReadOnlyMemory<byte>> ReadTextAsync(CommandCall call, string path) =>
        FileEncoding.ToUtf8(await ReadAsync(call.Terminal, path, call.Cancel));

    /// <summary>Its lines without blank ones. Of standard input each as soon as it is there.</summary>
    public static IEnumerable<string> Lines(CommandCall call, string path)
    {
        if (path == StandardInput)
            return call.Terminal.Lines();
        using var file = Open(call.Terminal, path);
        using var bytes = new MemoryStream();
        file.CopyTo(bytes);
        return FileEncoding
            .ToText(bytes.ToArray())
            .Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
    }
}
