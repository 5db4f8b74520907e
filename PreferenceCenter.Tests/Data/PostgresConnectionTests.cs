using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using PreferenceCenter.Data.PostgreSql;
using Xunit;

namespace PreferenceCenter.Tests.Data;

/// <summary>
/// Tests that every PostgreSQL connection has the promised settings for durability, waiting and silence, whatever the
/// server and the connection string say.
/// </summary>
[Trait(PostgresCases.Trait, PostgresCases.PostgreSql)]
public sealed class PostgresConnectionTests
{
    private const string Otherwise =
        ";Options=-c synchronous_commit=off -c lock_timeout=0 -c idle_in_transaction_session_timeout=0 -c default_transaction_read_only=off;"
        + "Include Error Detail=true;Log Parameters=true;Pooling=true";

    private static readonly (string Setting, string Value)[] Promised =
    [
        ("synchronous_commit", "on"),
        ("default_transaction_read_only", "off"),
    ];

    [Fact]
    [Trait("Requirement", "SEC-16")]
    public async Task Whoever_writes_waits_for_the_disk_and_not_for_ever_for_others()
    {
        await using var center = await TestCenter.NewAsync();
        using (var raw = center.Raw())
            raw.Run(
                $"ALTER DATABASE {new NpgsqlConnectionStringBuilder(center.Stored.ConnectionString).Database} SET synchronous_commit = off"
            );
        using var database = new PostgresDatabase(center.Stored.ConnectionString + Otherwise);
        await using (var context = database.CreateContext())
            AssertPromises(context.Database.GetDbConnection(), "5s", "10s");
        await using (var work = database.OpenForWork())
            AssertPromises(work, "5s", "10s");
        using var store = database.OpenWriteStore();
        Assert.True(store.TryBegin(center.Settings.Patience));
        store.Enter([], []);
        store.Within(context =>
        {
            // A node that hangs amid a change holds its locks no longer than nginx waits for it.
            AssertPromises(context.Database.GetDbConnection(), "5s", "3s");
            return (0, Keep: true);
        });
        store.Rollback();
    }

    // Ending a broken connection would not throw a DbException, and no caller waits for it.
    [Fact]
    public async Task A_snapshot_whose_connection_is_lost_says_so()
    {
        await using var center = await TestCenter.NewAsync();
        using var session = center.Database.ReadThrough();
        Assert.ThrowsAny<System.Data.Common.DbException>(() =>
        {
            using var moment = session.Snapshot();
            using (var raw = center.Raw())
                raw.Run(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
                );
            session["SELECT 1"].ExecuteScalar();
        });
    }

    // As after a restart of the server, or behind a balancer that ends idle connections.
    [Fact]
    [Trait("Requirement", "SEC-16")]
    public async Task Kept_connections_that_the_server_closed_are_replaced_before_anybody_uses_them()
    {
        await using var center = await TestCenter.NewAsync();
        using var database = new PostgresDatabase(center.Stored.ConnectionString);
        var contexts = Enumerable.Range(0, 3).Select(_ => database.CreateContext()).ToArray();
        foreach (var context in contexts)
        {
            await context.Requests.CountAsync(TestContext.Current.CancellationToken);
            await context.DisposeAsync();
        }
        using (var raw = center.Raw())
        {
            const string Others =
                "FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()";
            Assert.True(raw.Scalar<long>($"SELECT COUNT(*) {Others}") >= contexts.Length);
            raw.Run($"SELECT pg_terminate_backend(pid, 5000) {Others}");
        }
        await using (var work = database.OpenForWork())
        await using (var command = work.CreateCommand())
        {
            command.CommandText = "SELECT 1";
            Assert.Equal(1, await command.ExecuteScalarAsync(TestContext.Current.CancellationToken));
        }
        for (var i = 0; i < contexts.Length; i++)
        {
            await using var context = database.CreateContext();
            Assert.Equal(0, await context.Requests.CountAsync(TestContext.Current.CancellationToken));
        }
    }

