using System.Collections.Concurrent;

namespace PreferenceCenter.Data;

/// <summary>Keeps when periodic work last ran, for the doctor command, which is another process.</summary>
internal sealed class WorkRecordStore(Database database)
{
    internal const string NoteSql = """
        INSERT INTO "WorkRecords" ("Name", "RanAt", "SucceededAt", "Failed", "Fault")
        VALUES (@name, @at, @succeededAt, @failed, @fault)
        ON CONFLICT ("Name") DO UPDATE SET "RanAt" = excluded."RanAt", "Failed" = excluded."Failed", "Fault" = excluded."Fault",
            "SucceededAt" = COALESCE(excluded."SucceededAt", "WorkRecords"."SucceededAt")
        """;

    /// <summary>A run without news is recorded once in this time: a server with nothing to do writes next to nothing.</summary>
    internal static readonly TimeSpan RecordAgainAfter = TimeSpan.FromMinutes(5);
    private readonly ConcurrentDictionary<string, (DateTimeOffset At, int Failed)> noted = new(StringComparer.Ordinal);

    public void Note(string name, DateTimeOffset at, int failed, string? fault)
    {
        if (failed == 0 && noted.TryGetValue(name, out var last) && last.Failed == 0 && at < last.At + RecordAgainAfter)
            return;
        using (var work = new WorkSession(database))
            work.Run(
                NoteSql,
                ("@name", name),
                ("@at", Instant.ToMicroseconds(at)),
                ("@succeededAt", failed == 0 ? Instant.ToMicroseconds(at) : null),
                ("@failed", (long)failed),
                ("@fault", fault)
            );
        noted[name] = (at, failed);
    }

    /// <summary>The last run of each kind of work.</summary>
    public IReadOnlyList<WorkRecord> All()
    {
        using var context = database.CreateContext();
        return [.. context.WorkRecords.OrderBy(record => record.Name)];
    }
}
