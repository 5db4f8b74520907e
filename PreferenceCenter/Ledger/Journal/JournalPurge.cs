using System.Text;
using PreferenceCenter.Data;

namespace PreferenceCenter.Ledger.Journal;

/// <summary>
/// Takes the lines of erased subscribers out of the journals of reductions: these hold ids, times and places in the
/// log. The journal of erasures alone says what a restored database needs to know of them. Journals that were put aside
/// after an accepted loss are rewritten too.
/// </summary>
internal sealed class JournalPurge(StorageSettings storage, ErasureJournal erasures)
{
    /// <summary>Rewrites each journal that names an erased subscriber; running it again changes nothing.</summary>
    public void Run()
    {
        var names = erasures.Read();
        if (names.Count == 0)
            return;
        foreach (var path in JournalFile.PathsIn(storage.JournalDirectory))
        {
            using var held = JournalLock.Take(path);
            var known = new Dictionary<string, bool>(StringComparer.Ordinal);
            if (File.Exists(path) && File.ReadLines(path, Encoding.Latin1).Any(IsGone))
                KeyFile.Replace(path, stream => Keep(path, stream, IsGone));

            bool IsGone(string line)
            {
                if (PersonOf(line) is not { } text)
                    return false;
                if (!known.TryGetValue(text, out var gone))
                    known[text] = gone = Guid.TryParseExact(text, "D", out var person) && names.Contains(person);
                return gone;
            }
        }
    }

    // A line that cannot be read stays. A last line without its end was not finished and counts for nothing; it goes.
    private static void Keep(string path, Stream to, Func<string, bool> isGone)
    {
        using var from = new StreamReader(path, Encoding.Latin1);
        using var writer = new StreamWriter(to, Encoding.Latin1, leaveOpen: true) { NewLine = "\n" };
        for (string? line = from.ReadLine(), next; line is not null; line = next)
        {
            next = from.ReadLine();
            if (!isGone(line) && (next is not null || EndsWhole(path)))
                writer.WriteLine(line);
        }
    }

    private static bool EndsWhole(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        stream.Seek(-1, SeekOrigin.End);
        return stream.ReadByte() == '\n';
    }

    private static string? PersonOf(string line) =>
        line.Split('\t') switch
        {
            ["reduced", _, _, var person, ..] => person,
            ["left", var person, ..] => person,
            _ => null,
        };
}
