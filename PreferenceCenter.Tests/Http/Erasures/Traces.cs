using System.Diagnostics;
using System.Text;

namespace PreferenceCenter.Tests.Http.Erasures;

/// <summary>
/// Searches files for remains of a text: as written, in any case, or in the encodings of mails and addresses.
/// </summary>
internal sealed class Traces(params string[] texts)
{
    private readonly (string What, byte[] Bytes)[] forms = [.. texts.SelectMany(FormsOf).DistinctBy(f => f.What)];

    /// <summary>Every file that contains the text, and in which form.</summary>
    public IReadOnlyList<string> In(IEnumerable<string> files) =>
        [
            .. files.SelectMany(file =>
                ReadLowered(file) is var bytes
                    ? forms.Where(f => bytes.AsSpan().IndexOf(f.Bytes) >= 0).Select(f => $"{f.What} in {file}")
                    : []
            ),
        ];

    public static IEnumerable<string> Below(params string[] directories) =>
        directories
            .Where(Directory.Exists)
            .SelectMany(d => Directory.EnumerateFiles(d, "*", SearchOption.AllDirectories));

    // Base64 of a text inside other text begins at one of three bit offsets. For each, the part that does not depend on
    // the neighbours is searched.
    private static IEnumerable<(string What, byte[] Bytes)> FormsOf(string text)
    {
        yield return ($"'{text}'", Lowered(Encoding.UTF8.GetBytes(text)));
        yield return ($"'{text}' percent-encoded", Lowered(Encoding.UTF8.GetBytes(Uri.EscapeDataString(text))));
        yield return (
            $"'{text}' quoted-printable",
            Lowered(
                Encoding.UTF8.GetBytes(
                    text.Replace("@", "=40", StringComparison.Ordinal).Replace(".", "=2E", StringComparison.Ordinal)
                )
            )
        );
        foreach (var offset in (int[])[0, 1, 2])
        {
            var bytes = new byte[offset]
                .Concat(Encoding.UTF8.GetBytes(text))
                .ToArray();
            var whole = Convert.ToBase64String(bytes)[(offset == 0 ? 0 : 4)..].TrimEnd('=');
            var stable = whole[..(whole.Length / 4 * 4)];
            yield return ($"'{text}' in base64 from {offset}", Lowered(Encoding.ASCII.GetBytes(stable)));
        }
    }

    // Case is ignored on both sides; a false match would need the base64 of other letters to coincide.
    private static byte[] ReadLowered(string file)
    {
        // A process that appends to a journal holds it exclusively for a moment.
        for (var wait = Stopwatch.StartNew(); ; )
            try
            {
                using var stream = new FileStream(
                    file,
                    FileMode.Open,
                    FileAccess.Read,
                    FileShare.ReadWrite | FileShare.Delete
                );
                var bytes = new byte[stream.Length];
                var length = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
                return Lowered(bytes[..length]);
            }
            // A server deletes files of its own during the search.
            catch (FileNotFoundException)
            {
                return [];
            }
            catch (IOException) when (wait.Elapsed < TimeSpan.FromSeconds(5))
            {
                Thread.Yield();
            }
    }

    private static byte[] Lowered(byte[] bytes)
    {
        for (var i = 0; i < bytes.Length; i++)
            if (bytes[i] is >= (byte)'A' and <= (byte)'Z')
                bytes[i] += 32;
        return bytes;
    }
}
