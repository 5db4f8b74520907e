using System.Data.Common;
using PreferenceCenter.Domain;

namespace PreferenceCenter.Data.Sqlite;

/// <summary>
/// A database in the memory of this process, with the whole schema and nothing in it. It is gone with
/// <see cref="Dispose"/>.
/// </summary>
internal sealed class MemoryDatabase : IDisposable
{
    // The database lives as long as one connection to it is open.
    private readonly DbConnection open;

    private MemoryDatabase(Database database) => (Database, open) = (database, database.OpenForWork());

    public Database Database { get; }

    public static async Task<MemoryDatabase> NewAsync(CancellationToken cancel)
    {
        // The name begins with a slash: all connections of the process to that name share one database.
        var name = $"file:/{RandomId.New():N}?vfs=memdb";
        var memory = new MemoryDatabase(new SqliteDatabase(SqliteDatabase.ConnectionStringFor(name)));
        await using var context = memory.Database.CreateContext();
        await context.Database.UpgradeAsync(SqliteCenterContext.Version, cancel);
        return memory;
    }

    public void Dispose()
    {
        Database.Dispose();
        open.Dispose();
    }
}
