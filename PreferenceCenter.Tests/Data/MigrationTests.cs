using Microsoft.EntityFrameworkCore;
using PreferenceCenter.Data;
using PreferenceCenter.Data.PostgreSql;
using PreferenceCenter.Data.Sqlite;
using Xunit;

namespace PreferenceCenter.Tests.Data;

/// <summary>Tests the migrations that a server applies at its start.</summary>
public sealed class MigrationTests
{
    [DatabaseFact]
    public async Task The_last_migration_is_the_one_a_start_asks_for()
    {
        await using var center = await TestCenter.NewAsync();
        using var context = center.Database.CreateContext();
        Assert.Equal(
            TestDatabase.Wanted == DatabaseProvider.PostgreSql
                ? PostgresCenterContext.LastMigration
                : SqliteCenterContext.LastMigration,
            context.Database.GetMigrations().Last()
        );
        Assert.Empty(context.Database.GetPendingMigrations());
    }

    [DatabaseFact]
    public async Task A_database_that_lacks_the_last_one_is_brought_up_to_date()
    {
        var directory = Directory.CreateTempSubdirectory("preference-center-");
        await using (var blank = await TestDatabase.BlankAsync(directory.FullName, TestDatabase.Wanted))
        using (var database = blank.Open())
        {
            await database.MigrateAsync(TestContext.Current.CancellationToken);
            using (var raw = blank.Raw())
                Assert.Contains("LedgerEvents", raw.Rows(raw.Tables).Select(row => row[0]));
            await database.MigrateAsync(TestContext.Current.CancellationToken);
        }
        directory.Delete(recursive: true);
    }

    [Fact]
    [Trait(PostgresCases.Trait, PostgresCases.PostgreSql)]
    public async Task Nodes_that_start_together_migrate_once()
    {
        await using var blank = await TestDatabase.BlankAsync("", DatabaseProvider.PostgreSql);
        Database[] nodes = [.. Enumerable.Range(0, 4).Select(_ => blank.Open())];
        await Task.WhenAll(
            nodes.Select(node => Task.Run(() => node.MigrateAsync(TestContext.Current.CancellationToken)))
        );
        using (var raw = blank.Raw())
            Assert.Equal(
                PostgresCenterContext.LastMigration,
                raw.Rows("""SELECT "MigrationId" FROM "__EFMigrationsHistory" ORDER BY 1""")[^1][0]
            );
        await using (var context = nodes[0].CreateContext())
            Assert.Equal(
                context.Database.GetMigrations(),
                await context.Database.GetAppliedMigrationsAsync(TestContext.Current.CancellationToken)
            );
        foreach (var node in nodes)
            node.Dispose();
    }
}
