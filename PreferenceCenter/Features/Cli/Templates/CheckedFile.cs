using PreferenceCenter.Shared.Terminal;
using PreferenceCenter.Templates;

namespace PreferenceCenter.Features.Cli.Templates;

/// <summary>Reads a file that is to be checked, as much of it as is looked at.</summary>
internal static class CheckedFile
{
    /// <returns>Null where it cannot be read: then it was said why.</returns>
    public static byte[]? Read(string file, Terminal terminal)
    {
        try
        {
            using var stream = file == "-" ? terminal.Input : File.OpenRead(file);
            using var kept = new MemoryStream();
            var buffer = new byte[1 << 16];
            while (kept.Length <= TemplateCheck.MostBytes && stream.Read(buffer) is > 0 and var read)
                kept.Write(buffer, 0, read);
            return kept.ToArray();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            terminal.Error.WriteLine($"{file} cannot be read: {e.Message}");
            return null;
        }
    }
}
