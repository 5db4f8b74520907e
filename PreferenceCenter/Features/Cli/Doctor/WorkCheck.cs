using System.Globalization;
using PreferenceCenter.Data;
using PreferenceCenter.Schedule;

namespace PreferenceCenter.Features.Cli.Doctor;

/// <summary>
/// Checks that the work which the server does by itself was done: erasures, extensions, notices, retention. The law
/// gives it a time limit, and nobody waits before a screen for it.
/// </summary>
internal static class WorkCheck
{
    // Daily work holds its lease until midnight, and one day a year has an hour more.
    private static readonly TimeSpan LongestDay = TimeSpan.FromHours(25);

    // Runs without news are recorded every five minutes; the rest is for a node that took over.
    private static readonly TimeSpan LateAfter = TimeSpan.FromMinutes(20);

    public static IEnumerable<Finding> Look(Examination examined)
    {
        var records = examined.Service<WorkRecordStore>().All().ToDictionary(r => r.Name, StringComparer.Ordinal);
        foreach (var work in examined.Service<IEnumerable<PeriodicWork>>().OrderBy(w => w.Name, StringComparer.Ordinal))
            yield return Judge(work, records.GetValueOrDefault(work.Name), examined.Now);
    }

    private static Finding Judge(PeriodicWork work, WorkRecord? record, DateTimeOffset now)
    {
        var check = $"work.{work.Name}";
        if (record is null)
            return Finding.Warn(
                check,
                work.AtStart
                    ? "has not run yet: is a server running?"
                    : Invariant(
                        $"has not run yet: a server does it for the first time {work.Every.TotalMinutes} minutes after its start"
                    )
            );
        if (record.Failed > 0)
            return Finding.Fail(
                check,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{record.Failed} items or steps failed at {record.RanAt:yyyy-MM-ddTHH:mm:ssZ} ({record.Fault}); {LastGood(record)}. All others are done. The server's log names them, as errors"
                )
            );
        // A daily job is recorded by the node that ran it.
        var late = work.LeaseFor is null ? 2 * work.Every + LateAfter : LongestDay + 2 * work.Every + LateAfter;
        return now - record.RanAt > late
            ? Finding.Warn(
                check,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"ran last at {record.RanAt:yyyy-MM-ddTHH:mm:ssZ}: is a server running?"
                )
            )
            : Finding.Pass(check, "everything that was due is done");
    }

    private static string LastGood(WorkRecord record) =>
        record.SucceededAt is { } at
            ? string.Create(CultureInfo.InvariantCulture, $"last without a failure at {at:yyyy-MM-ddTHH:mm:ssZ}")
            : "never without a failure";
}
