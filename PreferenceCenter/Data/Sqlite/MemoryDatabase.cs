using System.Data.Common;
using Microsoft.Data.Sqlite;
using PreferenceCenter.Domain;

namespace PreferenceCenter.Data.Sqlite;

/// <summary>
/// A database in the memory of this process, with the whole schema and nothing in it. It is gone with
/// <see cref="Dispose"/>. All are copies of one: the migrations run once in a process.
/// </summary>
internal sealed class MemoryDatabase : IDisposable
{
    private static readonly SemaphoreSlim Copying = new(1, 1);
    private static MemoryDatabase? migrated;

    // The database lives as long as one connection to it is open.
    private readonly DbConnection open;

    private MemoryDatabase(Database database) => (Database, open) = (database, database.OpenForWork());

    public Database Database { get; }

    public static async Task<MemoryDatabase> NewAsync(CancellationToken cancel)
    {
        // A connection is used by one thread at a time.
        await Copying.WaitAsync(cancel);
        try
        {
            migrated ??= await MigratedAsync(cancel);
            var copy = Empty();
            ((SqliteConnection)migrated.open).BackupDatabase((SqliteConnection)copy.open);
            return copy;
        }
        finally
        {
            Copying.Release();
        }
    }

    private static async Task<MemoryDatabase> MigratedAsync(CancellationToken cancel)
    {
        var memory = Empty();
        await using var context = memory.Database.CreateContext();
        await context.Database.UpgradeAsync(SqliteCenterContext.Version, cancel);
        return memory;
    }

    private static MemoryDatabase Empty()
    {
        // The name begins with a slash: all connections of the process to that name share one database.
        var name = $"file:/{RandomId.New():N}?vfs=memdb";
        return new MemoryDatabase(new SqliteDatabase(SqliteDatabase.ConnectionStringFor(name)));
    }

    public void Dispose()
    {
        Database.Dispose();
        open.Dispose();
    }
}
