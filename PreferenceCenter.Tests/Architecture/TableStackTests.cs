using Microsoft.EntityFrameworkCore;
using PreferenceCenter.Data;
using PreferenceCenter.Data.Sqlite;
using Xunit;

namespace PreferenceCenter.Tests.Architecture;

/// <summary>Tests that each table is written in one way: by prepared statements or by EF Core.</summary>
public sealed class TableStackTests
{
    private const string Begin = "<!-- tables: written by TableStackTests; UPDATE_DOCS=1 dotnet test -->";
    private const string End = "<!-- /tables -->";
    private static readonly SqliteCenterContext Context = new SqliteDesignTime().CreateDbContext([]);
    private static readonly IReadOnlyDictionary<string, string> Prepared = TableStacks.Prepared(Context.Model);

    private static string[] All =>
        [.. Context.Model.GetEntityTypes().Select(e => e.GetTableName()!).Distinct().Order(StringComparer.Ordinal)];

    [Fact]
    public void Statements_write_only_tables_of_prepared_statements()
    {
        var written = SourceGraph
            .ReadProduct()
            .SelectMany(file => TableStacks.WrittenBySql(file.Text).Select(table => (file.Path, Table: table)))
            // EF Core's own, which the model does not have.
            .Where(written => !written.Table.StartsWith("__", StringComparison.Ordinal))
            .ToArray();
        Assert.DoesNotContain(written, w => !Prepared.ContainsKey(w.Table));
        Assert.Equal(
            Prepared.Keys.Order(StringComparer.Ordinal),
            written.Select(w => w.Table).Distinct().Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public void Entity_framework_writes_only_the_others()
    {
        var written = TableStacks.WrittenByEntityFramework(typeof(Program).Assembly, Context.Model).ToArray();
        Assert.Superset(
            new HashSet<string> { "Requests", "AddressChanges", "StaffSessions", "RecipientNotices" },
            new HashSet<string>(written)
        );
        Assert.DoesNotContain(written, Prepared.ContainsKey);
    }

    [Theory]
    [InlineData("""UPDATE "Requests" SET "Words" = NULL""", "Requests")]
    [InlineData(
        """WITH x AS (INSERT INTO "Outbox" ("Id") VALUES (1)) DELETE FROM "Erasures" WHERE "Id" = @id""",
        "Outbox Erasures"
    )]
    [InlineData(
        """INSERT INTO "RateLimits" ("Key") VALUES (@key) ON CONFLICT ("Key") DO UPDATE SET "Count" = 1""",
        "RateLimits"
    )]
    [InlineData("""SELECT "Id" FROM "Outbox" FOR NO KEY UPDATE""", "")]
    public void What_a_statement_writes_is_found(string sql, string tables) =>
        Assert.Equal(tables, string.Join(' ', TableStacks.WrittenBySql(sql)));

    [Fact]
    public void What_entity_framework_writes_is_found() =>
        Assert.Equal(
            ["DataSessions", "Outbox", "Suppressions"],
            TableStacks
                .WrittenByEntityFramework(typeof(TableStackTests).Assembly, Context.Model)
                .Where(Prepared.ContainsKey)
                .Order(StringComparer.Ordinal)
        );

    [Fact]
    public async Task A_tracked_change_of_another_table_is_refused()
    {
        await using var center = await TestCenter.NewAsync();
        var person = await center.RegisterAsync();
        await using var context = center.Database.CreateContext();
        context.Subscribers.Single(s => s.PublicId == person.PublicId).Name = "Anna";
        var refused = Assert.Throws<InvalidOperationException>(() => context.SaveChanges());
        Assert.Contains("Subscribers", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_table_in_the_document_is_this_one()
    {
        var file = Path.Combine(Repository.Root, "docs", "architecture.md");
        var text = File.ReadAllText(file);
        var (begin, end) = (
            text.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length,
            text.IndexOf(End, StringComparison.Ordinal)
        );
        var drawn = $"{text[..begin]}\n{Table()}\n{text[end..]}";
        if (Environment.GetEnvironmentVariable("UPDATE_DOCS") == "1")
            File.WriteAllText(file, drawn);
        Assert.Equal(drawn, File.ReadAllText(file));
    }

    private static string Table() =>
        string.Join(
            '\n',
            [
                "| table | written by | because |",
                "|---|---|---|",
                .. Prepared.Select(table => $"| `{table.Key}` | prepared statements | {table.Value} |"),
                $"| {string.Join(", ", All.Where(table => !Prepared.ContainsKey(table)).Select(table => $"`{table}`"))} | EF Core | nobody waits for them often |",
            ]
        );

    // Never run: what it calls is what the test above looks for.
    internal static void Planted(CenterContext context)
    {
        context.DataSessions.ExecuteDelete();
        context.Outbox.Where(o => o.Id == 1).ExecuteUpdate(s => s.SetProperty(x => x.Attempts, 0));
        context.Suppressions.Add(new SuppressionRow { KeyedHash = [] });
    }
}
