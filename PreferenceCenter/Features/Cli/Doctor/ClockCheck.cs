using System.Globalization;
using PreferenceCenter.Data;
using PreferenceCenter.Ledger.Log;
using PreferenceCenter.Schedule;

namespace PreferenceCenter.Features.Cli.Doctor;

/// <summary>
/// Checks that the clock is not behind any event, and agrees with the database's. If it is behind, fresh links and the
/// newest choices look as if they came from the future.
/// </summary>
internal static class ClockCheck
{
    // The same tolerance as when a link is read.
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    // Far enough back to find an event of a clock that was ahead, near enough to be read at once.
    private const long EventsBack = 100_000;

    public static async IAsyncEnumerable<Finding> LookAsync(Examination examined)
    {
        yield return AgainstEvents(examined);
        var before = examined.Now;
        if (await examined.Service<Database>().ClockAsync() is { } there)
            yield return AgainstDatabase(before + (examined.Now - before) / 2 - there);
    }

    private static Finding AgainstDatabase(TimeSpan ahead) =>
        Finding.Of(
            ahead.Duration() <= DatabaseClock.Tolerance,
            "clock.database",
            string.Create(
                CultureInfo.InvariantCulture,
                $"{ahead.TotalSeconds:0.0} seconds ahead of the database's clock (behind, if negative); more than {DatabaseClock.Tolerance.TotalSeconds:0} is too much: set both right (NTP)"
            )
        );

    private static Finding AgainstEvents(Examination examined)
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
            // Not disposed: it is the session's, and serves the next log.
            var last = session[
                Sql.NewestEvent,
                ("@slot", slot),
                ("@position", new LogReader(session, slot).Head().Size - EventsBack)
            ];
            if (last.ExecuteScalar() is long at && (newest is null || Instant.FromMicroseconds(at) > newest))
                newest = Instant.FromMicroseconds(at);
        }
        return newest;
    }
}
