namespace PreferenceCenter.Features.Imports;

/// <summary>The columns of an import file, in the order documents list them.</summary>
internal enum ImportColumn { Email, Name, Language, Topics, Status, ConsentAt, ConsentMethod, ConsentSource, ConsentText, ConsentIp }

/// <summary>Where each column stands in this file.</summary>
internal sealed class ImportColumns
{
    public static readonly string[] Names = ["email", "name", "language", "topics", "status", "consent_at", "consent_method", "consent_source", "consent_text", "consent_ip"];

    private readonly int[] places = new int[Names.Length];

    public int Count { get; private init; }

    /// <summary>Columns that mean nothing here: told, as a misspelt one would silently lower every row's grade.</summary>
    public IReadOnlyList<string> Unknown { get; private init; } = [];

    public int? this[ImportColumn column] => places[(int)column] >= 0 ? places[(int)column] : null;

    /// <returns>The columns, or what is wrong with the header.</returns>
    public static (ImportColumns? Columns, string? Fault) Read(CsvRecords records)
    {
        if (!records.Read()) return (null, "The file is empty: it begins with a line that names its columns.");
        if (records.Broken is { } broken) return (null, $"The line that names the columns cannot be read: {broken}.");
        if (records.Raw.Contains('\uFFFD')) return (null, "The file is not UTF-8: save it as CSV in UTF-8.");
        var header = Enumerable.Range(0, records.Count).Select(i => records[i].Trim().ToLowerInvariant()).ToArray();
        var twice = header.Where(Names.Contains).GroupBy(name => name).FirstOrDefault(g => g.Count() > 1)?.Key;
        if (twice is not null) return (null, $"The column {twice} stands there twice.");
        if (!header.Contains("email"))
            return (null, records.Raw.IndexOfAny(';', '\t') >= 0
                ? "There is no column email. Columns are parted by commas: this file seems to use something else."
                : $"There is no column email. Known columns: {string.Join(", ", Names)}.");
        var columns = new ImportColumns { Count = header.Length, Unknown = [.. header.Where(name => !Names.Contains(name))] };
        for (var i = 0; i < Names.Length; i++) columns.places[i] = Array.IndexOf(header, Names[i]);
        return (columns, null);
    }
}
