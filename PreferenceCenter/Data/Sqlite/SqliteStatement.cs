using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace PreferenceCenter.Data.Sqlite;

/// <summary>
/// A prepared statement whose values are bound by position and type. The driver's commands look up each parameter by
/// name and box each value on every run, which cost the writer more than SQLite itself. For one thread at a time.
/// </summary>
internal sealed class SqliteStatement : IDisposable
{
    private readonly sqlite3 database;
    private readonly sqlite3_stmt statement;
    private readonly int parameters;
    private int bound;

    public SqliteStatement(sqlite3 database, string sql)
    {
        this.database = database;
        Check(raw.sqlite3_prepare_v3(database, sql, raw.SQLITE_PREPARE_PERSISTENT, out statement));
        parameters = raw.sqlite3_bind_parameter_count(statement);
    }

    /// <summary>Binds the next parameter; parameters are ordered by first appearance in the statement.</summary>
    public SqliteStatement With(long? value)
    {
        Check(
            value is { } number
                ? raw.sqlite3_bind_int64(statement, ++bound, number)
                : raw.sqlite3_bind_null(statement, ++bound)
        );
        return this;
    }

    public SqliteStatement With(string? value)
    {
        Check(
            value is null ? raw.sqlite3_bind_null(statement, ++bound) : raw.sqlite3_bind_text(statement, ++bound, value)
        );
        return this;
    }

    public SqliteStatement With(byte[]? value) => value is null ? With((long?)null) : WithBytes(value);

    public SqliteStatement With(Guid value)
    {
        Span<byte> bytes = stackalloc byte[16];
        value.TryWriteBytes(bytes, bigEndian: true, out _);
        return WithBytes(bytes);
    }

    public SqliteStatement With(DateTimeOffset? value) =>
        With(value is { } at ? Instant.ToMicroseconds(at) : (long?)null);

    private SqliteStatement WithBytes(ReadOnlySpan<byte> value)
    {
        Check(raw.sqlite3_bind_blob(statement, ++bound, value));
        return this;
    }

    public void Run()
    {
        using var rows = Rows();
        while (rows.Read()) { }
    }

    /// <summary>
    /// Runs the statement and returns its rows; disposing them resets the statement for other values.
    /// </summary>
    public SqliteRows Rows()
    {
        if (bound != parameters)
            throw new InvalidOperationException(
                Invariant($"{bound} values for {parameters} parameters: {raw.sqlite3_sql(statement).utf8_to_string()}")
            );
        return new SqliteRows(this, statement);
    }

    internal bool Step()
    {
        var result = raw.sqlite3_step(statement);
        if (result is raw.SQLITE_ROW)
            return true;
        if (result is not raw.SQLITE_DONE)
            Check(result);
        return false;
    }

    internal void Reset()
    {
        // It returns the failure of the last step, which was reported already.
        _ = raw.sqlite3_reset(statement);
        bound = 0;
    }

    private void Check(int result) => SqliteException.ThrowExceptionForRC(result, database);

    public void Dispose() => statement.Dispose();
}

/// <summary>The current row of a statement. Values are checked: a number too large for its column is damage.</summary>
internal readonly ref struct SqliteRows(SqliteStatement owner, sqlite3_stmt statement)
{
    public bool Read() => owner.Step();

    public bool IsNull(int column) => raw.sqlite3_column_type(statement, column) == raw.SQLITE_NULL;

    public long Int64(int column) => raw.sqlite3_column_int64(statement, column);

    public int Int32(int column) => checked((int)Int64(column));

    public byte Byte(int column) => checked((byte)Int64(column));

    public string Text(int column) => raw.sqlite3_column_text(statement, column).utf8_to_string();

    public ReadOnlySpan<byte> Bytes(int column) => raw.sqlite3_column_blob(statement, column);

    public Guid Guid(int column) => new(Bytes(column), bigEndian: true);

    public DateTimeOffset Instant(int column) => Data.Instant.FromMicroseconds(Int64(column));

    public DateTimeOffset? InstantOrNull(int column) => IsNull(column) ? null : Instant(column);

    public void Dispose() => owner.Reset();
}
