using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

#pragma warning disable CA1814 // Prefer jagged arrays over multidimensional

namespace Portal.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class IntermediateServer : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "InquiryPermit",
                columns: table => new
                {
                    InquiryPermitId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Direction = table.Column<string>(type: "TEXT", unicode: false, maxLength: 24, nullable: false),
                    Item = table.Column<int>(type: "INTEGER", nullable: false),
                    Asker = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    Office = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Giver = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    Information = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    ValidFrom = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    ValidTo = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    Basis = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    EnteredByName = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    EnteredAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    EndedByName = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    EndedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Version = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_InquiryPermit", x => x.InquiryPermitId);
                });

            migrationBuilder.CreateTable(
                name: "Provision",
                columns: table => new
                {
                    ProvisionId = table.Column<Guid>(type: "TEXT", nullable: false),
                    ReceivedNumber = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    AskerCode = table.Column<string>(type: "TEXT", unicode: false, maxLength: 6, nullable: false),
                    AskerName = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    Item = table.Column<int>(type: "INTEGER", nullable: false),
                    LedgerPersonId = table.Column<Guid>(type: "TEXT", nullable: true),
                    RequestedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    ReceivedRunId = table.Column<Guid>(type: "TEXT", nullable: false),
                    State = table.Column<string>(type: "TEXT", unicode: false, maxLength: 24, nullable: false),
                    Decision = table.Column<string>(type: "TEXT", unicode: false, maxLength: 24, nullable: true),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    ProposedByKey = table.Column<string>(type: "TEXT", unicode: false, maxLength: 64, nullable: true),
                    ProposedByName = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    ProposedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    DecidedByName = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    DecidedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Note = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    SentRunId = table.Column<Guid>(type: "TEXT", nullable: true),
                    SentAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Version = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Provision", x => x.ProvisionId);
                    table.ForeignKey(
                        name: "FK_Provision_ExchangeRun_ReceivedRunId",
                        column: x => x.ReceivedRunId,
                        principalTable: "ExchangeRun",
                        principalColumn: "ExchangeRunId",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_Provision_ExchangeRun_SentRunId",
                        column: x => x.SentRunId,
                        principalTable: "ExchangeRun",
                        principalColumn: "ExchangeRunId",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_Provision_LedgerPerson_LedgerPersonId",
                        column: x => x.LedgerPersonId,
                        principalTable: "LedgerPerson",
                        principalColumn: "LedgerPersonId",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "ProvisionRecord",
                columns: table => new
                {
                    ProvisionRecordId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Direction = table.Column<string>(type: "TEXT", unicode: false, maxLength: 24, nullable: false),
                    Event = table.Column<string>(type: "TEXT", unicode: false, maxLength: 24, nullable: false),
                    SubjectId = table.Column<Guid>(type: "TEXT", nullable: false),
                    LedgerPersonId = table.Column<Guid>(type: "TEXT", nullable: true),
                    Item = table.Column<int>(type: "INTEGER", nullable: false),
                    Office = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Items = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    Asker = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    Giver = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    RequestedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    ProvidedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false),
                    KeptUntil = table.Column<DateOnly>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ProvisionRecord", x => x.ProvisionRecordId);
                    table.ForeignKey(
                        name: "FK_ProvisionRecord_LedgerPerson_LedgerPersonId",
                        column: x => x.LedgerPersonId,
                        principalTable: "LedgerPerson",
                        principalColumn: "LedgerPersonId",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "ReplicaComparison",
                columns: table => new
                {
                    ExchangeRunId = table.Column<Guid>(type: "TEXT", nullable: false),
                    FileRecords = table.Column<int>(type: "INTEGER", nullable: false),
                    LedgerRecords = table.Column<int>(type: "INTEGER", nullable: false),
                    Same = table.Column<int>(type: "INTEGER", nullable: false),
                    Differs = table.Column<int>(type: "INTEGER", nullable: false),
                    OnlyThere = table.Column<int>(type: "INTEGER", nullable: false),
                    OnlyHere = table.Column<int>(type: "INTEGER", nullable: false),
                    LeftOut = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ReplicaComparison", x => x.ExchangeRunId);
                    table.ForeignKey(
                        name: "FK_ReplicaComparison_ExchangeRun_ExchangeRunId",
                        column: x => x.ExchangeRunId,
                        principalTable: "ExchangeRun",
                        principalColumn: "ExchangeRunId",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "Inquiry",
                columns: table => new
                {
                    InquiryId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Number = table.Column<int>(type: "INTEGER", nullable: false),
                    LedgerPersonId = table.Column<Guid>(type: "TEXT", nullable: false),
                    InquiryPermitId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Item = table.Column<int>(type: "INTEGER", nullable: false),
                    TargetCode = table.Column<string>(type: "TEXT", unicode: false, maxLength: 6, nullable: false),
                    TargetName = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    Purpose = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    State = table.Column<string>(type: "TEXT", unicode: false, maxLength: 24, nullable: false),
                    MadeByKey = table.Column<string>(type: "TEXT", unicode: false, maxLength: 64, nullable: false),
                    MadeByName = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    MadeAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    ApprovedByKey = table.Column<string>(type: "TEXT", unicode: false, maxLength: 64, nullable: true),
                    ApprovedByName = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    ApprovedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    ExchangeRunId = table.Column<Guid>(type: "TEXT", nullable: true),
                    SentAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    AnsweredAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Result = table.Column<string>(type: "TEXT", unicode: false, maxLength: 24, nullable: true),
                    Message = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    EndedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    EndedByName = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    Note = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    Version = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Inquiry", x => x.InquiryId);
                    table.ForeignKey(
                        name: "FK_Inquiry_ExchangeRun_ExchangeRunId",
                        column: x => x.ExchangeRunId,
                        principalTable: "ExchangeRun",
                        principalColumn: "ExchangeRunId",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_Inquiry_InquiryPermit_InquiryPermitId",
                        column: x => x.InquiryPermitId,
                        principalTable: "InquiryPermit",
                        principalColumn: "InquiryPermitId",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_Inquiry_LedgerPerson_LedgerPersonId",
                        column: x => x.LedgerPersonId,
                        principalTable: "LedgerPerson",
                        principalColumn: "LedgerPersonId",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "ReplicaDifference",
                columns: table => new
                {
                    ExchangeRunId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Ordinal = table.Column<int>(type: "INTEGER", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", unicode: false, maxLength: 24, nullable: false),
                    RecordId = table.Column<Guid>(type: "TEXT", nullable: false),
                    LedgerPersonId = table.Column<Guid>(type: "TEXT", nullable: true),
                    Field = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    Ours = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    Theirs = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    TheirDigest = table.Column<string>(type: "TEXT", unicode: false, maxLength: 32, nullable: true),
                    AwaitsSending = table.Column<bool>(type: "INTEGER", nullable: false),
                    ResendAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    ResendByName = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ReplicaDifference", x => new { x.ExchangeRunId, x.Ordinal });
                    table.ForeignKey(
                        name: "FK_ReplicaDifference_ReplicaComparison_ExchangeRunId",
                        column: x => x.ExchangeRunId,
                        principalTable: "ReplicaComparison",
                        principalColumn: "ExchangeRunId",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "InquiryAnswer",
                columns: table => new
                {
                    InquiryId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Ordinal = table.Column<int>(type: "INTEGER", nullable: false),
                    Record = table.Column<int>(type: "INTEGER", nullable: false),
                    Item = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Value = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_InquiryAnswer", x => new { x.InquiryId, x.Ordinal });
                    table.ForeignKey(
                        name: "FK_InquiryAnswer_Inquiry_InquiryId",
                        column: x => x.InquiryId,
                        principalTable: "Inquiry",
                        principalColumn: "InquiryId",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.InsertData(
                table: "InquiryPermit",
                columns: new[] { "InquiryPermitId", "Asker", "Basis", "Direction", "EndedAt", "EndedByName", "EnteredAt", "EnteredByName", "Giver", "Information", "Item", "Office", "ValidFrom", "ValidTo", "Version" },
                values: new object[,]
                {
                    { new Guid("00000019-0001-0000-0000-000000000000"), "市町村長", "番号法第19条第8号に基づく主務省令第2条の表", "Ask", null, null, new DateTime(2024, 5, 26, 15, 0, 0, 0, DateTimeKind.Utc), "初期設定", "市町村長", "予防接種法による予防接種の実施に関する情報", 25, "予防接種法による予防接種の実施に関する事務", new DateOnly(2024, 5, 27), null, new Guid("00000019-0001-0000-0000-000000000000") },
                    { new Guid("00000019-0002-0000-0000-000000000000"), "市町村長", "番号法第19条第8号に基づく主務省令第2条の表", "Give", null, null, new DateTime(2024, 5, 26, 15, 0, 0, 0, DateTimeKind.Utc), "初期設定", "市町村長", "予防接種法による予防接種の実施に関する情報", 25, "予防接種法による予防接種の実施に関する事務", new DateOnly(2024, 5, 27), null, new Guid("00000019-0002-0000-0000-000000000000") },
                    { new Guid("0000001a-0002-0000-0000-000000000000"), "都道府県知事", "番号法第19条第8号に基づく主務省令第2条の表", "Give", null, null, new DateTime(2024, 5, 26, 15, 0, 0, 0, DateTimeKind.Utc), "初期設定", "市町村長", "予防接種法による予防接種の実施に関する情報", 26, "予防接種法による予防接種の実施に関する事務", new DateOnly(2024, 5, 27), null, new Guid("0000001a-0002-0000-0000-000000000000") },
                    { new Guid("0000001b-0001-0000-0000-000000000000"), "市町村長", "番号法第19条第8号に基づく主務省令第2条の表", "Ask", null, null, new DateTime(2024, 5, 26, 15, 0, 0, 0, DateTimeKind.Utc), "初期設定", "医療保険者又は後期高齢者医療広域連合", "医療保険給付関係情報", 27, "予防接種法による給付の支給に関する事務", new DateOnly(2024, 5, 27), null, new Guid("0000001b-0001-0000-0000-000000000000") },
                    { new Guid("0000001c-0001-0000-0000-000000000000"), "市町村長", "番号法第19条第8号に基づく主務省令第2条の表", "Ask", null, null, new DateTime(2024, 5, 26, 15, 0, 0, 0, DateTimeKind.Utc), "初期設定", "都道府県知事等", "障害者関係情報", 28, "予防接種法による給付の支給に関する事務", new DateOnly(2024, 5, 27), null, new Guid("0000001c-0001-0000-0000-000000000000") },
                    { new Guid("0000001d-0001-0000-0000-000000000000"), "市町村長", "番号法第19条第8号に基づく主務省令第2条の表", "Ask", null, null, new DateTime(2024, 5, 26, 15, 0, 0, 0, DateTimeKind.Utc), "初期設定", "市町村長", "地方税関係情報", 29, "予防接種法による給付の支給又は実費の徴収の決定に関する事務", new DateOnly(2024, 5, 27), null, new Guid("0000001d-0001-0000-0000-000000000000") }
                });

            migrationBuilder.CreateIndex(
                name: "IX_Inquiry_ExchangeRunId",
                table: "Inquiry",
                column: "ExchangeRunId");

            migrationBuilder.CreateIndex(
                name: "IX_Inquiry_InquiryPermitId",
                table: "Inquiry",
                column: "InquiryPermitId");

            migrationBuilder.CreateIndex(
                name: "IX_Inquiry_LedgerPersonId",
                table: "Inquiry",
                column: "LedgerPersonId");

            migrationBuilder.CreateIndex(
                name: "IX_Inquiry_Number",
                table: "Inquiry",
                column: "Number",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Inquiry_State",
                table: "Inquiry",
                column: "State");

            migrationBuilder.CreateIndex(
                name: "IX_InquiryPermit_Direction_Item_ValidFrom",
                table: "InquiryPermit",
                columns: new[] { "Direction", "Item", "ValidFrom" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Provision_LedgerPersonId",
                table: "Provision",
                column: "LedgerPersonId");

            migrationBuilder.CreateIndex(
                name: "IX_Provision_ReceivedNumber",
                table: "Provision",
                column: "ReceivedNumber",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Provision_ReceivedRunId",
                table: "Provision",
                column: "ReceivedRunId");

            migrationBuilder.CreateIndex(
                name: "IX_Provision_SentRunId",
                table: "Provision",
                column: "SentRunId");

            migrationBuilder.CreateIndex(
                name: "IX_Provision_State",
                table: "Provision",
                column: "State");

            migrationBuilder.CreateIndex(
                name: "IX_ProvisionRecord_At",
                table: "ProvisionRecord",
                column: "At");

            migrationBuilder.CreateIndex(
                name: "IX_ProvisionRecord_KeptUntil",
                table: "ProvisionRecord",
                column: "KeptUntil");

            migrationBuilder.CreateIndex(
                name: "IX_ProvisionRecord_LedgerPersonId_At",
                table: "ProvisionRecord",
                columns: new[] { "LedgerPersonId", "At" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "InquiryAnswer");

            migrationBuilder.DropTable(
                name: "Provision");

            migrationBuilder.DropTable(
                name: "ProvisionRecord");

            migrationBuilder.DropTable(
                name: "ReplicaDifference");

            migrationBuilder.DropTable(
                name: "Inquiry");

            migrationBuilder.DropTable(
                name: "ReplicaComparison");

            migrationBuilder.DropTable(
                name: "InquiryPermit");
        }
    }
}
