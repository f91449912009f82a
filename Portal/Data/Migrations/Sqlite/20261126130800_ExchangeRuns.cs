using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portal.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class ExchangeRuns : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "ExchangeRun",
                columns: table => new
                {
                    ExchangeRunId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Number = table.Column<int>(type: "INTEGER", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", unicode: false, maxLength: 24, nullable: false),
                    State = table.Column<string>(type: "TEXT", unicode: false, maxLength: 24, nullable: false),
                    Layout = table.Column<string>(type: "TEXT", unicode: false, maxLength: 60, nullable: false),
                    Purpose = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    FileName = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    Sha256 = table.Column<string>(type: "TEXT", unicode: false, maxLength: 64, nullable: true),
                    Bytes = table.Column<long>(type: "INTEGER", nullable: true),
                    Lines = table.Column<int>(type: "INTEGER", nullable: false),
                    Accepted = table.Column<int>(type: "INTEGER", nullable: false),
                    Rejected = table.Column<int>(type: "INTEGER", nullable: false),
                    MediumUseId = table.Column<Guid>(type: "TEXT", nullable: true),
                    MadeByKey = table.Column<string>(type: "TEXT", unicode: false, maxLength: 64, nullable: false),
                    MadeByName = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    MadeAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    ApprovedByKey = table.Column<string>(type: "TEXT", unicode: false, maxLength: 64, nullable: true),
                    ApprovedByName = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    ApprovedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    SentByName = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    SentAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    AnsweredAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    EndedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Note = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    Version = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ExchangeRun", x => x.ExchangeRunId);
                    table.ForeignKey(
                        name: "FK_ExchangeRun_MediumUse_MediumUseId",
                        column: x => x.MediumUseId,
                        principalTable: "MediumUse",
                        principalColumn: "MediumUseId",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "ExchangeLine",
                columns: table => new
                {
                    ExchangeRunId = table.Column<Guid>(type: "TEXT", nullable: false),
                    LineNumber = table.Column<int>(type: "INTEGER", nullable: false),
                    Partner = table.Column<string>(type: "TEXT", unicode: false, maxLength: 24, nullable: false),
                    RecordId = table.Column<Guid>(type: "TEXT", nullable: false),
                    LedgerPersonId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Act = table.Column<string>(type: "TEXT", unicode: false, maxLength: 24, nullable: false),
                    Digest = table.Column<string>(type: "TEXT", unicode: false, maxLength: 32, nullable: false),
                    State = table.Column<string>(type: "TEXT", unicode: false, maxLength: 24, nullable: false),
                    Code = table.Column<string>(type: "TEXT", maxLength: 8, nullable: true),
                    Message = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    IsHeld = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ExchangeLine", x => new { x.ExchangeRunId, x.LineNumber });
                    table.ForeignKey(
                        name: "FK_ExchangeLine_ExchangeRun_ExchangeRunId",
                        column: x => x.ExchangeRunId,
                        principalTable: "ExchangeRun",
                        principalColumn: "ExchangeRunId",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_ExchangeLine_LedgerPerson_LedgerPersonId",
                        column: x => x.LedgerPersonId,
                        principalTable: "LedgerPerson",
                        principalColumn: "LedgerPersonId",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_ExchangeLine_LedgerPersonId",
                table: "ExchangeLine",
                column: "LedgerPersonId");

            migrationBuilder.CreateIndex(
                name: "IX_ExchangeLine_Partner_IsHeld_RecordId",
                table: "ExchangeLine",
                columns: new[] { "Partner", "IsHeld", "RecordId" });

            migrationBuilder.CreateIndex(
                name: "IX_ExchangeRun_Kind_State",
                table: "ExchangeRun",
                columns: new[] { "Kind", "State" });

            migrationBuilder.CreateIndex(
                name: "IX_ExchangeRun_MediumUseId",
                table: "ExchangeRun",
                column: "MediumUseId");

            migrationBuilder.CreateIndex(
                name: "IX_ExchangeRun_Number",
                table: "ExchangeRun",
                column: "Number",
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "ExchangeLine");

            migrationBuilder.DropTable(
                name: "ExchangeRun");
        }
    }
}
