using System.Data.Common;
using System.Reflection;
using System.Text.RegularExpressions;
using PreferenceCenter.Data;
using PreferenceCenter.Tests.Architecture;
using Xunit;

namespace PreferenceCenter.Tests.Data;

/// <summary>
/// Tests every hand-written SQL statement of the program, found by reflection so that none is missed. Statements for
/// one database are checked against its schema, all others against both.
/// </summary>
public sealed partial class StatementTests(StatementPlans plans) : IClassFixture<StatementPlans>
{
    /// <summary>Statements that may read a table in full, with the reason why no user waits for them.</summary>
    private static readonly Dictionary<string, string> Scans = new()
    {
        ["Sql.AdminVersion"] = "a row a log",
        ["Sql.ConsoleState"] = "a row a log, and erasures that are not over: there are no other rows",
        ["Sql.Slots"] = "a row a log",
        ["Sql.Frontiers"] = "a row a log",
        ["Sql.ErasedIds"] = "by the journal, after an erasure and once a minute",
        ["Sql.SuppressedAddresses"] = "by the journal, after an erasure and once a minute",
        ["JournalStore.AllSql"] = "a row a machine",
        ["JournalStore.NoteSql"] = "a row a machine",
        ["Sql.Categories"] = "all of them, after a change by the organisation",
        ["Sql.CategoryTexts"] = "all of them, after a change by the organisation",
        ["Sql.Topics"] = "all of them, after a change by the organisation",
        ["RetentionStore.PeoplePageSql"] = "the page it has just read by index",
        ["RetentionStore.DeleteLimitsSql"] = "once a day",
        ["RetentionStore.ForgottenSinceSql"] = "once a day",
        ["Sql.Notices"] = "all of them, after a change by the organisation",
        ["Sql.NoticeTexts"] = "all in force, after a change by the organisation",
        ["Sql.Forms"] = "all of them, after a change by the organisation",
        ["Sql.Events"] = "the chain it has just walked by key",
        ["Sql.History"] = "the chain it has just walked by key",
        ["Sql.AdminEvents"] = "the chain it has just walked by key",
        ["SqliteSets.HistoriesSql"] = "the chains it has just walked by key",
        ["DataReaders.TemplatesSql"] = "kept templates without their bytes: an organisation has dozens",
        ["AddressSql.AllMergedInto"] = "those it has just found by index",
        ["Sql.TopicTexts"] = "all of them, after a change by the organisation",
        ["Sql.AudiencePage"] = "the page it has just read by index",
        ["Sql.AnySuppressed"] = "stops at the first row",
        ["Sql.AnyoneOutside"] = "asked once, at the start of a demo",
        ["Sql.CountSubscribers"] = "asked once, at a start",
        ["ErasureSql.OptInsLike"] = "takes the demo away, once",
        ["ErasureSql.MailsLike"] = "takes the demo away, once",
        ["Sql.PublicIds"] = "once a start, where somebody was erased: the journal tells no ids",
        ["Sql.LedgerIds"] = "by the journal, after a crash or beside another writer",
        ["OutboxStore.GiveUpSql"] = "once a restore, with nothing else at work",
        ["OutboxStore.CloseWindowsSql"] = "once a restore, with nothing else at work",
        ["Sql.ReasonsGiven"] = "a command's report of the whole log",
        ["Sql.PersonEvents"] = "a recount of the whole log",
        ["CountSql.All"] = "a recount of the whole log",
        ["CountSql.Languages"] = "a row a language and log",
        ["ErasureStore.OpenSql"] = "erasures that are not over: there are no other rows",
        ["ErasureStore.AnyOpenSql"] = "stops at the first of these",
        ["PostgresWriteStore.HeadsSql"] = "a row a log",
    };

    // PostgreSQL names the page as the subquery it is.
    private static readonly string[] NoScanOnAServer =
    [
        "Sql.Events",
        "Sql.History",
        "Sql.AdminEvents",
        "AddressSql.AllMergedInto",
        "Sql.AudiencePage",
        "RetentionStore.PeoplePageSql",
    ];

    // The first reads a single row; the next ones run once in the demo, over its own people; the last reads the accounts
    // of the staff, once a start.
    private static readonly string[] MayScan =
    [
        "ErasureStore.AnyOpenSql",
        "Sql.AnySuppressed",
        "Sql.CountSubscribers",
        "Sql.AnyoneOutside",
        "Sql.AnyDemoAccount",
        "ErasureSql.OptInsLike",
        "ErasureSql.MailsLike",
        // It asks the server's own catalogue, whose plans change with the number of its databases.
        "PostgresDatabase.OlderTransactionsSql",
    ];

    private static readonly Dictionary<string, (string Sql, DatabaseProvider? Only)> All = typeof(Program)
        .Assembly.GetTypes()
        .SelectMany(type =>
            type.GetFields(
                BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly
            )
        )
        .Where(field =>
            (field.IsLiteral || field.IsInitOnly)
            && field.FieldType == typeof(string)
            && !field.DeclaringType!.ContainsGenericParameters
        )
        .Select(field => (Field: field, Sql: (string?)field.GetValue(null)))
        .Where(one => one.Sql is not null && Verb.IsMatch(one.Sql))
        .ToDictionary(
            one => $"{one.Field.DeclaringType!.Name}.{one.Field.Name}",
            one => (one.Sql!, OnlyOn(one.Field.DeclaringType!.Namespace!))
        );

