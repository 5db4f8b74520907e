using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PreferenceCenter.Data.PostgreSql.Migrations
{
    /// <inheritdoc />
    public partial class AddressChanges : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Words",
                table: "Requests",
                type: "text",
                nullable: true,
                collation: "C");

            migrationBuilder.CreateTable(
                name: "AddressChanges",
                columns: table => new
                {
                    Id = table.Column<byte[]>(type: "bytea", nullable: false),
                    SubscriberId = table.Column<long>(type: "bigint", nullable: false),
                    Address = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    AddressKey = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    CreatedAt = table.Column<long>(type: "bigint", nullable: false),
                    Until = table.Column<long>(type: "bigint", nullable: false),
                    ConfirmedAt = table.Column<long>(type: "bigint", nullable: true),
                    RevertedAt = table.Column<long>(type: "bigint", nullable: true),
                    FromSeq = table.Column<long>(type: "bigint", nullable: false),
                    ToSeq = table.Column<long>(type: "bigint", nullable: false),
                    MergedId = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AddressChanges", x => x.Id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_AddressChanges_Address",
                table: "AddressChanges",
                column: "AddressKey",
                filter: "\"AddressKey\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_AddressChanges_SubscriberId",
                table: "AddressChanges",
                column: "SubscriberId");

            migrationBuilder.CreateIndex(
                name: "IX_AddressChanges_Until",
                table: "AddressChanges",
                column: "Until");

            // As with the other columns that hold an address or words: no sample of them lies in the catalogue, where no erasure reaches.
            foreach (var (table, columns) in new (string, string[])[] { ("AddressChanges", ["Address", "AddressKey"]), ("Requests", ["Words"]) })
                foreach (var column in columns)
                    migrationBuilder.Sql($"""ALTER TABLE "{table}" ALTER COLUMN "{column}" SET STATISTICS 0;""");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "AddressChanges");

            migrationBuilder.DropColumn(
                name: "Words",
                table: "Requests");
        }
    }
}
