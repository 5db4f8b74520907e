using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PreferenceCenter.Data.PostgreSql.Migrations
{
    /// <inheritdoc />
    public partial class MarketersTopics : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Sample",
                table: "TopicTexts",
                type: "text",
                nullable: true,
                collation: "C");

            migrationBuilder.AddColumn<bool>(
                name: "CheckedTemplatesOnly",
                table: "Topics",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "SenderAddress",
                table: "Topics",
                type: "text",
                nullable: true,
                collation: "C");

            migrationBuilder.AddColumn<string>(
                name: "SenderName",
                table: "Topics",
                type: "text",
                nullable: true,
                collation: "C");

            migrationBuilder.AddColumn<bool>(
                name: "Sensitive",
                table: "Topics",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.CreateTable(
                name: "CatalogueDrafts",
                columns: table => new
                {
                    Kind = table.Column<int>(type: "integer", nullable: false),
                    Key = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Fields = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Version = table.Column<byte[]>(type: "bytea", nullable: false),
                    EditedBy = table.Column<byte[]>(type: "bytea", nullable: false),
                    EditedAt = table.Column<long>(type: "bigint", nullable: false),
                    PublishAt = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CatalogueDrafts", x => new { x.Kind, x.Key });
                });

            migrationBuilder.CreateTable(
                name: "TopicVersions",
                columns: table => new
                {
                    TopicNumber = table.Column<long>(type: "bigint", nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false),
                    At = table.Column<long>(type: "bigint", nullable: false),
                    AuthorKind = table.Column<byte>(type: "smallint", nullable: false),
                    AuthorId = table.Column<byte[]>(type: "bytea", nullable: false),
                    Definition = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_TopicVersions", x => new { x.TopicNumber, x.Version });
                });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "CatalogueDrafts");

            migrationBuilder.DropTable(
                name: "TopicVersions");

            migrationBuilder.DropColumn(
                name: "Sample",
                table: "TopicTexts");

            migrationBuilder.DropColumn(
                name: "CheckedTemplatesOnly",
                table: "Topics");

            migrationBuilder.DropColumn(
                name: "SenderAddress",
                table: "Topics");

            migrationBuilder.DropColumn(
                name: "SenderName",
                table: "Topics");

            migrationBuilder.DropColumn(
                name: "Sensitive",
                table: "Topics");
        }
    }
}
