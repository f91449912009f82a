using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portal.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Reports : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Dose_VaccinatedOn_InstitutionName_Status",
                table: "Dose");

            migrationBuilder.CreateTable(
                name: "ReportRun",
                columns: table => new
                {
                    ReportRunId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Number = table.Column<int>(type: "INTEGER", nullable: false),
                    Period = table.Column<string>(type: "TEXT", unicode: false, maxLength: 10, nullable: false),
                    AsOf = table.Column<DateTime>(type: "TEXT", nullable: false),
                    MadeAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    MadeByKey = table.Column<string>(type: "TEXT", unicode: false, maxLength: 64, nullable: false),
                    MadeByName = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    Terminal = table.Column<string>(type: "TEXT", maxLength: 50, nullable: false),
                    ScheduledPeriod = table.Column<string>(type: "TEXT", unicode: false, maxLength: 10, nullable: true),
                    PreviousId = table.Column<Guid>(type: "TEXT", nullable: true),
                    Doses = table.Column<long>(type: "INTEGER", nullable: false),
                    Digest = table.Column<string>(type: "TEXT", unicode: false, maxLength: 64, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ReportRun", x => x.ReportRunId);
                });

            migrationBuilder.CreateTable(
                name: "ReportFigures",
                columns: table => new
                {
                    ReportRunId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Text = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ReportFigures", x => x.ReportRunId);
                    table.ForeignKey(
                        name: "FK_ReportFigures_ReportRun_ReportRunId",
                        column: x => x.ReportRunId,
                        principalTable: "ReportRun",
                        principalColumn: "ReportRunId",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Dose_VaccinatedOn_InstitutionName_Status_DoseNumber_CreatedAt",
                table: "Dose",
                columns: new[] { "VaccinatedOn", "InstitutionName", "Status", "DoseNumber", "CreatedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_ReportRun_Number",
                table: "ReportRun",
                column: "Number",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ReportRun_Period_Number",
                table: "ReportRun",
                columns: new[] { "Period", "Number" });

            migrationBuilder.CreateIndex(
                name: "IX_ReportRun_ScheduledPeriod",
                table: "ReportRun",
                column: "ScheduledPeriod",
                unique: true,
                filter: "[ScheduledPeriod] IS NOT NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "ReportFigures");

            migrationBuilder.DropTable(
                name: "ReportRun");

            migrationBuilder.DropIndex(
                name: "IX_Dose_VaccinatedOn_InstitutionName_Status_DoseNumber_CreatedAt",
                table: "Dose");

            migrationBuilder.CreateIndex(
                name: "IX_Dose_VaccinatedOn_InstitutionName_Status",
                table: "Dose",
                columns: new[] { "VaccinatedOn", "InstitutionName", "Status" });
        }
    }
}
