using Npgsql;
using PreferenceCenter.Data.Sqlite;

namespace PreferenceCenter.Data.PostgreSql;

// Backup, restore and move.
internal sealed partial class PostgresDatabase
{
    private const string WritersSql = """
        SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
            AND classid = @class::int::oid AND objid < 1024 AND objsubid = 2
        """;

    private const string OwnsSql = """
        SELECT CASE WHEN to_regclass('"LedgerEvents"') IS NULL THEN has_schema_privilege('public', 'CREATE')
            ELSE pg_has_role((SELECT relowner FROM pg_class WHERE oid = to_regclass('"LedgerEvents"')), 'USAGE') END
        """;

    public override void CopyTo(string file)
    {
        using (var target = new SqliteDatabase(SqliteDatabase.ConnectionStringFor(file)))
        {
            using (var context = target.CreateContext())
                context.Database.Upgrade(SqliteCenterContext.Version);
            using var writer = new SqliteTableWriter(file);
            TableCopy.Run(this, target, writer);
        }
        KeyFile.MakeDurable(file);
    }

    public override string? ReplaceBy(string file, DateTimeOffset now)
    {
        // From here on every writer waits until the restore is done, on any machine.
        using var exclusive = writing.OpenConnection();
        if (!AdvisoryLock.TryTakeDatabase(exclusive))
            throw new IOException(
                Invariant($"{CountWriters()} servers or commands are at work on the database. Stop them first.")
            );
        DemandOwner(exclusive);
        string? aside = null;
        if (HoldsPeople())
            KeepCopy(
                aside = KeptDatabases.FileAt(Path.GetDirectoryName(file) + Path.DirectorySeparatorChar, ".db", now)
            );
        // A new server has no tables yet; an old one may have an older schema.
        using (var context = CreateContext())
            context.Database.Upgrade(PostgresCenterContext.Version);
        using var source = new SqliteDatabase(SqliteDatabase.ConnectionStringFor(file));
        Take(source, null);
        return aside;
    }

    /// <summary>Checks that the role may fill tables, before anything is done.</summary>
    /// <exception cref="UnauthorizedAccessException">It may not.</exception>
    public void DemandOwner()
    {
        using var connection = writing.OpenConnection();
        DemandOwner(connection);
    }

    private static void DemandOwner(NpgsqlConnection connection)
    {
        using var asked = new NpgsqlCommand(OwnsSql, connection);
        if (asked.ExecuteScalar() is not true)
            throw new UnauthorizedAccessException(
                "This role may not fill the tables: run it as their owner, see docs/postgresql.md#as-the-owner. Nothing was changed."
            );
    }

    private void KeepCopy(string file)
    {
        var unfinished = file + ".unfinished";
        KeyFile.TryWriteNew(unfinished, "", KeyFile.OwnerOnly);
        CopyTo(unfinished);
        File.Move(unfinished, file);
        KeyFile.MakeDurable(file);
    }

    /// <summary>Copies everything from another database. The previous content is replaced.</summary>
    /// <returns>The number of rows.</returns>
    public long Take(Database source, Action<long>? progress)
    {
        using var connection = writing.OpenConnection();
        DemandOwner(connection);
        using var writer = new PostgresTableWriter(connection);
        return TableCopy.Run(source, this, writer, progress);
    }

    // Every writer holds a log slot.
    public override long CountWriters()
    {
        using var connection = writing.OpenConnection();
        using var command = new NpgsqlCommand(WritersSql, connection)
        {
            Parameters = { new NpgsqlParameter<int>("class", AdvisoryLock.Class) },
        };
        return (long)command.ExecuteScalar()!;
    }
}
