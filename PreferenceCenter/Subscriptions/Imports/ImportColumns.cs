using PreferenceCenter.Domain;
using PreferenceCenter.Faults;
using PreferenceCenter.Shared.Csv;

namespace PreferenceCenter.Subscriptions.Imports;

/// <summary>Why a file cannot be imported at all.</summary>
/// <param name="OfUsage">Another program was named than the one that wrote the file.</param>
internal sealed record HeaderFault(Fault Fault, bool OfUsage = false)
{
    public HeaderFault(FaultCode code, params FaultArgument[] arguments)
        : this(new Fault(FaultPlace.File, code, arguments)) { }
}

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
        "sale_kind",
        "tracking_consent_at",
        "tracking_consent_text",
        "profiling_consent_at",
        "profiling_consent_text",
    ];

    private static readonly FaultPlace FirstLine = new("", 1);

    private readonly string[] header;
    private readonly int[][] places;

    private ImportColumns(ExportProgram program, string[] header, string fileName)
    {
        (Program, this.header) = (program, header);
        places = [.. Enum.GetValues<ImportColumn>().Select(PlacesOf)];
        Signs = new StatusSigns(program, header, fileName);
        Unread =
        [
            .. header
                .Index()
                .Where(c => !IsRead(c.Index) && !Known.Any(known => StatusSign.Matches(known, c.Item)))
                .Select(c => c.Index),
        ];
    }

    public ExportProgram Program { get; }
    public StatusSigns Signs { get; }
    public int Count => header.Length;
    public bool IsOwn => Program == ExportPrograms.Own;

    /// <summary>The program that seems to have written the file, if none was named.</summary>
    public ExportProgram? SeemsOf => IsOwn ? ExportPrograms.All.FirstOrDefault(p => p.Wrote(header)) : null;

    /// <summary>
    /// Positions of columns that are not read, but for those known to say nothing here. They are reported, because a
    /// misspelt column would silently lower the grade of every row, and looked at by <see cref="UnreadColumns"/>.
    /// </summary>
    public IReadOnlyList<int> Unread { get; }

    public IReadOnlyList<string> Header => header;

    /// <summary>The column is known and not read: nothing in it is needed.</summary>
    public bool IsPassedOver(string column) => Header.Index().Any(c => c.Item == column && !IsRead(c.Index));

    public ReadOnlySpan<int> this[ImportColumn column] => places[(int)column];

    /// <summary>Name of the column in the file.</summary>
    public string NameOf(int place) => header[place];

    /// <summary>Position of the column that must not be empty for this one to count.</summary>
    public int? OnlyWith(int place) =>
        Program.OnlyWith.TryGetValue(header[place], out var other) && Array.IndexOf(header, other) is >= 0 and var at
            ? at
            : null;

    /// <summary>What is odd about the file as a whole.</summary>
    public IEnumerable<RowRemark> Remarks()
    {
        foreach (var unread in Unread)
            yield return new("warning-column", new(new(header[unread], 1), FaultCode.ColumnUnknown));
        if (SeemsOf is { } program)
            yield return new("warning-program", new(FirstLine, FaultCode.SeemsOfProgram, program.Name, program.Key));
        if (Signs.SaysNothing)
            yield return new("warning-status", new(FirstLine, FaultCode.NoStatusColumn, Program.Name));
    }

    /// <returns>The columns, or the fault of the header.</returns>
    public static (ImportColumns? Columns, HeaderFault? Fault) Read(
        CsvRecords records,
        ExportProgram? program = null,
        string fileName = ""
    )
    {
        program ??= ExportPrograms.Own;
        if (!records.Read())
            return (null, new(FaultCode.FileEmpty));
        if (records.Broken is { } broken)
            return (null, new(FaultCode.HeaderUnreadable, broken));
        string[] header = [.. Enumerable.Range(0, records.Count).Select(i => NameIn(records[i]))];
        if (program != ExportPrograms.Own && !program.Wrote(header))
            return (null, IsDamaged(records) ? new(FaultCode.HeaderNotUtf8) : new(NotOf(program), OfUsage: true));
        var columns = new ImportColumns(program, header, fileName);
        if (columns.Twice() is { } twice)
            return (null, new(FaultCode.ColumnRepeated, twice));
        return !columns[ImportColumn.Email].IsEmpty ? (columns, null)
            : IsDamaged(records) ? (null, new(FaultCode.HeaderNotUtf8))
            : (null, NoEmail(columns, records.Raw));
    }

    private static string NameIn(string cell) => CleanText.Of(HiddenCharacter.Trim(FormulaGuard.Remove(cell)), 200)!;

    private static bool IsDamaged(CsvRecords records) => records.Raw.Contains('\uFFFD');

    // The lists that this program exports can be imported again.
    private string[] Known =>
        !IsOwn ? [.. Program.Others, .. Program.NoSigns]
        : header.Contains(ExportPrograms.OwnMark) ? Program.Others
        : [];

    private bool IsRead(int place) => places.Any(p => p.Contains(place)) || Signs.Places.Contains(place);

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

    private static Fault NotOf(ExportProgram program) =>
        new(
            FaultPlace.File,
            FaultCode.NotOfProgram,
            program.Name,
            program.Columns[ImportColumn.Email][0],
            FaultArgument.List(program.Marks)
        );

    private static HeaderFault NoEmail(ImportColumns columns, ReadOnlySpan<char> raw) =>
        columns.SeemsOf is { } program ? new(FaultCode.EmailColumnInProgram, program.Name, program.Key)
        : raw.IndexOfAny(";|\t,") >= 0 && columns.Count == 1 ? new(FaultCode.EmailColumnUnparted)
        : new(FaultCode.EmailColumnMissing, FaultArgument.List(Names));
}
