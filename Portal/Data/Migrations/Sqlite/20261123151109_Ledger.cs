using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portal.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Ledger : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "Draft",
                columns: table => new
                {
                    DraftId = table.Column<Guid>(type: "TEXT", nullable: false),
                    AccountId = table.Column<string>(type: "TEXT", unicode: false, maxLength: 64, nullable: false),
                    Form = table.Column<string>(type: "TEXT", unicode: false, maxLength: 120, nullable: false),
                    Payload = table.Column<string>(type: "TEXT", nullable: false),
                    UpdatedAt = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Draft", x => x.DraftId);
                });

            migrationBuilder.CreateTable(
                name: "ImportRun",
                columns: table => new
                {
                    ImportRunId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Number = table.Column<int>(type: "INTEGER", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", unicode: false, maxLength: 24, nullable: false),
                    FileName = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Sha256 = table.Column<string>(type: "TEXT", unicode: false, maxLength: 64, nullable: false),
                    Encoding = table.Column<string>(type: "TEXT", unicode: false, maxLength: 20, nullable: false),
                    Layout = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    State = table.Column<string>(type: "TEXT", unicode: false, maxLength: 24, nullable: false),
                    LineCount = table.Column<int>(type: "INTEGER", nullable: false),
                    NewCount = table.Column<int>(type: "INTEGER", nullable: false),
                    ChangedCount = table.Column<int>(type: "INTEGER", nullable: false),
                    SameCount = table.Column<int>(type: "INTEGER", nullable: false),
                    HeldCount = table.Column<int>(type: "INTEGER", nullable: false),
                    RefusedCount = table.Column<int>(type: "INTEGER", nullable: false),
                    AppliedBy = table.Column<string>(type: "TEXT", unicode: false, maxLength: 64, nullable: false),
                    AppliedByName = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    AppliedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    UndoneBy = table.Column<string>(type: "TEXT", unicode: false, maxLength: 64, nullable: true),
                    UndoneByName = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    UndoneAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Version = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ImportRun", x => x.ImportRunId);
                });

            migrationBuilder.CreateTable(
                name: "Institution",
                columns: table => new
                {
                    InstitutionId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Code = table.Column<string>(type: "TEXT", unicode: false, maxLength: 10, nullable: true),
                    Name = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    Method = table.Column<string>(type: "TEXT", unicode: false, maxLength: 24, nullable: true),
                    NameKey = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Institution", x => x.InstitutionId);
                });

            migrationBuilder.CreateTable(
                name: "OperationLog",
                columns: table => new
                {
                    OperationLogEntryId = table.Column<Guid>(type: "TEXT", nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false),
                    AccountId = table.Column<string>(type: "TEXT", unicode: false, maxLength: 64, nullable: false),
                    StaffName = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    Terminal = table.Column<string>(type: "TEXT", maxLength: 50, nullable: false),
                    Operation = table.Column<string>(type: "TEXT", unicode: false, maxLength: 30, nullable: false),
                    Result = table.Column<string>(type: "TEXT", unicode: false, maxLength: 24, nullable: false),
                    LedgerPersonId = table.Column<Guid>(type: "TEXT", nullable: true),
                    SubjectId = table.Column<Guid>(type: "TEXT", nullable: true),
                    Purpose = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    Detail = table.Column<string>(type: "TEXT", maxLength: 400, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_OperationLog", x => x.OperationLogEntryId);
                });

            migrationBuilder.CreateTable(
                name: "VaccineLot",
                columns: table => new
                {
                    LotNumber = table.Column<string>(type: "TEXT", unicode: false, maxLength: 20, nullable: false),
                    ProductCode = table.Column<string>(type: "TEXT", unicode: false, maxLength: 40, nullable: false),
                    ExpiresOn = table.Column<DateOnly>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_VaccineLot", x => new { x.LotNumber, x.ProductCode });
                });

            migrationBuilder.CreateTable(
                name: "HeldLine",
                columns: table => new
                {
                    HeldLineId = table.Column<Guid>(type: "TEXT", nullable: false),
                    ImportRunId = table.Column<Guid>(type: "TEXT", nullable: false),
                    LineNumber = table.Column<int>(type: "INTEGER", nullable: false),
                    Text = table.Column<string>(type: "TEXT", nullable: false),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    State = table.Column<string>(type: "TEXT", unicode: false, maxLength: 24, nullable: false),
                    MatchedPersonId = table.Column<Guid>(type: "TEXT", nullable: true),
                    DecidedBy = table.Column<string>(type: "TEXT", unicode: false, maxLength: 64, nullable: true),
                    DecidedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Version = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_HeldLine", x => x.HeldLineId);
                    table.ForeignKey(
                        name: "FK_HeldLine_ImportRun_ImportRunId",
                        column: x => x.ImportRunId,
                        principalTable: "ImportRun",
                        principalColumn: "ImportRunId",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "LedgerPerson",
                columns: table => new
                {
                    LedgerPersonId = table.Column<Guid>(type: "TEXT", nullable: false),
                    ResidentNumber = table.Column<string>(type: "TEXT", unicode: false, maxLength: 15, nullable: true),
                    IntegratedNumber = table.Column<string>(type: "TEXT", unicode: false, maxLength: 15, nullable: true),
                    Name = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    Kana = table.Column<string>(type: "TEXT", maxLength: 150, nullable: false),
                    FormerName = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    AliasName = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    RomanName = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    Sex = table.Column<string>(type: "TEXT", unicode: false, maxLength: 24, nullable: false),
                    BirthDate = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    PostalCode = table.Column<string>(type: "TEXT", unicode: false, maxLength: 8, nullable: true),
                    Address = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    Building = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    IsProtected = table.Column<bool>(type: "INTEGER", nullable: false),
                    NoAutoReply = table.Column<bool>(type: "INTEGER", nullable: false),
                    MovedOutOn = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    DiedOn = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    Status = table.Column<string>(type: "TEXT", unicode: false, maxLength: 24, nullable: false),
                    MergedIntoId = table.Column<Guid>(type: "TEXT", nullable: true),
                    ImportRunId = table.Column<Guid>(type: "TEXT", nullable: true),
                    CreatedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Version = table.Column<Guid>(type: "TEXT", nullable: false),
                    ResidentNumberKey = table.Column<string>(type: "TEXT", unicode: false, maxLength: 15, nullable: true),
                    IntegratedNumberKey = table.Column<string>(type: "TEXT", unicode: false, maxLength: 15, nullable: true),
                    NameKey = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    GivenNameKey = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    OtherNameKey = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    KanaKey = table.Column<string>(type: "TEXT", maxLength: 150, nullable: false),
                    GivenKanaKey = table.Column<string>(type: "TEXT", maxLength: 150, nullable: false),
                    AddressKey = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_LedgerPerson", x => x.LedgerPersonId);
                    table.ForeignKey(
                        name: "FK_LedgerPerson_ImportRun_ImportRunId",
                        column: x => x.ImportRunId,
                        principalTable: "ImportRun",
                        principalColumn: "ImportRunId",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_LedgerPerson_LedgerPerson_MergedIntoId",
                        column: x => x.MergedIntoId,
                        principalTable: "LedgerPerson",
                        principalColumn: "LedgerPersonId",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "Coupon",
                columns: table => new
                {
                    CouponId = table.Column<Guid>(type: "TEXT", nullable: false),
                    LedgerPersonId = table.Column<Guid>(type: "TEXT", nullable: false),
                    MunicipalityCode = table.Column<string>(type: "TEXT", unicode: false, maxLength: 6, nullable: false),
                    CouponNumber = table.Column<string>(type: "TEXT", unicode: false, maxLength: 10, nullable: false),
                    Kind = table.Column<int>(type: "INTEGER", nullable: false),
                    DoseNumber = table.Column<int>(type: "INTEGER", nullable: false),
                    IssuedOn = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    IsReissue = table.Column<bool>(type: "INTEGER", nullable: false),
                    Status = table.Column<string>(type: "TEXT", unicode: false, maxLength: 24, nullable: false),
                    ImportRunId = table.Column<Guid>(type: "TEXT", nullable: true),
                    CreatedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Version = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Coupon", x => x.CouponId);
                    table.ForeignKey(
                        name: "FK_Coupon_ImportRun_ImportRunId",
                        column: x => x.ImportRunId,
                        principalTable: "ImportRun",
                        principalColumn: "ImportRunId",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_Coupon_LedgerPerson_LedgerPersonId",
                        column: x => x.LedgerPersonId,
                        principalTable: "LedgerPerson",
                        principalColumn: "LedgerPersonId",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "Dose",
                columns: table => new
                {
                    DoseId = table.Column<Guid>(type: "TEXT", nullable: false),
                    LedgerPersonId = table.Column<Guid>(type: "TEXT", nullable: false),
                    DoseNumber = table.Column<int>(type: "INTEGER", nullable: false),
                    VaccinatedOn = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    ReceptionNumber = table.Column<string>(type: "TEXT", maxLength: 60, nullable: true),
                    InstitutionCode = table.Column<string>(type: "TEXT", maxLength: 60, nullable: true),
                    InstitutionName = table.Column<string>(type: "TEXT", maxLength: 60, nullable: true),
                    MunicipalityCode = table.Column<string>(type: "TEXT", maxLength: 60, nullable: true),
                    RecordedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Source = table.Column<string>(type: "TEXT", unicode: false, maxLength: 24, nullable: false),
                    Method = table.Column<string>(type: "TEXT", unicode: false, maxLength: 24, nullable: true),
                    Place = table.Column<string>(type: "TEXT", maxLength: 60, nullable: true),
                    Doctor = table.Column<string>(type: "TEXT", maxLength: 60, nullable: true),
                    VaccineType = table.Column<string>(type: "TEXT", maxLength: 60, nullable: true),
                    Maker = table.Column<string>(type: "TEXT", maxLength: 60, nullable: true),
                    ProductCode = table.Column<string>(type: "TEXT", maxLength: 60, nullable: true),
                    LotNumber = table.Column<string>(type: "TEXT", maxLength: 60, nullable: true),
                    AmountMl = table.Column<decimal>(type: "TEXT", precision: 5, scale: 3, nullable: true),
                    CouponNumber = table.Column<string>(type: "TEXT", maxLength: 60, nullable: true),
                    OcrLine = table.Column<string>(type: "TEXT", maxLength: 60, nullable: true),
                    Pattern = table.Column<string>(type: "TEXT", unicode: false, maxLength: 24, nullable: true),
                    RecipientNote = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    ExpiresOn = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    Remarks = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    PaymentMonth = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    Status = table.Column<string>(type: "TEXT", unicode: false, maxLength: 24, nullable: false),
                    SourceText = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: true),
                    ImportRunId = table.Column<Guid>(type: "TEXT", nullable: true),
                    ImportLine = table.Column<int>(type: "INTEGER", nullable: true),
                    CreatedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Version = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Dose", x => x.DoseId);
                    table.ForeignKey(
                        name: "FK_Dose_ImportRun_ImportRunId",
                        column: x => x.ImportRunId,
                        principalTable: "ImportRun",
                        principalColumn: "ImportRunId",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_Dose_LedgerPerson_LedgerPersonId",
                        column: x => x.LedgerPersonId,
                        principalTable: "LedgerPerson",
                        principalColumn: "LedgerPersonId",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "Evidence",
                columns: table => new
                {
                    EvidenceId = table.Column<Guid>(type: "TEXT", nullable: false),
                    LedgerPersonId = table.Column<Guid>(type: "TEXT", nullable: false),
                    FileName = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    ContentType = table.Column<string>(type: "TEXT", unicode: false, maxLength: 60, nullable: false),
                    Content = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Sha256 = table.Column<string>(type: "TEXT", unicode: false, maxLength: 64, nullable: false),
                    AttachedBy = table.Column<string>(type: "TEXT", unicode: false, maxLength: 64, nullable: false),
                    AttachedAt = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Evidence", x => x.EvidenceId);
                    table.ForeignKey(
                        name: "FK_Evidence_LedgerPerson_LedgerPersonId",
                        column: x => x.LedgerPersonId,
                        principalTable: "LedgerPerson",
                        principalColumn: "LedgerPersonId",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "ResidenceSpan",
                columns: table => new
                {
                    ResidenceSpanId = table.Column<Guid>(type: "TEXT", nullable: false),
                    LedgerPersonId = table.Column<Guid>(type: "TEXT", nullable: false),
                    StartedOn = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    EndedOn = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    EndKind = table.Column<string>(type: "TEXT", unicode: false, maxLength: 24, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ResidenceSpan", x => x.ResidenceSpanId);
                    table.ForeignKey(
                        name: "FK_ResidenceSpan_LedgerPerson_LedgerPersonId",
                        column: x => x.LedgerPersonId,
                        principalTable: "LedgerPerson",
                        principalColumn: "LedgerPersonId",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "Revision",
                columns: table => new
                {
                    RevisionId = table.Column<Guid>(type: "TEXT", nullable: false),
                    LedgerPersonId = table.Column<Guid>(type: "TEXT", nullable: false),
                    RecordKind = table.Column<string>(type: "TEXT", unicode: false, maxLength: 24, nullable: false),
                    RecordId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Act = table.Column<string>(type: "TEXT", unicode: false, maxLength: 24, nullable: false),
                    State = table.Column<string>(type: "TEXT", unicode: false, maxLength: 24, nullable: false),
                    Reason = table.Column<string>(type: "TEXT", unicode: false, maxLength: 24, nullable: true),
                    ReasonText = table.Column<string>(type: "TEXT", maxLength: 300, nullable: true),
                    EvidenceId = table.Column<Guid>(type: "TEXT", nullable: true),
                    ImportRunId = table.Column<Guid>(type: "TEXT", nullable: true),
                    RestoresId = table.Column<Guid>(type: "TEXT", nullable: true),
                    FromVersion = table.Column<Guid>(type: "TEXT", nullable: true),
                    ToVersion = table.Column<Guid>(type: "TEXT", nullable: true),
                    RequestedBy = table.Column<string>(type: "TEXT", unicode: false, maxLength: 64, nullable: false),
                    RequestedByName = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    Terminal = table.Column<string>(type: "TEXT", maxLength: 50, nullable: false),
                    RequestedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    DecidedBy = table.Column<string>(type: "TEXT", unicode: false, maxLength: 64, nullable: true),
                    DecidedByName = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    DecidedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    DecisionNote = table.Column<string>(type: "TEXT", maxLength: 300, nullable: true),
                    AppliedAt = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Revision", x => x.RevisionId);
                    table.ForeignKey(
                        name: "FK_Revision_Evidence_EvidenceId",
                        column: x => x.EvidenceId,
                        principalTable: "Evidence",
                        principalColumn: "EvidenceId",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_Revision_ImportRun_ImportRunId",
                        column: x => x.ImportRunId,
                        principalTable: "ImportRun",
                        principalColumn: "ImportRunId",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_Revision_LedgerPerson_LedgerPersonId",
                        column: x => x.LedgerPersonId,
                        principalTable: "LedgerPerson",
                        principalColumn: "LedgerPersonId",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "FieldChange",
                columns: table => new
                {
                    RevisionId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Field = table.Column<string>(type: "TEXT", unicode: false, maxLength: 30, nullable: false),
                    OldValue = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: true),
                    NewValue = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_FieldChange", x => new { x.RevisionId, x.Field });
                    table.ForeignKey(
                        name: "FK_FieldChange_Revision_RevisionId",
                        column: x => x.RevisionId,
                        principalTable: "Revision",
                        principalColumn: "RevisionId",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Coupon_CouponNumber_MunicipalityCode_LedgerPersonId",
                table: "Coupon",
                columns: new[] { "CouponNumber", "MunicipalityCode", "LedgerPersonId" });

            migrationBuilder.CreateIndex(
                name: "IX_Coupon_ImportRunId",
                table: "Coupon",
                column: "ImportRunId");

            migrationBuilder.CreateIndex(
                name: "IX_Coupon_LedgerPersonId",
                table: "Coupon",
                column: "LedgerPersonId");

            migrationBuilder.CreateIndex(
                name: "IX_Dose_CouponNumber_LedgerPersonId",
                table: "Dose",
                columns: new[] { "CouponNumber", "LedgerPersonId" });

            migrationBuilder.CreateIndex(
                name: "IX_Dose_ImportRunId",
                table: "Dose",
                column: "ImportRunId");

            migrationBuilder.CreateIndex(
                name: "IX_Dose_LedgerPersonId_DoseNumber",
                table: "Dose",
                columns: new[] { "LedgerPersonId", "DoseNumber" });

            migrationBuilder.CreateIndex(
                name: "IX_Draft_AccountId_Form",
                table: "Draft",
                columns: new[] { "AccountId", "Form" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Draft_UpdatedAt",
                table: "Draft",
                column: "UpdatedAt");

            migrationBuilder.CreateIndex(
                name: "IX_Evidence_LedgerPersonId",
                table: "Evidence",
                column: "LedgerPersonId");

            migrationBuilder.CreateIndex(
                name: "IX_HeldLine_ImportRunId_LineNumber",
                table: "HeldLine",
                columns: new[] { "ImportRunId", "LineNumber" });

            migrationBuilder.CreateIndex(
                name: "IX_HeldLine_State_ImportRunId",
                table: "HeldLine",
                columns: new[] { "State", "ImportRunId" });

            migrationBuilder.CreateIndex(
                name: "IX_ImportRun_Number",
                table: "ImportRun",
                column: "Number",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ImportRun_Sha256",
                table: "ImportRun",
                column: "Sha256");

            migrationBuilder.CreateIndex(
                name: "IX_Institution_Code",
                table: "Institution",
                column: "Code");

            migrationBuilder.CreateIndex(
                name: "IX_Institution_NameKey",
                table: "Institution",
                column: "NameKey");

            migrationBuilder.CreateIndex(
                name: "IX_LedgerPerson_AddressKey_KanaKey_LedgerPersonId",
                table: "LedgerPerson",
                columns: new[] { "AddressKey", "KanaKey", "LedgerPersonId" });

            migrationBuilder.CreateIndex(
                name: "IX_LedgerPerson_BirthDate_KanaKey_LedgerPersonId",
                table: "LedgerPerson",
                columns: new[] { "BirthDate", "KanaKey", "LedgerPersonId" });

            migrationBuilder.CreateIndex(
                name: "IX_LedgerPerson_GivenKanaKey_KanaKey_LedgerPersonId",
                table: "LedgerPerson",
                columns: new[] { "GivenKanaKey", "KanaKey", "LedgerPersonId" });

            migrationBuilder.CreateIndex(
                name: "IX_LedgerPerson_GivenNameKey_NameKey_LedgerPersonId",
                table: "LedgerPerson",
                columns: new[] { "GivenNameKey", "NameKey", "LedgerPersonId" });

            migrationBuilder.CreateIndex(
                name: "IX_LedgerPerson_ImportRunId",
                table: "LedgerPerson",
                column: "ImportRunId");

            migrationBuilder.CreateIndex(
                name: "IX_LedgerPerson_IntegratedNumberKey",
                table: "LedgerPerson",
                column: "IntegratedNumberKey");

            migrationBuilder.CreateIndex(
                name: "IX_LedgerPerson_KanaKey_BirthDate_LedgerPersonId",
                table: "LedgerPerson",
                columns: new[] { "KanaKey", "BirthDate", "LedgerPersonId" });

            migrationBuilder.CreateIndex(
                name: "IX_LedgerPerson_MergedIntoId",
                table: "LedgerPerson",
                column: "MergedIntoId");

            migrationBuilder.CreateIndex(
                name: "IX_LedgerPerson_NameKey_BirthDate_LedgerPersonId",
                table: "LedgerPerson",
                columns: new[] { "NameKey", "BirthDate", "LedgerPersonId" });

            migrationBuilder.CreateIndex(
                name: "IX_LedgerPerson_OtherNameKey_LedgerPersonId",
                table: "LedgerPerson",
                columns: new[] { "OtherNameKey", "LedgerPersonId" });

            migrationBuilder.CreateIndex(
                name: "IX_LedgerPerson_ResidentNumber",
                table: "LedgerPerson",
                column: "ResidentNumber",
                unique: true,
                filter: "[ResidentNumber] IS NOT NULL AND [Status] = 'Active'");

            migrationBuilder.CreateIndex(
                name: "IX_LedgerPerson_ResidentNumberKey",
                table: "LedgerPerson",
                column: "ResidentNumberKey");

            migrationBuilder.CreateIndex(
                name: "IX_OperationLog_At",
                table: "OperationLog",
                column: "At");

            migrationBuilder.CreateIndex(
                name: "IX_OperationLog_LedgerPersonId_At",
                table: "OperationLog",
                columns: new[] { "LedgerPersonId", "At" });

            migrationBuilder.CreateIndex(
                name: "IX_ResidenceSpan_LedgerPersonId",
                table: "ResidenceSpan",
                column: "LedgerPersonId");

            migrationBuilder.CreateIndex(
                name: "IX_Revision_AppliedAt",
                table: "Revision",
                column: "AppliedAt");

            migrationBuilder.CreateIndex(
                name: "IX_Revision_EvidenceId",
                table: "Revision",
                column: "EvidenceId");

            migrationBuilder.CreateIndex(
                name: "IX_Revision_ImportRunId",
                table: "Revision",
                column: "ImportRunId");

            migrationBuilder.CreateIndex(
                name: "IX_Revision_LedgerPersonId_RequestedAt",
                table: "Revision",
                columns: new[] { "LedgerPersonId", "RequestedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_Revision_RecordId",
                table: "Revision",
                column: "RecordId");

            migrationBuilder.CreateIndex(
                name: "IX_Revision_State_RequestedAt",
                table: "Revision",
                columns: new[] { "State", "RequestedAt" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "Coupon");

            migrationBuilder.DropTable(
                name: "Dose");

            migrationBuilder.DropTable(
                name: "Draft");

            migrationBuilder.DropTable(
                name: "FieldChange");

            migrationBuilder.DropTable(
                name: "HeldLine");

            migrationBuilder.DropTable(
                name: "Institution");

            migrationBuilder.DropTable(
                name: "OperationLog");

            migrationBuilder.DropTable(
                name: "ResidenceSpan");

            migrationBuilder.DropTable(
                name: "VaccineLot");

            migrationBuilder.DropTable(
                name: "Revision");

            migrationBuilder.DropTable(
                name: "Evidence");

            migrationBuilder.DropTable(
                name: "LedgerPerson");

            migrationBuilder.DropTable(
                name: "ImportRun");
        }
    }
}
