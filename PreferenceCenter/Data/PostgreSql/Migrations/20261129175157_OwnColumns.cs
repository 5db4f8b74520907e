using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PreferenceCenter.Data.PostgreSql.Migrations
{
    /// <inheritdoc />
    public partial class OwnColumns : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AlterColumn<string>(
                name: "Recipient",
                table: "RecipientNotices",
                type: "text",
                nullable: true,
                collation: "C",
                oldClrType: typeof(string),
                oldType: "text",
                oldCollation: "C");

            migrationBuilder.AddColumn<bool>(
                name: "ToAll",
                table: "RecipientNotices",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<byte[]>(
                name: "BrowserId",
                table: "Outbox",
                type: "bytea",
                nullable: true);

            migrationBuilder.AddColumn<byte>(
                name: "StaffAct",
                table: "Outbox",
                type: "smallint",
                nullable: true);

            migrationBuilder.AddColumn<byte[]>(
                name: "AccountId",
                table: "MailedLinks",
                type: "bytea",
                nullable: true);

            migrationBuilder.AddColumn<byte[]>(
                name: "AddressChangeId",
                table: "MailedLinks",
                type: "bytea",
                nullable: true);

            migrationBuilder.AddColumn<byte[]>(
                name: "BrowserId",
                table: "MailedLinks",
                type: "bytea",
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
                UPDATE "Outbox" SET "BrowserId" = CASE WHEN "ForgottenAt" IS NULL THEN decode(substr("OnceKey", 10, 32), 'hex') END, "OnceKey" = 'identity:' || substr("OnceKey", 43)
                WHERE "OnceKey" LIKE 'identity:%' AND length("OnceKey") = 74;
                """
            );
            migrationBuilder.Sql("""UPDATE "Outbox" SET "StaffAct" = NULLIF("FromSeq", 0), "FromSeq" = 0 WHERE "Kind" = 20;""");

            // A notice to all recipients was one with an empty recipient.
            migrationBuilder.Sql("""UPDATE "RecipientNotices" SET "Recipient" = NULL, "ToAll" = TRUE WHERE "Recipient" = '';""");
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
                type: "text",
                nullable: false,
                defaultValue: "",
                collation: "C",
                oldClrType: typeof(string),
                oldType: "text",
                oldNullable: true,
                oldCollation: "C");
        }
    }
}
