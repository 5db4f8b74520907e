using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PreferenceCenter.Data.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class Rights : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "AddressKey",
                table: "Outbox",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "DataSessions",
                columns: table => new
                {
                    Hash = table.Column<byte[]>(type: "BLOB", nullable: false),
                    SubscriberId = table.Column<long>(type: "INTEGER", nullable: false),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    LastSeenAt = table.Column<long>(type: "INTEGER", nullable: false),
                    EndsAt = table.Column<long>(type: "INTEGER", nullable: false),
                    ExportWaits = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_DataSessions", x => x.Hash);
                });

            migrationBuilder.CreateTable(
                name: "Erasures",
                columns: table => new
                {
                    Id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    ErasedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    Slot = table.Column<int>(type: "INTEGER", nullable: false),
                    Position = table.Column<long>(type: "INTEGER", nullable: false),
                    Suppressed = table.Column<bool>(type: "INTEGER", nullable: false),
                    Mails = table.Column<string>(type: "TEXT", nullable: true),
                    Address = table.Column<string>(type: "TEXT", nullable: true),
                    Language = table.Column<string>(type: "TEXT", nullable: true),
                    CleanedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    DroppedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    ClosedAt = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Erasures", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Requests",
                columns: table => new
                {
                    Id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Reference = table.Column<string>(type: "TEXT", nullable: false),
                    Kind = table.Column<byte>(type: "INTEGER", nullable: false),
                    State = table.Column<byte>(type: "INTEGER", nullable: false),
                    ReceivedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    LegalUntil = table.Column<long>(type: "INTEGER", nullable: false),
                    DueUntil = table.Column<long>(type: "INTEGER", nullable: false),
                    SubscriberId = table.Column<long>(type: "INTEGER", nullable: true),
                    GraceUntil = table.Column<long>(type: "INTEGER", nullable: true),
                    ErasureId = table.Column<byte[]>(type: "BLOB", nullable: true),
                    ClosedAt = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Requests", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "StaffAccounts",
                columns: table => new
                {
                    Id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Role = table.Column<byte>(type: "INTEGER", nullable: false),
                    ActorId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Language = table.Column<string>(type: "TEXT", nullable: false),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    DismissedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    LastCodeStep = table.Column<long>(type: "INTEGER", nullable: false),
                    Email = table.Column<string>(type: "TEXT", nullable: true),
                    NormalizedEmail = table.Column<string>(type: "TEXT", nullable: true),
                    PasswordHash = table.Column<string>(type: "TEXT", nullable: true),
                    SecurityStamp = table.Column<string>(type: "TEXT", nullable: true),
                    ConcurrencyStamp = table.Column<string>(type: "TEXT", nullable: true),
                    TwoFactorEnabled = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_StaffAccounts", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "StaffPasskeys",
                columns: table => new
                {
                    CredentialId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    UserId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Data = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_StaffPasskeys", x => x.CredentialId);
                });

            migrationBuilder.CreateTable(
                name: "StaffSessions",
                columns: table => new
                {
                    Id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    AccountId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    StartedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    EndsAt = table.Column<long>(type: "INTEGER", nullable: false),
                    Strong = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_StaffSessions", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "StaffTokens",
                columns: table => new
                {
                    UserId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    LoginProvider = table.Column<string>(type: "TEXT", nullable: false),
                    Name = table.Column<string>(type: "TEXT", nullable: false),
                    Value = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_StaffTokens", x => new { x.UserId, x.LoginProvider, x.Name });
                });

            migrationBuilder.CreateIndex(
                name: "IX_Outbox_Address",
                table: "Outbox",
                column: "AddressKey",
                filter: "\"AddressKey\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Outbox_Person",
                table: "Outbox",
                column: "SubscriberId",
                filter: "\"SubscriberId\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_OptIns_Answered",
                table: "OptIns",
                column: "SubscriberId",
                filter: "\"SubscriberId\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_MailedLinks_OptIn",
                table: "MailedLinks",
                column: "OptInId",
                filter: "\"OptInId\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_MailedLinks_SubscriberId",
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

            migrationBuilder.CreateIndex(
                name: "IX_Erasures_Open",
                table: "Erasures",
                column: "ErasedAt",
                filter: "\"ClosedAt\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Requests_Erasure",
                table: "Requests",
                column: "ErasureId",
                filter: "\"ErasureId\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Requests_Grace",
                table: "Requests",
                column: "GraceUntil",
                filter: "\"State\" = 3");

            migrationBuilder.CreateIndex(
                name: "IX_Requests_Open",
                table: "Requests",
                column: "DueUntil",
                filter: "\"ClosedAt\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Requests_Person",
                table: "Requests",
                column: "SubscriberId",
                filter: "\"SubscriberId\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Requests_Reference",
                table: "Requests",
                column: "Reference",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_StaffAccounts_NormalizedEmail",
                table: "StaffAccounts",
                column: "NormalizedEmail",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_StaffPasskeys_UserId",
                table: "StaffPasskeys",
                column: "UserId");

            migrationBuilder.CreateIndex(
                name: "IX_StaffSessions_AccountId",
                table: "StaffSessions",
                column: "AccountId");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "DataSessions");

            migrationBuilder.DropTable(
                name: "Erasures");

            migrationBuilder.DropTable(
                name: "Requests");

            migrationBuilder.DropTable(
                name: "StaffAccounts");

            migrationBuilder.DropTable(
                name: "StaffPasskeys");

            migrationBuilder.DropTable(
                name: "StaffSessions");

            migrationBuilder.DropTable(
                name: "StaffTokens");

            migrationBuilder.DropIndex(
                name: "IX_Outbox_Address",
                table: "Outbox");

            migrationBuilder.DropIndex(
                name: "IX_Outbox_Person",
                table: "Outbox");

            migrationBuilder.DropIndex(
                name: "IX_OptIns_Answered",
                table: "OptIns");

            migrationBuilder.DropIndex(
                name: "IX_MailedLinks_OptIn",
                table: "MailedLinks");

            migrationBuilder.DropIndex(
                name: "IX_MailedLinks_SubscriberId",
                table: "MailedLinks");

            migrationBuilder.DropColumn(
                name: "AddressKey",
                table: "Outbox");
        }
    }
}
