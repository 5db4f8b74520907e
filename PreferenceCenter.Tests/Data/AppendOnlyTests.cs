using System.Data.Common;
using Microsoft.Data.Sqlite;
using Xunit;

namespace PreferenceCenter.Tests.Data;

[Trait("Requirement", "CON-17")]
[Trait("Requirement", "SEC-17")]
public sealed class AppendOnlyTests
{
    [DatabaseTheory]
    [InlineData("LedgerEvents", """UPDATE "LedgerEvents" SET "Value" = 4""")]
    [InlineData("LedgerEvents", """DELETE FROM "LedgerEvents" WHERE "Position" = 0""")]
    [InlineData("LedgerEvents", """DELETE FROM "LedgerEvents" """)]
    [InlineData("LedgerEvents", """INSERT OR REPLACE INTO "LedgerEvents" SELECT * FROM "LedgerEvents" WHERE "Position" = 0""")]
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
        await using var center = await TestCenter.NewAsync();
        await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => center.RegisterAsync(topics: [1, 2, 3, 4, 5, 6, 7, 8, 9])));
        using var raw = center.Raw();
        var before = raw.Rows($"""SELECT * FROM "{table}" """);
        Assert.NotEmpty(before);
        await using var ours = center.Database.OpenForWork();
        Refuses(attempt, sql => Run(ours, sql));
        // A stranger's REPLACE passes by the triggers; verification finds it.
        if (!attempt.Contains("REPLACE", StringComparison.Ordinal)) Refuses(attempt, sql => raw.Run(sql));
        Assert.Equal(before, raw.Rows($"""SELECT * FROM "{table}" """));
    }

    private static void Refuses(string attempt, Action<string> run)
    {
        var refused = Assert.Throws<SqliteException>(() => run(attempt));
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
