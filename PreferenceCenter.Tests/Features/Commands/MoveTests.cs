using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Features.Commands;

/// <summary>Tests the move from SQLite to PostgreSQL: the same subscribers and the same log, event by event.</summary>
public sealed class MoveTests
{
    private const string People = """
        email,name,topics,consent_at,consent_method,consent_source,consent_text
        ann@example.org,Ann,news;digest,2025-03-01T10:00:00Z,form,https://example.org,Yes please
        bob@example.org,Böb,news,2025-03-01T10:00:00Z,form,https://example.org,Yes please
        cleo@example.org,,news,,,,
        """;

    [Fact]
    public async Task Everything_is_there_and_verifies_alike()
    {
        await using var rig = await CommandRig.NewAsync();
        (await rig.RunAsync("import", rig.Write("people.csv", People))).Done();
        await rig.ChangeAsync("bob@example.org", Leave.Everything);
        var before = (await rig.RunAsync("ledger", "verify")).Done();
        var checkpoint = rig.Write("checkpoint.txt", (await rig.RunAsync("ledger", "checkpoint")).Done());

        await using var target = await TestDatabase.BlankAsync(rig.Folder, DatabaseProvider.PostgreSql);
        var moved = await rig.RunAsync(
            "database",
            "move",
            "--to",
            "postgresql",
            "--connection",
            target.ConnectionString
        );
        Assert.Equal(before, moved.Done());

        string[] there =
        [
            "--Database:Provider=PostgreSql",
            $"--ConnectionStrings:PreferenceCenter={target.ConnectionString}",
        ];
        Assert.Equal(before, (await rig.RunAsync(["ledger", "verify", .. there])).Done());
        Assert.StartsWith(
            "ok 3",
            (await rig.RunAsync(["ledger", "rebuild", "--check", .. there])).Done(),
            StringComparison.Ordinal
        );
        (
            await rig.RunAsync([
                "ledger",
                "verify",
                "--checkpoint",
                checkpoint,
                "--public-key",
                Path.Combine(rig.Folder, "data", "keys", "log-signing.pub"),
                .. there,
            ])
        ).Done();
        Assert.Equal(
            ["ann@example.org\tallowed", "bob@example.org\trefused\tstopped", "cleo@example.org\trefused\tpending"],
            (
                await rig.RunAsync(["gate", "news", "ann@example.org", "bob@example.org", "cleo@example.org", .. there])
            ).Lines
        );

        // Writing continues: numbers assigned by the server do not collide with those that were moved.
        (
            await rig.RunAsync([
                "import",
                rig.Write("more.csv", "email,topics,consent_at,consent_text\ndan@example.org,news,2025-03-01,Yes\n"),
                .. there,
            ])
        ).Done();
        Assert.StartsWith(
            "ok 4",
            (await rig.RunAsync(["ledger", "rebuild", "--check", .. there])).Done(),
            StringComparison.Ordinal
        );
        (await rig.RunAsync(["ledger", "verify", .. there])).Done();
    }

