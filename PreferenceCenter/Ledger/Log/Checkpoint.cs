using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace PreferenceCenter.Ledger.Log;

/// <summary>A checkpoint of a log (c2sp.org/tlog-checkpoint): the log had this size and this root.</summary>
internal sealed record Checkpoint(string Origin, long Size, TreeHash Root)
{
    /// <summary>
    /// Lines after the root, not interpreted. This program writes none, because monitors cannot audit them.
    /// </summary>
    public IReadOnlyList<string> Extensions { get; init; } = [];

    /// <summary>The text that is signed: each line ends in LF, and no line is empty.</summary>
    public string ToText()
    {
        string[] lines = [Origin, Size.ToString(CultureInfo.InvariantCulture), Root.ToBase64(), .. Extensions];
        return string.Join('\n', lines) + "\n";
    }

    public static bool TryParse(string text, [NotNullWhen(true)] out Checkpoint? checkpoint)
    {
        checkpoint = null;
        var lines = text.Split('\n');
        if (lines.Length < 4 || lines[^1].Length != 0 || lines[..^1].Any(line => line.Length == 0))
            return false;
        if (
            !long.TryParse(lines[1], NumberStyles.None, CultureInfo.InvariantCulture, out var size)
            || lines[1] != size.ToString(CultureInfo.InvariantCulture)
        )
            return false;
        if (!CanonicalBase64.TryDecode(lines[2], out var root) || root.Length != TreeHash.Length)
            return false;
        checkpoint = new Checkpoint(lines[0], size, TreeHash.From(root)) { Extensions = lines[3..^1] };
        return true;
    }
}
