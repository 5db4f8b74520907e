using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace PreferenceCenter.Ledger.Log;

/// <summary>What a checkpoint says (c2sp.org/tlog-checkpoint): this log had this many events, and this root.</summary>
internal sealed record Checkpoint(string Origin, long Size, TreeHash Root)
{
    /// <summary>Lines after the root, opaque. We write none: a monitor cannot audit them.</summary>
    public IReadOnlyList<string> Extensions { get; init; } = [];

    /// <summary>The signed text: each line ends in LF, and none is empty.</summary>
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
