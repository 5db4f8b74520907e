using System.Buffers;

namespace PreferenceCenter.Shared.Csv;

/// <summary>
/// Writes CSV (RFC 4180) for people who open it in a spreadsheet: a cell that a spreadsheet would take for a formula
/// begins with an apostrophe. Programs that need every character unchanged read NDJSON.
/// </summary>
internal static class CsvText
{
    private static readonly SearchValues<char> NeedsQuotes = SearchValues.Create(",\"\r\n");

    public static void WriteRow(TextWriter to, params ReadOnlySpan<string?> cells)
    {
        for (var i = 0; i < cells.Length; i++)
        {
            if (i > 0)
                to.Write(',');
            WriteCell(to, cells[i] ?? "");
        }
        to.Write("\r\n");
    }

    private static void WriteCell(TextWriter to, string cell)
    {
        // Some readers drop a space at the start or the end of a cell without quotes.
        var quoted = cell.AsSpan().ContainsAny(NeedsQuotes) || (cell.Length > 0 && (cell[0] == ' ' || cell[^1] == ' '));
        if (quoted)
            to.Write('"');
        if (LooksLikeFormula(cell))
            to.Write('\'');
        to.Write(quoted ? cell.Replace("\"", "\"\"", StringComparison.Ordinal) : cell);
        if (quoted)
            to.Write('"');
    }

    // OWASP, CSV injection: these characters, their full-width forms, and the characters that a spreadsheet skips
    // first.
    private static bool LooksLikeFormula(string cell) =>
        cell.Length > 0 && cell[0] is '=' or '+' or '-' or '@' or '\t' or '\r' or '\n' or '＝' or '＋' or '－' or '＠';
}
