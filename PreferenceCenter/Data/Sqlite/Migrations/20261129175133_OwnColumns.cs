using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PreferenceCenter.Data.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class OwnColumns : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<byte[]>(
                name: "BrowserId",
                table: "Outbox",
                type: "BLOB",
                nullable: true);

            migrationBuilder.AddColumn<byte>(
                name: "StaffAct",
                table: "Outbox",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<byte[]>(
                name: "AccountId",
                table: "MailedLinks",
                type: "BLOB",
                nullable: true);

            migrationBuilder.AddColumn<byte[]>(
                name: "AddressChangeId",
                table: "MailedLinks",
                type: "BLOB",
                nullable: true);

            migrationBuilder.AddColumn<byte[]>(
                name: "BrowserId",
                table: "MailedLinks",
                type: "BLOB",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "IX_MailedLinks_Account",
                table: "MailedLinks",
                column: "AccountId",
                filter: "\"AccountId\" IS NOT NULL");

            // What one column meant by the kind of the link has a column each: 3 is an identity link, 7 and 8 are of a change
            // of address, 20 is of a staff account; 6, of a sign-up, stays.
            foreach (var (column, kinds) in new[] { ("BrowserId", "3"), ("AddressChangeId", "7, 8"), ("AccountId", "20") })
                migrationBuilder.Sql(
                    $"""UPDATE "MailedLinks" SET "{column}" = "OptInId", "OptInId" = NULL WHERE "OptInId" IS NOT NULL AND "Kind" IN ({kinds});"""
                );

            // The browser that asked stood in the once-key, as 32 hexadecimal digits before the mail's; the act of staff in the
            // number of an event (kind 20). Of mails whose references were removed, neither comes back.
            migrationBuilder.Sql(
                """
                UPDATE "Outbox" SET "BrowserId" = CASE WHEN "ForgottenAt" IS NULL THEN unhex(substr("OnceKey", 10, 32)) END, "OnceKey" = 'identity:' || substr("OnceKey", 43)
                WHERE "OnceKey" LIKE 'identity:%' AND length("OnceKey") = 74;
                """
            );
            migrationBuilder.Sql("""UPDATE "Outbox" SET "StaffAct" = NULLIF("FromSeq", 0), "FromSeq" = 0 WHERE "Kind" = 20;""");

            // SQLite cannot make a column nullable. A notice to all recipients was one with an empty recipient.
            migrationBuilder.RenameTable(name: "RecipientNotices", newName: "RecipientNotices_before");
            migrationBuilder.CreateTable(
                name: "RecipientNotices",
                columns: table => new
                {
                    Id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Recipient = table.Column<string>(type: "TEXT", nullable: true),
                    ToAll = table.Column<bool>(type: "INTEGER", nullable: false),
                    RequestId = table.Column<byte[]>(type: "BLOB", nullable: true),
                    ErasureId = table.Column<byte[]>(type: "BLOB", nullable: true),
                    Kind = table.Column<byte>(type: "INTEGER", nullable: false),
                    PublicId = table.Column<byte[]>(type: "BLOB", nullable: true),
                    At = table.Column<long>(type: "INTEGER", nullable: false),
                    AnsweredAt = table.Column<long>(type: "INTEGER", nullable: true),
                    Impossible = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table => table.PrimaryKey("PK_RecipientNotices", x => x.Id));
            migrationBuilder.Sql(
                """
                INSERT INTO "RecipientNotices" ("Id", "Recipient", "ToAll", "RequestId", "ErasureId", "Kind", "PublicId", "At", "AnsweredAt", "Impossible")
                SELECT "Id", NULLIF("Recipient", ''), "Recipient" = '', "RequestId", "ErasureId", "Kind", "PublicId", "At", "AnsweredAt", "Impossible" FROM "RecipientNotices_before";
                """
            );
            migrationBuilder.DropTable(name: "RecipientNotices_before");
            foreach (var (name, column, filter) in new[]
            {
                ("Erasure", "ErasureId", "\"ErasureId\" IS NOT NULL"), ("Open", "At", "\"AnsweredAt\" IS NULL"),
                ("Person", "PublicId", "\"PublicId\" IS NOT NULL"), ("Request", "RequestId", "\"RequestId\" IS NOT NULL"),
            })
                migrationBuilder.CreateIndex(name: $"IX_RecipientNotices_{name}", table: "RecipientNotices", column: column, filter: filter);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_MailedLinks_Account",
                table: "MailedLinks");

            migrationBuilder.DropColumn(
                name: "ToAll",
                table: "RecipientNotices");

            migrationBuilder.DropColumn(
                name: "BrowserId",
                table: "Outbox");

            migrationBuilder.DropColumn(
                name: "StaffAct",
                table: "Outbox");

            migrationBuilder.DropColumn(
                name: "AccountId",
                table: "MailedLinks");

            migrationBuilder.DropColumn(
                name: "AddressChangeId",
                table: "MailedLinks");

            migrationBuilder.DropColumn(
                name: "BrowserId",
                table: "MailedLinks");

            migrationBuilder.AlterColumn<string>(
                name: "Recipient",
                table: "RecipientNotices",
                type: "TEXT",
                nullable: false,
                defaultValue: "",
                oldClrType: typeof(string),
                oldType: "TEXT",
                oldNullable: true);
        }
    }
}
