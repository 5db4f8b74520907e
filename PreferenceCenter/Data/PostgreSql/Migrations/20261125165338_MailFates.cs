using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PreferenceCenter.Data.PostgreSql.Migrations
{
    /// <inheritdoc />
    public partial class MailFates : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "ForgottenAt",
                table: "Outbox",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Uncertain",
                table: "Outbox",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.CreateIndex(
                name: "IX_Outbox_Sent",
                table: "Outbox",
                column: "SentAt",
                filter: "\"State\" = 1 AND \"ForgottenAt\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_MailedLinks_Expiring",
                table: "MailedLinks",
                column: "ExpiresAt",
                filter: "\"ExpiresAt\" IS NOT NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Outbox_Sent",
                table: "Outbox");

            migrationBuilder.DropIndex(
                name: "IX_MailedLinks_Expiring",
                table: "MailedLinks");

            migrationBuilder.DropColumn(
                name: "ForgottenAt",
                table: "Outbox");

            migrationBuilder.DropColumn(
                name: "Uncertain",
                table: "Outbox");
        }
    }
}
