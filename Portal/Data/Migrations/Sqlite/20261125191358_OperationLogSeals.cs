using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portal.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class OperationLogSeals : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTime>(
                name: "ProvedAgainAt",
                table: "Session",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "KeyId",
                table: "OperationLog",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<string>(
                name: "Scene",
                table: "OperationLog",
                type: "TEXT",
                unicode: false,
                maxLength: 24,
                nullable: true);

            migrationBuilder.AddColumn<byte[]>(
                name: "Seal",
                table: "OperationLog",
                type: "BLOB",
                maxLength: 32,
                nullable: false,
                defaultValue: new byte[0]);

            migrationBuilder.AddColumn<long>(
                name: "Sequence",
                table: "OperationLog",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<string>(
                name: "Trace",
                table: "OperationLog",
                type: "TEXT",
                maxLength: 64,
                nullable: true);

            migrationBuilder.CreateTable(
                name: "EncryptedMyNumber",
                columns: table => new
                {
                    LedgerPersonId = table.Column<Guid>(type: "TEXT", nullable: false),
                    KeyId = table.Column<int>(type: "INTEGER", nullable: false),
                    Nonce = table.Column<byte[]>(type: "BLOB", maxLength: 12, nullable: false),
                    Cipher = table.Column<byte[]>(type: "BLOB", maxLength: 12, nullable: false),
                    Tag = table.Column<byte[]>(type: "BLOB", maxLength: 16, nullable: false),
                    IndexKeyId = table.Column<int>(type: "INTEGER", nullable: false),
                    BlindIndex = table.Column<byte[]>(type: "BLOB", maxLength: 32, nullable: false),
                    RegisteredAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    RegisteredBy = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Version = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_EncryptedMyNumber", x => x.LedgerPersonId);
                    table.ForeignKey(
                        name: "FK_EncryptedMyNumber_LedgerPerson_LedgerPersonId",
                        column: x => x.LedgerPersonId,
                        principalTable: "LedgerPerson",
                        principalColumn: "LedgerPersonId",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "LogHead",
                columns: table => new
                {
                    LogHeadId = table.Column<int>(type: "INTEGER", nullable: false),
                    LogId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Sequence = table.Column<long>(type: "INTEGER", nullable: false),
                    Seal = table.Column<byte[]>(type: "BLOB", maxLength: 32, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_LogHead", x => x.LogHeadId);
                });

            migrationBuilder.CreateTable(
                name: "LogReview",
                columns: table => new
                {
                    LogReviewId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Number = table.Column<int>(type: "INTEGER", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", unicode: false, maxLength: 24, nullable: false),
                    From = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    Until = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    DueOn = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    OpenedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    OpenedByName = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    RowCount = table.Column<long>(type: "INTEGER", nullable: false),
                    LastSequence = table.Column<long>(type: "INTEGER", nullable: false),
                    SignedOffAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    SignedOffByName = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    SignOffNote = table.Column<string>(type: "TEXT", maxLength: 400, nullable: true),
                    Version = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_LogReview", x => x.LogReviewId);
                });

            migrationBuilder.CreateTable(
                name: "SelfInspection",
                columns: table => new
                {
                    SelfInspectionId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Promise = table.Column<string>(type: "TEXT", unicode: false, maxLength: 40, nullable: false),
                    InspectedOn = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    Result = table.Column<string>(type: "TEXT", unicode: false, maxLength: 24, nullable: false),
                    Note = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    InspectedByName = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    EnteredAt = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SelfInspection", x => x.SelfInspectionId);
                });

            migrationBuilder.CreateTable(
                name: "LogReviewLine",
                columns: table => new
                {
                    LogReviewLineId = table.Column<Guid>(type: "TEXT", nullable: false),
                    LogReviewId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Position = table.Column<int>(type: "INTEGER", nullable: false),
                    Flag = table.Column<string>(type: "TEXT", unicode: false, maxLength: 24, nullable: false),
                    AccountId = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    StaffName = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    StaffMemberId = table.Column<Guid>(type: "TEXT", nullable: true),
                    Day = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    Count = table.Column<int>(type: "INTEGER", nullable: false),
                    FirstSequence = table.Column<long>(type: "INTEGER", nullable: false),
                    LastSequence = table.Column<long>(type: "INTEGER", nullable: false),
                    Finding = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    Verdict = table.Column<string>(type: "TEXT", unicode: false, maxLength: 24, nullable: true),
                    VerdictNote = table.Column<string>(type: "TEXT", maxLength: 400, nullable: true),
                    VerdictByName = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    VerdictAt = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_LogReviewLine", x => x.LogReviewLineId);
                    table.ForeignKey(
                        name: "FK_LogReviewLine_LogReview_LogReviewId",
                        column: x => x.LogReviewId,
                        principalTable: "LogReview",
                        principalColumn: "LogReviewId",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.InsertData(
                table: "LogHead",
                columns: new[] { "LogHeadId", "LogId", "Seal", "Sequence" },
                values: new object[] { 1, new Guid("00000000-0000-0000-0000-000000000000"), new byte[0], 0L });

            // Rows from before there were seals keep their order, below 1.
            migrationBuilder.Sql("""
                UPDATE "OperationLog" SET "Sequence" = -"old"."Place"
                FROM (SELECT "OperationLogEntryId" AS "Id", ROW_NUMBER() OVER (ORDER BY "At" DESC, "OperationLogEntryId" DESC) AS "Place" FROM "OperationLog") AS "old"
                WHERE "OperationLog"."OperationLogEntryId" = "old"."Id";
                """);

            migrationBuilder.CreateIndex(
                name: "IX_OperationLog_Operation_At",
                table: "OperationLog",
                columns: new[] { "Operation", "At" });

            migrationBuilder.CreateIndex(
                name: "IX_OperationLog_Sequence",
                table: "OperationLog",
                column: "Sequence",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_OperationLog_StaffMemberId_At",
                table: "OperationLog",
                columns: new[] { "StaffMemberId", "At" });

            migrationBuilder.CreateIndex(
                name: "IX_EncryptedMyNumber_BlindIndex",
                table: "EncryptedMyNumber",
                column: "BlindIndex",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_EncryptedMyNumber_KeyId_IndexKeyId",
                table: "EncryptedMyNumber",
                columns: new[] { "KeyId", "IndexKeyId" });

            migrationBuilder.CreateIndex(
                name: "IX_LogReview_Number",
                table: "LogReview",
                column: "Number",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_LogReviewLine_LogReviewId_Position",
                table: "LogReviewLine",
                columns: new[] { "LogReviewId", "Position" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_SelfInspection_Promise_EnteredAt",
                table: "SelfInspection",
                columns: new[] { "Promise", "EnteredAt" });

            // Append-only: what is written is neither changed nor taken away, and the head goes forward only.
            migrationBuilder.Sql("""
                CREATE TRIGGER "OperationLog_NoUpdate" BEFORE UPDATE ON "OperationLog" BEGIN SELECT RAISE(ABORT, 'OperationLog is append-only'); END;
                CREATE TRIGGER "OperationLog_NoDelete" BEFORE DELETE ON "OperationLog" BEGIN SELECT RAISE(ABORT, 'OperationLog is append-only'); END;
                CREATE TRIGGER "OperationLog_NoReplace" BEFORE INSERT ON "OperationLog"
                    WHEN EXISTS (SELECT 1 FROM "OperationLog" WHERE "Sequence" = NEW."Sequence") OR EXISTS (SELECT 1 FROM "OperationLog" WHERE "OperationLogEntryId" = NEW."OperationLogEntryId")
                    BEGIN SELECT RAISE(ABORT, 'OperationLog is append-only'); END;
                CREATE TRIGGER "LogHead_NoReplace" BEFORE INSERT ON "LogHead" WHEN EXISTS (SELECT 1 FROM "LogHead") BEGIN SELECT RAISE(ABORT, 'There is one LogHead'); END;
                CREATE TRIGGER "LogHead_Forward" BEFORE UPDATE ON "LogHead" WHEN NEW."Sequence" <= OLD."Sequence" BEGIN SELECT RAISE(ABORT, 'LogHead goes forward only'); END;
                CREATE TRIGGER "LogHead_NoDelete" BEFORE DELETE ON "LogHead" BEGIN SELECT RAISE(ABORT, 'LogHead is never deleted'); END;
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("""
                DROP TRIGGER "OperationLog_NoUpdate";
                DROP TRIGGER "OperationLog_NoDelete";
                DROP TRIGGER "OperationLog_NoReplace";
                DROP TRIGGER "LogHead_NoReplace";
                DROP TRIGGER "LogHead_Forward";
                DROP TRIGGER "LogHead_NoDelete";
                """);

            migrationBuilder.DropTable(
                name: "EncryptedMyNumber");

            migrationBuilder.DropTable(
                name: "LogHead");

            migrationBuilder.DropTable(
                name: "LogReviewLine");

            migrationBuilder.DropTable(
                name: "SelfInspection");

            migrationBuilder.DropTable(
                name: "LogReview");

            migrationBuilder.DropIndex(
                name: "IX_OperationLog_Operation_At",
                table: "OperationLog");

            migrationBuilder.DropIndex(
                name: "IX_OperationLog_Sequence",
                table: "OperationLog");

            migrationBuilder.DropIndex(
                name: "IX_OperationLog_StaffMemberId_At",
                table: "OperationLog");

            migrationBuilder.DropColumn(
                name: "ProvedAgainAt",
                table: "Session");

            migrationBuilder.DropColumn(
                name: "KeyId",
                table: "OperationLog");

            migrationBuilder.DropColumn(
                name: "Scene",
                table: "OperationLog");

            migrationBuilder.DropColumn(
                name: "Seal",
                table: "OperationLog");

            migrationBuilder.DropColumn(
                name: "Sequence",
                table: "OperationLog");

            migrationBuilder.DropColumn(
                name: "Trace",
                table: "OperationLog");
        }
    }
}
