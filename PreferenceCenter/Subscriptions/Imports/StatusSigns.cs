using PreferenceCenter.Domain;

namespace PreferenceCenter.Subscriptions.Imports;

/// <summary>Status of a contact in another program's file.</summary>
/// <param name="OfList">The contact left one list: its topics, not everything.</param>
/// <param name="Place">Column that gives the status; null if it comes from the file as a whole.</param>
internal readonly record struct SignedStatus(ImportStatus Status, bool OfList, int? Place)
{
    public SignedStatus Or(SignedStatus other) => other.Weight > Weight ? other : this;

    // Leaving everything outweighs leaving one list.
    private int Weight => 2 * (int)Status + (OfList ? 0 : 1);
}

/// <summary>The status signs of a program that one file contains.</summary>
internal sealed class StatusSigns
{
    private readonly (int Place, StatusSign Sign)[] signs;
    private readonly SignedStatus fileStatus;

    public StatusSigns(ExportProgram program, IReadOnlyList<string> header, string fileName)
    {
        signs =
        [
            .. header
                .Index()
                .Where(column => !program.NoSigns.Any(no => StatusSign.Matches(no, column.Item)))
                .SelectMany(column =>
                    program.Signs.Where(sign => sign.Is(column.Item)).Take(1).Select(sign => (column.Index, sign))
                ),
        ];
        fileStatus = program.FileNames.FirstOrDefault(name =>
            fileName.StartsWith(name.Key, StringComparison.OrdinalIgnoreCase)
        )
            is { Key: not null } named
            ? new SignedStatus(named.Value, false, null)
            : default;
        // Several such columns occur only in a file that was combined by hand; then each row counts by itself.
        if (program.FileSigns.Where(sign => header.Any(sign.Is)).ToArray() is [var one])
            fileStatus = fileStatus.Or(new SignedStatus(one.Means, one.OfList, null));
        SaysNothing = signs.Length == 0 && program.Signs.Length > 0 && program.FileNames.Count == 0;
    }

    /// <summary>The program has status columns, but this file has none: they were left out of the export.</summary>
    public bool SaysNothing { get; }

    /// <summary>Everybody in the file is out, whatever stands in its cells.</summary>
    public bool AllAreOut => fileStatus.Status != ImportStatus.Subscribed;

    public IEnumerable<int> Places => signs.Select(sign => sign.Place);

    /// <param name="shifted">The cells may stand in other columns than their own: only plain words count.</param>
    public SignedStatus Read(CsvRecords records, bool shifted = false)
    {
        var status = fileStatus;
        foreach (var (place, sign) in signs)
            if (
                HiddenCharacter.Trim(records[place]) is var cell
                && (!shifted || StatusSign.IsPlain(cell))
                && sign.Read(cell) is { } says
            )
                status = status.Or(new SignedStatus(says, sign.OfList, place));
        return status;
    }
}
