using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Npgsql;

namespace PreferenceCenter.Data.PostgreSql;

/// <summary>The model on PostgreSQL.</summary>
internal sealed class PostgresCenterContext(DbContextOptions<PostgresCenterContext> options) : CenterContext(options)
{
    /// <summary>The newest migration in <c>Migrations/</c>; a test checks it.</summary>
    internal const string LastMigration = "20261129153801_WorkRecords";

    internal static PostgresCenterContext Over(NpgsqlConnection connection, bool owned = false) =>
        new(new DbContextOptionsBuilder<PostgresCenterContext>().UseNpgsql(connection, owned).Options);

    // Compared byte by byte: keys sort alike on every machine, and an upgrade of a system library reorders no index.
    protected override void ConfigureConventions(ModelConfigurationBuilder conventions)
    {
        base.ConfigureConventions(conventions);
        conventions.Properties<string>().UseCollation("C");
        conventions.Properties<Microsoft.AspNetCore.Identity.IdentityPasskeyData>().UseCollation("C");
    }
}

/// <summary>Creates the context for the EF Core tools.</summary>
internal sealed class PostgresDesignTime : IDesignTimeDbContextFactory<PostgresCenterContext>
{
    public PostgresCenterContext CreateDbContext(string[] args) =>
        new(
            new DbContextOptionsBuilder<PostgresCenterContext>()
                .UseNpgsql("Host=localhost;Database=design-time")
                .Options
        );
}
