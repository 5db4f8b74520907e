using PreferenceCenter.Domain;
using PreferenceCenter.Faults;
using PreferenceCenter.Shared.Csv;

namespace PreferenceCenter.Subscriptions.Imports;

/// <summary>The cells of the current record, by what they are, and its damage.</summary>
internal sealed class RowCells(CsvRecords records, ImportColumns columns)
{
    private readonly int[] read =
    [
        .. Enum.GetValues<ImportColumn>().SelectMany(column => columns[column].ToArray()),
        .. columns.Signs.Places,
    ];

    /// <summary>What is wrong with the record as such, in the columns that are read.</summary>
    public RowRemark? Damage { get; private set; }

    /// <summary>A cell may stand in another column than its own.</summary>
    public bool Shifted { get; private set; }

    /// <summary>The record ends before this column.</summary>
    public bool IsCutOffBefore(int place) => place >= records.Count;

    public IEnumerable<string> All => Enumerable.Range(0, records.Count).Select(place => Plain(place)).OfType<string>();

    /// <summary>Moves on to the current record.</summary>
    public void Next()
    {
        Shifted = records.Count != columns.Count;
        Damage =
            records.Broken is { } broken ? new("csv", broken)
            : records.Count != columns.Count
                ? new("fields", new(Row, FaultCode.FieldCount, records.Count, columns.Count))
            : records.Raw.IndexOfAny('\0', '\uFFFD') < 0 ? null
            : read.Select(place => DamageIn(records[place], isGuessed: false)).FirstOrDefault(one => one is not null)
                is { } found
                ? new(found.Code, new(Row, found.Fault))
            : null;
    }

    /// <summary>What makes a cell unreadable, with its code in reports.</summary>
    /// <param name="isGuessed">The encoding is a guess: whatever is not ASCII may have been another letter.</param>
    public static (string Code, FaultCode Fault)? DamageIn(string? cell, bool isGuessed) =>
        cell is null ? null
        : cell.Contains('\0', StringComparison.Ordinal) ? ("nul", FaultCode.HoldsNul)
        : cell.Contains('\uFFFD', StringComparison.Ordinal) || (isGuessed && !System.Text.Ascii.IsValid(cell))
            ? ("encoding", FaultCode.NotUtf8)
        : null;

    /// <summary>The address as it stands in the row; of a shifted row, the only address in it.</summary>
    public string? Address()
    {
        var typed = columns[ImportColumn.Email] is [var place, ..] ? WithoutMark(At(place)) : null;
        return Shifted && EmailAddress.TryParse(typed) is null && All.Where(IsAddress).Distinct().ToArray() is [var one]
            ? one
            : typed;
    }

    /// <summary>A value whose ends can be trimmed of everything that nobody sees.</summary>
    public string? Plain(ImportColumn column) => Find(column, Plain);

    /// <summary>Text in the words of people: all parts of a name, or else the first cell that is not empty.</summary>
    public string? Text(ImportColumn column) => Find(column, At) is { } text ? CleanText.Of(text, text.Length) : null;

    /// <summary>Name of the column in the file.</summary>
    public string NameOf(ImportColumn column)
    {
        foreach (var place in columns[column])
            if (At(place) is not null)
                return columns.NameOf(place);
        return columns[column] is [var first, ..] ? columns.NameOf(first) : ImportColumns.Names[(int)column];
    }

    private FaultPlace Row => new("", records.Line);

    // Spreadsheets write an apostrophe before what they shall not take for a number or a formula.
    private static string? WithoutMark(string? typed) =>
        typed is ['\'', var first, ..] && char.IsLetterOrDigit(first) && IsAddress(typed[1..]) ? typed[1..] : typed;

    private static bool IsAddress(string cell) => EmailAddress.TryParse(cell) is not null;

    private string? Find(ImportColumn column, Func<int, string?> at)
    {
        string? found = null;
        // What somebody is called or agreed to is not taken from a damaged record, which takes nobody in.
        var any = Damage is null || column is ImportColumn.Status or ImportColumn.Topics;
        foreach (var place in columns[column])
        {
            if (!any || at(place) is not { } text || (columns.OnlyWith(place) is { } other && At(other) is null))
                continue;
            if (column != ImportColumn.Name)
                return text;
            found = found is null ? text : $"{found} {text}";
        }
        return found;
    }

    private string? Plain(int place) =>
        HiddenCharacter.Trim(FormulaGuard.Remove(records[place])) is { Length: > 0 } text
            ? CleanText.Of(text, text.Length)
            : null;

    private string? At(int place) => FormulaGuard.Remove(records[place].Trim()) is { Length: > 0 } text ? text : null;
}
