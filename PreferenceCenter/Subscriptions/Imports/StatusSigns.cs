namespace PreferenceCenter.Subscriptions.Imports;

/// <summary>What a row of another program's file says of somebody.</summary>
/// <param name="OfList">It was one list that was left: the topics it stands for, not everything.</param>
/// <param name="Place">The column that says it; null where the file does.</param>
internal readonly record struct SignedStatus(ImportStatus Status, bool OfList, int? Place)
{
    public SignedStatus Or(SignedStatus other) => other.Weight > Weight ? other : this;

    // Who left everything and one list besides left everything.
    private int Weight => 2 * (int)Status + (OfList ? 0 : 1);
}

/// <summary>The signs of a program found in one file of it.</summary>
internal sealed class StatusSigns
{
    private readonly (int Place, StatusSign Sign)[] signs;
    private readonly SignedStatus everybody;

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
        everybody = program.FileNames.FirstOrDefault(name =>
            fileName.StartsWith(name.Key, StringComparison.OrdinalIgnoreCase)
        )
            is { Key: not null } named
            ? new SignedStatus(named.Value, false, null)
            : default;
        // Several of them together stand only in a file that somebody put together: then each row speaks for itself.
        if (program.FileSigns.Where(sign => header.Any(sign.Is)).ToArray() is [var one])
            everybody = everybody.Or(new SignedStatus(one.Means, one.OfList, null));
        SaysNothing = signs.Length == 0 && program.Signs.Length > 0 && program.FileNames.Count == 0;
    }

    /// <summary>
    /// No column tells who is out, in a program that has one: it was left out when the columns were chosen.
    /// </summary>
    public bool SaysNothing { get; }

    public SignedStatus Read(CsvRecords records)
    {
        var status = everybody;
        foreach (var (place, sign) in signs)
            if (sign.Read(records[place].Trim()) is { } says)
                status = status.Or(new SignedStatus(says, sign.OfList, place));
        return status;
    }
}