    [Fact]
    public async Task The_old_one_is_put_aside_so_that_nobody_goes_on_with_it()
    {
        await using var rig = await CommandRig.NewAsync();
        await using var target = await TestDatabase.BlankAsync(rig.Folder, DatabaseProvider.PostgreSql);
        (await rig.RunAsync("database", "move", "--to", "postgresql", "--connection", target.ConnectionString)).Done();
        Assert.False(File.Exists(Path.Combine(rig.Folder, "data", "preference-center.db")));
        Assert.Single(Directory.GetFiles(Path.Combine(rig.Folder, "data"), "preference-center.db.moved-*"));
        // Settings that still name the file begin no empty one in its place.
        var again = await rig.RunAsync("database", "migrate");
        Assert.Equal(78, again.ExitCode);
        Assert.Contains("set PostgreSql", again.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(rig.Folder, "data", "preference-center.db")));
    }

    [Fact]
    public async Task A_database_with_a_log_of_its_own_is_never_written_over()
    {
        await using var rig = await CommandRig.NewAsync();
        await using var target = await TestDatabase.BlankAsync(rig.Folder, DatabaseProvider.PostgreSql);
        string[] there =
        [
            "--Database:Provider=PostgreSql",
            $"--ConnectionStrings:PreferenceCenter={target.ConnectionString}",
        ];
        using (var database = target.Open())
            await database.MigrateAsync(TestContext.Current.CancellationToken);
        // The database of another centre has another journal.
        (
            await rig.RunAsync([
                "topics",
                "apply",
                rig.Write("topics.json", CommandRig.Topics),
                .. there,
                $"--Storage:JournalDirectory={Path.Combine(rig.Folder, "other")}",
            ])
        ).Done();
        var refused = await rig.RunAsync(
            "database",
            "move",
            "--to",
            "postgresql",
            "--connection",
            target.ConnectionString
        );
        Assert.Equal(3, refused.ExitCode);
        Assert.Contains("must be empty", refused.Error, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(rig.Folder, "data", "preference-center.db")));
    }

    [Fact]
    public async Task Killed_after_the_copy_it_recognizes_its_own_and_puts_the_old_one_aside()
    {
        await using var rig = await CommandRig.NewAsync();
        (await rig.RunAsync("import", rig.Write("people.csv", People))).Done();
        await using var target = await TestDatabase.BlankAsync(rig.Folder, DatabaseProvider.PostgreSql);
        string[] move = ["database", "move", "--to", "postgresql", "--connection", target.ConnectionString];
        var moved = (await rig.RunAsync(move)).Done();

        // Killed before it could put the old one aside.
        var old = Path.Combine(rig.Folder, "data", "preference-center.db");
        File.Move(Directory.GetFiles(Path.Combine(rig.Folder, "data"), "preference-center.db.moved-*").Single(), old);
        Assert.Equal(moved, (await rig.RunAsync(move)).Done());
        Assert.False(File.Exists(old));

        // Killed after that, before it could say so.
        var again = await rig.RunAsync(move);
        Assert.Equal(moved, again.Done());
        Assert.Contains("moved already", again.Error, StringComparison.Ordinal);

        // Something was served since: the copy is no copy any more.
        using (var raw = target.Raw())
            raw.Run("""UPDATE "Subscribers" SET "Name" = 'Anna' WHERE "Name" = 'Ann'""");
        var refused = await rig.RunAsync(move);
        Assert.Equal(3, refused.ExitCode);
        Assert.Contains("has changed since", refused.Error, StringComparison.Ordinal);
        File.Move(Directory.GetFiles(Path.Combine(rig.Folder, "data"), "preference-center.db.moved-*").Single(), old);
        refused = await rig.RunAsync(move);
        Assert.Equal(3, refused.ExitCode);
        Assert.Contains("no copy of this one", refused.Error, StringComparison.Ordinal);
        Assert.True(File.Exists(old));
    }

    [Fact]
    public async Task A_log_that_does_not_verify_is_not_moved()
    {
        await using var rig = await CommandRig.NewAsync();
        await using var target = await TestDatabase.BlankAsync(rig.Folder, DatabaseProvider.PostgreSql);
        rig.Execute("""DROP TRIGGER "LedgerEvents_UPDATE" """);
        rig.Execute("""UPDATE "LedgerEvents" SET "Value" = "Value" + 1 WHERE "Position" = 2""");
        Assert.Equal(
            3,
            (
                await rig.RunAsync("database", "move", "--to", "postgresql", "--connection", target.ConnectionString)
            ).ExitCode
        );
        Assert.True(File.Exists(Path.Combine(rig.Folder, "data", "preference-center.db")));
    }

    [Fact]
    public async Task It_says_what_it_needs()
    {
        await using var rig = await CommandRig.NewAsync();
        Assert.Equal(3, (await rig.RunAsync("database", "move", "--to", "postgresql")).ExitCode);
        Assert.Equal(2, (await rig.RunAsync("database", "move")).ExitCode);
        Assert.Equal(2, (await rig.RunAsync("database", "move", "--to", "oracle")).ExitCode);
    }
}
