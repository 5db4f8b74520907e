using System.Text;

namespace PreferenceCenter.Subscriptions.Imports;

/// <summary>
/// Text of a record that is broken as CSV, and the cells it seems to have. Of a very long one the middle is left out:
/// the columns that matter stand at its ends.
/// </summary>
internal sealed class LooseRecord
{
    private const int Kept = 1 << 12;
    private readonly StringBuilder head = new();
    private readonly char[] tail = new char[Kept];
    private long behind;

    public void Clear()
    {
        head.Clear();
        behind = 0;
    }

    public void Append(char c)
    {
        if (head.Length < Kept)
            head.Append(c);
        else
            tail[behind++ % Kept] = c;
    }

    public string[] Split(char delimiter)
    {
        for (var i = Math.Max(0, behind - Kept); i < behind; i++)
            head.Append(tail[i % Kept]);
        var text = head.ToString().TrimEnd('\r', '\n');
        return SplitQuoted(text, delimiter) ?? text.Replace("\"", "", StringComparison.Ordinal).Split(delimiter);
    }

    // Null where the quotes do not come out even.
    private static string[]? SplitQuoted(string text, char delimiter)
    {
        var (cells, cell, quoted, begins) = (new List<string>(), new StringBuilder(), false, true);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c == '"' && quoted && i + 1 < text.Length && text[i + 1] == '"')
                cell.Append(text[i++]);
            else if (c == '"' && (quoted || begins))
                (quoted, begins) = (!quoted, false);
            else if (c == delimiter && !quoted)
            {
                cells.Add(cell.ToString());
                cell.Clear();
                begins = true;
            }
            else
            {
                cell.Append(c);
                begins = false;
            }
        }
        return quoted ? null : [.. cells, cell.ToString()];
    }
}
