using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PreferenceCenter.Data.PostgreSql.Migrations
{
    /// <inheritdoc />
    public partial class DayCounts : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "FormDays",
                columns: table => new
                {
                    Day = table.Column<int>(type: "integer", nullable: false),
                    Form = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Slot = table.Column<int>(type: "integer", nullable: false),
                    Submitted = table.Column<long>(type: "bigint", nullable: false),
                    Confirmed = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_FormDays", x => new { x.Day, x.Form, x.Slot });
                });

            migrationBuilder.CreateTable(
                name: "LanguagePeople",
                columns: table => new
                {
                    Language = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Slot = table.Column<int>(type: "integer", nullable: false),
                    People = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_LanguagePeople", x => new { x.Language, x.Slot });
                });

            migrationBuilder.CreateTable(
                name: "Recounts",
                columns: table => new
                {
                    Number = table.Column<long>(type: "bigint", nullable: false),
                    Zone = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Recounts", x => x.Number);
                });

            migrationBuilder.CreateTable(
                name: "TopicDays",
                columns: table => new
                {
                    Day = table.Column<int>(type: "integer", nullable: false),
                    Topic = table.Column<long>(type: "bigint", nullable: false),
                    Slot = table.Column<int>(type: "integer", nullable: false),
                    ChoseDaily = table.Column<long>(type: "bigint", nullable: false),
                    ChoseEvery = table.Column<long>(type: "bigint", nullable: false),
                    ChoseMonthly = table.Column<long>(type: "bigint", nullable: false),
                    ChoseWeekly = table.Column<long>(type: "bigint", nullable: false),
                    GainedByApi = table.Column<long>(type: "bigint", nullable: false),
                    GainedByForm = table.Column<long>(type: "bigint", nullable: false),
                    GainedByImport = table.Column<long>(type: "bigint", nullable: false),
                    GainedByPage = table.Column<long>(type: "bigint", nullable: false),
                    GainedByReturn = table.Column<long>(type: "bigint", nullable: false),
                    GainedByStaff = table.Column<long>(type: "bigint", nullable: false),
                    LostByBounce = table.Column<long>(type: "bigint", nullable: false),
                    LostByComplaint = table.Column<long>(type: "bigint", nullable: false),
                    LostByEmail = table.Column<long>(type: "bigint", nullable: false),
                    LostByErasure = table.Column<long>(type: "bigint", nullable: false),
                    LostByOneClick = table.Column<long>(type: "bigint", nullable: false),
                    LostByOthers = table.Column<long>(type: "bigint", nullable: false),
                    LostByPage = table.Column<long>(type: "bigint", nullable: false),
                    LostByRetention = table.Column<long>(type: "bigint", nullable: false),
                    NeverAsked = table.Column<long>(type: "bigint", nullable: false),
                    NotRelevant = table.Column<long>(type: "bigint", nullable: false),
                    OtherReason = table.Column<long>(type: "bigint", nullable: false),
                    Paused = table.Column<long>(type: "bigint", nullable: false),
                    TooMany = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_TopicDays", x => new { x.Day, x.Topic, x.Slot });
                });

            migrationBuilder.CreateIndex(
                name: "IX_LedgerEvents_Reasons",
                table: "LedgerEvents",
                column: "At",
                filter: "\"Kind\" = 14");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_LedgerEvents_Reasons",
                table: "LedgerEvents");

            migrationBuilder.DropTable(
                name: "FormDays");

            migrationBuilder.DropTable(
                name: "LanguagePeople");

            migrationBuilder.DropTable(
                name: "Recounts");

            migrationBuilder.DropTable(
                name: "TopicDays");
        }
    }
}
