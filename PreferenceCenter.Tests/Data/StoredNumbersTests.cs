using PreferenceCenter.Data.Sqlite;
using PreferenceCenter.Tests.Architecture;
using Xunit;

namespace PreferenceCenter.Tests.Data;

public sealed class StoredNumbersTests
{
    private static readonly IReadOnlySet<string> Columns = ReadColumns();

    private static IReadOnlySet<string> ReadColumns()
    {
        using var context = new SqliteDesignTime().CreateDbContext([]);
        return StoredNumbers.ColumnsOf(context.Model);
    }

    [Fact]
    public void No_statement_writes_a_number_where_an_enum_has_a_name()
    {
        Assert.Superset(new HashSet<string> { "Kind", "State", "Role", "Aspect" }, new HashSet<string>(Columns));
        Assert.Empty(SourceGraph.ReadProduct().SelectMany(file => StoredNumbers.In(file.Path, file.Text, Columns)));
    }

    [Theory]
    [InlineData("""DELETE FROM "Outbox" WHERE "Kind" IN (1, 2)""")]
    [InlineData("""SELECT 1 FROM "Choices" c WHERE c."Aspect" <= 0""")]
    [InlineData("""SELECT 1 FROM "Choices" WHERE "Aspect" = -11""")]
    [InlineData("""e.HasFilter("\"State\" = 0")""")]
    [InlineData("""UPDATE "Outbox" SET "State" = CASE WHEN "Uncertain" >= 1 THEN 3 ELSE @state END""")]
    [InlineData("""INSERT INTO "Outbox" ("MessageId", "State") VALUES (COALESCE(@id, 1), 0) ON CONFLICT DO NOTHING""")]
    [InlineData(
        """INSERT INTO "Outbox" ("MessageId", "State", "Attempts") SELECT id, 0, 0 FROM unnest(@id) AS u(id)"""
    )]
    public void A_bare_number_is_found(string sql) => Assert.Single(StoredNumbers.In("", sql, Columns));

    [Theory]
    [InlineData("""UPDATE "Outbox" SET "Uncertain" = 1 WHERE "State" = {(int)MailState.Waiting}""")]
    [InlineData("""INSERT INTO "Outbox" ("State", "Attempts") VALUES (@state, 0)""")]
    public void A_name_or_a_count_is_not(string sql) => Assert.Empty(StoredNumbers.In("", sql, Columns));
}
