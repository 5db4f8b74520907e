using Microsoft.EntityFrameworkCore;
using Npgsql;
using PreferenceCenter.Data.Sqlite;

namespace PreferenceCenter.Data.PostgreSql;

internal sealed partial class PostgresDatabase
{
    private const string WritersSql = """
        SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
            AND classid = @class::int::oid AND objid < 1024 AND objsubid = 2
        """;

    public override void CopyTo(string file)
    {
        using (var target = new SqliteDatabase(SqliteDatabase.ConnectionStringFor(file)))
        {
            using (var context = target.CreateContext())
                context.Database.Migrate();
            using var writer = new SqliteTableWriter(file);
            TableCopy.Run(this, target, writer);
        }
        KeyFile.MakeDurable(file);
    }

    public override string? ReplaceBy(string file, DateTimeOffset now)
    {
        // Whoever wants to write waits from here until it is done, on whatever machine.
        using var alone = writing.OpenConnection();
        if (!AdvisoryLock.TryTakeDatabase(alone))
            throw new IOException($"{Writers()} servers or commands are at work on the database. Stop them first.");
        string? aside = null;
        if (HoldsPeople())
            Keep(
                aside = string.Create(
                    System.Globalization.CultureInfo.InvariantCulture,
                    $"{Path.Combine(Path.GetDirectoryName(file)!, "before-restore")}-{now:yyyyMMdd'T'HHmmss'Z'}.db"
                )
            );
        // A server that was lost and set up anew has no tables yet, an old one those of before.
        using (var context = CreateContext())
            context.Database.Migrate();
        using var source = new SqliteDatabase(SqliteDatabase.ConnectionStringFor(file));
        Take(source, null);
        return aside;
    }

    private void Keep(string file)
    {
        var unfinished = file + ".unfinished";
        KeyFile.TryWriteNew(unfinished, "", KeyFile.OwnerOnly);
        CopyTo(unfinished);
        File.Move(unfinished, file);
        KeyFile.MakeDurable(file);
    }

    /// <summary>Takes everything over from another database. What stood here is gone when it is done.</summary>
    /// <returns>The number of rows.</returns>
    public long Take(Database source, Action<long>? progress)
    {
        using var writer = new PostgresTableWriter(writing.OpenConnection());
        return TableCopy.Run(source, this, writer, progress);
    }

    // Whoever writes holds a log slot.
    private long Writers()
    {
        using var connection = writing.OpenConnection();
        using var command = new NpgsqlCommand(WritersSql, connection)
        {
            Parameters = { new NpgsqlParameter<int>("class", AdvisoryLock.Class) },
        };
        return (long)command.ExecuteScalar()!;
    }
}
