using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PreferenceCenter.Data.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class SchemaFloor : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            // Read by name: docs/operations.md, "Upgrade and way back". beside: the version before reads two columns of it.
            migrationBuilder.Sql("""ALTER TABLE "__EFMigrationsHistory" ADD COLUMN "ServedFrom" TEXT NULL; -- beside""");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("""ALTER TABLE "__EFMigrationsHistory" DROP COLUMN "ServedFrom";""");
        }
    }
}
