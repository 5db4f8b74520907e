namespace PreferenceCenter.Shared.Csv;

/// <summary>
/// Writes CSV (RFC 4180) for people who open it in a spreadsheet: every cell in quotes, and <see cref="FormulaGuard"/>
/// in every cell. Programs that need every character unchanged read NDJSON.
/// </summary>
internal static class CsvText
{
    public static void WriteRow(TextWriter to, params ReadOnlySpan<string?> cells)
    {
        for (var i = 0; i < cells.Length; i++)
        {
            to.Write(i > 0 ? ",\"" : "\"");
            to.Write(FormulaGuard.Add(cells[i] ?? "").Replace("\"", "\"\"", StringComparison.Ordinal));
            to.Write('"');
        }
        to.Write("\r\n");
    }
}
