namespace PreferenceCenter.Subscriptions.Imports;

/// <summary>
/// Reads the status of a row. Of a row whose cells may stand in other columns, any cell counts that says by itself that
/// somebody is out.
/// </summary>
internal sealed class RowStatus(CsvRecords records, ImportColumns columns)
{
    private static readonly string[] Out = ["unsubscribed", "bounced", "complained"];

    /// <returns>The status; null if it cannot be read, and may be an opt-out.</returns>
    public SignedStatus? Read(RowCells cells)
    {
        if (!columns.IsOwn)
            return ReadSigns(cells);
        if (columns[ImportColumn.Status] is not [var place])
            return new(ImportStatus.Subscribed, false, null);
        var own = Known(cells.Plain(ImportColumn.Status));
        if (!cells.Shifted || own is { Status: not ImportStatus.Subscribed })
            return own;
        var found = cells.All.Select(Known).OfType<SignedStatus>().Aggregate(default(SignedStatus), (a, b) => a.Or(b));
        if (found.Status != ImportStatus.Subscribed)
            return found;
        var mayBeOut =
            cells.IsCutOffBefore(place)
            || cells.All.Any(cell =>
                Array.Exists(Out, word => cell.Contains(word, StringComparison.OrdinalIgnoreCase))
            );
        return mayBeOut ? null : found;
    }

    private SignedStatus? ReadSigns(RowCells cells)
    {
        var status = columns.Signs.Read(records, cells.Shifted);
        return cells.Shifted && !status.Status.IsOptOut() && columns.Signs.Places.Any() ? null : status;
    }

    private static SignedStatus? Known(string? cell) =>
        cell?.ToLowerInvariant() switch
        {
            null or "subscribed" => new(ImportStatus.Subscribed, false, null),
            "unsubscribed" => new(ImportStatus.Unsubscribed, false, null),
            "bounced" => new(ImportStatus.Bounced, false, null),
            "complained" => new(ImportStatus.Complained, false, null),
            _ => null,
        };
}
