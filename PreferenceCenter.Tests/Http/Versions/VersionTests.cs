using System.Text.Json;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.DependencyInjection;
using PreferenceCenter.Data;
using PreferenceCenter.Data.PostgreSql;
using PreferenceCenter.Data.Sqlite;
using PreferenceCenter.Hosting;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Http.Versions;

/// <summary>
/// Tests servers and commands over the schemas of other versions: one of before, and later ones that this program may
/// and may not serve.
/// </summary>
public sealed class VersionTests : IDisposable
{
    private const string Later = "99990101000000_Later";
    private readonly string directory = Directory.CreateTempSubdirectory("preference-center-").FullName;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static SchemaVersion Program =>
        TestDatabase.Wanted == DatabaseProvider.PostgreSql
            ? PostgresCenterContext.Version
            : SqliteCenterContext.Version;

    [DatabaseTheory(PostgresInLongTests = true)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_database_of_a_later_version_is_not_served_and_not_touched(bool floor)
    {
        await WebCenter.PrepareInAsync(directory);
        Add(floor ? Later : null);
        var arguments = WebCenter.Arguments(directory, ["Urls=http://127.0.0.1:0"]);
        var (server, command) = (new StringWriter(), new StringWriter());
        Assert.Equal(78, await WebServer.RunAsync(arguments, server));
        Assert.Null(await Commands.OpenAsync(arguments, command, Cancel));
        foreach (var complaint in (string[])[server.ToString(), command.ToString()])
            Assert.StartsWith(
                $"A later version of this program made the database: it is of {Later}, this program of {Program.Last}",
                complaint,
                StringComparison.Ordinal
            );
        var (code, output) = await ServingProcess.RunAsync(directory, Cancel, "database", "migrate");
        Assert.True(code == 78, output);
        var status = await ServingProcess.RunAsync(directory, Cancel, "database", "status", "--json");
        Assert.Equal(1, status.ExitCode);
        Assert.Equal(("too-new", false), StateOf(status.Output));
    }

    [DatabaseFact]
    public async Task A_later_version_that_only_adds_is_served_beside()
    {
        await WebCenter.PrepareInAsync(directory);
        using (var raw = TestDatabase.NotedIn(directory)!.Raw())
        {
            foreach (var table in raw.Rows(raw.Tables).Select(row => (string)row[0]!))
                if (
                    !table.StartsWith("__", StringComparison.Ordinal)
                    && !table.StartsWith("sqlite", StringComparison.Ordinal)
                )
                {
                    raw.Run($"""ALTER TABLE "{table}" ADD COLUMN "LaterText" TEXT NULL""");
                    raw.Run($"""ALTER TABLE "{table}" ADD COLUMN "LaterNumber" INTEGER NOT NULL DEFAULT 7""");
                }
        }
        Add(Program.Last);
        var (code, output) = await ServingProcess.RunAsync(directory, Cancel, "database", "status", "--json");
        Assert.True(code == 0, output);
        Assert.Equal(("ahead", true), StateOf(output));
        await using (var center = await WebCenter.StartAsync(directory: directory))
        {
            var person = await center.SubscribeAsync(WebCenter.News);
            Assert.Equal(200, (await center.Browser.GetAsync(center.PreferencesPath(person))).Status);
            Assert.Contains(
                "allowed",
                (await center.RunAsync("gate", "news", person.Address)).Done(),
                StringComparison.Ordinal
            );
            Assert.Equal(
                200,
                (
                    await center.Browser.PostAsync(center.UnsubscribePath(person), ("List-Unsubscribe", "One-Click"))
                ).Status
            );
            Assert.Contains(
                "refused",
                (await center.RunAsync("gate", "news", person.Address)).Done(),
                StringComparison.Ordinal
            );
            (await center.RunAsync("ledger", "verify")).Done();
            (await center.RunAsync("ledger", "rebuild", "--check")).Done();
            (await center.RunAsync("backup", Path.Combine(directory, "backup.db"))).Done();
        }
        await using var server = await ServingProcess.StartAsync(directory, Cancel, "Server:DrainFor=00:00:00");
        Assert.Equal(0, await server.StopAsync(Cancel));
        Assert.Contains("may serve beside it", server.Output, StringComparison.Ordinal);
    }

    [DatabaseFact(PostgresInLongTests = true)]
    public async Task A_database_of_an_older_version_is_upgraded_by_the_server_and_by_migrate_alone()
    {
        var before = await PrepareOlderAsync(Program.ServedFrom);
        var arguments = WebCenter.Arguments(directory, ["Urls=http://127.0.0.1:0"]);
        var refused = await Assert.ThrowsAsync<IOException>(() =>
            Commands.OpenAsync(arguments, TextWriter.Null, Cancel)
        );
        Assert.Contains(
            $"of {before}, this program of {Program.Last}: run `database migrate`",
            refused.Message,
            StringComparison.Ordinal
        );
        foreach (
            var command in (string[][])
                [
                    ["gate", "news", "a@b.example"],
                    ["restore", "--replay"],
                    ["restore", "--accept-loss", "--reason", "x"],
                ]
        )
            Assert.Equal(3, (await ServingProcess.RunAsync(directory, Cancel, command)).ExitCode);
        Assert.Equal(1, (await ServingProcess.RunAsync(directory, Cancel, "doctor", "--dns", "127.0.0.1:1")).ExitCode);
        var status = await ServingProcess.RunAsync(directory, Cancel, "database", "status", "--json");
        Assert.Equal(0, status.ExitCode);
        Assert.Equal(("behind", true), StateOf(status.Output));
        Assert.Equal(before, Newest());

        var migrated = await ServingProcess.RunAsync(directory, Cancel, "database", "migrate");
        Assert.True(migrated.ExitCode == 0, migrated.Output);
        Assert.Equal(Program.Last, Newest());
        using var raw = TestDatabase.NotedIn(directory)!.Raw();
        Assert.Equal(
            Program.ServedFrom,
            raw.Scalar<string>($"""SELECT "ServedFrom" FROM "__SchemaFloors" WHERE "MigrationId" = '{Program.Last}'""")
        );
    }

    [DatabaseFact(PostgresInLongTests = true)]
    public async Task A_schema_that_the_version_before_cannot_serve_waits_until_its_nodes_have_stopped()
    {
        // One migration below the floor.
        string[] all =
        [
            .. TestDatabase.Wanted == DatabaseProvider.PostgreSql
                ? PostgresCenterContext.Known()
                : SqliteCenterContext.Known(),
        ];
        var before = await PrepareOlderAsync(all[Array.IndexOf(all, Program.ServedFrom) - 1]);
        var status = await ServingProcess.RunAsync(directory, Cancel, "database", "status");
        Assert.Contains("stop every node of the version before first", status.Output, StringComparison.Ordinal);
        using (MaintenanceLock.TryShare(Path.Combine(directory, "data")))
        {
            var complaint = new StringWriter();
            Assert.Equal(
                3,
                await WebServer.RunAsync(WebCenter.Arguments(directory, ["Urls=http://127.0.0.1:0"]), complaint)
            );
            Assert.Contains("stop every server", complaint.ToString(), StringComparison.Ordinal);
            Assert.Equal(before, Newest());
        }
        await using var server = await ServingProcess.StartAsync(directory, Cancel, "Server:DrainFor=00:00:00");
        Assert.Equal(Program.Last, Newest());
    }

    private static (string?, bool) StateOf(string json)
    {
        var status = JsonDocument.Parse(json).RootElement;
        return (status.GetProperty("state").GetString(), status.GetProperty("beside").GetBoolean());
    }

    private async Task<string> PrepareOlderAsync(string migration)
    {
        var data = Directory.CreateDirectory(Path.Combine(directory, "data")).FullName;
        var stored = await TestDatabase.BlankAsync(data, TestDatabase.Wanted);
        stored.NoteIn(directory);
        using (var database = stored.Open())
        await using (var context = database.CreateContext())
            await context.GetService<IMigrator>().MigrateAsync(migration, Cancel);
        Assert.Equal(migration, Newest());
        return migration;
    }

    private string Newest()
    {
        using var raw = TestDatabase.NotedIn(directory)!.Raw();
        return raw.Scalar<string>("""SELECT MAX("MigrationId") FROM "__EFMigrationsHistory" """);
    }

    private void Add(string? floor)
    {
        using var raw = TestDatabase.NotedIn(directory)!.Raw();
        raw.Run("""INSERT INTO "__EFMigrationsHistory" VALUES (@p0, '99')""", Later);
        if (floor is not null)
            raw.Run("""INSERT INTO "__SchemaFloors" VALUES (@p0, @p1)""", Later, floor);
    }

    public void Dispose()
    {
        if (TestDatabase.NotedIn(directory) is { } stored)
            stored.DisposeAsync().AsTask().GetAwaiter().GetResult();
        Directory.Delete(directory, recursive: true);
    }
}
