using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace PreferenceCenter.Data;

/// <summary>Applies migrations, and keeps the floor of the schema beside the last of them.</summary>
internal static class SchemaFloor
{
    public static void Upgrade(this DatabaseFacade schema, SchemaVersion version)
    {
        schema.Migrate();
        schema.ExecuteSql(Floor(version));
    }

    /// <summary>The same without blocking the thread.</summary>
    public static async Task UpgradeAsync(this DatabaseFacade schema, SchemaVersion version, CancellationToken cancel)
    {
        await schema.MigrateAsync(cancel);
        await schema.ExecuteSqlAsync(Floor(version), cancel);
    }

    private static FormattableString Floor(SchemaVersion version) =>
        $"""INSERT INTO "__SchemaFloors" ("MigrationId", "ServedFrom") VALUES ({version.Last}, {version.ServedFrom}) ON CONFLICT ("MigrationId") DO UPDATE SET "ServedFrom" = excluded."ServedFrom" """;
}
