using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PreferenceCenter.Data.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class ConsoleLookups : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateIndex(
                name: "IX_Subscribers_LedgerId",
                table: "Subscribers",
                column: "LedgerId");

            migrationBuilder.CreateIndex(
                name: "IX_Outbox_Failed",
                table: "Outbox",
                column: "State",
                filter: "\"State\" IN (2, 3)");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Subscribers_LedgerId",
                table: "Subscribers");

            migrationBuilder.DropIndex(
                name: "IX_Outbox_Failed",
                table: "Outbox");
        }
    }
}
