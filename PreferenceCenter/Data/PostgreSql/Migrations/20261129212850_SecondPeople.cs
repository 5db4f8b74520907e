using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PreferenceCenter.Data.PostgreSql.Migrations
{
    /// <inheritdoc />
    public partial class SecondPeople : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<byte[]>(
                name: "AbleEndedBy",
                table: "StaffAccounts",
                type: "bytea",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "AbleUntil",
                table: "StaffAccounts",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Number",
                table: "Requests",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<bool>(
                name: "Kept",
                table: "RequestEntries",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.CreateTable(
                name: "StaffGivers",
                columns: table => new
                {
                    ActorId = table.Column<byte[]>(type: "bytea", nullable: false),
                    GivenBy = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_StaffGivers", x => new { x.ActorId, x.GivenBy });
                });

            // Numbered in the order in which they were received.
            migrationBuilder.Sql(
                """
                UPDATE "Requests" SET "Number" = n."Number"
                FROM (SELECT "Id", ROW_NUMBER() OVER (ORDER BY "ReceivedAt", "Id") AS "Number" FROM "Requests") AS n
                WHERE n."Id" = "Requests"."Id"
                """
            );
            migrationBuilder.Sql(
                """UPDATE "StaffAccounts" SET "AbleUntil" = "DismissedAt" WHERE "DismissedAt" IS NOT NULL AND "Role" IN (1, 2)"""
            );

            migrationBuilder.CreateIndex(
                name: "IX_Requests_Number",
                table: "Requests",
                column: "Number",
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "StaffGivers");

            migrationBuilder.DropIndex(
                name: "IX_Requests_Number",
                table: "Requests");

            migrationBuilder.DropColumn(
                name: "AbleEndedBy",
                table: "StaffAccounts");

            migrationBuilder.DropColumn(
                name: "AbleUntil",
                table: "StaffAccounts");

            migrationBuilder.DropColumn(
                name: "Number",
                table: "Requests");

            migrationBuilder.DropColumn(
                name: "Kept",
                table: "RequestEntries");
        }
    }
}
