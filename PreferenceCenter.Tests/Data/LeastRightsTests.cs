using Npgsql;
using PreferenceCenter.Data;
using PreferenceCenter.Data.PostgreSql;
using PreferenceCenter.Domain;
using PreferenceCenter.Hosting;
using PreferenceCenter.Tests.Documents;
using PreferenceCenter.Tests.Http;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Data;

/// <summary>
/// Tests the two roles of docs/postgresql.md, made by its SQL as it stands but for the names. That nodes do all their
/// work with these rights, every other test on PostgreSQL shows: <see cref="TestDatabase.ConnectionString"/>.
/// </summary>
[Trait(PostgresCases.Trait, PostgresCases.PostgreSql)]
public sealed class LeastRightsTests : IAsyncLifetime
{
    private const string InsufficientPrivilege = "42501";
    private readonly string name = $"t{RandomId.New():N}"[..20];
    private readonly List<string> directories = [];
    private PostgresCluster cluster = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string Owner => Node.Replace($"Username={name}", $"Username={name}_owner", StringComparison.Ordinal);
    private string Node => $"Host=127.0.0.1;Port={cluster.Port};Username={name};Database={name};Pooling=false";

    public async ValueTask InitializeAsync() => cluster = await PostgresCluster.SharedAsync();

    [Fact]
    public async Task The_owner_migrates_and_the_nodes_serve_and_can_do_no_more()
    {
        await RunAsync(Document.Examples("postgresql.md", "sql")[0]);
        var node = DirectoryOf(Node);

        // Before the owner was there, nothing is made and the start says what to do.
        var complaint = new StringWriter();
        Assert.Equal(
            78,
            await WebServer.RunAsync(WebCenter.Arguments(node, ["Urls=http://127.0.0.1:0"]), complaint, Cancel)
        );
        Assert.Contains("run `database migrate`", complaint.ToString(), StringComparison.Ordinal);
        Assert.Contains("as their owner", complaint.ToString(), StringComparison.Ordinal);
        Assert.Equal(78, (await ServingProcess.RunAsync(node, Cancel, "database", "migrate")).ExitCode);

        var (code, output) = await ServingProcess.RunAsync(DirectoryOf(Owner), Cancel, "database", "migrate");
        Assert.True(code == 0, output);
        await ServesAsync(node);
        await AssertRowsAloneAsync();
        await AssertTablesAreFilledByTheOwnerAloneAsync(node);
        await AssertAnotherNodeMakesNoKeysAsync();
    }

    private static async Task AssertTablesAreFilledByTheOwnerAloneAsync(string node)
    {
        var backup = Path.Combine(node, "backup.db");
        var (code, output) = await ServingProcess.RunAsync(node, Cancel, "backup", backup);
        Assert.True(code == 0, output);
        (code, output) = await ServingProcess.RunAsync(node, Cancel, "restore", backup);
        Assert.Equal(3, code);
        Assert.Contains("run it as their owner", output, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(node, "before-restore*", SearchOption.AllDirectories));
    }

