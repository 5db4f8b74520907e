using PreferenceCenter.Domain;
using PreferenceCenter.Shared.Terminal;

namespace PreferenceCenter.Subscriptions.Imports;

/// <summary>Why a file cannot be read at all.</summary>
internal sealed record HeaderFault(string Message, int ExitCode = ExitCode.CouldNotBeDone);

/// <summary>Where each column stands in this file.</summary>
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
        // Another program's file has columns by the dozen: of those only what somebody added by hand can be misspelt.
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

    /// <summary>The program that seems to have written a file that was not said to be of one.</summary>
    public ExportProgram? SeemsOf => IsOwn ? ExportPrograms.All.FirstOrDefault(p => p.Wrote(header)) : null;

    /// <summary>
    /// Columns that mean nothing here: told, as a misspelt one would silently lower every row's grade.
    /// </summary>
    public IReadOnlyList<string> Unknown { get; }

    public ReadOnlySpan<int> this[ImportColumn column] => places[(int)column];

    /// <summary>The column as the file calls it.</summary>
    public string NameOf(int place) => header[place];

    /// <summary>The column without which that one does not count.</summary>
    public int? OnlyWith(int place) =>
        Program.OnlyWith.TryGetValue(header[place], out var other) && Array.IndexOf(header, other) is >= 0 and var at
            ? at
            : null;

    /// <returns>The columns, or what is wrong with the header.</returns>
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
        // Ours can be added to another program's file by hand; written as here, for theirs may have the same name for
        // something else.
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
