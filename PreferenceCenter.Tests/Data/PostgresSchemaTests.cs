using Npgsql;
using Xunit;

namespace PreferenceCenter.Tests.Data;

/// <summary>Tests parts of the PostgreSQL schema that the pending-model check does not cover.</summary>
[Trait(PostgresCases.Trait, PostgresCases.PostgreSql)]
public sealed class PostgresSchemaTests
{
    [Fact]
    public async Task Columns_are_of_few_types_and_text_sorts_by_its_bytes()
    {
        await using var center = await TestCenter.NewAsync();
        using var raw = center.Raw();
        var columns = raw.Rows(
            """
            SELECT table_name::text, column_name::text, data_type::text, collation_name::text FROM information_schema.columns
            WHERE table_schema = 'public' AND table_name NOT LIKE '\_\_%'
            """
        );
        Assert.True(columns.Count > 100);
        Assert.Subset(
            new HashSet<string> { "bigint", "integer", "smallint", "boolean", "text", "bytea" },
            columns.Select(c => (string)c[2]!).ToHashSet()
        );
        Assert.All(columns.Where(c => (string)c[2]! == "text"), c => Assert.Equal("C", c[3]));
    }

    [Fact]
    public async Task Rows_that_change_have_room_beside_them()
    {
        await using var center = await TestCenter.NewAsync();
        using var raw = center.Raw();
        Assert.Equal(
            ["Choices", "Subscribers"],
            raw.Rows("SELECT relname::text FROM pg_class WHERE 'fillfactor=80' = ANY(reloptions)")
                .Select(row => (string)row[0]!)
                .Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    [Trait("Requirement", "CON-17")]
    public async Task A_number_cannot_be_replaced_by_text_that_reads_as_zero()
    {
        await using var center = await TestCenter.NewAsync();
        await center.RegisterAsync();
        using var raw = center.Raw();
        raw.Unprotect("LedgerEvents");
        Assert.Equal(
            PostgresErrorCodes.InvalidTextRepresentation,
            Assert
                .Throws<PostgresException>(() => raw.Run("""UPDATE "LedgerEvents" SET "Before" = 'nothing'"""))
                .SqlState
        );
    }
}
