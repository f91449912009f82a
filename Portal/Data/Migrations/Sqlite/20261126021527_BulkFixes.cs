using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portal.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class BulkFixes : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "BulkFix",
                columns: table => new
                {
                    BulkFixId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Rule = table.Column<string>(type: "TEXT", unicode: false, maxLength: 24, nullable: false),
                    State = table.Column<string>(type: "TEXT", unicode: false, maxLength: 24, nullable: false),
                    Count = table.Column<int>(type: "INTEGER", nullable: false),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    RequestedBy = table.Column<string>(type: "TEXT", unicode: false, maxLength: 64, nullable: false),
                    RequestedByName = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    Terminal = table.Column<string>(type: "TEXT", maxLength: 50, nullable: false),
                    RequestedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    DecidedBy = table.Column<string>(type: "TEXT", unicode: false, maxLength: 64, nullable: true),
                    DecidedByName = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    DecidedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    DecisionNote = table.Column<string>(type: "TEXT", maxLength: 300, nullable: true),
                    UndoneByName = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    UndoneAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    UndoReason = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    Version = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_BulkFix", x => x.BulkFixId);
                });

            migrationBuilder.CreateTable(
                name: "BulkFixLine",
                columns: table => new
                {
                    BulkFixId = table.Column<Guid>(type: "TEXT", nullable: false),
                    DoseId = table.Column<Guid>(type: "TEXT", nullable: false),
                    LedgerPersonId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Field = table.Column<string>(type: "TEXT", unicode: false, maxLength: 40, nullable: false),
                    OldValue = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    NewValue = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    State = table.Column<string>(type: "TEXT", unicode: false, maxLength: 24, nullable: false),
                    RevisionId = table.Column<Guid>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_BulkFixLine", x => new { x.BulkFixId, x.DoseId });
                    table.ForeignKey(
                        name: "FK_BulkFixLine_BulkFix_BulkFixId",
                        column: x => x.BulkFixId,
                        principalTable: "BulkFix",
                        principalColumn: "BulkFixId",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_BulkFixLine_Dose_DoseId",
                        column: x => x.DoseId,
                        principalTable: "Dose",
                        principalColumn: "DoseId",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_BulkFixLine_LedgerPerson_LedgerPersonId",
                        column: x => x.LedgerPersonId,
                        principalTable: "LedgerPerson",
                        principalColumn: "LedgerPersonId",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_BulkFix_State_RequestedAt",
                table: "BulkFix",
                columns: new[] { "State", "RequestedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_BulkFixLine_DoseId",
                table: "BulkFixLine",
                column: "DoseId");

            migrationBuilder.CreateIndex(
                name: "IX_BulkFixLine_LedgerPersonId",
                table: "BulkFixLine",
                column: "LedgerPersonId");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "BulkFixLine");

            migrationBuilder.DropTable(
                name: "BulkFix");
        }
    }
}
