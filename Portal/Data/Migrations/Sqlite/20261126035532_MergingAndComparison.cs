using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portal.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class MergingAndComparison : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<Guid>(
                name: "MergeId",
                table: "Revision",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "Comparison",
                columns: table => new
                {
                    ComparisonId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Number = table.Column<int>(type: "INTEGER", nullable: false),
                    InstitutionName = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    Month = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    ProductCode = table.Column<string>(type: "TEXT", unicode: false, maxLength: 60, nullable: true),
                    DoseNumber = table.Column<int>(type: "INTEGER", nullable: true),
                    Population = table.Column<int>(type: "INTEGER", nullable: false),
                    Size = table.Column<int>(type: "INTEGER", nullable: false),
                    Seed = table.Column<int>(type: "INTEGER", nullable: true),
                    Order = table.Column<string>(type: "TEXT", unicode: false, maxLength: 24, nullable: false),
                    StartedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    StartedByName = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    ScreenKey = table.Column<string>(type: "TEXT", unicode: false, maxLength: 64, nullable: false),
                    ScreenName = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    ReaderId = table.Column<Guid>(type: "TEXT", nullable: false),
                    ReaderName = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    SignedOffAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    SignedOffByName = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    SignOffNote = table.Column<string>(type: "TEXT", maxLength: 400, nullable: true),
                    DiscardedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    DiscardedByName = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    DiscardReason = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    Version = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Comparison", x => x.ComparisonId);
                });

            migrationBuilder.CreateTable(
                name: "TwinPair",
                columns: table => new
                {
                    TwinPairId = table.Column<Guid>(type: "TEXT", nullable: false),
                    FirstId = table.Column<Guid>(type: "TEXT", nullable: false),
                    SecondId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Score = table.Column<int>(type: "INTEGER", nullable: false),
                    Reasons = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Facts = table.Column<string>(type: "TEXT", unicode: false, maxLength: 64, nullable: false),
                    FoundAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    JudgedFacts = table.Column<string>(type: "TEXT", unicode: false, maxLength: 64, nullable: true),
                    JudgedReason = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    JudgedBy = table.Column<string>(type: "TEXT", unicode: false, maxLength: 64, nullable: true),
                    JudgedByName = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    JudgedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Version = table.Column<Guid>(type: "TEXT", nullable: false)
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

            migrationBuilder.CreateTable(
                name: "ComparisonLine",
                columns: table => new
                {
                    ComparisonLineId = table.Column<Guid>(type: "TEXT", nullable: false),
                    ComparisonId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Position = table.Column<int>(type: "INTEGER", nullable: false),
                    DoseId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Waits = table.Column<bool>(type: "INTEGER", nullable: false),
                    Answer = table.Column<string>(type: "TEXT", unicode: false, maxLength: 24, nullable: true),
                    ItemNames = table.Column<string>(type: "TEXT", unicode: false, maxLength: 120, nullable: false),
                    ShownAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    DoseVersion = table.Column<Guid>(type: "TEXT", nullable: true),
                    PersonVersion = table.Column<Guid>(type: "TEXT", nullable: true),
                    AnsweredAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    AnsweredByKey = table.Column<string>(type: "TEXT", unicode: false, maxLength: 64, nullable: true),
                    AnsweredByName = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    ReaderId = table.Column<Guid>(type: "TEXT", nullable: true),
                    ReaderName = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    KeptReason = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    KeptByKey = table.Column<string>(type: "TEXT", unicode: false, maxLength: 64, nullable: true),
                    KeptByName = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    Outcome = table.Column<string>(type: "TEXT", unicode: false, maxLength: 24, nullable: true),
                    Version = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ComparisonLine", x => x.ComparisonLineId);
                    table.ForeignKey(
                        name: "FK_ComparisonLine_Comparison_ComparisonId",
                        column: x => x.ComparisonId,
                        principalTable: "Comparison",
                        principalColumn: "ComparisonId",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_ComparisonLine_Dose_DoseId",
                        column: x => x.DoseId,
                        principalTable: "Dose",
                        principalColumn: "DoseId",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "PaperValue",
                columns: table => new
                {
                    ComparisonLineId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", unicode: false, maxLength: 24, nullable: false),
                    Field = table.Column<string>(type: "TEXT", unicode: false, maxLength: 30, nullable: false),
                    Value = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PaperValue", x => new { x.ComparisonLineId, x.Kind, x.Field });
                    table.ForeignKey(
                        name: "FK_PaperValue_ComparisonLine_ComparisonLineId",
                        column: x => x.ComparisonLineId,
                        principalTable: "ComparisonLine",
                        principalColumn: "ComparisonLineId",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Revision_MergeId",
                table: "Revision",
                column: "MergeId");

            migrationBuilder.CreateIndex(
                name: "IX_Comparison_Number",
                table: "Comparison",
                column: "Number",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ComparisonLine_ComparisonId_Position",
                table: "ComparisonLine",
                columns: new[] { "ComparisonId", "Position" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ComparisonLine_ComparisonId_Waits_Answer_Position",
                table: "ComparisonLine",
                columns: new[] { "ComparisonId", "Waits", "Answer", "Position" });

            migrationBuilder.CreateIndex(
                name: "IX_ComparisonLine_DoseId",
                table: "ComparisonLine",
                column: "DoseId");

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
                name: "PaperValue");

            migrationBuilder.DropTable(
                name: "TwinPair");

            migrationBuilder.DropTable(
                name: "ComparisonLine");

            migrationBuilder.DropTable(
                name: "Comparison");

            migrationBuilder.DropIndex(
                name: "IX_Revision_MergeId",
                table: "Revision");

            migrationBuilder.DropColumn(
                name: "MergeId",
                table: "Revision");
        }
    }
}
