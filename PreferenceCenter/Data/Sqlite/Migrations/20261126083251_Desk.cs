using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PreferenceCenter.Data.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class Desk : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "GivenAt",
                table: "StaffAccounts",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<string>(
                name: "Address",
                table: "Requests",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "AddressKey",
                table: "Requests",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "AskedAt",
                table: "Requests",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<byte[]>(
                name: "AssigneeId",
                table: "Requests",
                type: "BLOB",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Contact",
                table: "Requests",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Entries",
                table: "Requests",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<long>(
                name: "ExtendedAt",
                table: "Requests",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<byte[]>(
                name: "ExtensionId",
                table: "Requests",
                type: "BLOB",
                nullable: true);

            migrationBuilder.AddColumn<byte>(
                name: "ExtensionMonths",
                table: "Requests",
                type: "INTEGER",
                nullable: false,
                defaultValue: (byte)0);

            migrationBuilder.AddColumn<byte>(
                name: "Ground",
                table: "Requests",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<byte[]>(
                name: "JoinedTo",
                table: "Requests",
                type: "BLOB",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "LegalHoldUntil",
                table: "Requests",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<byte>(
                name: "Origin",
                table: "Requests",
                type: "INTEGER",
                nullable: false,
                defaultValue: (byte)0);

            migrationBuilder.AddColumn<byte>(
                name: "Proposed",
                table: "Requests",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "ProposedAt",
                table: "Requests",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<byte[]>(
                name: "ProposedBy",
                table: "Requests",
                type: "BLOB",
                nullable: true);

            migrationBuilder.AddColumn<byte[]>(
                name: "ProposedEntry",
                table: "Requests",
                type: "BLOB",
                nullable: true);

            migrationBuilder.AddColumn<byte>(
                name: "ProposedGround",
                table: "Requests",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "ProposedSeq",
                table: "Requests",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<long>(
                name: "ProposedUntil",
                table: "Requests",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "RepliedAt",
                table: "Requests",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Version",
                table: "Requests",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<string>(
                name: "Words",
                table: "Requests",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "ProofUntil",
                table: "Erasures",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "AddressChanges",
                columns: table => new
                {
                    Id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    SubscriberId = table.Column<long>(type: "INTEGER", nullable: false),
                    Address = table.Column<string>(type: "TEXT", nullable: true),
                    AddressKey = table.Column<string>(type: "TEXT", nullable: true),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    Until = table.Column<long>(type: "INTEGER", nullable: false),
                    ConfirmedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    RevertedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    FromSeq = table.Column<long>(type: "INTEGER", nullable: false),
                    ToSeq = table.Column<long>(type: "INTEGER", nullable: false),
                    MergedId = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AddressChanges", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "ProofReadings",
                columns: table => new
                {
                    Id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    KeyedHash = table.Column<byte[]>(type: "BLOB", nullable: false),
                    AskedBy = table.Column<byte[]>(type: "BLOB", nullable: false),
                    AskedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    Reason = table.Column<string>(type: "TEXT", nullable: false),
                    AgreedBy = table.Column<byte[]>(type: "BLOB", nullable: true),
                    AgreedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    AloneReason = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ProofReadings", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "ProofStubs",
                columns: table => new
                {
                    Id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    KeyedHash = table.Column<byte[]>(type: "BLOB", nullable: false),
                    KeyId = table.Column<int>(type: "INTEGER", nullable: false),
                    LedgerId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Slot = table.Column<int>(type: "INTEGER", nullable: false),
                    Position = table.Column<long>(type: "INTEGER", nullable: false),
                    ErasedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    ExpiresAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ProofStubs", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "RecipientNotices",
                columns: table => new
                {
                    Id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Recipient = table.Column<string>(type: "TEXT", nullable: false),
                    RequestId = table.Column<byte[]>(type: "BLOB", nullable: true),
                    ErasureId = table.Column<byte[]>(type: "BLOB", nullable: true),
                    Kind = table.Column<byte>(type: "INTEGER", nullable: false),
                    PublicId = table.Column<byte[]>(type: "BLOB", nullable: true),
                    At = table.Column<long>(type: "INTEGER", nullable: false),
                    AnsweredAt = table.Column<long>(type: "INTEGER", nullable: true),
                    Impossible = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RecipientNotices", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Recipients",
                columns: table => new
                {
                    Key = table.Column<string>(type: "TEXT", nullable: false),
                    Name = table.Column<string>(type: "TEXT", nullable: false),
                    Purpose = table.Column<string>(type: "TEXT", nullable: false),
                    Transfer = table.Column<string>(type: "TEXT", nullable: true),
                    Contact = table.Column<string>(type: "TEXT", nullable: false),
                    AddedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    EndedAt = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Recipients", x => x.Key);
                });

            migrationBuilder.CreateTable(
                name: "RequestEntries",
                columns: table => new
                {
                    Id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    RequestId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Number = table.Column<int>(type: "INTEGER", nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false),
                    Step = table.Column<byte>(type: "INTEGER", nullable: false),
                    ActorId = table.Column<byte[]>(type: "BLOB", nullable: true),
                    Text = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RequestEntries", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "RequestFiles",
                columns: table => new
                {
                    Id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    RequestId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false),
                    Name = table.Column<string>(type: "TEXT", nullable: false),
                    Type = table.Column<string>(type: "TEXT", nullable: false),
                    Content = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RequestFiles", x => x.Id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Suppressions_KeyId",
                table: "Suppressions",
                column: "KeyId");

            migrationBuilder.CreateIndex(
                name: "IX_Requests_Address",
                table: "Requests",
                column: "AddressKey",
                filter: "\"AddressKey\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Requests_Extending",
                table: "Requests",
                column: "ExtensionId",
                filter: "\"ExtensionId\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Requests_ReceivedAt",
                table: "Requests",
                column: "ReceivedAt");

            migrationBuilder.CreateIndex(
                name: "IX_AddressChanges_Address",
                table: "AddressChanges",
                column: "AddressKey",
                filter: "\"AddressKey\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_AddressChanges_SubscriberId",
                table: "AddressChanges",
                column: "SubscriberId");

            migrationBuilder.CreateIndex(
                name: "IX_AddressChanges_Until",
                table: "AddressChanges",
                column: "Until");

            migrationBuilder.CreateIndex(
                name: "IX_ProofReadings_AskedAt",
                table: "ProofReadings",
                column: "AskedAt");

            migrationBuilder.CreateIndex(
                name: "IX_ProofStubs_ExpiresAt",
                table: "ProofStubs",
                column: "ExpiresAt");

            migrationBuilder.CreateIndex(
                name: "IX_ProofStubs_KeyedHash",
                table: "ProofStubs",
                column: "KeyedHash");

            migrationBuilder.CreateIndex(
                name: "IX_ProofStubs_KeyId",
                table: "ProofStubs",
                column: "KeyId");

            migrationBuilder.CreateIndex(
                name: "IX_RecipientNotices_Erasure",
                table: "RecipientNotices",
                column: "ErasureId",
                filter: "\"ErasureId\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_RecipientNotices_Open",
                table: "RecipientNotices",
                column: "At",
                filter: "\"AnsweredAt\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_RecipientNotices_Person",
                table: "RecipientNotices",
                column: "PublicId",
                filter: "\"PublicId\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_RecipientNotices_Request",
                table: "RecipientNotices",
                column: "RequestId",
                filter: "\"RequestId\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_RequestEntries_RequestId_Number",
                table: "RequestEntries",
                columns: new[] { "RequestId", "Number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_RequestFiles_RequestId",
                table: "RequestFiles",
                column: "RequestId");

            // Who was made yesterday is no second opinion today.
            migrationBuilder.Sql("""UPDATE "StaffAccounts" SET "GivenAt" = "CreatedAt";""");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "AddressChanges");

            migrationBuilder.DropTable(
                name: "ProofReadings");

            migrationBuilder.DropTable(
                name: "ProofStubs");

            migrationBuilder.DropTable(
                name: "RecipientNotices");

            migrationBuilder.DropTable(
                name: "Recipients");

            migrationBuilder.DropTable(
                name: "RequestEntries");

            migrationBuilder.DropTable(
                name: "RequestFiles");

            migrationBuilder.DropIndex(
                name: "IX_Suppressions_KeyId",
                table: "Suppressions");

            migrationBuilder.DropIndex(
                name: "IX_Requests_Address",
                table: "Requests");

            migrationBuilder.DropIndex(
                name: "IX_Requests_Extending",
                table: "Requests");

            migrationBuilder.DropIndex(
                name: "IX_Requests_ReceivedAt",
                table: "Requests");

            migrationBuilder.DropColumn(
                name: "GivenAt",
                table: "StaffAccounts");

            migrationBuilder.DropColumn(
                name: "Address",
                table: "Requests");

            migrationBuilder.DropColumn(
                name: "AddressKey",
                table: "Requests");

            migrationBuilder.DropColumn(
                name: "AskedAt",
                table: "Requests");

            migrationBuilder.DropColumn(
                name: "AssigneeId",
                table: "Requests");

            migrationBuilder.DropColumn(
                name: "Contact",
                table: "Requests");

            migrationBuilder.DropColumn(
                name: "Entries",
                table: "Requests");

            migrationBuilder.DropColumn(
                name: "ExtendedAt",
                table: "Requests");

            migrationBuilder.DropColumn(
                name: "ExtensionId",
                table: "Requests");

            migrationBuilder.DropColumn(
                name: "ExtensionMonths",
                table: "Requests");

            migrationBuilder.DropColumn(
                name: "Ground",
                table: "Requests");

            migrationBuilder.DropColumn(
                name: "JoinedTo",
                table: "Requests");

            migrationBuilder.DropColumn(
                name: "LegalHoldUntil",
                table: "Requests");

            migrationBuilder.DropColumn(
                name: "Origin",
                table: "Requests");

            migrationBuilder.DropColumn(
                name: "Proposed",
                table: "Requests");

            migrationBuilder.DropColumn(
                name: "ProposedAt",
                table: "Requests");

            migrationBuilder.DropColumn(
                name: "ProposedBy",
                table: "Requests");

            migrationBuilder.DropColumn(
                name: "ProposedEntry",
                table: "Requests");

            migrationBuilder.DropColumn(
                name: "ProposedGround",
                table: "Requests");

            migrationBuilder.DropColumn(
                name: "ProposedSeq",
                table: "Requests");

            migrationBuilder.DropColumn(
                name: "ProposedUntil",
                table: "Requests");

            migrationBuilder.DropColumn(
                name: "RepliedAt",
                table: "Requests");

            migrationBuilder.DropColumn(
                name: "Version",
                table: "Requests");

            migrationBuilder.DropColumn(
                name: "Words",
                table: "Requests");

            migrationBuilder.DropColumn(
                name: "ProofUntil",
                table: "Erasures");
        }
    }
}
