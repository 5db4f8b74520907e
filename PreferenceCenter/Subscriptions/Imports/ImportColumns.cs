using PreferenceCenter.Domain;
using PreferenceCenter.Shared.Terminal;

namespace PreferenceCenter.Subscriptions.Imports;

/// <summary>Why a file cannot be imported at all.</summary>
internal sealed record HeaderFault(string Message, int ExitCode = ExitCode.CouldNotBeDone);

/// <summary>Maps import columns to their positions in one file.</summary>
internal sealed class ImportColumns
{
    public static readonly string[] Names =
    [
        "email",
        "name",
        "language",
        "topics",
        "status",
        "consent_at",
        "consent_method",
        "consent_source",
        "consent_text",
        "consent_ip",
        "lawful_basis",
        "sale_reference",
        "product_family",
        "refusal_offered",
    ];

    private readonly string[] header;
    private readonly int[][] places;

    private ImportColumns(ExportProgram program, string[] header, string fileName)
    {
        (Program, this.header) = (program, header);
        places = [.. Enum.GetValues<ImportColumn>().Select(PlacesOf)];
        Signs = new StatusSigns(program, header, fileName);
        // Another program's file has dozens of columns. Only columns added by hand can be misspelt.
        Unknown =
        [
            .. header
                .Index()
                .Where(c =>
                    (IsOwn || c.Item.StartsWith("consent_", StringComparison.Ordinal))
                    && !places.Any(p => p.Contains(c.Index))
                )
                .Select(c => c.Item),
        ];
    }

    public ExportProgram Program { get; }
    public StatusSigns Signs { get; }
    public int Count => header.Length;
    public bool IsOwn => Program == ExportPrograms.Own;

    /// <summary>The program that seems to have written the file, if none was named.</summary>
    public ExportProgram? SeemsOf => IsOwn ? ExportPrograms.All.FirstOrDefault(p => p.Wrote(header)) : null;

    /// <summary>
    /// Unknown columns. They are reported, because a misspelt column would silently lower the grade of every row.
    /// </summary>
    public IReadOnlyList<string> Unknown { get; }

    public ReadOnlySpan<int> this[ImportColumn column] => places[(int)column];

    /// <summary>Name of the column in the file.</summary>
    public string NameOf(int place) => header[place];

    /// <summary>Position of the column that must not be empty for this one to count.</summary>
    public int? OnlyWith(int place) =>
        Program.OnlyWith.TryGetValue(header[place], out var other) && Array.IndexOf(header, other) is >= 0 and var at
            ? at
            : null;

    /// <returns>The columns, or the fault of the header.</returns>
    public static (ImportColumns? Columns, HeaderFault? Fault) Read(
        CsvRecords records,
        ExportProgram? program = null,
        string fileName = ""
    )
    {
        program ??= ExportPrograms.Own;
        if (!records.Read())
            return (null, new("The file is empty: it begins with a line that names its columns."));
        if (records.Broken is { } broken)
            return (null, new($"The line that names the columns cannot be read: {broken}."));
        if (records.Raw.Contains('\uFFFD'))
            return (null, new("The file is not UTF-8: save it as CSV in UTF-8."));
        string[] header = [.. Enumerable.Range(0, records.Count).Select(i => CleanText.Of(records[i].Trim(), 200)!)];
        if (program != ExportPrograms.Own && !program.Wrote(header))
            return (null, new(NotOf(program), ExitCode.WrongUsage));
        var columns = new ImportColumns(program, header, fileName);
        if (columns.Twice() is { } twice)
            return (null, new($"The column {twice} stands there twice."));
        return columns[ImportColumn.Email].IsEmpty ? (null, new(NoEmail(columns, records.Raw))) : (columns, null);
    }

    private int[] PlacesOf(ImportColumn column)
    {
        var named = Program.Columns.TryGetValue(column, out var names) ? names.SelectMany(AllOf) : [];
        // Own columns can be added by hand to another program's file. They must be spelled exactly, because the program
        // may have a similar name for something else.
        return IsOwn
            ? [.. named]
            :
            [
                .. header.Index().Where(c => MayBeAdded(column) && c.Item == Names[(int)column]).Select(c => c.Index),
                .. named,
            ];

        IEnumerable<int> AllOf(string name) =>
            header.Index().Where(c => c.Item.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(c => c.Index);
    }

    private static bool MayBeAdded(ImportColumn column) =>
        column is not (ImportColumn.Email or ImportColumn.Name or ImportColumn.Status);

    private string? Twice() =>
        places[(int)ImportColumn.Email].Length > 1
            ? Names[0]
            : Enumerable
                .Range(0, Names.Length)
                .Where(i => IsOwn && places[i].Length > 1)
                .Select(i => Names[i])
                .FirstOrDefault();

    private static string NotOf(ExportProgram program) =>
        $"This is no file of {program.Name}: it has a column {program.Columns[ImportColumn.Email][0]}, and one of {string.Join(", ", program.Marks)}.";

    private static string NoEmail(ImportColumns columns, ReadOnlySpan<char> raw) =>
        columns.SeemsOf is { } program
            ? $"There is no column email. This seems to be a file of {program.Name}: --from {program.Key} reads it."
        : raw.IndexOfAny(';', '\t') >= 0
            ? "There is no column email. Columns are parted by commas: this file seems to use something else."
        : $"There is no column email. Known columns: {string.Join(", ", Names)}.";
}
