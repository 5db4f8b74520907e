using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;
using PreferenceCenter.Data;
using PreferenceCenter.Data.PostgreSql;
using PreferenceCenter.Data.Sqlite;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Data;

/// <summary>Tests how a program judges the schema of a database, and the rule by which versions run side by side.</summary>
public sealed class SchemaStateTests
{
    private static readonly string[] Known = ["01_A", "02_B", "03_C"];

    // The program knows A, B and C; programs from B on may serve C.
    [Theory]
    [InlineData("", SchemaStanding.Empty, true)]
    [InlineData("01_A", SchemaStanding.Behind, false)]
    [InlineData("01_A 02_B", SchemaStanding.Behind, true)]
    [InlineData("01_A 02_B 03_C", SchemaStanding.Current, true)]
    [InlineData("01_A 02_B 03_C 04_D", SchemaStanding.TooNew, false)]
    [InlineData("01_A 02_B 03_C 04_D:04_D", SchemaStanding.TooNew, false)]
    [InlineData("01_A 02_B 03_C 04_D:03_C", SchemaStanding.Ahead, true)]
    [InlineData("01_A 02_B 03_C 04_D:02_B", SchemaStanding.Ahead, true)]
    [InlineData("01_A 02_B 03_C 04_D:02_B 05_E", SchemaStanding.TooNew, false)]
    [InlineData("01_A 02_B 04_D:02_B", SchemaStanding.TooNew, false)]
    internal void A_schema_is_judged_by_its_newest_migration_and_its_floor(
        string history,
        SchemaStanding standing,
        bool beside
    )
    {
        var state = SchemaState.Of(
            [
                .. history
                    .Split(' ', StringSplitOptions.RemoveEmptyEntries)
                    .Select(m => m.Split(':'))
                    .Select(m => new AppliedMigration(m[0], m.ElementAtOrDefault(1))),
            ],
            new SchemaVersion("03_C", "02_B"),
            () => Known
        );
        Assert.Equal((standing, beside), (state.Standing, state.Beside));
        Assert.Equal(standing is SchemaStanding.Current or SchemaStanding.Ahead, state.Refusal is null);
        Assert.Equal(
            standing is SchemaStanding.Empty or SchemaStanding.Behind ? Known.Except(history.Split(' ')) : [],
            state.Pending
        );
    }

    [Fact]
    public void The_floor_is_one_for_both_kinds_of_database()
    {
        var (sqlite, postgres) = (SqliteCenterContext.Version.ServedFrom, PostgresCenterContext.Version.ServedFrom);
        Assert.Equal(sqlite.Split('_', 2)[1], postgres.Split('_', 2)[1]);
        Assert.Contains(sqlite, SqliteCenterContext.Known());
        Assert.Contains(postgres, PostgresCenterContext.Known());
    }

    /// <summary>
    /// What comes after the floor is served by programs that do not know it: it only adds what their statements can do
    /// without. A statement of SQL says "beside" with its reason, where somebody has thought of it.
    /// </summary>
    [DatabaseFact]
    public async Task Migrations_after_the_floor_only_add()
    {
        await using var center = await TestCenter.NewAsync();
        await using var context = center.Database.CreateContext();
        var (floor, provider) =
            TestDatabase.Wanted == DatabaseProvider.PostgreSql
                ? (PostgresCenterContext.Version.ServedFrom, "Npgsql.EntityFrameworkCore.PostgreSQL")
                : (SqliteCenterContext.Version.ServedFrom, "Microsoft.EntityFrameworkCore.Sqlite");
        var assembly = context.GetService<IMigrationsAssembly>();
        foreach (var (id, type) in assembly.Migrations)
            if (string.CompareOrdinal(id, floor) > 0)
            {
                var operations = assembly.CreateMigration(type, provider).UpOperations;
                string[] made = [.. operations.OfType<CreateTableOperation>().Select(table => table.Name)];
                Assert.All(
                    operations,
                    operation =>
                        Assert.True(
                            OnlyAdds(operation, made),
                            $"{id}: {operation.GetType().Name} takes something from programs of {floor}. Let it only add, or raise the floor (CONTRIBUTING.md, \"Add a migration\")."
                        )
                );
            }
    }

    [Theory]
    [InlineData(false, null, false)]
    [InlineData(true, null, true)]
    [InlineData(false, 0, true)]
    public void A_column_that_older_programs_cannot_fill_is_more_than_an_addition(
        bool nullable,
        object? otherwise,
        bool adds
    ) =>
        Assert.Equal(
            adds,
            OnlyAdds(
                new AddColumnOperation
                {
                    Table = "Topics",
                    Name = "X",
                    IsNullable = nullable,
                    DefaultValue = otherwise,
                },
                []
            )
        );

    [Fact]
    public void Taking_away_renaming_and_what_nobody_thought_of_are_none()
    {
        Assert.False(OnlyAdds(new DropColumnOperation { Table = "Topics", Name = "X" }, []));
        Assert.False(OnlyAdds(new RenameColumnOperation { Table = "Topics", Name = "X" }, []));
        Assert.False(OnlyAdds(new CreateIndexOperation { Table = "Topics", IsUnique = true }, []));
        Assert.True(OnlyAdds(new CreateIndexOperation { Table = "Topics", IsUnique = true }, ["Topics"]));
        Assert.False(OnlyAdds(new SqlOperation { Sql = "UPDATE \"Topics\" SET \"X\" = 1" }, []));
    }

    private static bool OnlyAdds(MigrationOperation operation, string[] made) =>
        operation switch
        {
            CreateTableOperation => true,
            AddColumnOperation column => column.IsNullable
                || column.DefaultValue is not null
                || column.DefaultValueSql is not null,
            CreateIndexOperation index => !index.IsUnique || made.Contains(index.Table),
            SqlOperation sql => sql.Sql.Contains("-- beside", StringComparison.Ordinal),
            _ => false,
        };
}