    [Theory]
    [InlineData("", true)]
    [InlineData(";Pooling=false", false)]
    public async Task A_connection_is_kept_for_the_next_query_unless_the_connection_string_says_no(
        string more,
        bool kept
    )
    {
        await using var center = await TestCenter.NewAsync();
        using var database = new PostgresDatabase(center.Stored.ConnectionString + more);
        Assert.Equal(kept, ProcessOf(database) == ProcessOf(database));
    }

    private static string? ProcessOf(PostgresDatabase database)
    {
        using var connection = database.OpenForWork();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT pg_backend_pid()::text";
        return (string?)command.ExecuteScalar();
    }

    // A page that asks nothing of its context must not keep the connection: soon there would be none for the others.
    [Fact]
    public async Task A_context_that_nobody_used_gives_its_connection_back()
    {
        await using var center = await TestCenter.NewAsync();
        using var database = new PostgresDatabase(center.Stored.ConnectionString + ";Timeout=3");
        for (var i = 0; i < 30; i++)
            await using (database.CreateContext()) { }
        for (var i = 0; i < 30; i++)
            using (database.CreateContext()) { }
        await using var context = database.CreateContext();
        Assert.Equal(0, await context.Requests.CountAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Whoever_reads_cannot_write()
    {
        await using var center = await TestCenter.NewAsync();
        using var database = new PostgresDatabase(center.Stored.ConnectionString + Otherwise);
        using var session = database.Read();
        foreach (
            var statement in (string[])
                [
                    """DELETE FROM "Outbox" """,
                    """INSERT INTO "Actors" VALUES ('\x00', 1, 'x')""",
                    """TRUNCATE "Outbox" """,
                    "CREATE TABLE more (id int)",
                ]
        )
        {
            AssertReadOnly(session, statement);
            using (session.Snapshot())
                AssertReadOnly(session, statement);
        }
    }

    private static void AssertReadOnly(PreferenceCenter.Data.ReadSession session, string statement) =>
        Assert.Equal(
            PostgresErrorCodes.ReadOnlySqlTransaction,
            Assert.Throws<PostgresException>(() => session[statement].ExecuteNonQuery()).SqlState
        );

    [Theory]
    [Trait("Requirement", "SEC-07")]
    [InlineData(1, PostgresErrorCodes.UniqueViolation)]
    [InlineData(null, PostgresErrorCodes.NotNullViolation)]
    public async Task What_it_complains_of_names_no_value(int? kind, string state)
    {
        const string Canary = "canary-51c0de@people.example";
        await using var center = await TestCenter.NewAsync();
        using var database = new PostgresDatabase(center.Stored.ConnectionString + Otherwise);
        await using var work = database.OpenForWork();
        Insert(work, 1, 1, Canary);
        var refused = Assert.Throws<PostgresException>(() => Insert(work, 2, kind, Canary));
        Assert.Equal(state, refused.SqlState);
        foreach (var output in refused.Data.Values.Cast<object?>().Append(refused).Append(refused.Detail))
            Assert.DoesNotContain(Canary, $"{output}", StringComparison.OrdinalIgnoreCase);
    }

    private static void Insert(DbConnection connection, byte id, int? kind, string name)
    {
        using var command = new NpgsqlCommand(
            """INSERT INTO "Actors" ("Id", "Kind", "Name") VALUES (@id, @kind, @name)""",
            (NpgsqlConnection)connection
        );
        command.Parameters.AddWithValue("id", new[] { id });
        command.Parameters.AddWithValue("kind", (object?)kind ?? DBNull.Value);
        command.Parameters.AddWithValue("name", name);
        command.ExecuteNonQuery();
    }

    private static void AssertPromises(DbConnection connection, string waits, string idles)
    {
        if (connection.State != System.Data.ConnectionState.Open)
            connection.Open();
        using var command = connection.CreateCommand();
        foreach (
            var (setting, value) in Promised.Concat([
                ("lock_timeout", waits),
                ("idle_in_transaction_session_timeout", idles),
            ])
        )
        {
            command.CommandText = $"SHOW {setting}";
            Assert.Equal((setting, value), (setting, command.ExecuteScalar()));
        }
    }
}
