using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace PreferenceCenter.Tests.Data;

/// <summary>Tests the schema that the migrations create.</summary>
public sealed class SchemaTests
{
    [DatabaseFact]
    public async Task The_migrations_make_what_the_model_says()
    {
        await using var center = await TestCenter.NewAsync();
        await using var context = center.Database.CreateContext();
        Assert.False(context.Database.HasPendingModelChanges());
        Assert.Empty(await context.Database.GetPendingMigrationsAsync(TestContext.Current.CancellationToken));
    }

    [DatabaseFact]
    public async Task Migrating_twice_changes_nothing()
    {
        await using var center = await TestCenter.NewAsync();
        var person = await center.RegisterAsync();
        await center.Database.MigrateAsync(TestContext.Current.CancellationToken);
        Assert.Equal(person.Address, center.Find(person.PublicId).Subscriber.Address);
    }

    // The pending-model check covers neither of these.
    [Fact]
    public async Task Tables_are_strict_and_kept_in_the_order_of_their_key()
    {
        await using var center = await TestCenter.NewAsync();
        using var raw = center.Raw();
        var tables = raw.Rows(
            "SELECT name, wr, strict FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite%' AND name NOT LIKE '\\_\\_%' ESCAPE '\\'"
        );
        Assert.NotEmpty(tables);
        Assert.All(tables, table => Assert.Equal(1L, table[2]));
        var inKeyOrder = tables.Where(table => (long)table[1]! == 1).Select(table => (string)table[0]!).ToHashSet();
        Assert.Superset(
            new HashSet<string>
            {
                "Choices",
                "LedgerEvents",
                "Evidence",
                "Seals",
                "LogNodes",
                "MailedLinks",
                "Suppressions",
            },
            inKeyOrder
        );
        Assert.DoesNotContain("Subscribers", inKeyOrder);
    }

    [Fact]
    [Trait("Requirement", "CON-17")]
    public async Task A_number_cannot_be_replaced_by_text_that_reads_as_zero()
    {
        await using var center = await TestCenter.NewAsync();
        await center.RegisterAsync();
        using var raw = center.Raw();
        raw.Run("DROP TRIGGER \"LedgerEvents_UPDATE\"");
        var refused = Assert.Throws<SqliteException>(() =>
            raw.Run("""UPDATE "LedgerEvents" SET "Before" = 'nothing'""")
        );
        Assert.Contains("TEXT value in INTEGER column", refused.Message, StringComparison.Ordinal);
    }

    [DatabaseFact]
    [Trait("Requirement", "ERA-04")]
    public async Task A_suppression_is_a_keyed_hash_its_key_and_a_reason()
    {
        await using var center = await TestCenter.NewAsync();
        using var raw = center.Raw();
        Assert.Equal(["KeyId", "KeyedHash", "Reason"], raw.ColumnsOf("Suppressions").Order(StringComparer.Ordinal));
    }
}
