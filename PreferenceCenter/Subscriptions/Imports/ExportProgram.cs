namespace PreferenceCenter.Subscriptions.Imports;

/// <summary>
/// How a program writes the lists it gives away: which of its columns is read as what, and what in them says that
/// somebody is out.
/// </summary>
/// <param name="Key">What <c>--from</c> calls it.</param>
/// <param name="Name">What stands as source in the evidence: of a list that came that way, that is all it proves by
/// itself.</param>
internal sealed record ExportProgram(string Key, string Name)
{
    /// <summary>
    /// Its names for our columns, in order: the first that holds something counts. Of a name all parts do.
    /// </summary>
    public required IReadOnlyDictionary<ImportColumn, string[]> Columns { get; init; }

    /// <summary>Columns it always writes: without one of them the file is not its own.</summary>
    public required string[] Marks { get; init; }

    /// <summary>Columns whose cells say that somebody is out.</summary>
    public required StatusSign[] Signs { get; init; }

    /// <summary>
    /// Columns it writes only into the file of those who are out: there everybody is, whatever the cell holds.
    /// </summary>
    public StatusSign[] FileSigns { get; init; } = [];

    /// <summary>What a file is by how its name begins, for programs that write one file a status.</summary>
    public IReadOnlyDictionary<string, ImportStatus> FileNames { get; init; } = new Dictionary<string, ImportStatus>();

    /// <summary>Columns that count only where another one holds something too.</summary>
    public IReadOnlyDictionary<string, string> OnlyWith { get; init; } = new Dictionary<string, string>();

    /// <summary>Columns about other things than mail that look as if they were signs.</summary>
    public string[] NoSigns { get; init; } = [];

    /// <summary>What may part its columns.</summary>
    public string Delimiters { get; init; } = ",";

    public bool Wrote(IReadOnlyList<string> header) =>
        Marks.Any(mark => header.Contains(mark, StringComparer.OrdinalIgnoreCase))
        && Columns[ImportColumn.Email].Any(name => header.Contains(name, StringComparer.OrdinalIgnoreCase));
}
