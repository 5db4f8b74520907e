using System.Text;
using PreferenceCenter.Shared.Terminal;

namespace PreferenceCenter.Shared.Files;

/// <summary>A file that a command is given: a path, or a dash for standard input.</summary>
internal static class InputFile
{
    /// <summary>The text as UTF-8 without a mark, whichever Unicode encoding the file has.</summary>
    public static async Task<ReadOnlyMemory<byte>> ReadTextAsync(CommandCall call, string path) =>
        FileEncoding.ToUtf8(
            path == "-"
                ? Encoding.UTF8.GetBytes(await call.Terminal.In.ReadToEndAsync(call.Cancel))
                : await File.ReadAllBytesAsync(path, call.Cancel)
        );
}
