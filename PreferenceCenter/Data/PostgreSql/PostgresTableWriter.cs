using System.Data.Common;
using System.Globalization;
using Npgsql;
using NpgsqlTypes;

namespace PreferenceCenter.Data.PostgreSql;

/// <summary>Fills the tables by COPY, in one transaction. Its commit replaces their previous content.</summary>
internal sealed class PostgresTableWriter : ITableWriter
{
    private readonly NpgsqlConnection connection;
    private readonly NpgsqlTransaction transaction;
    private readonly List<CopiedTable> filled = [];
    private NpgsqlBinaryImporter? copy;

    public PostgresTableWriter(NpgsqlConnection connection)
    {
        (this.connection, transaction) = (connection, connection.BeginTransaction());
        Execute("SET LOCAL idle_in_transaction_session_timeout = 0");
    }

    public void Begin(CopiedTable table)
    {
        // The log is append-only. Only replacing it disables the triggers, which requires the owner of the tables.
        // Emptying a table also empties the tables that refer to it.
        string[] emptied = [$"\"{table.Name}\"", .. ReferringTo(table)];
        foreach (var name in emptied)
            Execute($"ALTER TABLE {name} DISABLE TRIGGER USER");
        Execute($"TRUNCATE {emptied[0]} CASCADE");
        foreach (var name in emptied)
            Execute($"ALTER TABLE {name} ENABLE TRIGGER USER");
        copy = connection.BeginBinaryImport($"""COPY "{table.Name}" ({table.ColumnList}) FROM STDIN (FORMAT BINARY)""");
        copy.Timeout = TimeSpan.Zero;
        filled.Add(table);
    }

    private List<string> ReferringTo(CopiedTable table)
    {
        using var command = new NpgsqlCommand(
            "SELECT conrelid::regclass::text FROM pg_constraint WHERE contype = 'f' AND confrelid = @table::regclass",
            connection,
            transaction
        );
        command.Parameters.Add(new NpgsqlParameter<string>("table", $"\"{table.Name}\""));
        using var row = command.ExecuteReader();
        var names = new List<string>();
        while (row.Read())
            names.Add(row.GetString(0));
        return names;
    }

    public void Add(DbDataReader row)
    {
        var columns = filled[^1].Columns;
        copy!.StartRow();
        for (var i = 0; i < columns.Count; i++)
            Write(copy, columns[i].Type, row.GetValue(i));
    }

    private static void Write(NpgsqlBinaryImporter copy, string type, object value)
    {
        if (value is DBNull)
            copy.WriteNull();
        else if (value is string text)
            copy.Write(text, NpgsqlDbType.Text);
        else if (value is byte[] bytes)
            copy.Write(bytes, NpgsqlDbType.Bytea);
        else if (type == "bigint")
            copy.Write(Convert.ToInt64(value, CultureInfo.InvariantCulture), NpgsqlDbType.Bigint);
        else if (type == "integer")
            copy.Write(Convert.ToInt32(value, CultureInfo.InvariantCulture), NpgsqlDbType.Integer);
        else if (type == "smallint")
            copy.Write(Convert.ToInt16(value, CultureInfo.InvariantCulture), NpgsqlDbType.Smallint);
        else if (type == "boolean")
            copy.Write(Convert.ToBoolean(value, CultureInfo.InvariantCulture), NpgsqlDbType.Boolean);
        else
            throw new InvalidDataException($"Nobody said how {type} is copied.");
    }

    public void End()
    {
        copy!.Complete();
        copy.Dispose();
        copy = null;
    }

    public void Commit()
    {
        // Numbers that the server assigns continue after the copied ones.
        foreach (var table in (string[])["Subscribers", "Outbox"])
            Execute(
                $"""SELECT setval(pg_get_serial_sequence('"{table}"', 'Id'), COALESCE((SELECT MAX("Id") FROM "{table}"), 0) + 1, false)"""
            );
        transaction.Commit();
        foreach (var table in filled)
            Execute($"""ANALYZE "{table.Name}" """);
    }

    private void Execute(string sql)
    {
        using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        command.ExecuteNonQuery();
    }

    public void Dispose()
    {
        copy?.Dispose();
        transaction.Dispose();
        connection.Dispose();
    }
}
