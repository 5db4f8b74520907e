using Microsoft.EntityFrameworkCore;
using PreferenceCenter.Data;
using PreferenceCenter.Data.Sqlite;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Data.Sqlite;

/// <summary>Tests databases in memory: each has the whole schema, and none has what is put into another.</summary>
public sealed class MemoryDatabaseTests
{
    [Fact]
    public async Task Each_has_the_whole_schema_and_nothing_of_another()
    {
        using var one = await MemoryDatabase.NewAsync(Cancel);
        await using var context = one.Database.CreateContext();
        Assert.Empty(await context.Database.GetPendingMigrationsAsync(Cancel));
        await CommandAsync(context, "CREATE TABLE \"Mine\" (\"Id\" INTEGER)");
        var made = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => MemoryDatabase.NewAsync(Cancel)));
        foreach (var other in made)
            using (other)
            {
                await using var another = other.Database.CreateContext();
                Assert.Equal((await TablesAsync(context)).Except(["Mine"]), await TablesAsync(another));
                await CommandAsync(another, "CREATE TABLE \"Mine\" (\"Id\" INTEGER)");
            }
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static Task CommandAsync(CenterContext context, string sql) =>
        context.Database.ExecuteSqlRawAsync(sql, Cancel);

    private static Task<List<string>> TablesAsync(CenterContext context) =>
        context
            .Database.SqlQueryRaw<string>("SELECT name AS Value FROM sqlite_master ORDER BY name")
            .ToListAsync(Cancel);
}
