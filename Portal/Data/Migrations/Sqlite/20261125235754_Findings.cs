using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portal.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Findings : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "FindingCount",
                columns: table => new
                {
                    Day = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    Rule = table.Column<string>(type: "TEXT", unicode: false, maxLength: 24, nullable: false),
                    Left = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_FindingCount", x => new { x.Day, x.Rule });
                });

            migrationBuilder.CreateTable(
                name: "FindingRecord",
                columns: table => new
                {
                    FindingRecordId = table.Column<Guid>(type: "TEXT", nullable: false),
                    LedgerPersonId = table.Column<Guid>(type: "TEXT", nullable: false),
                    DoseId = table.Column<Guid>(type: "TEXT", nullable: true),
                    Rule = table.Column<string>(type: "TEXT", unicode: false, maxLength: 24, nullable: false),
                    Message = table.Column<string>(type: "TEXT", maxLength: 600, nullable: false),
                    Facts = table.Column<string>(type: "TEXT", unicode: false, maxLength: 32, nullable: false),
                    State = table.Column<string>(type: "TEXT", unicode: false, maxLength: 24, nullable: false),
                    AssigneeKey = table.Column<string>(type: "TEXT", unicode: false, maxLength: 64, nullable: true),
                    AssigneeName = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    DecidedByName = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    DecidedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    FoundAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    ReturnedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    ClosedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Version = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_FindingRecord", x => x.FindingRecordId);
                    table.ForeignKey(
                        name: "FK_FindingRecord_Dose_DoseId",
                        column: x => x.DoseId,
                        principalTable: "Dose",
                        principalColumn: "DoseId",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_FindingRecord_LedgerPerson_LedgerPersonId",
                        column: x => x.LedgerPersonId,
                        principalTable: "LedgerPerson",
                        principalColumn: "LedgerPersonId",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "SwitchedOffRule",
                columns: table => new
                {
                    Rule = table.Column<string>(type: "TEXT", unicode: false, maxLength: 24, nullable: false),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    ByName = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SwitchedOffRule", x => x.Rule);
                });

            migrationBuilder.CreateIndex(
                name: "IX_FindingRecord_AssigneeKey_State",
                table: "FindingRecord",
                columns: new[] { "AssigneeKey", "State" });

            migrationBuilder.CreateIndex(
                name: "IX_FindingRecord_DoseId",
                table: "FindingRecord",
                column: "DoseId");

            migrationBuilder.CreateIndex(
                name: "IX_FindingRecord_LedgerPersonId_Rule_DoseId",
                table: "FindingRecord",
                columns: new[] { "LedgerPersonId", "Rule", "DoseId" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_FindingRecord_State_FoundAt_FindingRecordId",
                table: "FindingRecord",
                columns: new[] { "State", "FoundAt", "FindingRecordId" });

            migrationBuilder.CreateIndex(
                name: "IX_FindingRecord_State_Rule_FoundAt_FindingRecordId",
                table: "FindingRecord",
                columns: new[] { "State", "Rule", "FoundAt", "FindingRecordId" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "FindingCount");

            migrationBuilder.DropTable(
                name: "FindingRecord");

            migrationBuilder.DropTable(
                name: "SwitchedOffRule");
        }
    }
}
