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
            // Not of the model: it is about the history of the migrations, which is not either.
            migrationBuilder.Sql(
                """
                -- beside: no statement of the version before names it.
                CREATE TABLE "__SchemaFloors" ("MigrationId" TEXT NOT NULL PRIMARY KEY, "ServedFrom" TEXT NOT NULL) STRICT, WITHOUT ROWID;
                """
            );
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("""DROP TABLE "__SchemaFloors";""");
        }
    }
}
