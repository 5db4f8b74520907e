using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PreferenceCenter.Data.PostgreSql.Migrations
{
    /// <inheritdoc />
    public partial class SchemaFloor : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            // Read by name: docs/operations.md, "Upgrade and way back". beside: the version before reads two columns of it.
            migrationBuilder.Sql("""ALTER TABLE "__EFMigrationsHistory" ADD COLUMN "ServedFrom" TEXT NULL; -- beside""");
            migrationBuilder.LetRolesRewriteTables();
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("DROP FUNCTION rewrite_table(text);");
            migrationBuilder.Sql("""ALTER TABLE "__EFMigrationsHistory" DROP COLUMN "ServedFrom";""");
        }
    }
}