    // A second machine whose keys were not copied there: its links would be dead on the first.
    private async Task AssertAnotherNodeMakesNoKeysAsync()
    {
        var (code, output) = await ServingProcess.RunAsync(DirectoryOf(Node), Cancel, "serve");
        Assert.Equal(78, code);
        Assert.Contains("was begun with other keys", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_an_empty_database_has_not_is_no_alarm()
    {
        await RunAsync(Document.Examples("postgresql.md", "sql")[0]);
        using var database = new PostgresDatabase(Node);
        DatabaseFact[] facts = [.. database.Examine()];
        Assert.DoesNotContain(facts, fact => fact.What is "append-only" or "write" or "rights");
        Assert.False(facts.Single(fact => fact.What == "migrations").Holds);
    }

    [Fact]
    public async Task A_database_whose_nodes_owned_it_is_changed_by_the_other_example()
    {
        await cluster.ExecuteAsync($"CREATE ROLE {name} LOGIN");
        await cluster.ExecuteAsync($"CREATE DATABASE {name} OWNER {name}");
        var node = DirectoryOf(Node);
        await ServesAsync(node);
        await RunAsync(Document.Examples("postgresql.md", "sql")[1]);
        await ServesAsync(node);
        await AssertRowsAloneAsync();
    }

    private static async Task ServesAsync(string directory)
    {
        await using var server = await ServingProcess.StartAsync(directory, Cancel, "Server:DrainFor=00:00:00");
        Assert.Equal(0, await server.StopAsync(Cancel));
    }

    private async Task AssertRowsAloneAsync()
    {
        foreach (
            var sql in (string[])
                [
                    """ALTER TABLE "LedgerEvents" DISABLE TRIGGER USER""",
                    """DROP TRIGGER "LedgerEvents_append_only" ON "LedgerEvents" """,
                    """TRUNCATE "Outbox" """,
                    """ALTER TABLE "Topics" ADD COLUMN "X" text""",
                    """CREATE TABLE "X" ("Y" text)""",
                    "CREATE TEMPORARY TABLE x (y text)",
                    "DROP FUNCTION rewrite_table(text)",
                    "SET session_replication_role = replica",
                ]
        )
            Assert.Equal(InsufficientPrivilege, (await RefusedAsync(Node, sql)).SqlState);
        // It may delete rows, but for those that triggers keep: here an event of another test's would be.
        Assert.Contains(
            "append-only",
            (await RefusedAsync(Node, """DELETE FROM "LedgerEvents" """)).Message,
            StringComparison.Ordinal
        );
        using (var database = new PostgresDatabase(Node))
        {
            Assert.True(database.TryMix());
            Assert.True(database.TryScrub(DateTimeOffset.UnixEpoch));
        }
        // Anybody else on the server does not come in at all.
        await cluster.ExecuteAsync($"CREATE ROLE {name}_other LOGIN");
        var refused = await RefusedAsync(
            Node.Replace($"Username={name}", $"Username={name}_other", StringComparison.Ordinal),
            "SELECT 1"
        );
        Assert.Equal(InsufficientPrivilege, refused.SqlState);
    }

    private static async Task<PostgresException> RefusedAsync(string connectionString, string sql) =>
        await Assert.ThrowsAsync<PostgresException>(async () =>
        {
            await using var connection = new NpgsqlConnection(connectionString);
            await connection.OpenAsync(Cancel);
            await using var command = new NpgsqlCommand(sql, connection);
            await command.ExecuteNonQueryAsync(Cancel);
        });

    // As psql runs it: a statement at a time, since a database is made in no transaction.
    private async Task RunAsync(string script)
    {
        var database = "postgres";
        foreach (var line in script.Replace("preferences", name, StringComparison.Ordinal).Split('\n'))
            if (line.StartsWith("\\connect ", StringComparison.Ordinal))
                database = line["\\connect ".Length..];
            else if (line.Length > 0)
                await cluster.ExecuteAsync(line, database);
    }

    private string DirectoryOf(string connectionString)
    {
        var directory = Directory.CreateTempSubdirectory("preference-center-").FullName;
        directories.Add(directory);
        File.WriteAllLines(
            Path.Combine(directory, "database.txt"),
            [nameof(DatabaseProvider.PostgreSql), connectionString, ""]
        );
        return directory;
    }

    public async ValueTask DisposeAsync()
    {
        await cluster.ExecuteAsync($"DROP DATABASE IF EXISTS {name} WITH (FORCE)");
        foreach (var role in (string[])[name, $"{name}_owner", $"{name}_other"])
            await cluster.ExecuteAsync($"DROP ROLE IF EXISTS {role}");
        foreach (var directory in directories)
            Directory.Delete(directory, recursive: true);
    }
}
