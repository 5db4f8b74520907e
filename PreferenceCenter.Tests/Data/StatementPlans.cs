using System.Text.Json;
using System.Text.RegularExpressions;
using PreferenceCenter.Data;
using Xunit;

namespace PreferenceCenter.Tests.Data;

/// <summary>
/// Asks a database for the plan of a statement. No statement is executed, so all tests share one database of each kind.
/// </summary>
public sealed partial class StatementPlans : IAsyncDisposable
{
    private readonly Dictionary<DatabaseProvider, TestCenter> centers = [];

    /// <summary>Fails if the statement does not fit the schema.</summary>
    internal async Task PrepareAsync(string sql)
    {
        var center = await CenterAsync();
        await using var connection = center.Database.OpenForWork();
        using var statements = new Statements(connection, center.Database.PreparesByItself);
        ReadOnlySpan<(string, object?)> values =
        [
            .. Parameter.Matches(sql).Select(m => (m.Value, (object?)null)).Distinct(),
        ];
        Assert.Equal(sql, statements[sql, values].CommandText);
        if (center.Stored.File is not null)
            return;
        using var raw = center.Raw();
        PrepareOn(raw, sql);
    }

    /// <summary>Tables that are read in full because no index serves the statement.</summary>
    internal async Task<IReadOnlyList<string>> ScansAsync(string sql)
    {
        var center = await CenterAsync();
        using var raw = center.Raw();
        return center.Stored.File is null ? ServerScans(raw, sql) : FileScans(raw, sql);
    }

    private static string[] FileScans(RawDatabase raw, string sql) =>
        [
            .. raw.Rows($"EXPLAIN QUERY PLAN {Parameter.Replace(sql, "1")}")
                .Select(row => (string)row[3]!)
                .Where(step =>
                    step.StartsWith("SCAN ", StringComparison.Ordinal)
                    && step != "SCAN CONSTANT ROW"
                    // The set that the statement was given.
                    && !step.StartsWith("SCAN json_each VIRTUAL TABLE", StringComparison.Ordinal)
                ),
        ];

    // The planner reads a whole table only if there is no other way, joins by look-up, and plans for any parameter
    // values.
    private static string[] ServerScans(RawDatabase raw, string sql)
    {
        raw.Run(
            "SET enable_seqscan = off; SET enable_hashjoin = off; SET enable_mergejoin = off; SET plan_cache_mode = force_generic_plan"
        );
        var parameters = PrepareOn(raw, sql);
        var values = parameters == 0 ? "" : $"({string.Join(", ", Enumerable.Repeat("NULL", parameters))})";
        using var plan = JsonDocument.Parse(raw.Scalar<string>($"EXPLAIN (FORMAT JSON) EXECUTE it{values}"));
        return
        [
            .. Steps(plan.RootElement[0].GetProperty("Plan"), null)
                .Where(one => IsScan(one.Step, one.Above))
                .Select(one =>
                    $"{one.Step.GetProperty("Node Type")} of {one.Step.GetProperty(one.Step.TryGetProperty("Relation Name", out _) ? "Relation Name" : "Index Name")}"
                ),
        ];
    }

    // An index read without a condition is also a full read, unless only its first entries are wanted.
    private static bool IsScan(JsonElement step, string? above) =>
        step.GetProperty("Node Type").GetString() switch
        {
            "Seq Scan" => true,
            "Index Scan" or "Index Only Scan" or "Bitmap Index Scan" => !step.TryGetProperty("Index Cond", out _)
                && (above != "Limit" || step.TryGetProperty("Filter", out _)),
            _ => false,
        };

    private static IEnumerable<(JsonElement Step, string? Above)> Steps(JsonElement step, string? above)
    {
        var kind = step.GetProperty("Node Type").GetString();
        return step.TryGetProperty("Plans", out var below)
            ? below.EnumerateArray().SelectMany(one => Steps(one, kind)).Prepend((step, above))
            : [(step, above)];
    }

    private static int PrepareOn(RawDatabase raw, string sql)
    {
        var names = Parameter.Matches(sql).Select(m => m.Value).Distinct(StringComparer.Ordinal).ToList();
        raw.Run($"PREPARE it AS {Parameter.Replace(sql, name => $"${names.IndexOf(name.Value) + 1}")}");
        return names.Count;
    }

    private async Task<TestCenter> CenterAsync()
    {
        if (!centers.TryGetValue(TestDatabase.Wanted, out var center))
            centers.Add(TestDatabase.Wanted, center = await NewAsync());
        return center;
    }

    // For an empty table a server may choose any index, even a partial one.
    private static async Task<TestCenter> NewAsync()
    {
        var center = await TestCenter.NewAsync();
        if (center.Stored.File is not null)
            return center;
        using var raw = center.Raw();
        raw.Run(
            """
            INSERT INTO "Outbox" ("MessageId", "Kind", "State", "FromSeq", "ToSeq", "CreatedAt", "DueAt", "Attempts", "Uncertain") SELECT int8send(i), 1, 0, 1, 1, i, i, 0, 0 FROM generate_series(1, 3000) AS i;
            ANALYZE "Outbox";
            """
        );
        return center;
    }

    [GeneratedRegex("@[A-Za-z]+")]
    private static partial Regex Parameter { get; }

    public async ValueTask DisposeAsync()
    {
        foreach (var center in centers.Values)
            await center.DisposeAsync();
    }
}
