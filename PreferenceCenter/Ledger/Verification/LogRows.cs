using System.Data.Common;
using System.Runtime.ExceptionServices;
using PreferenceCenter.Data;

namespace PreferenceCenter.Ledger.Verification;

/// <summary>
/// Reads the rows of a log from first to last, page by page. Events, evidence and seals are read side by side over one
/// connection; with open readers only SQLite's driver could do that.
/// </summary>
internal static class LogRows
{
    private const int PageSize = 2000;

    public static IEnumerable<LedgerEventRow> Events(ReadSession session, int slot) =>
        Read(
            next => session[Sql.EventsFrom, ("@slot", slot), ("@position", next), ("@count", PageSize)],
            Sql.ReadEvent,
            e => e.Position
        );

    public static IEnumerable<EvidenceRow> Evidence(ReadSession session, int slot) =>
        Read(
            next => session[Sql.EvidenceFrom, ("@slot", slot), ("@position", next), ("@count", PageSize)],
            row => new EvidenceRow
            {
                Slot = slot,
                Position = row.GetInt64(0),
                Count = Sql.ReadInt32(row, 1),
                Salt = row.GetFieldValue<byte[]>(2),
                Content = row.GetFieldValue<byte[]>(3),
            },
            e => e.Position
        );

    public static IEnumerable<SealRow> Seals(ReadSession session, int slot) =>
        Read(
            next => session[Sql.SealsFrom, ("@slot", slot), ("@batch", next), ("@count", PageSize)],
            row => new SealRow
            {
                Slot = slot,
                Batch = row.GetInt64(0),
                Size = row.GetInt64(1),
                Root = row.GetFieldValue<byte[]>(2),
                Others = row.GetFieldValue<byte[]>(3),
            },
            s => s.Batch
        );

    private static IEnumerable<T> Read<T>(Func<long, DbCommand> from, Func<DbDataReader, T> read, Func<T, long> key)
    {
        var page = new List<T>(PageSize);
        for (var next = long.MinValue; ; )
        {
            var failure = Fill(page, from(next), read);
            foreach (var row in page)
                yield return row;
            // Rows before a damaged row are returned first, so that the caller can name the place.
            failure?.Throw();
            if (page.Count < PageSize || key(page[^1]) == long.MaxValue)
                yield break;
            next = key(page[^1]) + 1;
        }
    }

    private static ExceptionDispatchInfo? Fill<T>(List<T> page, DbCommand command, Func<DbDataReader, T> read)
    {
        page.Clear();
        try
        {
            using var row = command.ExecuteReader();
            while (row.Read())
                page.Add(read(row));
            return null;
        }
        catch (Exception reason) when (CorruptionErrors.Matches(reason))
        {
            return ExceptionDispatchInfo.Capture(reason);
        }
    }
}
