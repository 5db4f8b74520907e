using System.Diagnostics.CodeAnalysis;

namespace PreferenceCenter.Ledger.Log;

/// <summary>
/// Several checkpoints, one per log, in one file or e-mail: signed notes one after the other, separated by an empty
/// line. A checkpoint's own lines are never empty, so text and signatures alternate. E-mail may have turned LF into
/// CRLF and added empty lines around; both are undone. Text of the e-mail before the first note is skipped.
/// </summary>
internal static class CheckpointBundle
{
    public const int MostNotes = 1024;

    public static string Write(IEnumerable<CheckpointNote> notes) => string.Join('\n', notes);

    public static bool TryParse(string file, [NotNullWhen(true)] out IReadOnlyList<CheckpointNote>? notes)
    {
        notes = null;
        var blocks = file.Replace("\r\n", "\n", StringComparison.Ordinal).TrimStart('\uFEFF').Trim('\n').Split("\n\n");
        var first =
            Array.FindIndex(blocks, block => block.StartsWith(NoteSignature.Prefix, StringComparison.Ordinal)) - 1;
        if (first < 0 || (blocks.Length - first) % 2 != 0 || (blocks.Length - first) / 2 > MostNotes)
            return false;
        var parsed = new CheckpointNote[(blocks.Length - first) / 2];
        for (var i = 0; i < parsed.Length; i++)
        {
            if (!CheckpointNote.TryParse($"{blocks[first + 2 * i]}\n\n{blocks[first + 2 * i + 1]}\n", out var note))
                return false;
            parsed[i] = note;
        }
        notes = parsed;
        return true;
    }
}
