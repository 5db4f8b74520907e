using System.Data.Common;
using PreferenceCenter.Domain;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Data;

/// <summary>Tests that the database refuses to change or delete log rows.</summary>
[Trait("Requirement", "CON-17")]
[Trait("Requirement", "SEC-17")]
public sealed class AppendOnlyTests
{
    [Theory]
    [InlineData("LedgerEvents", """UPDATE "LedgerEvents" SET "Value" = 4""")]
    [InlineData("LedgerEvents", """DELETE FROM "LedgerEvents" WHERE "Position" = 0""")]
    [InlineData("LedgerEvents", """DELETE FROM "LedgerEvents" """)]
    [InlineData(
        "LedgerEvents",
        """INSERT OR REPLACE INTO "LedgerEvents" SELECT * FROM "LedgerEvents" WHERE "Position" = 0"""
    )]
    [InlineData("LedgerEvents", """UPDATE OR REPLACE "LedgerEvents" SET "Position" = 1 WHERE "Position" = 0""")]
    [InlineData("Seals", """UPDATE "Seals" SET "Size" = 1""")]
    [InlineData("Seals", """DELETE FROM "Seals" """)]
    [InlineData("Seals", """REPLACE INTO "Seals" SELECT * FROM "Seals" LIMIT 1""")]
    [InlineData("LogNodes", """UPDATE "LogNodes" SET "Hash" = zeroblob(32)""")]
    [InlineData("LogNodes", """DELETE FROM "LogNodes" """)]
    [InlineData("LogNodes", """REPLACE INTO "LogNodes" SELECT * FROM "LogNodes" LIMIT 1""")]
    [InlineData("Evidence", """UPDATE "Evidence" SET "Content" = x'7B7D'""")]
    public async Task What_is_written_stays(string table, string attempt)
    {
        await using var center = await FilledAsync();
        using var raw = center.Raw();
        var before = RowsOf(raw, table);
        await using var ours = center.Database.OpenForWork();
        Refuses(attempt, sql => Run(ours, sql));
        // REPLACE by another client bypasses the triggers; verification finds it.
        if (!attempt.Contains("REPLACE", StringComparison.Ordinal))
            Refuses(attempt, sql => raw.Run(sql));
        Assert.Equal(before, RowsOf(raw, table));
    }

    [Theory]
    [Trait(PostgresCases.Trait, PostgresCases.PostgreSql)]
    [InlineData("LedgerEvents", """UPDATE "LedgerEvents" SET "Value" = 4""")]
    [InlineData("LedgerEvents", """UPDATE ONLY "LedgerEvents" SET "Position" = 1 WHERE "Position" = 0""")]
    [InlineData("LedgerEvents", """DELETE FROM "LedgerEvents" WHERE "Position" = 0""")]
    [InlineData("LedgerEvents", """DELETE FROM "LedgerEvents" """)]
    [InlineData("LedgerEvents", """TRUNCATE "LedgerEvents" """)]
    [InlineData("LedgerEvents", """TRUNCATE "Outbox", "LedgerEvents" RESTART IDENTITY CASCADE""")]
    [InlineData("LedgerEvents", """WITH gone AS (DELETE FROM "LedgerEvents" RETURNING 1) SELECT count(*) FROM gone""")]
    [InlineData(
        "LedgerEvents",
        """INSERT INTO "LedgerEvents" SELECT * FROM "LedgerEvents" WHERE "Position" = 0 ON CONFLICT ("Slot", "Position") DO UPDATE SET "Value" = 4"""
    )]
    [InlineData(
        "LedgerEvents",
        """MERGE INTO "LedgerEvents" e USING (SELECT 1) one ON e."Position" = 0 WHEN MATCHED THEN DELETE"""
    )]
    [InlineData("Seals", """UPDATE "Seals" SET "Size" = 1""")]
    [InlineData("Seals", """DELETE FROM "Seals" """)]
    [InlineData("Seals", """TRUNCATE "Seals" """)]
    [InlineData(
        "Seals",
        """INSERT INTO "Seals" SELECT * FROM "Seals" LIMIT 1 ON CONFLICT ("Slot", "Batch") DO UPDATE SET "Size" = 1"""
    )]
    [InlineData("LogNodes", """UPDATE "LogNodes" SET "Hash" = decode(repeat('00', 32), 'hex')""")]
    [InlineData("LogNodes", """DELETE FROM "LogNodes" """)]
    [InlineData("LogNodes", """TRUNCATE "LogNodes" """)]
    [InlineData("Evidence", """UPDATE "Evidence" SET "Content" = '{}'::bytea""")]
    [InlineData("Evidence", """TRUNCATE "Evidence" """)]
    public async Task What_is_written_stays_on_a_server(string table, string attempt)
    {
        await using var center = await FilledAsync();
        using var raw = center.Raw();
        var before = RowsOf(raw, table);
        using var owner = center.Stored.AsOwner().Open();
        await using var ours = owner.OpenForWork();
        // Tried as a program that owns the tables, as the owner of the tables, and as a user with all privileges.
        Refuses(attempt, sql => Run(ours, sql));
        Refuses(attempt, sql => raw.Run(sql));
        var somebody = $"r{RandomId.New():N}";
        raw.Run(
            $"CREATE ROLE {somebody}; GRANT ALL ON ALL TABLES IN SCHEMA public TO {somebody}; GRANT ALL ON ALL SEQUENCES IN SCHEMA public TO {somebody}; SET ROLE {somebody}"
        );
        if (!attempt.Contains("RESTART", StringComparison.Ordinal))
            Refuses(attempt, sql => raw.Run(sql));
        // A user who does not own the tables cannot drop their triggers either.
        Assert.Equal("42501", Assert.Throws<Npgsql.PostgresException>(() => raw.Unprotect(table)).SqlState);
        Assert.Equal(before, RowsOf(raw, table));
    }

    private static List<object?[]> RowsOf(RawDatabase raw, string table)
    {
        var rows = raw.Rows($"""SELECT * FROM "{table}" """);
        Assert.NotEmpty(rows);
        return rows;
    }

    private static async Task<TestCenter> FilledAsync()
    {
        var center = await TestCenter.NewAsync();
        await Task.WhenAll(
            Enumerable.Range(0, 30).Select(_ => center.RegisterAsync(topics: [1, 2, 3, 4, 5, 6, 7, 8, 9]))
        );
        return center;
    }

    private static void Refuses(string attempt, Action<string> run)
    {
        var refused = Assert.ThrowsAny<DbException>(() => run(attempt));
        Assert.Matches("is append-only|is never altered", refused.Message);
    }

    private static void Run(DbConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    [DatabaseFact]
    public async Task Evidence_can_be_erased()
    {
        await using var center = await TestCenter.NewAsync();
        await center.RegisterAsync();
        using var raw = center.Raw();
        Assert.Equal(1, raw.Run("""DELETE FROM "Evidence" """));
    }
}
