using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;

namespace PreferenceCenter.Data.Sqlite;

/// <summary>The model on SQLite.</summary>
internal sealed class SqliteCenterContext(DbContextOptions<SqliteCenterContext> options) : CenterContext(options)
{
    /// <summary>The newest migration in <c>Migrations/</c>; a test checks it.</summary>
    internal const string LastMigration = "20261130183400_MissedPublishes";

    /// <summary>The floor is the same as on PostgreSQL; a test checks it.</summary>
    internal static SchemaVersion Version { get; } = new(LastMigration, "20261129212847_SecondPeople");

    /// <summary>All migrations, in order.</summary>
    internal static IEnumerable<string> Known() => new SqliteDesignTime().CreateDbContext([]).Database.GetMigrations();

    internal static SqliteCenterContext Over(SqliteConnection connection, bool owned = false) =>
        new(
            SqliteCenterContext
                .Configure(new DbContextOptionsBuilder<SqliteCenterContext>().UseSqlite(connection, owned))
                .Options
        );

    public static DbContextOptionsBuilder<SqliteCenterContext> Configure(
        DbContextOptionsBuilder<SqliteCenterContext> builder
    )
    {
        builder.ReplaceService<IMigrationsSqlGenerator, ClusteredTables>();
        return builder;
    }
}

/// <summary>
/// Generates the tables of SQLite. Tables without a single integer key are stored in the order of their key (WITHOUT
/// ROWID), which saves writing a second tree. All tables are STRICT: otherwise a number column accepts text, which
/// reads as zero, and a value sealed as zero could be changed unnoticed.
/// </summary>
internal sealed class ClusteredTables(
    MigrationsSqlGeneratorDependencies dependencies,
    IRelationalAnnotationProvider annotations
) : SqliteMigrationsSqlGenerator(dependencies, annotations)
{
    protected override void Generate(
        CreateTableOperation operation,
        IModel? model,
        MigrationCommandListBuilder builder,
        bool terminate = true
    )
    {
        // Checked before: the base class moves a one-column key into that column's definition.
        var clustered = operation.PrimaryKey is { } key && !IsInteger(operation, key);
        base.Generate(operation, model, builder, terminate: false);
        builder.Append(clustered ? " STRICT, WITHOUT ROWID" : " STRICT");
        if (!terminate)
            return;
        builder.AppendLine(Dependencies.SqlGenerationHelper.StatementTerminator);
        EndStatement(builder);
    }

    private static bool IsInteger(CreateTableOperation table, AddPrimaryKeyOperation key) =>
        key.Columns.Length == 1 && table.Columns.Single(c => c.Name == key.Columns[0]).ColumnType == "INTEGER";
}

/// <summary>Creates the context for the EF Core tools.</summary>
internal sealed class SqliteDesignTime : IDesignTimeDbContextFactory<SqliteCenterContext>
{
    public SqliteCenterContext CreateDbContext(string[] args) =>
        new(
            SqliteCenterContext
                .Configure(new DbContextOptionsBuilder<SqliteCenterContext>().UseSqlite("Data Source=design-time.db"))
                .Options
        );
}
