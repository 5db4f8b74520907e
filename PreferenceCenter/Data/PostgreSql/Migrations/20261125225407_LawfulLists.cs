using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PreferenceCenter.Data.PostgreSql.Migrations
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
                type: "text",
                nullable: true,
                collation: "C");

            migrationBuilder.AddColumn<byte[]>(
                name: "OptInId",
                table: "MailedLinks",
                type: "bytea",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "Forms",
                columns: table => new
                {
                    Key = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Version = table.Column<int>(type: "integer", nullable: false),
                    Published = table.Column<bool>(type: "boolean", nullable: false),
                    Definition = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    ChangedAt = table.Column<long>(type: "bigint", nullable: false),
                    AuthorKind = table.Column<byte>(type: "smallint", nullable: false),
                    AuthorId = table.Column<byte[]>(type: "bytea", nullable: false),
                    Hash = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Forms", x => new { x.Key, x.Version });
                });

            migrationBuilder.CreateTable(
                name: "Notices",
                columns: table => new
                {
                    Number = table.Column<int>(type: "integer", nullable: false),
                    TopicNumber = table.Column<long>(type: "bigint", nullable: false),
                    Major = table.Column<int>(type: "integer", nullable: false),
                    Minor = table.Column<int>(type: "integer", nullable: false),
                    PublishedAt = table.Column<long>(type: "bigint", nullable: false),
                    RenewBy = table.Column<long>(type: "bigint", nullable: true),
                    AuthorKind = table.Column<byte>(type: "smallint", nullable: false),
                    AuthorId = table.Column<byte[]>(type: "bytea", nullable: false),
                    Hash = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Notices", x => x.Number);
                });

            migrationBuilder.CreateTable(
                name: "OptIns",
                columns: table => new
                {
                    Id = table.Column<byte[]>(type: "bytea", nullable: false),
                    AddressKey = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    CreatedAt = table.Column<long>(type: "bigint", nullable: false),
                    Content = table.Column<byte[]>(type: "bytea", nullable: true),
                    SettledAt = table.Column<long>(type: "bigint", nullable: true),
                    SubscriberId = table.Column<long>(type: "bigint", nullable: true),
                    FromSeq = table.Column<long>(type: "bigint", nullable: false),
                    ToSeq = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_OptIns", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "NoticeTexts",
                columns: table => new
                {
                    NoticeNumber = table.Column<int>(type: "integer", nullable: false),
                    Language = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Source = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Html = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Hash = table.Column<byte[]>(type: "bytea", nullable: false)
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

            migrationBuilder.KeepPublishedWords();
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
