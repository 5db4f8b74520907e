using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace PreferenceCenter.Data.Sqlite;

/// <summary>
/// A prepared statement whose values are bound by the names of its parameters, and by type. The driver's commands look
/// up each parameter in SQLite and box each value on every run, which cost the writer more than SQLite itself. For one
/// thread at a time.
/// </summary>
internal sealed class SqliteStatement : IDisposable
{
    private readonly sqlite3 database;
    private readonly sqlite3_stmt statement;
    private readonly ParameterNames names;

    // Of the statement above, which lives as long as this; zero after Dispose.
    private nint address;

    internal nint Address => address != 0 ? address : throw new ObjectDisposedException(nameof(SqliteStatement));

    public SqliteStatement(sqlite3 database, string sql)
    {
        this.database = database;
        Check(raw.sqlite3_prepare_v3(database, sql, raw.SQLITE_PREPARE_PERSISTENT, out statement));
        names = new ParameterNames([
            .. Enumerable
                .Range(1, raw.sqlite3_bind_parameter_count(statement))
                .Select(i => raw.sqlite3_bind_parameter_name(statement, i).utf8_to_string()),
        ]);
        address = statement.DangerousGetHandle();
    }

    public SqliteStatement With(string name, long? value)
    {
        var at = names.Take(name) + 1;
        Check(
            value is { } number ? raw.sqlite3_bind_int64(statement, at, number) : raw.sqlite3_bind_null(statement, at)
        );
        return this;
    }

    public SqliteStatement With(string name, string? value)
    {
        var at = names.Take(name) + 1;
        Check(value is null ? raw.sqlite3_bind_null(statement, at) : raw.sqlite3_bind_text(statement, at, value));
        return this;
    }

    public SqliteStatement With(string name, byte[]? value) =>
        value is null ? With(name, (long?)null) : WithBytes(name, value);

    public SqliteStatement With(string name, Guid value)
    {
        Span<byte> bytes = stackalloc byte[16];
        value.TryWriteBytes(bytes, bigEndian: true, out _);
        return WithBytes(name, bytes);
    }

    public SqliteStatement With(string name, DateTimeOffset? value) =>
        With(name, value is { } at ? Instant.ToMicroseconds(at) : (long?)null);

    private SqliteStatement WithBytes(string name, ReadOnlySpan<byte> value)
    {
        Check(raw.sqlite3_bind_blob(statement, names.Take(name) + 1, value));
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
        names.CheckAllTaken();
        return new SqliteRows(this, statement);
    }

    internal bool Step()
    {
        var result = SqliteCalls.Step(Address);
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
        names.Restart();
    }

    private void Check(int result) => SqliteException.ThrowExceptionForRC(result, database);

    public void Dispose()
    {
        address = 0;
        statement.Dispose();
    }
}

/// <summary>The current row of a statement. Values are checked: a number too large for its column is damage.</summary>
internal readonly ref struct SqliteRows(SqliteStatement owner, sqlite3_stmt statement)
{
    public bool Read() => owner.Step();

    public bool IsNull(int column) => SqliteCalls.Type(owner.Address, column) == raw.SQLITE_NULL;

    public long Int64(int column) => SqliteCalls.Int64(owner.Address, column);

    public int Int32(int column) => checked((int)Int64(column));

    public byte Byte(int column) => checked((byte)Int64(column));

    public string Text(int column) => raw.sqlite3_column_text(statement, column).utf8_to_string();

    public ReadOnlySpan<byte> Bytes(int column) => raw.sqlite3_column_blob(statement, column);

    public Guid Guid(int column) => new(Bytes(column), bigEndian: true);

    public DateTimeOffset Instant(int column) => Data.Instant.FromMicroseconds(Int64(column));

    public DateTimeOffset? InstantOrNull(int column) => IsNull(column) ? null : Instant(column);

    public void Dispose() => owner.Reset();
}
