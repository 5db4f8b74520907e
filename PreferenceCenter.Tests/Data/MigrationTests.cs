using Microsoft.EntityFrameworkCore;
using PreferenceCenter.Data.Sqlite;
using Xunit;

namespace PreferenceCenter.Tests.Data;

public sealed class MigrationTests
{
    [DatabaseFact]
    public async Task The_last_migration_is_the_one_a_start_asks_for()
    {
        await using var center = await TestCenter.NewAsync();
        using var context = center.Database.CreateContext();
        Assert.Equal(SqliteDatabase.LastMigration, context.Database.GetMigrations().Last());
        Assert.Empty(context.Database.GetPendingMigrations());
    }

    [DatabaseFact]
    public async Task A_database_that_lacks_the_last_one_is_brought_up_to_date()
    {
        var file = Path.GetTempFileName();
        using (var database = new SqliteDatabase(SqliteDatabase.ConnectionStringFor(file)))
        {
            await database.MigrateAsync(TestContext.Current.CancellationToken);
            using var raw = new RawDatabase(file);
            Assert.Equal(1, raw.Scalar<long>("SELECT COUNT(*) FROM sqlite_master WHERE name = 'LedgerEvents'"));
            await database.MigrateAsync(TestContext.Current.CancellationToken);
        }
        foreach (var one in Directory.GetFiles(Path.GetDirectoryName(file)!, Path.GetFileName(file) + "*")) File.Delete(one);
    }
}
