using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portal.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class VrsExchanges : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "MunicipalityRequest",
                columns: table => new
                {
                    MunicipalityRequestId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Number = table.Column<int>(type: "INTEGER", nullable: false),
                    FromCode = table.Column<string>(type: "TEXT", unicode: false, maxLength: 6, nullable: false),
                    RequestNumber = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    ReceivedOn = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    Basis = table.Column<string>(type: "TEXT", unicode: false, maxLength: 24, nullable: false),
                    ResidentNumber = table.Column<string>(type: "TEXT", unicode: false, maxLength: 15, nullable: false),
                    LedgerPersonId = table.Column<Guid>(type: "TEXT", nullable: true),
                    TakenByKey = table.Column<string>(type: "TEXT", unicode: false, maxLength: 64, nullable: false),
                    TakenByName = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    TakenAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    State = table.Column<string>(type: "TEXT", unicode: false, maxLength: 24, nullable: false),
                    ApprovedByName = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    ApprovedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    AnsweredByName = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    AnsweredAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Doses = table.Column<int>(type: "INTEGER", nullable: false),
                    Note = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    Version = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_MunicipalityRequest", x => x.MunicipalityRequestId);
                    table.ForeignKey(
                        name: "FK_MunicipalityRequest_LedgerPerson_LedgerPersonId",
                        column: x => x.LedgerPersonId,
                        principalTable: "LedgerPerson",
                        principalColumn: "LedgerPersonId",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "TransferInquiry",
                columns: table => new
                {
                    TransferInquiryId = table.Column<Guid>(type: "TEXT", nullable: false),
                    LedgerPersonId = table.Column<Guid>(type: "TEXT", nullable: false),
                    CaseNumber = table.Column<string>(type: "TEXT", maxLength: 30, nullable: false),
                    CollectedByName = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    CollectedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    State = table.Column<string>(type: "TEXT", unicode: false, maxLength: 24, nullable: false),
                    ExchangeRunId = table.Column<Guid>(type: "TEXT", nullable: true),
                    LineNumber = table.Column<int>(type: "INTEGER", nullable: true),
                    Message = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    Note = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    EndedByName = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    EndedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Version = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_TransferInquiry", x => x.TransferInquiryId);
                    table.ForeignKey(
                        name: "FK_TransferInquiry_ExchangeRun_ExchangeRunId",
                        column: x => x.ExchangeRunId,
                        principalTable: "ExchangeRun",
                        principalColumn: "ExchangeRunId",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_TransferInquiry_LedgerPerson_LedgerPersonId",
                        column: x => x.LedgerPersonId,
                        principalTable: "LedgerPerson",
                        principalColumn: "LedgerPersonId",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "VrsFlagDifference",
                columns: table => new
                {
                    VrsFlagDifferenceId = table.Column<Guid>(type: "TEXT", nullable: false),
                    ExchangeRunId = table.Column<Guid>(type: "TEXT", nullable: false),
                    LineNumber = table.Column<int>(type: "INTEGER", nullable: false),
                    LedgerPersonId = table.Column<Guid>(type: "TEXT", nullable: true),
                    Flag = table.Column<string>(type: "TEXT", unicode: false, maxLength: 24, nullable: false),
                    FlaggedOn = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    Ours = table.Column<string>(type: "TEXT", unicode: false, maxLength: 24, nullable: false),
                    OursOn = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    Note = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    State = table.Column<string>(type: "TEXT", unicode: false, maxLength: 24, nullable: false),
                    RevisionId = table.Column<Guid>(type: "TEXT", nullable: true),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    DecidedByName = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    DecidedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Version = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_VrsFlagDifference", x => x.VrsFlagDifferenceId);
                    table.ForeignKey(
                        name: "FK_VrsFlagDifference_ExchangeRun_ExchangeRunId",
                        column: x => x.ExchangeRunId,
                        principalTable: "ExchangeRun",
                        principalColumn: "ExchangeRunId",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_VrsFlagDifference_LedgerPerson_LedgerPersonId",
                        column: x => x.LedgerPersonId,
                        principalTable: "LedgerPerson",
                        principalColumn: "LedgerPersonId",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "ProvidedDose",
                columns: table => new
                {
                    MunicipalityRequestId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Ordinal = table.Column<int>(type: "INTEGER", nullable: false),
                    DoseNumber = table.Column<int>(type: "INTEGER", nullable: false),
                    VaccinatedOn = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    Maker = table.Column<string>(type: "TEXT", maxLength: 60, nullable: true),
                    ProductCode = table.Column<string>(type: "TEXT", maxLength: 60, nullable: true),
                    LotNumber = table.Column<string>(type: "TEXT", maxLength: 60, nullable: true),
                    MunicipalityCode = table.Column<string>(type: "TEXT", unicode: false, maxLength: 6, nullable: true),
                    CouponNumber = table.Column<string>(type: "TEXT", unicode: false, maxLength: 10, nullable: true),
                    Venue = table.Column<string>(type: "TEXT", maxLength: 60, nullable: true),
                    Doctor = table.Column<string>(type: "TEXT", maxLength: 60, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ProvidedDose", x => new { x.MunicipalityRequestId, x.Ordinal });
                    table.ForeignKey(
                        name: "FK_ProvidedDose_MunicipalityRequest_MunicipalityRequestId",
                        column: x => x.MunicipalityRequestId,
                        principalTable: "MunicipalityRequest",
                        principalColumn: "MunicipalityRequestId",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "TransferCandidate",
                columns: table => new
                {
                    TransferCandidateId = table.Column<Guid>(type: "TEXT", nullable: false),
                    TransferInquiryId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Ordinal = table.Column<int>(type: "INTEGER", nullable: false),
                    DoseNumber = table.Column<int>(type: "INTEGER", nullable: false),
                    VaccinatedOn = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    CouponNumber = table.Column<string>(type: "TEXT", unicode: false, maxLength: 10, nullable: true),
                    MunicipalityCode = table.Column<string>(type: "TEXT", unicode: false, maxLength: 6, nullable: true),
                    Venue = table.Column<string>(type: "TEXT", maxLength: 60, nullable: true),
                    Doctor = table.Column<string>(type: "TEXT", maxLength: 60, nullable: true),
                    Maker = table.Column<string>(type: "TEXT", maxLength: 60, nullable: true),
                    LotNumber = table.Column<string>(type: "TEXT", maxLength: 60, nullable: true),
                    RecordedAt = table.Column<string>(type: "TEXT", unicode: false, maxLength: 14, nullable: true),
                    Decision = table.Column<string>(type: "TEXT", unicode: false, maxLength: 24, nullable: false),
                    Warnings = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: true),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    DecidedByName = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    DecidedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Version = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_TransferCandidate", x => x.TransferCandidateId);
                    table.ForeignKey(
                        name: "FK_TransferCandidate_TransferInquiry_TransferInquiryId",
                        column: x => x.TransferInquiryId,
                        principalTable: "TransferInquiry",
                        principalColumn: "TransferInquiryId",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_MunicipalityRequest_FromCode_RequestNumber_ResidentNumber",
                table: "MunicipalityRequest",
                columns: new[] { "FromCode", "RequestNumber", "ResidentNumber" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_MunicipalityRequest_LedgerPersonId",
                table: "MunicipalityRequest",
                column: "LedgerPersonId");

            migrationBuilder.CreateIndex(
                name: "IX_MunicipalityRequest_Number",
                table: "MunicipalityRequest",
                column: "Number",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_MunicipalityRequest_State",
                table: "MunicipalityRequest",
                column: "State");

            migrationBuilder.CreateIndex(
                name: "IX_TransferCandidate_TransferInquiryId_Ordinal",
                table: "TransferCandidate",
                columns: new[] { "TransferInquiryId", "Ordinal" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_TransferInquiry_ExchangeRunId",
                table: "TransferInquiry",
                column: "ExchangeRunId");

            migrationBuilder.CreateIndex(
                name: "IX_TransferInquiry_Open",
                table: "TransferInquiry",
                column: "LedgerPersonId",
                unique: true,
                filter: "[State] IN ('Collected', 'Requested', 'Answered', 'NoMatch', 'Refused')");

            migrationBuilder.CreateIndex(
                name: "IX_TransferInquiry_State_CollectedAt",
                table: "TransferInquiry",
                columns: new[] { "State", "CollectedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_VrsFlagDifference_ExchangeRunId_LineNumber",
                table: "VrsFlagDifference",
                columns: new[] { "ExchangeRunId", "LineNumber" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_VrsFlagDifference_LedgerPersonId",
                table: "VrsFlagDifference",
                column: "LedgerPersonId");

            migrationBuilder.CreateIndex(
                name: "IX_VrsFlagDifference_State",
                table: "VrsFlagDifference",
                column: "State");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "ProvidedDose");

            migrationBuilder.DropTable(
                name: "TransferCandidate");

            migrationBuilder.DropTable(
                name: "VrsFlagDifference");

            migrationBuilder.DropTable(
                name: "MunicipalityRequest");

            migrationBuilder.DropTable(
                name: "TransferInquiry");
        }
    }
}