    public static TheoryData<string> OfBoth => Of(null);
    public static TheoryData<string> OfSqlite => Of(DatabaseProvider.Sqlite);
    public static TheoryData<string> OfPostgreSql => Of(DatabaseProvider.PostgreSql);

    private static TheoryData<string> Of(DatabaseProvider? only) =>
        [.. All.Where(one => one.Value.Only == only).Select(one => one.Key)];

    private static DatabaseProvider? OnlyOn(string room) =>
        room.EndsWith(".Data.Sqlite", StringComparison.Ordinal) ? DatabaseProvider.Sqlite
        : room.EndsWith(".Data.PostgreSql", StringComparison.Ordinal) ? DatabaseProvider.PostgreSql
        : null;

    [GeneratedRegex(@"^\s*(SELECT|INSERT|UPDATE|DELETE|WITH)\s")]
    private static partial Regex Verb { get; }

    [Fact]
    public void The_ones_we_know_are_found()
    {
        Assert.Contains("Sql.ChoicesOf", OfBoth.Select(row => row.Data));
        Assert.Contains("OutboxStore.ClaimSql", OfBoth.Select(row => row.Data));
        Assert.Contains("SqliteWriteStore.InsertEventSql", OfSqlite.Select(row => row.Data));
        Assert.Contains("PostgresWriteStore.WriteSql", OfPostgreSql.Select(row => row.Data));
    }

    [DatabaseTheory]
    [MemberData(nameof(OfBoth))]
    public Task Each_is_prepared_against_the_schema(string name) => plans.PrepareAsync(All[name].Sql);

    [Theory]
    [MemberData(nameof(OfSqlite))]
    public Task Each_of_the_file_is_prepared(string name) => plans.PrepareAsync(All[name].Sql);

    [Theory]
    [Trait(PostgresCases.Trait, PostgresCases.PostgreSql)]
    [MemberData(nameof(OfPostgreSql))]
    public Task Each_of_the_server_is_prepared(string name) => plans.PrepareAsync(All[name].Sql);

    [Fact]
    public void Every_call_gives_each_parameter_by_name()
    {
        var parameters = All.ToDictionary(one => one.Key, one => NamedValues.In(one.Value.Sql));
        // The store of the server gives names to the driver, which checks them itself.
        var calls = SourceGraph
            .ReadProduct()
            .Where(file => !file.Path.StartsWith("Data/PostgreSql/", StringComparison.Ordinal))
            .SelectMany(file => NamedValues.Calls(file.Text, parameters))
            .ToArray();
        Assert.True(calls.Length > 150, $"only {calls.Length} calls were found");
        Assert.Empty(calls.Where(call => call.Fault is not null).Select(call => call.Fault));
    }

    [Theory]
    [InlineData("""class Sql { x = session[Sql.Head, ("@slot", 1), ("@more", 2)] }""")]
    [InlineData("""class Sql { x = session[Sql.EventAt, ("@slot", 1)] }""")]
    [InlineData("""class Sql { x = session[EventAt, 1] }""")]
    [InlineData("""class Sql { x = this[EventAt].With("@slot", Of(1)).Rows() }""")]
    public void A_call_that_gives_others_is_found(string source) =>
        Assert.NotNull(
            Assert
                .Single(
                    NamedValues.Calls(source, All.ToDictionary(one => one.Key, one => NamedValues.In(one.Value.Sql)))
                )
                .Fault
        );

    [DatabaseFact]
    public async Task A_column_that_is_not_there_is_noticed()
    {
        var refused = await Assert.ThrowsAnyAsync<DbException>(() =>
            plans.PrepareAsync("""SELECT s."Adress" FROM "Subscribers" s WHERE "Id" = @id""")
        );
        Assert.Contains("Adress", refused.Message, StringComparison.Ordinal);
    }

    [DatabaseTheory]
    [MemberData(nameof(OfBoth))]
    public Task None_reads_a_table_from_end_to_end_but_those_named(string name) => AssertScansAsync(name);

    [Theory]
    [MemberData(nameof(OfSqlite))]
    public Task None_of_the_file_does(string name) => AssertScansAsync(name);

    [Theory]
    [Trait(PostgresCases.Trait, PostgresCases.PostgreSql)]
    [MemberData(nameof(OfPostgreSql))]
    public Task None_of_the_server_does(string name) => AssertScansAsync(name);

    private async Task AssertScansAsync(string name)
    {
        if (MayScan.Contains(name))
            return;
        var expected =
            Scans.ContainsKey(name)
            && !(TestDatabase.Wanted == DatabaseProvider.PostgreSql && NoScanOnAServer.Contains(name));
        var scans = await plans.ScansAsync(All[name].Sql);
        Assert.True(expected == scans.Count > 0, $"{name} scans {string.Join(", ", scans)}");
    }

    [DatabaseTheory]
    [InlineData("""SELECT 1 FROM "Subscribers" WHERE "Name" = @name""")]
    [InlineData("""SELECT 1 FROM "Choices" WHERE "Value" = @value""")]
    [InlineData("""SELECT "Id" FROM "Subscribers" WHERE "Language" = @language ORDER BY "Id" """)]
    public async Task A_scan_is_noticed(string sql) => Assert.NotEmpty(await plans.ScansAsync(sql));
}
