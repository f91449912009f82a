using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portal.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Accounts : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.RenameColumn(
                name: "AccountId",
                table: "Draft",
                newName: "PersonKey");

            migrationBuilder.RenameIndex(
                name: "IX_Draft_AccountId_Form",
                table: "Draft",
                newName: "IX_Draft_PersonKey_Form");

            migrationBuilder.AddColumn<Guid>(
                name: "SessionId",
                table: "OperationLog",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "StaffMemberId",
                table: "OperationLog",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "Credential",
                columns: table => new
                {
                    Id = table.Column<string>(type: "TEXT", unicode: false, maxLength: 32, nullable: false),
                    PasswordChangedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    CodeExpiresAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    LastTotpStep = table.Column<long>(type: "INTEGER", nullable: true),
                    UserName = table.Column<string>(type: "TEXT", unicode: false, maxLength: 64, nullable: true),
                    PasswordHash = table.Column<string>(type: "TEXT", unicode: false, maxLength: 200, nullable: true),
                    SecurityStamp = table.Column<string>(type: "TEXT", unicode: false, maxLength: 64, nullable: true),
                    ConcurrencyStamp = table.Column<string>(type: "TEXT", unicode: false, maxLength: 36, nullable: true),
                    TwoFactorEnabled = table.Column<bool>(type: "INTEGER", nullable: false),
                    LockoutEnd = table.Column<DateTimeOffset>(type: "TEXT", nullable: true),
                    LockoutEnabled = table.Column<bool>(type: "INTEGER", nullable: false),
                    AccessFailedCount = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Credential", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "IdReview",
                columns: table => new
                {
                    IdReviewId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Number = table.Column<int>(type: "INTEGER", nullable: false),
                    OpenedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    OpenedByName = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    DueOn = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    ClosedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    ClosedByName = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    ClosingNote = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    Version = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_IdReview", x => x.IdReviewId);
                });

            migrationBuilder.CreateTable(
                name: "SpentChallenge",
                columns: table => new
                {
                    SpentChallengeId = table.Column<byte[]>(type: "BLOB", fixedLength: true, maxLength: 32, nullable: false),
                    SpentAt = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SpentChallenge", x => x.SpentChallengeId);
                });

            migrationBuilder.CreateTable(
                name: "StaffMember",
                columns: table => new
                {
                    StaffMemberId = table.Column<Guid>(type: "TEXT", nullable: false),
                    StaffNumber = table.Column<string>(type: "TEXT", unicode: false, maxLength: 10, nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    Kana = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    Department = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    Position = table.Column<string>(type: "TEXT", maxLength: 30, nullable: false),
                    EnteredAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Version = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_StaffMember", x => x.StaffMemberId);
                });

            migrationBuilder.CreateTable(
                name: "CredentialToken",
                columns: table => new
                {
                    UserId = table.Column<string>(type: "TEXT", unicode: false, maxLength: 32, nullable: false),
                    LoginProvider = table.Column<string>(type: "TEXT", unicode: false, maxLength: 64, nullable: false),
                    Name = table.Column<string>(type: "TEXT", unicode: false, maxLength: 64, nullable: false),
                    Value = table.Column<string>(type: "TEXT", unicode: false, maxLength: 400, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CredentialToken", x => new { x.UserId, x.LoginProvider, x.Name });
                    table.ForeignKey(
                        name: "FK_CredentialToken_Credential_UserId",
                        column: x => x.UserId,
                        principalTable: "Credential",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "EarlierPassword",
                columns: table => new
                {
                    EarlierPasswordId = table.Column<Guid>(type: "TEXT", nullable: false),
                    CredentialId = table.Column<string>(type: "TEXT", unicode: false, maxLength: 32, nullable: false),
                    Hash = table.Column<string>(type: "TEXT", unicode: false, maxLength: 200, nullable: false),
                    ReplacedAt = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_EarlierPassword", x => x.EarlierPasswordId);
                    table.ForeignKey(
                        name: "FK_EarlierPassword_Credential_CredentialId",
                        column: x => x.CredentialId,
                        principalTable: "Credential",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "Passkey",
                columns: table => new
                {
                    CredentialId = table.Column<byte[]>(type: "BLOB", maxLength: 1023, nullable: false),
                    UserId = table.Column<string>(type: "TEXT", unicode: false, maxLength: 32, nullable: false),
                    Data = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Passkey", x => x.CredentialId);
                    table.ForeignKey(
                        name: "FK_Passkey_Credential_UserId",
                        column: x => x.UserId,
                        principalTable: "Credential",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "Account",
                columns: table => new
                {
                    AccountKey = table.Column<Guid>(type: "TEXT", nullable: false),
                    AccountId = table.Column<string>(type: "TEXT", unicode: false, maxLength: 32, nullable: false),
                    Kind = table.Column<string>(type: "TEXT", unicode: false, maxLength: 24, nullable: false),
                    State = table.Column<string>(type: "TEXT", unicode: false, maxLength: 24, nullable: false),
                    StaffMemberId = table.Column<Guid>(type: "TEXT", nullable: true),
                    SharedName = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    Necessity = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    OwnerId = table.Column<Guid>(type: "TEXT", nullable: true),
                    Roles = table.Column<string>(type: "TEXT", unicode: false, maxLength: 120, nullable: false),
                    ValidFrom = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    ValidUntil = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    ExternalName = table.Column<string>(type: "TEXT", maxLength: 128, nullable: true),
                    PasswordChangeDue = table.Column<bool>(type: "INTEGER", nullable: false),
                    RequestedBy = table.Column<string>(type: "TEXT", unicode: false, maxLength: 64, nullable: false),
                    RequestedByName = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    RequestedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    ApprovedByName = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    IssuedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    LastSignInAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Version = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Account", x => x.AccountKey);
                    table.ForeignKey(
                        name: "FK_Account_StaffMember_OwnerId",
                        column: x => x.OwnerId,
                        principalTable: "StaffMember",
                        principalColumn: "StaffMemberId",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_Account_StaffMember_StaffMemberId",
                        column: x => x.StaffMemberId,
                        principalTable: "StaffMember",
                        principalColumn: "StaffMemberId",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "PersonnelEvent",
                columns: table => new
                {
                    PersonnelEventId = table.Column<Guid>(type: "TEXT", nullable: false),
                    StaffMemberId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", unicode: false, maxLength: 24, nullable: false),
                    EffectiveOn = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    Note = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    EnteredBy = table.Column<string>(type: "TEXT", unicode: false, maxLength: 64, nullable: false),
                    EnteredByName = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    EnteredAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    CancelledAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    CancelledByName = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    CancelReason = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    SweptAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Version = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PersonnelEvent", x => x.PersonnelEventId);
                    table.ForeignKey(
                        name: "FK_PersonnelEvent_StaffMember_StaffMemberId",
                        column: x => x.StaffMemberId,
                        principalTable: "StaffMember",
                        principalColumn: "StaffMemberId",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "Terminal",
                columns: table => new
                {
                    TerminalId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 50, nullable: false),
                    Place = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    OwnerId = table.Column<Guid>(type: "TEXT", nullable: false),
                    IsLgwan = table.Column<bool>(type: "INTEGER", nullable: false),
                    AddressRanges = table.Column<string>(type: "TEXT", unicode: false, maxLength: 400, nullable: false),
                    State = table.Column<string>(type: "TEXT", unicode: false, maxLength: 24, nullable: false),
                    CodeHash = table.Column<string>(type: "TEXT", unicode: false, maxLength: 64, nullable: true),
                    CodeExpiresAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    SecretHash = table.Column<string>(type: "TEXT", unicode: false, maxLength: 64, nullable: true),
                    EnteredAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    RegisteredAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    LastUsedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    EndReason = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    EndedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Version = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Terminal", x => x.TerminalId);
                    table.ForeignKey(
                        name: "FK_Terminal_StaffMember_OwnerId",
                        column: x => x.OwnerId,
                        principalTable: "StaffMember",
                        principalColumn: "StaffMemberId",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "AccountAct",
                columns: table => new
                {
                    AccountActId = table.Column<Guid>(type: "TEXT", nullable: false),
                    AccountKey = table.Column<Guid>(type: "TEXT", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", unicode: false, maxLength: 24, nullable: false),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    Detail = table.Column<string>(type: "TEXT", maxLength: 300, nullable: true),
                    By = table.Column<string>(type: "TEXT", unicode: false, maxLength: 64, nullable: false),
                    ByName = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AccountAct", x => x.AccountActId);
                    table.ForeignKey(
                        name: "FK_AccountAct_Account_AccountKey",
                        column: x => x.AccountKey,
                        principalTable: "Account",
                        principalColumn: "AccountKey",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "AccountChange",
                columns: table => new
                {
                    AccountChangeId = table.Column<Guid>(type: "TEXT", nullable: false),
                    AccountKey = table.Column<Guid>(type: "TEXT", nullable: false),
                    Roles = table.Column<string>(type: "TEXT", unicode: false, maxLength: 120, nullable: false),
                    ValidUntil = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    Adjusted = table.Column<string>(type: "TEXT", unicode: false, maxLength: 24, nullable: true),
                    Effect = table.Column<string>(type: "TEXT", unicode: false, maxLength: 24, nullable: true),
                    AdjustedUntil = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    EndsAdjustmentId = table.Column<Guid>(type: "TEXT", nullable: true),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    RequestedBy = table.Column<string>(type: "TEXT", unicode: false, maxLength: 64, nullable: false),
                    RequestedByName = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    RequestedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    State = table.Column<string>(type: "TEXT", unicode: false, maxLength: 24, nullable: false),
                    DecidedByName = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    DecidedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    DecisionNote = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AccountChange", x => x.AccountChangeId);
                    table.ForeignKey(
                        name: "FK_AccountChange_Account_AccountKey",
                        column: x => x.AccountKey,
                        principalTable: "Account",
                        principalColumn: "AccountKey",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "IdReviewLine",
                columns: table => new
                {
                    IdReviewLineId = table.Column<Guid>(type: "TEXT", nullable: false),
                    IdReviewId = table.Column<Guid>(type: "TEXT", nullable: false),
                    AccountKey = table.Column<Guid>(type: "TEXT", nullable: false),
                    AccountId = table.Column<string>(type: "TEXT", unicode: false, maxLength: 32, nullable: false),
                    Kind = table.Column<string>(type: "TEXT", unicode: false, maxLength: 24, nullable: false),
                    HolderId = table.Column<Guid>(type: "TEXT", nullable: false),
                    HolderName = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    Department = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    State = table.Column<string>(type: "TEXT", unicode: false, maxLength: 24, nullable: false),
                    Roles = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    Adjustments = table.Column<string>(type: "TEXT", maxLength: 400, nullable: true),
                    Members = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: true),
                    Terminals = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: true),
                    ValidUntil = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    LastSignInAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Flags = table.Column<string>(type: "TEXT", maxLength: 400, nullable: true),
                    Decision = table.Column<string>(type: "TEXT", unicode: false, maxLength: 24, nullable: true),
                    DecisionNote = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    DecidedByName = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    DecidedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    SettledAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Version = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_IdReviewLine", x => x.IdReviewLineId);
                    table.ForeignKey(
                        name: "FK_IdReviewLine_Account_AccountKey",
                        column: x => x.AccountKey,
                        principalTable: "Account",
                        principalColumn: "AccountKey",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_IdReviewLine_IdReview_IdReviewId",
                        column: x => x.IdReviewId,
                        principalTable: "IdReview",
                        principalColumn: "IdReviewId",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "PermissionAdjustment",
                columns: table => new
                {
                    PermissionAdjustmentId = table.Column<Guid>(type: "TEXT", nullable: false),
                    AccountKey = table.Column<Guid>(type: "TEXT", nullable: false),
                    Permission = table.Column<string>(type: "TEXT", unicode: false, maxLength: 24, nullable: false),
                    Effect = table.Column<string>(type: "TEXT", unicode: false, maxLength: 24, nullable: false),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    GrantedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    GrantedByName = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    Until = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    EndedAt = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PermissionAdjustment", x => x.PermissionAdjustmentId);
                    table.ForeignKey(
                        name: "FK_PermissionAdjustment_Account_AccountKey",
                        column: x => x.AccountKey,
                        principalTable: "Account",
                        principalColumn: "AccountKey",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "SharedIdMember",
                columns: table => new
                {
                    SharedIdMemberId = table.Column<Guid>(type: "TEXT", nullable: false),
                    AccountKey = table.Column<Guid>(type: "TEXT", nullable: false),
                    StaffMemberId = table.Column<Guid>(type: "TEXT", nullable: false),
                    From = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    Until = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    AddedByName = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SharedIdMember", x => x.SharedIdMemberId);
                    table.ForeignKey(
                        name: "FK_SharedIdMember_Account_AccountKey",
                        column: x => x.AccountKey,
                        principalTable: "Account",
                        principalColumn: "AccountKey",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_SharedIdMember_StaffMember_StaffMemberId",
                        column: x => x.StaffMemberId,
                        principalTable: "StaffMember",
                        principalColumn: "StaffMemberId",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "PersonnelConfirmation",
                columns: table => new
                {
                    PersonnelEventId = table.Column<Guid>(type: "TEXT", nullable: false),
                    AccountKey = table.Column<Guid>(type: "TEXT", nullable: false),
                    ConfirmedBy = table.Column<string>(type: "TEXT", unicode: false, maxLength: 64, nullable: false),
                    ConfirmedByName = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    ConfirmedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Note = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PersonnelConfirmation", x => new { x.PersonnelEventId, x.AccountKey });
                    table.ForeignKey(
                        name: "FK_PersonnelConfirmation_Account_AccountKey",
                        column: x => x.AccountKey,
                        principalTable: "Account",
                        principalColumn: "AccountKey",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_PersonnelConfirmation_PersonnelEvent_PersonnelEventId",
                        column: x => x.PersonnelEventId,
                        principalTable: "PersonnelEvent",
                        principalColumn: "PersonnelEventId",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "Session",
                columns: table => new
                {
                    SessionId = table.Column<Guid>(type: "TEXT", nullable: false),
                    AccountKey = table.Column<Guid>(type: "TEXT", nullable: false),
                    StaffMemberId = table.Column<Guid>(type: "TEXT", nullable: false),
                    TerminalId = table.Column<Guid>(type: "TEXT", nullable: true),
                    Method = table.Column<string>(type: "TEXT", unicode: false, maxLength: 24, nullable: false),
                    OpenedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    LastActiveAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    EndedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    EndReason = table.Column<string>(type: "TEXT", unicode: false, maxLength: 24, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Session", x => x.SessionId);
                    table.ForeignKey(
                        name: "FK_Session_Account_AccountKey",
                        column: x => x.AccountKey,
                        principalTable: "Account",
                        principalColumn: "AccountKey",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_Session_StaffMember_StaffMemberId",
                        column: x => x.StaffMemberId,
                        principalTable: "StaffMember",
                        principalColumn: "StaffMemberId",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_Session_Terminal_TerminalId",
                        column: x => x.TerminalId,
                        principalTable: "Terminal",
                        principalColumn: "TerminalId",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "SharedIdTerminal",
                columns: table => new
                {
                    SharedIdTerminalId = table.Column<Guid>(type: "TEXT", nullable: false),
                    AccountKey = table.Column<Guid>(type: "TEXT", nullable: false),
                    TerminalId = table.Column<Guid>(type: "TEXT", nullable: false),
                    From = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    Until = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    AddedByName = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SharedIdTerminal", x => x.SharedIdTerminalId);
                    table.ForeignKey(
                        name: "FK_SharedIdTerminal_Account_AccountKey",
                        column: x => x.AccountKey,
                        principalTable: "Account",
                        principalColumn: "AccountKey",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_SharedIdTerminal_Terminal_TerminalId",
                        column: x => x.TerminalId,
                        principalTable: "Terminal",
                        principalColumn: "TerminalId",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "Seat",
                columns: table => new
                {
                    SeatId = table.Column<Guid>(type: "TEXT", nullable: false),
                    SessionId = table.Column<Guid>(type: "TEXT", nullable: false),
                    AccountKey = table.Column<Guid>(type: "TEXT", nullable: false),
                    StaffMemberId = table.Column<Guid>(type: "TEXT", nullable: false),
                    TerminalId = table.Column<Guid>(type: "TEXT", nullable: false),
                    From = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Until = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Seat", x => x.SeatId);
                    table.ForeignKey(
                        name: "FK_Seat_Account_AccountKey",
                        column: x => x.AccountKey,
                        principalTable: "Account",
                        principalColumn: "AccountKey",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_Seat_Session_SessionId",
                        column: x => x.SessionId,
                        principalTable: "Session",
                        principalColumn: "SessionId",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_Seat_StaffMember_StaffMemberId",
                        column: x => x.StaffMemberId,
                        principalTable: "StaffMember",
                        principalColumn: "StaffMemberId",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_Seat_Terminal_TerminalId",
                        column: x => x.TerminalId,
                        principalTable: "Terminal",
                        principalColumn: "TerminalId",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Account_AccountId",
                table: "Account",
                column: "AccountId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Account_ExternalName",
                table: "Account",
                column: "ExternalName",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Account_OwnerId",
                table: "Account",
                column: "OwnerId");

            migrationBuilder.CreateIndex(
                name: "IX_Account_StaffMemberId",
                table: "Account",
                column: "StaffMemberId");

            migrationBuilder.CreateIndex(
                name: "IX_Account_State",
                table: "Account",
                column: "State");

            migrationBuilder.CreateIndex(
                name: "IX_AccountAct_AccountKey",
                table: "AccountAct",
                column: "AccountKey");

            migrationBuilder.CreateIndex(
                name: "IX_AccountChange_AccountKey",
                table: "AccountChange",
                column: "AccountKey");

            migrationBuilder.CreateIndex(
                name: "IX_AccountChange_State",
                table: "AccountChange",
                column: "State");

            migrationBuilder.CreateIndex(
                name: "IX_EarlierPassword_CredentialId",
                table: "EarlierPassword",
                column: "CredentialId");

            migrationBuilder.CreateIndex(
                name: "IX_IdReview_Number",
                table: "IdReview",
                column: "Number",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_IdReviewLine_AccountKey",
                table: "IdReviewLine",
                column: "AccountKey");

            migrationBuilder.CreateIndex(
                name: "IX_IdReviewLine_IdReviewId",
                table: "IdReviewLine",
                column: "IdReviewId");

            migrationBuilder.CreateIndex(
                name: "IX_Passkey_UserId",
                table: "Passkey",
                column: "UserId");

            migrationBuilder.CreateIndex(
                name: "IX_PermissionAdjustment_AccountKey",
                table: "PermissionAdjustment",
                column: "AccountKey");

            migrationBuilder.CreateIndex(
                name: "IX_PersonnelConfirmation_AccountKey",
                table: "PersonnelConfirmation",
                column: "AccountKey");

            migrationBuilder.CreateIndex(
                name: "IX_PersonnelEvent_EffectiveOn",
                table: "PersonnelEvent",
                column: "EffectiveOn");

            migrationBuilder.CreateIndex(
                name: "IX_PersonnelEvent_StaffMemberId",
                table: "PersonnelEvent",
                column: "StaffMemberId");

            migrationBuilder.CreateIndex(
                name: "IX_Seat_AccountKey_From",
                table: "Seat",
                columns: new[] { "AccountKey", "From" });

            migrationBuilder.CreateIndex(
                name: "IX_Seat_SessionId",
                table: "Seat",
                column: "SessionId");

            migrationBuilder.CreateIndex(
                name: "IX_Seat_StaffMemberId",
                table: "Seat",
                column: "StaffMemberId");

            migrationBuilder.CreateIndex(
                name: "IX_Seat_TerminalId",
                table: "Seat",
                column: "TerminalId");

            migrationBuilder.CreateIndex(
                name: "IX_Session_AccountKey_OpenedAt",
                table: "Session",
                columns: new[] { "AccountKey", "OpenedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_Session_EndedAt",
                table: "Session",
                column: "EndedAt");

            migrationBuilder.CreateIndex(
                name: "IX_Session_StaffMemberId",
                table: "Session",
                column: "StaffMemberId");

            migrationBuilder.CreateIndex(
                name: "IX_Session_TerminalId",
                table: "Session",
                column: "TerminalId");

            migrationBuilder.CreateIndex(
                name: "IX_SharedIdMember_AccountKey",
                table: "SharedIdMember",
                column: "AccountKey");

            migrationBuilder.CreateIndex(
                name: "IX_SharedIdMember_StaffMemberId",
                table: "SharedIdMember",
                column: "StaffMemberId");

            migrationBuilder.CreateIndex(
                name: "IX_SharedIdTerminal_AccountKey",
                table: "SharedIdTerminal",
                column: "AccountKey");

            migrationBuilder.CreateIndex(
                name: "IX_SharedIdTerminal_TerminalId",
                table: "SharedIdTerminal",
                column: "TerminalId");

            migrationBuilder.CreateIndex(
                name: "IX_SpentChallenge_SpentAt",
                table: "SpentChallenge",
                column: "SpentAt");

            migrationBuilder.CreateIndex(
                name: "IX_StaffMember_StaffNumber",
                table: "StaffMember",
                column: "StaffNumber",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Terminal_CodeHash",
                table: "Terminal",
                column: "CodeHash");

            migrationBuilder.CreateIndex(
                name: "IX_Terminal_Name",
                table: "Terminal",
                column: "Name",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Terminal_OwnerId",
                table: "Terminal",
                column: "OwnerId");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "AccountAct");

            migrationBuilder.DropTable(
                name: "AccountChange");

            migrationBuilder.DropTable(
                name: "CredentialToken");

            migrationBuilder.DropTable(
                name: "EarlierPassword");

            migrationBuilder.DropTable(
                name: "IdReviewLine");

            migrationBuilder.DropTable(
                name: "Passkey");

            migrationBuilder.DropTable(
                name: "PermissionAdjustment");

            migrationBuilder.DropTable(
                name: "PersonnelConfirmation");

            migrationBuilder.DropTable(
                name: "Seat");

            migrationBuilder.DropTable(
                name: "SharedIdMember");

            migrationBuilder.DropTable(
                name: "SharedIdTerminal");

            migrationBuilder.DropTable(
                name: "SpentChallenge");

            migrationBuilder.DropTable(
                name: "IdReview");

            migrationBuilder.DropTable(
                name: "Credential");

            migrationBuilder.DropTable(
                name: "PersonnelEvent");

            migrationBuilder.DropTable(
                name: "Session");

            migrationBuilder.DropTable(
                name: "Account");

            migrationBuilder.DropTable(
                name: "Terminal");

            migrationBuilder.DropTable(
                name: "StaffMember");

            migrationBuilder.DropColumn(
                name: "SessionId",
                table: "OperationLog");

            migrationBuilder.DropColumn(
                name: "StaffMemberId",
                table: "OperationLog");

            migrationBuilder.RenameColumn(
                name: "PersonKey",
                table: "Draft",
                newName: "AccountId");

            migrationBuilder.RenameIndex(
                name: "IX_Draft_PersonKey_Form",
                table: "Draft",
                newName: "IX_Draft_AccountId_Form");
        }
    }
}
