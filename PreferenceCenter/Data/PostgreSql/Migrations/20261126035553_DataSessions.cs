using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PreferenceCenter.Data.PostgreSql.Migrations
{
    /// <inheritdoc />
    public partial class DataSessions : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "DataSessions",
                columns: table => new
                {
                    Hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    SubscriberId = table.Column<long>(type: "bigint", nullable: false),
                    CreatedAt = table.Column<long>(type: "bigint", nullable: false),
                    LastSeenAt = table.Column<long>(type: "bigint", nullable: false),
                    EndsAt = table.Column<long>(type: "bigint", nullable: false),
                    ExportWaits = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_DataSessions", x => x.Hash);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Outbox_Address",
                table: "Outbox",
                column: "Address",
                filter: "\"Address\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Outbox_Person",
                table: "Outbox",
                column: "SubscriberId",
                filter: "\"SubscriberId\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_OptIns_Person",
                table: "OptIns",
                column: "SubscriberId",
                filter: "\"SubscriberId\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_MailedLinks_Person",
                table: "MailedLinks",
                column: "SubscriberId");

            migrationBuilder.CreateIndex(
                name: "IX_DataSessions_EndsAt",
                table: "DataSessions",
                column: "EndsAt");

            migrationBuilder.CreateIndex(
                name: "IX_DataSessions_SubscriberId",
                table: "DataSessions",
                column: "SubscriberId");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "DataSessions");

            migrationBuilder.DropIndex(
                name: "IX_Outbox_Address",
                table: "Outbox");

            migrationBuilder.DropIndex(
                name: "IX_Outbox_Person",
                table: "Outbox");

            migrationBuilder.DropIndex(
                name: "IX_OptIns_Person",
                table: "OptIns");

            migrationBuilder.DropIndex(
                name: "IX_MailedLinks_Person",
                table: "MailedLinks");
        }
    }
}
