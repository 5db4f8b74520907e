using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PreferenceCenter.Data.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class LawfulLists : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "SingleOptIn",
                table: "Topics",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<byte[]>(
                name: "OptInId",
                table: "MailedLinks",
                type: "BLOB",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "Forms",
                columns: table => new
                {
                    Key = table.Column<string>(type: "TEXT", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false),
                    Published = table.Column<bool>(type: "INTEGER", nullable: false),
                    Definition = table.Column<string>(type: "TEXT", nullable: false),
                    ChangedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    AuthorKind = table.Column<byte>(type: "INTEGER", nullable: false),
                    AuthorId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Hash = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Forms", x => new { x.Key, x.Version });
                });

            migrationBuilder.CreateTable(
                name: "Notices",
                columns: table => new
                {
                    Number = table.Column<int>(type: "INTEGER", nullable: false),
                    TopicNumber = table.Column<long>(type: "INTEGER", nullable: false),
                    Major = table.Column<int>(type: "INTEGER", nullable: false),
                    Minor = table.Column<int>(type: "INTEGER", nullable: false),
                    PublishedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    RenewBy = table.Column<long>(type: "INTEGER", nullable: true),
                    AuthorKind = table.Column<byte>(type: "INTEGER", nullable: false),
                    AuthorId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Hash = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Notices", x => x.Number);
                });

            migrationBuilder.CreateTable(
                name: "OptIns",
                columns: table => new
                {
                    Id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    AddressKey = table.Column<string>(type: "TEXT", nullable: true),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    Content = table.Column<byte[]>(type: "BLOB", nullable: true),
                    SettledAt = table.Column<long>(type: "INTEGER", nullable: true),
                    SubscriberId = table.Column<long>(type: "INTEGER", nullable: true),
                    FromSeq = table.Column<long>(type: "INTEGER", nullable: false),
                    ToSeq = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_OptIns", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "NoticeTexts",
                columns: table => new
                {
                    NoticeNumber = table.Column<int>(type: "INTEGER", nullable: false),
                    Language = table.Column<string>(type: "TEXT", nullable: false),
                    Source = table.Column<string>(type: "TEXT", nullable: false),
                    Html = table.Column<string>(type: "TEXT", nullable: false),
                    Hash = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_NoticeTexts", x => new { x.NoticeNumber, x.Language });
                    table.ForeignKey(
                        name: "FK_NoticeTexts_Notices_NoticeNumber",
                        column: x => x.NoticeNumber,
                        principalTable: "Notices",
                        principalColumn: "Number",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Notices_TopicNumber_Major_Minor",
                table: "Notices",
                columns: new[] { "TopicNumber", "Major", "Minor" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_OptIns_CreatedAt",
                table: "OptIns",
                column: "CreatedAt");

            migrationBuilder.CreateIndex(
                name: "IX_OptIns_Waiting",
                table: "OptIns",
                column: "AddressKey",
                filter: "\"AddressKey\" IS NOT NULL");

            // What somebody was shown stays what they were shown.
            foreach (var table in (string[])["Notices", "NoticeTexts", "Forms"])
                foreach (var act in (string[])["UPDATE", "DELETE"])
                    migrationBuilder.Sql($"""
                        CREATE TRIGGER "{table}_{act}" BEFORE {act} ON "{table}"
                        BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END;
                        """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "Forms");

            migrationBuilder.DropTable(
                name: "NoticeTexts");

            migrationBuilder.DropTable(
                name: "OptIns");

            migrationBuilder.DropTable(
                name: "Notices");

            migrationBuilder.DropColumn(
                name: "SingleOptIn",
                table: "Topics");

            migrationBuilder.DropColumn(
                name: "OptInId",
                table: "MailedLinks");
        }
    }
}
