using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Npgsql;

namespace PreferenceCenter.Data.PostgreSql;

/// <summary>The model on PostgreSQL.</summary>
internal sealed class PostgresCenterContext(
    DbContextOptions<PostgresCenterContext> options,
    NpgsqlConnection? owned = null
) : CenterContext(options)
{
    /// <summary>The newest migration in <c>Migrations/</c>; a test checks it.</summary>
    internal const string LastMigration = "20261130183405_MissedPublishes";

    /// <summary>The floor is the same as on SQLite; a test checks it.</summary>
    internal static SchemaVersion Version { get; } = new(LastMigration, "20261129212850_SecondPeople");

    /// <summary>All migrations, in order.</summary>
    internal static IEnumerable<string> Known() =>
        new PostgresDesignTime().CreateDbContext([]).Database.GetMigrations();

    internal static PostgresCenterContext Over(NpgsqlConnection connection) => new(OptionsFor(connection));

    /// <summary>
    /// A context that closes the connection with itself. EF Core would do so only if a query had been made, and the
    /// connection would be lost to the pool.
    /// </summary>
    internal static PostgresCenterContext Owning(NpgsqlConnection connection) =>
        new(OptionsFor(connection), connection);

    private static DbContextOptions<PostgresCenterContext> OptionsFor(NpgsqlConnection connection) =>
        new DbContextOptionsBuilder<PostgresCenterContext>().UseNpgsql(connection).Options;

    public override void Dispose()
    {
        base.Dispose();
        owned?.Dispose();
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        if (owned is not null)
            await owned.DisposeAsync();
    }

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
