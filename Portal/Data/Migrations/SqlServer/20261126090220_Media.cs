using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portal.Data.Migrations.SqlServer
{
    /// <inheritdoc />
    public partial class Media : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "Medium",
                columns: table => new
                {
                    MediumId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Number = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    Kind = table.Column<string>(type: "varchar(24)", unicode: false, maxLength: 24, nullable: false),
                    Product = table.Column<string>(type: "nvarchar(80)", maxLength: 80, nullable: false),
                    Encryption = table.Column<string>(type: "varchar(24)", unicode: false, maxLength: 24, nullable: false),
                    EncryptionNote = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true),
                    Place = table.Column<string>(type: "nvarchar(80)", maxLength: 80, nullable: false),
                    Note = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true),
                    State = table.Column<string>(type: "varchar(24)", unicode: false, maxLength: 24, nullable: false),
                    EnteredAt = table.Column<DateTime>(type: "datetime2", nullable: false),
                    StateReason = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true),
                    StateAt = table.Column<DateTime>(type: "datetime2", nullable: true),
                    StateByName = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: true),
                    LossReport = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true),
                    LossReportedAt = table.Column<DateTime>(type: "datetime2", nullable: true),
                    LossReportedByName = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: true),
                    Version = table.Column<Guid>(type: "uniqueidentifier", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Medium", x => x.MediumId);
                });

            migrationBuilder.CreateTable(
                name: "MediumUse",
                columns: table => new
                {
                    MediumUseId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Number = table.Column<int>(type: "int", nullable: false),
                    MediumId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Purpose = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    Contents = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    PlannedFiles = table.Column<int>(type: "int", nullable: false),
                    PlannedRows = table.Column<long>(type: "bigint", nullable: false),
                    EraseBy = table.Column<DateOnly>(type: "date", nullable: false),
                    ApplicantKey = table.Column<string>(type: "varchar(64)", unicode: false, maxLength: 64, nullable: false),
                    ApplicantName = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false),
                    ApplicantDepartment = table.Column<string>(type: "nvarchar(60)", maxLength: 60, nullable: false),
                    Terminal = table.Column<string>(type: "nvarchar(50)", maxLength: 50, nullable: false),
                    AppliedAt = table.Column<DateTime>(type: "datetime2", nullable: false),
                    State = table.Column<string>(type: "varchar(24)", unicode: false, maxLength: 24, nullable: false),
                    DecidedByKey = table.Column<string>(type: "varchar(64)", unicode: false, maxLength: 64, nullable: true),
                    DecidedByName = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: true),
                    DecidedAt = table.Column<DateTime>(type: "datetime2", nullable: true),
                    DecisionNote = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true),
                    HandedTo = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: true),
                    HandedAt = table.Column<DateTime>(type: "datetime2", nullable: true),
                    HandedByName = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: true),
                    BackAt = table.Column<DateTime>(type: "datetime2", nullable: true),
                    BackByName = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: true),
                    ErasedAt = table.Column<DateTime>(type: "datetime2", nullable: true),
                    ErasureMethod = table.Column<string>(type: "varchar(24)", unicode: false, maxLength: 24, nullable: true),
                    ErasedByKey = table.Column<string>(type: "varchar(64)", unicode: false, maxLength: 64, nullable: true),
                    ErasedByName = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: true),
                    WitnessId = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    WitnessName = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: true),
                    WithdrawnAt = table.Column<DateTime>(type: "datetime2", nullable: true),
                    Files = table.Column<int>(type: "int", nullable: false),
                    Rows = table.Column<long>(type: "bigint", nullable: false),
                    Version = table.Column<Guid>(type: "uniqueidentifier", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_MediumUse", x => x.MediumUseId);
                    table.ForeignKey(
                        name: "FK_MediumUse_Medium_MediumId",
                        column: x => x.MediumId,
                        principalTable: "Medium",
                        principalColumn: "MediumId",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_MediumUse_StaffMember_WitnessId",
                        column: x => x.WitnessId,
                        principalTable: "StaffMember",
                        principalColumn: "StaffMemberId",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "MediumFile",
                columns: table => new
                {
                    MediumFileId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    MediumUseId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Name = table.Column<string>(type: "nvarchar(120)", maxLength: 120, nullable: false),
                    Rows = table.Column<long>(type: "bigint", nullable: false),
                    Bytes = table.Column<long>(type: "bigint", nullable: true),
                    WrittenAt = table.Column<DateTime>(type: "datetime2", nullable: false),
                    WrittenByName = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false),
                    Terminal = table.Column<string>(type: "nvarchar(50)", maxLength: 50, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_MediumFile", x => x.MediumFileId);
                    table.ForeignKey(
                        name: "FK_MediumFile_MediumUse_MediumUseId",
                        column: x => x.MediumUseId,
                        principalTable: "MediumUse",
                        principalColumn: "MediumUseId",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Medium_Number",
                table: "Medium",
                column: "Number",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_MediumFile_MediumUseId",
                table: "MediumFile",
                column: "MediumUseId");

            migrationBuilder.CreateIndex(
                name: "IX_MediumUse_MediumId",
                table: "MediumUse",
                column: "MediumId");

            migrationBuilder.CreateIndex(
                name: "IX_MediumUse_Number",
                table: "MediumUse",
                column: "Number",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_MediumUse_Open",
                table: "MediumUse",
                column: "MediumId",
                unique: true,
                filter: "[State] IN ('Waiting', 'Approved')");

            migrationBuilder.CreateIndex(
                name: "IX_MediumUse_State_EraseBy",
                table: "MediumUse",
                columns: new[] { "State", "EraseBy" });

            migrationBuilder.CreateIndex(
                name: "IX_MediumUse_WitnessId",
                table: "MediumUse",
                column: "WitnessId");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "MediumFile");

            migrationBuilder.DropTable(
                name: "MediumUse");

            migrationBuilder.DropTable(
                name: "Medium");
        }
    }
}
