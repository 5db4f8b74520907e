using System.Diagnostics.CodeAnalysis;

namespace PreferenceCenter.Ledger.Log;

/// <summary>
/// Several checkpoints, one per log, in one file or email: signed notes one after the other, separated by an empty
/// line. Emails and editors turn LF into CRLF, quote lines and add words before, between and after: all that is passed
/// over. What looks like a note and is none is not.
/// </summary>
internal static class CheckpointBundle
{
    public const int MostNotes = 1024;

    // Shorter than any signature, longer than a word behind a dash in a letter.
    private const int LeastSignature = 24;

    public static string Write(IEnumerable<CheckpointNote> notes) => string.Join('\n', notes);

    /// <summary>All notes of a text; false where there is none, or one is damaged.</summary>
    public static bool TryParse(string file, [NotNullWhen(true)] out IReadOnlyList<CheckpointNote>? notes)
    {
        var found = Find(file);
        notes = found.Count is 0 or > MostNotes || found.Contains(null) ? null : [.. found.OfType<CheckpointNote>()];
        return notes is not null;
    }

    /// <summary>The notes of a text in their order; null stands for one that is damaged.</summary>
    public static IReadOnlyList<CheckpointNote?> Find(string text)
    {
        var lines = text.TrimStart('\uFEFF').ReplaceLineEndings("\n").Split('\n').Select(Unquoted).ToArray();
        var notes = new List<CheckpointNote?>();
        for (var at = 0; at < lines.Length; at++)
        {
            if (!IsSignature(lines[at]))
                continue;
            var end = at + 1;
            while (end < lines.Length && lines[end].StartsWith(NoteSignature.Prefix, StringComparison.Ordinal))
                end++;
            notes.Add(Note(lines, at, end));
            at = end - 1;
        }
        return notes;
    }

    // A checkpoint's own lines are never empty: its text is what stands between two empty lines above the signatures.
    private static CheckpointNote? Note(string[] lines, int signatures, int end)
    {
        var (blank, first) = (signatures - 1, signatures - 1);
        if (blank < 1 || lines[blank].Length > 0)
            return null;
        while (first > 0 && lines[first - 1].Length > 0)
            first--;
        var (text, signed) = (lines[first..blank], lines[signatures..end]);
        return
            !text.Any(IsSignature)
            && CheckpointNote.TryParse($"{string.Join('\n', text)}\n\n{string.Join('\n', signed)}\n", out var note)
            ? note
            : null;
    }

    private static bool IsSignature(string line) =>
        line.StartsWith(NoteSignature.Prefix, StringComparison.Ordinal)
        && line.Split(' ') is [_, _, { Length: >= LeastSignature }];

    private static string Unquoted(string line)
    {
        line = line.TrimEnd();
        while (line.StartsWith('>'))
            line = line[1..].TrimStart();
        return line;
    }
}
