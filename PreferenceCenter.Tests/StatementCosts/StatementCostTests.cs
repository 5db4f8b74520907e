using PreferenceCenter.Data;
using Xunit;

namespace PreferenceCenter.Tests.StatementCosts;

/// <summary>
/// Tests that nothing asks the database once for each row: every page, command and periodic work is run over one row of
/// everything and over a hundred, and docs/benchmarks.md says what both cost.
/// </summary>
public sealed class StatementCostTests
{
    private const int Rows = 100;

    /// <summary>
    /// How many more statements a hundred rows may cost than one: reads that one row does without. The log is read in
    /// slices, by <c>ledger rebuild</c> once for the choices and once for the counts.
    /// </summary>
    private const int Constant = 10;

    /// <summary>The same where something is written: what waits beside it is written with it or after it.</summary>
    private const int ConstantOfWrites = 20;

    /// <summary>
    /// What changes each of these rows by itself, with the statements that one may cost; the reason each time is that
    /// a change is a transaction of its own, which must succeed or fail for one person alone.
    /// </summary>
    private static readonly Dictionary<string, int> EachIsAChange = new(StringComparer.Ordinal)
    {
        ["command import list.csv --confirm"] = 9,
        ["command import subscribed_members_export.csv --from mailchimp --topics product-news"] = 9,
        ["command outbox retry 17 18"] = 4,
        // Who would be asked is decided for each as if they were, and not written.
        ["command notices ask product-news --dry-run"] = 16,
        ["work erasures"] = 68,
        ["work erasure-cleanup"] = 3,
        ["work privacy-requests"] = 20,
        // Three people a row end: one who left everything, and two imported ones who never answered.
        ["work retention"] = 3 * 62,
    };

    // What is asked once more for each row is the same there: one database is enough each time.
    [DatabaseFact(PostgresInLongTests = true)]
    public async Task A_hundred_rows_cost_no_more_statements_than_one()
    {
        var (one, many) = (await MeasureAsync(1), await MeasureAsync(Rows));
        var database = TestDatabase.Wanted == DatabaseProvider.PostgreSql ? "PostgreSQL" : "SQLite";
        var table = StatementDocument.Table(one, many);
        var document = await File.ReadAllTextAsync(StatementDocument.Path, TestContext.Current.CancellationToken);
        if (Environment.GetEnvironmentVariable("UPDATE_DOCS") == "1")
        {
            document = StatementDocument.With(document, database, table);
            await File.WriteAllTextAsync(StatementDocument.Path, document, TestContext.Current.CancellationToken);
        }

        Assert.Empty(
            one.Where(cost => many[cost.Key].Count > Allowed(cost.Key, cost.Value))
                .Select(cost =>
                    $"{cost.Key}: {cost.Value.Count} statements for one row, {many[cost.Key].Count} for {Rows}"
                )
        );
        var written = StatementDocument.Read(document, database);
        Assert.Empty(
            one.Keys.Union(written.Keys)
                .Where(what =>
                    !one.TryGetValue(what, out var cost)
                    || !written.TryGetValue(what, out var figures)
                    || !cost.IsAlike(figures.One)
                    || !many[what].IsAlike(figures.Many)
                )
                .Select(what =>
                    Invariant(
                        $"docs/benchmarks.md is old about {what} ({one.GetValueOrDefault(what)?.Count}, {many.GetValueOrDefault(what)?.Count}): UPDATE_DOCS=1 dotnet test writes it."
                    )
                )
        );
    }

    private static int Allowed(string what, StatementCost one) =>
        one.Count + (one.Writes ? ConstantOfWrites : Constant) + EachIsAChange.GetValueOrDefault(what) * Rows;

    private static async Task<IReadOnlyDictionary<string, StatementCost>> MeasureAsync(int rows)
    {
        using var counter = new StatementCounter();
        await using var center = await ManyRows.StartAsync(rows);
        counter.Watch(center.Web.Stored);
        var measured = new MeasuredStatements(center, counter, rows);
        var costs = await measured.MeasureAsync();
        Assert.Empty(measured.Problems);
        return costs;
    }
}
