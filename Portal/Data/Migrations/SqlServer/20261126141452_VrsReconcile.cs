using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portal.Data.Migrations.SqlServer
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
                    ExchangeRunId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Scope = table.Column<string>(type: "varchar(24)", unicode: false, maxLength: 24, nullable: false),
                    Encoding = table.Column<string>(type: "varchar(20)", unicode: false, maxLength: 20, nullable: false),
                    FileLines = table.Column<int>(type: "int", nullable: false),
                    UnmatchedLines = table.Column<int>(type: "int", nullable: false),
                    FileDoses = table.Column<int>(type: "int", nullable: false),
                    LedgerDoses = table.Column<int>(type: "int", nullable: false),
                    Same = table.Column<int>(type: "int", nullable: false),
                    Differs = table.Column<int>(type: "int", nullable: false),
                    OnlyHere = table.Column<int>(type: "int", nullable: false),
                    OnlyThere = table.Column<int>(type: "int", nullable: false),
                    Unmatched = table.Column<int>(type: "int", nullable: false),
                    LinesNotKept = table.Column<int>(type: "int", nullable: false)
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
                    VrsDifferenceId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    ExchangeRunId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Ordinal = table.Column<int>(type: "int", nullable: false),
                    Kind = table.Column<string>(type: "varchar(24)", unicode: false, maxLength: 24, nullable: false),
                    Likeness = table.Column<string>(type: "varchar(24)", unicode: false, maxLength: 24, nullable: false),
                    LedgerPersonId = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    DoseId = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    DoseNumber = table.Column<int>(type: "int", nullable: true),
                    VaccinatedOn = table.Column<DateOnly>(type: "date", nullable: true),
                    Field = table.Column<string>(type: "varchar(40)", unicode: false, maxLength: 40, nullable: true),
                    Ours = table.Column<string>(type: "nvarchar(500)", maxLength: 500, nullable: true),
                    Theirs = table.Column<string>(type: "nvarchar(500)", maxLength: 500, nullable: true),
                    LineNumber = table.Column<int>(type: "int", nullable: true),
                    Note = table.Column<string>(type: "nvarchar(300)", maxLength: 300, nullable: true),
                    State = table.Column<string>(type: "varchar(24)", unicode: false, maxLength: 24, nullable: false),
                    RevisionId = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    DecidedByName = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: true),
                    DecidedAt = table.Column<DateTime>(type: "datetime2", nullable: true),
                    Reason = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true),
                    Version = table.Column<Guid>(type: "uniqueidentifier", nullable: false)
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
