using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portal.Data.Migrations.SqlServer
{
    /// <inheritdoc />
    public partial class Merging : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<Guid>(
                name: "MergeId",
                table: "Revision",
                type: "uniqueidentifier",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "TwinPair",
                columns: table => new
                {
                    TwinPairId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    FirstId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    SecondId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Score = table.Column<int>(type: "int", nullable: false),
                    Reasons = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    Facts = table.Column<string>(type: "varchar(64)", unicode: false, maxLength: 64, nullable: false),
                    FoundAt = table.Column<DateTime>(type: "datetime2", nullable: false),
                    JudgedFacts = table.Column<string>(type: "varchar(64)", unicode: false, maxLength: 64, nullable: true),
                    JudgedReason = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true),
                    JudgedBy = table.Column<string>(type: "varchar(64)", unicode: false, maxLength: 64, nullable: true),
                    JudgedByName = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: true),
                    JudgedAt = table.Column<DateTime>(type: "datetime2", nullable: true),
                    Version = table.Column<Guid>(type: "uniqueidentifier", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_TwinPair", x => x.TwinPairId);
                    table.ForeignKey(
                        name: "FK_TwinPair_LedgerPerson_FirstId",
                        column: x => x.FirstId,
                        principalTable: "LedgerPerson",
                        principalColumn: "LedgerPersonId",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_TwinPair_LedgerPerson_SecondId",
                        column: x => x.SecondId,
                        principalTable: "LedgerPerson",
                        principalColumn: "LedgerPersonId",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Revision_MergeId",
                table: "Revision",
                column: "MergeId");

            migrationBuilder.CreateIndex(
                name: "IX_TwinPair_FirstId_SecondId",
                table: "TwinPair",
                columns: new[] { "FirstId", "SecondId" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_TwinPair_Score_TwinPairId",
                table: "TwinPair",
                columns: new[] { "Score", "TwinPairId" });

            migrationBuilder.CreateIndex(
                name: "IX_TwinPair_SecondId",
                table: "TwinPair",
                column: "SecondId");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "TwinPair");

            migrationBuilder.DropIndex(
                name: "IX_Revision_MergeId",
                table: "Revision");

            migrationBuilder.DropColumn(
                name: "MergeId",
                table: "Revision");
        }
    }
}
