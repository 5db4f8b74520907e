using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PreferenceCenter.Data.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class Unfindable : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "ErasedOn",
                table: "Requests",
                type: "INTEGER",
                nullable: true);

            // A day instead of each moment, and an id without one where nothing refers to it any more. A request keeps the day
            // of the erasure instead of its id.
            migrationBuilder.Sql(
                """
                UPDATE "Requests" SET "ErasedOn" = (SELECT e."ErasedAt" - e."ErasedAt" % 86400000000 FROM "Erasures" e WHERE e."Id" = "ErasureId") WHERE "ErasureId" IS NOT NULL;
                UPDATE "RecipientNotices" SET "At" = "At" - "At" % 86400000000 WHERE "Kind" = 4;
                UPDATE "RecipientNotices" SET "Id" = randomblob(16) WHERE "Kind" = 4 AND "AnsweredAt" IS NOT NULL;
                DELETE FROM "Erasures" WHERE "ClosedAt" IS NOT NULL;
                UPDATE "Erasures" SET "ClosedAt" = 0, "ErasedAt" = "ErasedAt" - "ErasedAt" % 86400000000, "CleanedAt" = "CleanedAt" - "CleanedAt" % 86400000000, "DroppedAt" = "DroppedAt" - "DroppedAt" % 86400000000;
                """);

            migrationBuilder.DropIndex(
                name: "IX_Requests_Erasure",
                table: "Requests");

            migrationBuilder.DropIndex(
                name: "IX_RecipientNotices_Erasure",
                table: "RecipientNotices");

            migrationBuilder.DropIndex(
                name: "IX_Erasures_Open",
                table: "Erasures");

            migrationBuilder.DropColumn(
                name: "At",
                table: "Suppressions");

            migrationBuilder.DropColumn(
                name: "ErasureId",
                table: "Requests");

            migrationBuilder.DropColumn(
                name: "ErasureId",
                table: "RecipientNotices");

            migrationBuilder.DropColumn(
                name: "Position",
                table: "Erasures");

            migrationBuilder.DropColumn(
                name: "Slot",
                table: "Erasures");

            migrationBuilder.RenameColumn(
                name: "ClosedAt",
                table: "Erasures",
                newName: "SettlesAt");

        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "ErasedOn",
                table: "Requests");

            migrationBuilder.RenameColumn(
                name: "SettlesAt",
                table: "Erasures",
                newName: "ClosedAt");

            migrationBuilder.AddColumn<long>(
                name: "At",
                table: "Suppressions",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<byte[]>(
                name: "ErasureId",
                table: "Requests",
                type: "BLOB",
                nullable: true);

            migrationBuilder.AddColumn<byte[]>(
                name: "ErasureId",
                table: "RecipientNotices",
                type: "BLOB",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "Position",
                table: "Erasures",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<int>(
                name: "Slot",
                table: "Erasures",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.CreateIndex(
                name: "IX_Requests_Erasure",
                table: "Requests",
                column: "ErasureId",
                filter: "\"ErasureId\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_RecipientNotices_Erasure",
                table: "RecipientNotices",
                column: "ErasureId",
                filter: "\"ErasureId\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Erasures_Open",
                table: "Erasures",
                column: "ErasedAt",
                filter: "\"ClosedAt\" IS NULL");
        }
    }
}
