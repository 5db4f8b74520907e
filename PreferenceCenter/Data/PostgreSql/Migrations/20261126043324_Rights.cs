using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PreferenceCenter.Data.PostgreSql.Migrations
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
                type: "text",
                nullable: true,
                collation: "C");

            migrationBuilder.CreateTable(
                name: "DataSessions",
                columns: table => new
                {
                    Hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    SubscriberId = table.Column<long>(type: "bigint", nullable: false),
                    CreatedAt = table.Column<long>(type: "bigint", nullable: false),
                    LastSeenAt = table.Column<long>(type: "bigint", nullable: false),
                    EndsAt = table.Column<long>(type: "bigint", nullable: false),
                    ExportWaits = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_DataSessions", x => x.Hash);
                });

            migrationBuilder.CreateTable(
                name: "Erasures",
                columns: table => new
                {
                    Id = table.Column<byte[]>(type: "bytea", nullable: false),
                    ErasedAt = table.Column<long>(type: "bigint", nullable: false),
                    Slot = table.Column<int>(type: "integer", nullable: false),
                    Position = table.Column<long>(type: "bigint", nullable: false),
                    Suppressed = table.Column<bool>(type: "boolean", nullable: false),
                    Mails = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    Address = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    Language = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    CleanedAt = table.Column<long>(type: "bigint", nullable: true),
                    DroppedAt = table.Column<long>(type: "bigint", nullable: true),
                    ClosedAt = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Erasures", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Requests",
                columns: table => new
                {
                    Id = table.Column<byte[]>(type: "bytea", nullable: false),
                    Reference = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Kind = table.Column<byte>(type: "smallint", nullable: false),
                    State = table.Column<byte>(type: "smallint", nullable: false),
                    ReceivedAt = table.Column<long>(type: "bigint", nullable: false),
                    LegalUntil = table.Column<long>(type: "bigint", nullable: false),
                    DueUntil = table.Column<long>(type: "bigint", nullable: false),
                    SubscriberId = table.Column<long>(type: "bigint", nullable: true),
                    GraceUntil = table.Column<long>(type: "bigint", nullable: true),
                    ErasureId = table.Column<byte[]>(type: "bytea", nullable: true),
                    ClosedAt = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Requests", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "StaffAccounts",
                columns: table => new
                {
                    Id = table.Column<byte[]>(type: "bytea", nullable: false),
                    Role = table.Column<byte>(type: "smallint", nullable: false),
                    ActorId = table.Column<byte[]>(type: "bytea", nullable: false),
                    Language = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    CreatedAt = table.Column<long>(type: "bigint", nullable: false),
                    DismissedAt = table.Column<long>(type: "bigint", nullable: true),
                    LastCodeStep = table.Column<long>(type: "bigint", nullable: false),
                    Email = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    NormalizedEmail = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    PasswordHash = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    SecurityStamp = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    ConcurrencyStamp = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    TwoFactorEnabled = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_StaffAccounts", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "StaffPasskeys",
                columns: table => new
                {
                    CredentialId = table.Column<byte[]>(type: "bytea", nullable: false),
                    UserId = table.Column<byte[]>(type: "bytea", nullable: false),
                    Data = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_StaffPasskeys", x => x.CredentialId);
                });

            migrationBuilder.CreateTable(
                name: "StaffSessions",
                columns: table => new
                {
                    Id = table.Column<byte[]>(type: "bytea", nullable: false),
                    AccountId = table.Column<byte[]>(type: "bytea", nullable: false),
                    StartedAt = table.Column<long>(type: "bigint", nullable: false),
                    EndsAt = table.Column<long>(type: "bigint", nullable: false),
                    Strong = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_StaffSessions", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "StaffTokens",
                columns: table => new
                {
                    UserId = table.Column<byte[]>(type: "bytea", nullable: false),
                    LoginProvider = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Value = table.Column<string>(type: "text", nullable: true, collation: "C")
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

            // ANALYZE copies values of rows into the catalogue, where no erasure reaches them. All that is written is found by its key: no plan needs them.
            foreach (var (table, columns) in new (string, string[])[]
            {
                ("Subscribers", ["Address", "AddressKey", "Name"]), ("Outbox", ["Address", "AddressKey", "LastError"]), ("OptIns", ["AddressKey", "Content"]),
                ("Evidence", ["Content"]), ("Erasures", ["Address", "Mails"]),
            })
                foreach (var column in columns)
                    migrationBuilder.Sql($"""ALTER TABLE "{table}" ALTER COLUMN "{column}" SET STATISTICS 0;""");
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
