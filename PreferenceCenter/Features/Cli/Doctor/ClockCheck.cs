using System.Globalization;
using PreferenceCenter.Data;
using PreferenceCenter.Ledger.Log;

namespace PreferenceCenter.Features.Cli.Doctor;

/// <summary>
/// Checks that the clock is not behind. If it is, fresh links and the newest choices look as if they came from the
/// future.
/// </summary>
internal static class ClockCheck
{
    // The same tolerance as when a link is read.
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    public static Finding Look(Examination examined)
    {
        var (now, newest) = (examined.Now, Newest(examined.Service<Database>()));
        return newest > now + Tolerance
            ? Finding.Fail(
                "clock",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"it is {now:u} here, but something happened at {newest:u} already: set the clock right (NTP)"
                )
            )
            : Finding.Pass(
                "clock",
                string.Create(CultureInfo.InvariantCulture, $"{now:u}, not behind the newest event")
            );
    }

    private static DateTimeOffset? Newest(Database database)
    {
        using var session = database.Read();
        var slots = new List<int>();
        using (var row = session[Sql.Slots].ExecuteReader())
            while (row.Read())
                slots.Add(row.GetInt32(0));
        DateTimeOffset? newest = null;
        foreach (var slot in slots)
        {
            using var last = session[
                Sql.EventAt,
                ("@slot", slot),
                ("@position", new LogReader(session, slot).Head().Size - 1)
            ]
                .ExecuteReader();
            if (last.Read() && Sql.ReadEvent(last).At is var at && (newest is null || at > newest))
                newest = at;
        }
        return newest;
    }
}
