using PreferenceCenter.Domain;
using PreferenceCenter.Faults;
using PreferenceCenter.Shared.Csv;

namespace PreferenceCenter.Subscriptions.Imports;

/// <summary>
/// Looks through a file, before anything of it is imported, for columns that nobody reads and that may say who must not
/// be emailed. Only rows that would subscribe somebody count: a row that takes somebody out needs no other column.
/// </summary>
internal static class UnreadColumns
{
    /// <param name="records">The file once more, from its header on.</param>
    /// <returns>Names of such columns that were not declared.</returns>
    public static IReadOnlyList<string> ThatMayTell(
        CsvRecords records,
        ImportColumns columns,
        IgnoredColumns ignored,
        CancellationToken cancel
    )
    {
        UnreadColumn[] unread =
        [
            .. columns
                .Unread.Where(place => !ignored.Names(columns.NameOf(place)))
                .Select(place => new UnreadColumn(place, columns.NameOf(place), byFormToo: !ignored.All)),
        ];
        if (unread.Length == 0 || columns.Signs.AllAreOut || !records.Read())
            return [];
        var (cells, status) = (new RowCells(records, columns), new RowStatus(records, columns));
        while (records.Read())
        {
            cancel.ThrowIfCancellationRequested();
            cells.Next();
            if (cells.Damage is not null || status.Read(cells) is not { Status: ImportStatus.Subscribed })
                continue;
            foreach (var column in unread)
                column.Note(HiddenCharacter.Trim(FormulaGuard.Remove(records[column.Place])));
        }
        return [.. unread.Where(column => column.MayTell).Select(column => column.Name).Distinct()];
    }

    /// <summary>Why a file with such columns is refused.</summary>
    public static Fault FaultOf(ImportColumns columns, IReadOnlyList<string> names) =>
        columns.SeemsOf is { } program
            ? new(FaultPlace.File, FaultCode.SeemsOfProgram, program.Name, program.Key)
            : new(FaultPlace.File, FaultCode.OptOutColumnUnread, FaultArgument.List(names));
}
