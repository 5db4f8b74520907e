using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;
using PreferenceCenter.Data;
using Xunit;

namespace PreferenceCenter.Tests.Data;

/// <summary>Every statement written by hand, wherever it stands in the program: found by reflection, so that none is forgotten.</summary>
public sealed partial class StatementTests
{
    /// <summary>What may read from end to end, and why nobody waits for it.</summary>
    private static readonly Dictionary<string, string> Scans = new()
    {
        ["Sql.HouseVersion"] = "a row a log",
        ["Sql.Slots"] = "a row a log",
        ["Sql.Categories"] = "all of them, when the house changed something",
        ["Sql.CategoryTexts"] = "all of them, when the house changed something",
        ["Sql.Topics"] = "all of them, when the house changed something",
        ["Sql.TopicTexts"] = "all of them, when the house changed something",
        ["Sql.AudiencePage"] = "the page it has just read by index",
        ["Sql.AnySuppressed"] = "stops at the first row",
        ["Sql.AnyoneOutside"] = "asked once, at the start of a demo",
        ["Sql.CountSubscribers"] = "asked once, at a start",
        ["Sql.LedgerIds"] = "by the journal, after a crash or beside another writer",
        ["Sql.UnclaimedSince"] = "once a start: leaves of people nobody knew",
        ["OutboxStore.GiveUpSql"] = "once a restore, with nothing else at work",
        ["OutboxStore.CloseWindowsSql"] = "once a restore, with nothing else at work",
        ["Sql.ReasonsGiven"] = "a command's report of the whole log",
    };

    public static TheoryData<string> Statements => [.. All.Keys];

    private static readonly Dictionary<string, string> All = typeof(Program).Assembly.GetTypes()
        .SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
        .Where(field => field is { IsLiteral: true } && field.FieldType == typeof(string) && Verb.IsMatch((string)field.GetRawConstantValue()!))
        .ToDictionary(field => $"{field.DeclaringType!.Name}.{field.Name}", field => (string)field.GetRawConstantValue()!);

    [GeneratedRegex(@"^\s*(SELECT|INSERT|UPDATE|DELETE|WITH)\s")]
    private static partial Regex Verb { get; }

    [DatabaseFact]
    public void The_ones_we_know_are_found()
    {
        Assert.Contains("Sql.ChoicesOf", All.Keys);
        Assert.Contains("SqliteWriteStore.InsertEventSql", All.Keys);
        Assert.Contains("OutboxStore.ClaimSql", All.Keys);
    }

    [DatabaseTheory]
    [MemberData(nameof(Statements))]
    public async Task Each_is_prepared_against_the_schema(string name)
    {
        await using var center = await TestCenter.NewAsync();
        await using var connection = center.Database.OpenForWork();
        using var statements = new Statements(connection, center.Database.PreparesByItself);
        var values = new object?[ParameterNames(All[name])];
        Assert.Equal(All[name], statements[All[name], values].CommandText);
    }

    [DatabaseFact]
    public async Task A_column_that_is_not_there_is_noticed()
    {
        await using var center = await TestCenter.NewAsync();
        await using var connection = center.Database.OpenForWork();
        using var statements = new Statements(connection, center.Database.PreparesByItself);
        Assert.Throws<SqliteException>(() => statements["""SELECT "Adress" FROM Subscribers WHERE "Id" = @id""", 1L]);
    }

    // One row is all the first reads; the others are asked once by the demo, of people it made itself.
    private static readonly string[] MayScan = ["Sql.AnySuppressed", "Sql.CountSubscribers", "Sql.AnyoneOutside"];

    [DatabaseTheory]
    [MemberData(nameof(Statements))]
    public async Task None_reads_a_table_from_end_to_end_but_those_named(string name)
    {
        if (MayScan.Contains(name)) return;
        await using var center = await TestCenter.NewAsync();
        using var raw = center.Raw();
        Assert.Equal(Scans.ContainsKey(name), Plan(raw, All[name]).Any(IsScan));
    }

    [DatabaseFact]
    public async Task A_scan_is_noticed()
    {
        await using var center = await TestCenter.NewAsync();
        using var raw = center.Raw();
        Assert.Contains(Plan(raw, """SELECT 1 FROM "Subscribers" WHERE "Name" = @name"""), IsScan);
        Assert.Contains(Plan(raw, """SELECT 1 FROM "Choices" WHERE "Value" = @value"""), IsScan);
    }

    private static bool IsScan(string step) => step.StartsWith("SCAN ", StringComparison.Ordinal) && step != "SCAN CONSTANT ROW";

    private static IEnumerable<string> Plan(RawDatabase raw, string sql) =>
        raw.Rows($"EXPLAIN QUERY PLAN {Parameter.Replace(sql, "1")}").Select(row => (string)row[3]!);

    private static int ParameterNames(string sql) => Parameter.Matches(sql).Select(m => m.Value).Distinct(StringComparer.Ordinal).Count();

    [GeneratedRegex("@[A-Za-z]+")]
    private static partial Regex Parameter { get; }
}
