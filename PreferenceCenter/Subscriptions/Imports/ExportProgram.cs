namespace PreferenceCenter.Subscriptions.Imports;

/// <summary>
/// Describes the export format of an e-mail program: which columns are read as what, and which values show that a
/// contact must not be mailed.
/// </summary>
/// <param name="Key">Name of the program for <c>--from</c>.</param>
/// <param name="Name">Source named in the evidence. For a list imported from a program, this is all that the import
/// proves by itself.</param>
internal sealed record ExportProgram(string Key, string Name)
{
    /// <summary>
    /// The program's column names for each import column, in order: the first non-empty one counts. For names, all
    /// parts count.
    /// </summary>
    public required IReadOnlyDictionary<ImportColumn, string[]> Columns { get; init; }

    /// <summary>Columns of which every export of the program has at least one.</summary>
    public required string[] Marks { get; init; }

    /// <summary>Columns whose values show that a contact must not be mailed.</summary>
    public required StatusSign[] Signs { get; init; }

    /// <summary>
    /// Columns that appear only in a file of excluded contacts: such a column applies to every row, whatever its value.
    /// </summary>
    public StatusSign[] FileSigns { get; init; } = [];

    /// <summary>
    /// Status of all rows, by the beginning of the file name, for programs that write one file per status.
    /// </summary>
    public IReadOnlyDictionary<string, ImportStatus> FileNames { get; init; } = new Dictionary<string, ImportStatus>();

    /// <summary>Columns that count only if another column is not empty.</summary>
    public IReadOnlyDictionary<string, string> OnlyWith { get; init; } = new Dictionary<string, string>();

    /// <summary>Columns that look like such signs but are not about e-mail.</summary>
    public string[] NoSigns { get; init; } = [];

    /// <summary>
    /// Other columns of the export, which say nothing that is needed here; <c>*</c> stands for any characters.
    /// </summary>
    public string[] Others { get; init; } = [];

    public bool Wrote(IReadOnlyList<string> header) =>
        Marks.Any(mark => header.Contains(mark, StringComparer.OrdinalIgnoreCase))
        && Columns[ImportColumn.Email].Any(name => header.Contains(name, StringComparer.OrdinalIgnoreCase));
}
