using Npgsql;

namespace PreferenceCenter.Data.PostgreSql;

// Which physical database the connections lead to, and whether it may be answered from.
internal sealed partial class PostgresDatabase
{
    // The cluster, its timeline, the database, and the file of the table: a restore of any kind changes one of them. A
    // recovery to a point in time and the promotion of a standby begin a timeline; a dump makes another database or
    // another table.
    internal const string IncarnationSql = """
        SELECT c.system_identifier::text || '/' || left(pg_walfile_name(pg_current_wal_lsn()), 8) || '/' || d.oid::text || '/'
            || COALESCE(pg_relation_filenode(to_regclass('"Journals"')), 0)::text
        FROM pg_control_system() c, pg_database d WHERE d.datname = current_database()
        """;

    // Also the start of the server: a copy of its disks put back does not differ otherwise.
    internal const string PresentSql = $"""
        SELECT present || '/' || EXTRACT(EPOCH FROM pg_postmaster_start_time())::text FROM ({IncarnationSql}) AS i(present)
        """;

    internal const string JournalsInUseSql = """
        SELECT DISTINCT objid::bigint FROM pg_locks WHERE locktype = 'advisory' AND granted AND objsubid = 2
            AND classid = @class::int::oid AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
        """;

    // A refused database is looked at again after this time, however many ask for a connection.
    private static readonly TimeSpan LookAgainAfter = TimeSpan.FromMilliseconds(250);

    [ThreadStatic]
    private static bool looking;
    private readonly Lock recognizing = new();
    private volatile Func<bool?>? recognize;
    private volatile string? recognized;
    private long refusedAt;

    protected override bool Apart => looking;

    public override bool IsShared => true;

    public override string JournalsLock =>
        Invariant($"SELECT pg_advisory_xact_lock({AdvisoryLock.Class}, {AdvisoryLock.Journals})");

    public override string Incarnation()
    {
        using var connection = OpenWorking();
        using var ask = new NpgsqlCommand(IncarnationSql, connection);
        return (string)ask.ExecuteScalar()!;
    }

    public override IReadOnlySet<int> JournalsInUse()
    {
        using var connection = OpenWorking();
        using var ask = new NpgsqlCommand(JournalsInUseSql, connection)
        {
            Parameters = { new NpgsqlParameter<int>("class", AdvisoryLock.JournalClass) },
        };
        using var row = ask.ExecuteReader();
        var numbers = new HashSet<int>();
        while (row.Read())
            numbers.Add(unchecked((int)row.GetInt64(0)));
        return numbers;
    }

    public override void Watch(Func<bool?> recognize)
    {
        this.recognize = recognize;
        using var connection = writing.OpenConnection();
    }

    private void Recognized(NpgsqlConnection connection)
    {
        if (recognize is null || looking)
            return;
        using var ask = new NpgsqlCommand(PresentSql, connection);
        LookAt((string)ask.ExecuteScalar()!);
    }

    private async Task RecognizedAsync(NpgsqlConnection connection)
    {
        if (recognize is null || looking)
            return;
        await using var ask = new NpgsqlCommand(PresentSql, connection);
        LookAt((string)(await ask.ExecuteScalarAsync())!);
    }

    // Rare, so the thread waits: once a start of the server or of this program.
    private void LookAt(string present)
    {
        if (present == recognized)
            return;
        lock (recognizing)
        {
            if (present == recognized)
                return;
            if (refusedAt != 0 && TimeProvider.System.GetElapsedTime(refusedAt) < LookAgainAfter)
                throw new UnrecognizedDatabaseException();
            refusedAt = TimeProvider.System.GetTimestamp();
            looking = true;
            try
            {
                var may = recognize!();
                if (may is null)
                    refusedAt = 0;
                if (may is not true)
                    throw new UnrecognizedDatabaseException();
                (recognized, refusedAt) = (present, 0);
            }
            catch (Exception reason) when (reason is IOException or InvalidDataException or UnauthorizedAccessException)
            {
                throw new UnrecognizedDatabaseException(reason);
            }
            finally
            {
                looking = false;
            }
        }
    }
}

/// <summary>
/// Thrown instead of opening a connection while the database has not been compared with the journals: it may have been
/// restored. A later attempt may succeed.
/// </summary>
internal sealed class UnrecognizedDatabaseException(Exception? reason = null)
    : NpgsqlException("The database was replaced, or started anew, and is not yet compared with the journals.", reason)
{
    public override bool IsTransient => true;
}
