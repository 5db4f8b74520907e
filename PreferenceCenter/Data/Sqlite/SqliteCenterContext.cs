using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;

namespace PreferenceCenter.Data.Sqlite;

internal sealed class SqliteCenterContext(DbContextOptions<SqliteCenterContext> options) : CenterContext(options)
{
    /// <summary>The newest of <c>Migrations/</c>; a test keeps it so.</summary>
    internal const string LastMigration = "20261126083251_Desk";

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
/// Tables whose key is no single integer are kept in the order of their key (WITHOUT ROWID): one tree less to write to.
/// All of them are STRICT: otherwise a column of numbers takes text, which reads as zero, and what was sealed as zero
/// could be changed unseen.
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
        // Asked first: the base moves a key of one column into that column's definition.
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

internal sealed class SqliteDesignTime : IDesignTimeDbContextFactory<SqliteCenterContext>
{
    public SqliteCenterContext CreateDbContext(string[] args) =>
        new(
            SqliteCenterContext
                .Configure(new DbContextOptionsBuilder<SqliteCenterContext>().UseSqlite("Data Source=design-time.db"))
                .Options
        );
}
