using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portal.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class VrsReconcile : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "VrsReconciliation",
                columns: table => new
                {
                    ExchangeRunId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Scope = table.Column<string>(type: "TEXT", unicode: false, maxLength: 24, nullable: false),
                    Encoding = table.Column<string>(type: "TEXT", unicode: false, maxLength: 20, nullable: false),
                    FileLines = table.Column<int>(type: "INTEGER", nullable: false),
                    UnmatchedLines = table.Column<int>(type: "INTEGER", nullable: false),
                    FileDoses = table.Column<int>(type: "INTEGER", nullable: false),
                    LedgerDoses = table.Column<int>(type: "INTEGER", nullable: false),
                    Same = table.Column<int>(type: "INTEGER", nullable: false),
                    Differs = table.Column<int>(type: "INTEGER", nullable: false),
                    OnlyHere = table.Column<int>(type: "INTEGER", nullable: false),
                    OnlyThere = table.Column<int>(type: "INTEGER", nullable: false),
                    Unmatched = table.Column<int>(type: "INTEGER", nullable: false),
                    LinesNotKept = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_VrsReconciliation", x => x.ExchangeRunId);
                    table.ForeignKey(
                        name: "FK_VrsReconciliation_ExchangeRun_ExchangeRunId",
                        column: x => x.ExchangeRunId,
                        principalTable: "ExchangeRun",
                        principalColumn: "ExchangeRunId",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "VrsDifference",
                columns: table => new
                {
                    VrsDifferenceId = table.Column<Guid>(type: "TEXT", nullable: false),
                    ExchangeRunId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Ordinal = table.Column<int>(type: "INTEGER", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", unicode: false, maxLength: 24, nullable: false),
                    Likeness = table.Column<string>(type: "TEXT", unicode: false, maxLength: 24, nullable: false),
                    LedgerPersonId = table.Column<Guid>(type: "TEXT", nullable: true),
                    DoseId = table.Column<Guid>(type: "TEXT", nullable: true),
                    DoseNumber = table.Column<int>(type: "INTEGER", nullable: true),
                    VaccinatedOn = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    Field = table.Column<string>(type: "TEXT", unicode: false, maxLength: 40, nullable: true),
                    Ours = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    Theirs = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    LineNumber = table.Column<int>(type: "INTEGER", nullable: true),
                    Note = table.Column<string>(type: "TEXT", maxLength: 300, nullable: true),
                    State = table.Column<string>(type: "TEXT", unicode: false, maxLength: 24, nullable: false),
                    RevisionId = table.Column<Guid>(type: "TEXT", nullable: true),
                    DecidedByName = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    DecidedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    Version = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_VrsDifference", x => x.VrsDifferenceId);
                    table.ForeignKey(
                        name: "FK_VrsDifference_VrsReconciliation_ExchangeRunId",
                        column: x => x.ExchangeRunId,
                        principalTable: "VrsReconciliation",
                        principalColumn: "ExchangeRunId",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_VrsDifference_ExchangeRunId_Ordinal",
                table: "VrsDifference",
                columns: new[] { "ExchangeRunId", "Ordinal" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_VrsDifference_State_ExchangeRunId",
                table: "VrsDifference",
                columns: new[] { "State", "ExchangeRunId" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "VrsDifference");

            migrationBuilder.DropTable(
                name: "VrsReconciliation");
        }
    }
}
