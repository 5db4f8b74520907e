using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PreferenceCenter.Data.PostgreSql.Migrations
{
    /// <inheritdoc />
    public partial class ProofStubs : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "ProofUntil",
                table: "Erasures",
                type: "bigint",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "ProofReadings",
                columns: table => new
                {
                    Id = table.Column<byte[]>(type: "bytea", nullable: false),
                    KeyedHash = table.Column<byte[]>(type: "bytea", nullable: false),
                    AskedBy = table.Column<byte[]>(type: "bytea", nullable: false),
                    AskedAt = table.Column<long>(type: "bigint", nullable: false),
                    Reason = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    AgreedBy = table.Column<byte[]>(type: "bytea", nullable: true),
                    AgreedAt = table.Column<long>(type: "bigint", nullable: true),
                    AloneReason = table.Column<string>(type: "text", nullable: true, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ProofReadings", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "ProofStubs",
                columns: table => new
                {
                    Id = table.Column<byte[]>(type: "bytea", nullable: false),
                    KeyedHash = table.Column<byte[]>(type: "bytea", nullable: false),
                    KeyId = table.Column<int>(type: "integer", nullable: false),
                    LedgerId = table.Column<byte[]>(type: "bytea", nullable: false),
                    Slot = table.Column<int>(type: "integer", nullable: false),
                    Position = table.Column<long>(type: "bigint", nullable: false),
                    ErasedAt = table.Column<long>(type: "bigint", nullable: false),
                    ExpiresAt = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ProofStubs", x => x.Id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Suppressions_KeyId",
                table: "Suppressions",
                column: "KeyId");

            migrationBuilder.CreateIndex(
                name: "IX_ProofReadings_AskedAt",
                table: "ProofReadings",
                column: "AskedAt");

            migrationBuilder.CreateIndex(
                name: "IX_ProofStubs_ExpiresAt",
                table: "ProofStubs",
                column: "ExpiresAt");

            migrationBuilder.CreateIndex(
                name: "IX_ProofStubs_KeyedHash",
                table: "ProofStubs",
                column: "KeyedHash");

            migrationBuilder.CreateIndex(
                name: "IX_ProofStubs_KeyId",
                table: "ProofStubs",
                column: "KeyId");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "ProofReadings");

            migrationBuilder.DropTable(
                name: "ProofStubs");

            migrationBuilder.DropIndex(
                name: "IX_Suppressions_KeyId",
                table: "Suppressions");

            migrationBuilder.DropColumn(
                name: "ProofUntil",
                table: "Erasures");
        }
    }
}
