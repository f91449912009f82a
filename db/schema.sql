IF OBJECT_ID(N'[__EFMigrationsHistory]') IS NULL
BEGIN
    CREATE TABLE [__EFMigrationsHistory] (
        [MigrationId] nvarchar(150) NOT NULL,
        [ProductVersion] nvarchar(32) NOT NULL,
        CONSTRAINT [PK___EFMigrationsHistory] PRIMARY KEY ([MigrationId])
    );
END;
GO

BEGIN TRANSACTION;
IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261123151112_Ledger'
)
BEGIN
    CREATE TABLE [Draft] (
        [DraftId] uniqueidentifier NOT NULL,
        [AccountId] varchar(64) NOT NULL,
        [Form] varchar(120) NOT NULL,
        [Payload] nvarchar(max) NOT NULL,
        [UpdatedAt] datetime2 NOT NULL,
        CONSTRAINT [PK_Draft] PRIMARY KEY ([DraftId])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261123151112_Ledger'
)
BEGIN
    CREATE TABLE [ImportRun] (
        [ImportRunId] uniqueidentifier NOT NULL,
        [Number] int NOT NULL,
        [Kind] varchar(24) NOT NULL,
        [FileName] nvarchar(200) NOT NULL,
        [Sha256] varchar(64) NOT NULL,
        [Encoding] varchar(20) NOT NULL,
        [Layout] nvarchar(60) NOT NULL,
        [State] varchar(24) NOT NULL,
        [LineCount] int NOT NULL,
        [NewCount] int NOT NULL,
        [ChangedCount] int NOT NULL,
        [SameCount] int NOT NULL,
        [HeldCount] int NOT NULL,
        [RefusedCount] int NOT NULL,
        [AppliedBy] varchar(64) NOT NULL,
        [AppliedByName] nvarchar(100) NOT NULL,
        [AppliedAt] datetime2 NOT NULL,
        [UndoneBy] varchar(64) NULL,
        [UndoneByName] nvarchar(100) NULL,
        [UndoneAt] datetime2 NULL,
        [Version] uniqueidentifier NOT NULL,
        CONSTRAINT [PK_ImportRun] PRIMARY KEY ([ImportRunId])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261123151112_Ledger'
)
BEGIN
    CREATE TABLE [Institution] (
        [InstitutionId] uniqueidentifier NOT NULL,
        [Code] varchar(10) NULL,
        [Name] nvarchar(60) NOT NULL,
        [Method] varchar(24) NULL,
        [NameKey] nvarchar(60) COLLATE Latin1_General_100_BIN2 NOT NULL,
        CONSTRAINT [PK_Institution] PRIMARY KEY ([InstitutionId])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261123151112_Ledger'
)
BEGIN
    CREATE TABLE [OperationLog] (
        [OperationLogEntryId] uniqueidentifier NOT NULL,
        [At] datetime2 NOT NULL,
        [AccountId] varchar(64) NOT NULL,
        [StaffName] nvarchar(100) NOT NULL,
        [Terminal] nvarchar(50) NOT NULL,
        [Operation] varchar(30) NOT NULL,
        [Result] varchar(24) NOT NULL,
        [LedgerPersonId] uniqueidentifier NULL,
        [SubjectId] uniqueidentifier NULL,
        [Purpose] nvarchar(200) NULL,
        [Detail] nvarchar(400) NULL,
        CONSTRAINT [PK_OperationLog] PRIMARY KEY ([OperationLogEntryId])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261123151112_Ledger'
)
BEGIN
    CREATE TABLE [VaccineLot] (
        [LotNumber] varchar(20) NOT NULL,
        [ProductCode] varchar(40) NOT NULL,
        [ExpiresOn] date NULL,
        CONSTRAINT [PK_VaccineLot] PRIMARY KEY ([LotNumber], [ProductCode])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261123151112_Ledger'
)
BEGIN
    CREATE TABLE [HeldLine] (
        [HeldLineId] uniqueidentifier NOT NULL,
        [ImportRunId] uniqueidentifier NOT NULL,
        [LineNumber] int NOT NULL,
        [Text] nvarchar(max) NOT NULL,
        [Reason] nvarchar(300) NOT NULL,
        [State] varchar(24) NOT NULL,
        [MatchedPersonId] uniqueidentifier NULL,
        [DecidedBy] varchar(64) NULL,
        [DecidedAt] datetime2 NULL,
        [Version] uniqueidentifier NOT NULL,
        CONSTRAINT [PK_HeldLine] PRIMARY KEY ([HeldLineId]),
        CONSTRAINT [FK_HeldLine_ImportRun_ImportRunId] FOREIGN KEY ([ImportRunId]) REFERENCES [ImportRun] ([ImportRunId]) ON DELETE NO ACTION
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261123151112_Ledger'
)
BEGIN
    CREATE TABLE [LedgerPerson] (
        [LedgerPersonId] uniqueidentifier NOT NULL,
        [ResidentNumber] varchar(15) NULL,
        [IntegratedNumber] varchar(15) NULL,
        [Name] nvarchar(100) NOT NULL,
        [Kana] nvarchar(150) NOT NULL,
        [FormerName] nvarchar(100) NULL,
        [AliasName] nvarchar(100) NULL,
        [RomanName] nvarchar(100) NULL,
        [Sex] varchar(24) NOT NULL,
        [BirthDate] date NULL,
        [PostalCode] varchar(8) NULL,
        [Address] nvarchar(200) NULL,
        [Building] nvarchar(100) NULL,
        [IsProtected] bit NOT NULL,
        [NoAutoReply] bit NOT NULL,
        [MovedOutOn] date NULL,
        [DiedOn] date NULL,
        [Status] varchar(24) NOT NULL,
        [MergedIntoId] uniqueidentifier NULL,
        [ImportRunId] uniqueidentifier NULL,
        [CreatedAt] datetime2 NOT NULL,
        [Version] uniqueidentifier NOT NULL,
        [ResidentNumberKey] varchar(15) NULL,
        [IntegratedNumberKey] varchar(15) NULL,
        [NameKey] nvarchar(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [GivenNameKey] nvarchar(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [OtherNameKey] nvarchar(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [KanaKey] nvarchar(150) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [GivenKanaKey] nvarchar(150) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [AddressKey] nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
        CONSTRAINT [PK_LedgerPerson] PRIMARY KEY ([LedgerPersonId]),
        CONSTRAINT [FK_LedgerPerson_ImportRun_ImportRunId] FOREIGN KEY ([ImportRunId]) REFERENCES [ImportRun] ([ImportRunId]) ON DELETE NO ACTION,
        CONSTRAINT [FK_LedgerPerson_LedgerPerson_MergedIntoId] FOREIGN KEY ([MergedIntoId]) REFERENCES [LedgerPerson] ([LedgerPersonId]) ON DELETE NO ACTION
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261123151112_Ledger'
)
BEGIN
    CREATE TABLE [Coupon] (
        [CouponId] uniqueidentifier NOT NULL,
        [LedgerPersonId] uniqueidentifier NOT NULL,
        [MunicipalityCode] varchar(6) NOT NULL,
        [CouponNumber] varchar(10) NOT NULL,
        [Kind] int NOT NULL,
        [DoseNumber] int NOT NULL,
        [IssuedOn] date NULL,
        [IsReissue] bit NOT NULL,
        [Status] varchar(24) NOT NULL,
        [ImportRunId] uniqueidentifier NULL,
        [CreatedAt] datetime2 NOT NULL,
        [Version] uniqueidentifier NOT NULL,
        CONSTRAINT [PK_Coupon] PRIMARY KEY ([CouponId]),
        CONSTRAINT [FK_Coupon_ImportRun_ImportRunId] FOREIGN KEY ([ImportRunId]) REFERENCES [ImportRun] ([ImportRunId]) ON DELETE NO ACTION,
        CONSTRAINT [FK_Coupon_LedgerPerson_LedgerPersonId] FOREIGN KEY ([LedgerPersonId]) REFERENCES [LedgerPerson] ([LedgerPersonId]) ON DELETE NO ACTION
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261123151112_Ledger'
)
BEGIN
    CREATE TABLE [Dose] (
        [DoseId] uniqueidentifier NOT NULL,
        [LedgerPersonId] uniqueidentifier NOT NULL,
        [DoseNumber] int NOT NULL,
        [VaccinatedOn] date NOT NULL,
        [ReceptionNumber] nvarchar(60) NULL,
        [InstitutionCode] nvarchar(60) NULL,
        [InstitutionName] nvarchar(60) NULL,
        [MunicipalityCode] nvarchar(60) NULL,
        [RecordedAt] datetime2 NULL,
        [Source] varchar(24) NOT NULL,
        [Method] varchar(24) NULL,
        [Place] nvarchar(60) NULL,
        [Doctor] nvarchar(60) NULL,
        [VaccineType] nvarchar(60) NULL,
        [Maker] nvarchar(60) NULL,
        [ProductCode] nvarchar(60) NULL,
        [LotNumber] nvarchar(60) NULL,
        [AmountMl] decimal(5,3) NULL,
        [CouponNumber] nvarchar(60) NULL,
        [OcrLine] nvarchar(60) NULL,
        [Pattern] varchar(24) NULL,
        [RecipientNote] nvarchar(500) NULL,
        [ExpiresOn] date NULL,
        [Remarks] nvarchar(500) NULL,
        [PaymentMonth] date NULL,
        [Status] varchar(24) NOT NULL,
        [SourceText] nvarchar(2000) NULL,
        [ImportRunId] uniqueidentifier NULL,
        [ImportLine] int NULL,
        [CreatedAt] datetime2 NOT NULL,
        [Version] uniqueidentifier NOT NULL,
        CONSTRAINT [PK_Dose] PRIMARY KEY ([DoseId]),
        CONSTRAINT [FK_Dose_ImportRun_ImportRunId] FOREIGN KEY ([ImportRunId]) REFERENCES [ImportRun] ([ImportRunId]) ON DELETE NO ACTION,
        CONSTRAINT [FK_Dose_LedgerPerson_LedgerPersonId] FOREIGN KEY ([LedgerPersonId]) REFERENCES [LedgerPerson] ([LedgerPersonId]) ON DELETE NO ACTION
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261123151112_Ledger'
)
BEGIN
    CREATE TABLE [Evidence] (
        [EvidenceId] uniqueidentifier NOT NULL,
        [LedgerPersonId] uniqueidentifier NOT NULL,
        [FileName] nvarchar(200) NOT NULL,
        [ContentType] varchar(60) NOT NULL,
        [Content] varbinary(max) NOT NULL,
        [Sha256] varchar(64) NOT NULL,
        [AttachedBy] varchar(64) NOT NULL,
        [AttachedAt] datetime2 NOT NULL,
        CONSTRAINT [PK_Evidence] PRIMARY KEY ([EvidenceId]),
        CONSTRAINT [FK_Evidence_LedgerPerson_LedgerPersonId] FOREIGN KEY ([LedgerPersonId]) REFERENCES [LedgerPerson] ([LedgerPersonId]) ON DELETE NO ACTION
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261123151112_Ledger'
)
BEGIN
    CREATE TABLE [ResidenceSpan] (
        [ResidenceSpanId] uniqueidentifier NOT NULL,
        [LedgerPersonId] uniqueidentifier NOT NULL,
        [StartedOn] date NULL,
        [EndedOn] date NULL,
        [EndKind] varchar(24) NULL,
        CONSTRAINT [PK_ResidenceSpan] PRIMARY KEY ([ResidenceSpanId]),
        CONSTRAINT [FK_ResidenceSpan_LedgerPerson_LedgerPersonId] FOREIGN KEY ([LedgerPersonId]) REFERENCES [LedgerPerson] ([LedgerPersonId]) ON DELETE CASCADE
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261123151112_Ledger'
)
BEGIN
    CREATE TABLE [Revision] (
        [RevisionId] uniqueidentifier NOT NULL,
        [LedgerPersonId] uniqueidentifier NOT NULL,
        [RecordKind] varchar(24) NOT NULL,
        [RecordId] uniqueidentifier NOT NULL,
        [Act] varchar(24) NOT NULL,
        [State] varchar(24) NOT NULL,
        [Reason] varchar(24) NULL,
        [ReasonText] nvarchar(300) NULL,
        [EvidenceId] uniqueidentifier NULL,
        [ImportRunId] uniqueidentifier NULL,
        [RestoresId] uniqueidentifier NULL,
        [FromVersion] uniqueidentifier NULL,
        [ToVersion] uniqueidentifier NULL,
        [RequestedBy] varchar(64) NOT NULL,
        [RequestedByName] nvarchar(100) NOT NULL,
        [Terminal] nvarchar(50) NOT NULL,
        [RequestedAt] datetime2 NOT NULL,
        [DecidedBy] varchar(64) NULL,
        [DecidedByName] nvarchar(100) NULL,
        [DecidedAt] datetime2 NULL,
        [DecisionNote] nvarchar(300) NULL,
        [AppliedAt] datetime2 NULL,
        CONSTRAINT [PK_Revision] PRIMARY KEY ([RevisionId]),
        CONSTRAINT [FK_Revision_Evidence_EvidenceId] FOREIGN KEY ([EvidenceId]) REFERENCES [Evidence] ([EvidenceId]) ON DELETE NO ACTION,
        CONSTRAINT [FK_Revision_ImportRun_ImportRunId] FOREIGN KEY ([ImportRunId]) REFERENCES [ImportRun] ([ImportRunId]) ON DELETE NO ACTION,
        CONSTRAINT [FK_Revision_LedgerPerson_LedgerPersonId] FOREIGN KEY ([LedgerPersonId]) REFERENCES [LedgerPerson] ([LedgerPersonId]) ON DELETE NO ACTION
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261123151112_Ledger'
)
BEGIN
    CREATE TABLE [FieldChange] (
        [RevisionId] uniqueidentifier NOT NULL,
        [Field] varchar(30) NOT NULL,
        [OldValue] nvarchar(1000) NULL,
        [NewValue] nvarchar(1000) NULL,
        CONSTRAINT [PK_FieldChange] PRIMARY KEY ([RevisionId], [Field]),
        CONSTRAINT [FK_FieldChange_Revision_RevisionId] FOREIGN KEY ([RevisionId]) REFERENCES [Revision] ([RevisionId]) ON DELETE CASCADE
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261123151112_Ledger'
)
BEGIN
    CREATE INDEX [IX_Coupon_CouponNumber_MunicipalityCode_LedgerPersonId] ON [Coupon] ([CouponNumber], [MunicipalityCode], [LedgerPersonId]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261123151112_Ledger'
)
BEGIN
    CREATE INDEX [IX_Coupon_ImportRunId] ON [Coupon] ([ImportRunId]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261123151112_Ledger'
)
BEGIN
    CREATE INDEX [IX_Coupon_LedgerPersonId] ON [Coupon] ([LedgerPersonId]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261123151112_Ledger'
)
BEGIN
    CREATE INDEX [IX_Dose_CouponNumber_LedgerPersonId] ON [Dose] ([CouponNumber], [LedgerPersonId]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261123151112_Ledger'
)
BEGIN
    CREATE INDEX [IX_Dose_ImportRunId] ON [Dose] ([ImportRunId]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261123151112_Ledger'
)
BEGIN
    CREATE INDEX [IX_Dose_LedgerPersonId_DoseNumber] ON [Dose] ([LedgerPersonId], [DoseNumber]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261123151112_Ledger'
)
BEGIN
    CREATE UNIQUE INDEX [IX_Draft_AccountId_Form] ON [Draft] ([AccountId], [Form]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261123151112_Ledger'
)
BEGIN
    CREATE INDEX [IX_Draft_UpdatedAt] ON [Draft] ([UpdatedAt]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261123151112_Ledger'
)
BEGIN
    CREATE INDEX [IX_Evidence_LedgerPersonId] ON [Evidence] ([LedgerPersonId]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261123151112_Ledger'
)
BEGIN
    CREATE INDEX [IX_HeldLine_ImportRunId_LineNumber] ON [HeldLine] ([ImportRunId], [LineNumber]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261123151112_Ledger'
)
BEGIN
    CREATE INDEX [IX_HeldLine_State_ImportRunId] ON [HeldLine] ([State], [ImportRunId]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261123151112_Ledger'
)
BEGIN
    CREATE UNIQUE INDEX [IX_ImportRun_Number] ON [ImportRun] ([Number]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261123151112_Ledger'
)
BEGIN
    CREATE INDEX [IX_ImportRun_Sha256] ON [ImportRun] ([Sha256]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261123151112_Ledger'
)
BEGIN
    CREATE INDEX [IX_Institution_Code] ON [Institution] ([Code]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261123151112_Ledger'
)
BEGIN
    CREATE INDEX [IX_Institution_NameKey] ON [Institution] ([NameKey]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261123151112_Ledger'
)
BEGIN
    CREATE INDEX [IX_LedgerPerson_AddressKey_KanaKey_LedgerPersonId] ON [LedgerPerson] ([AddressKey], [KanaKey], [LedgerPersonId]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261123151112_Ledger'
)
BEGIN
    CREATE INDEX [IX_LedgerPerson_BirthDate_KanaKey_LedgerPersonId] ON [LedgerPerson] ([BirthDate], [KanaKey], [LedgerPersonId]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261123151112_Ledger'
)
BEGIN
    CREATE INDEX [IX_LedgerPerson_GivenKanaKey_KanaKey_LedgerPersonId] ON [LedgerPerson] ([GivenKanaKey], [KanaKey], [LedgerPersonId]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261123151112_Ledger'
)
BEGIN
    CREATE INDEX [IX_LedgerPerson_GivenNameKey_NameKey_LedgerPersonId] ON [LedgerPerson] ([GivenNameKey], [NameKey], [LedgerPersonId]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261123151112_Ledger'
)
BEGIN
    CREATE INDEX [IX_LedgerPerson_ImportRunId] ON [LedgerPerson] ([ImportRunId]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261123151112_Ledger'
)
BEGIN
    CREATE INDEX [IX_LedgerPerson_IntegratedNumberKey] ON [LedgerPerson] ([IntegratedNumberKey]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261123151112_Ledger'
)
BEGIN
    CREATE INDEX [IX_LedgerPerson_KanaKey_BirthDate_LedgerPersonId] ON [LedgerPerson] ([KanaKey], [BirthDate], [LedgerPersonId]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261123151112_Ledger'
)
BEGIN
    CREATE INDEX [IX_LedgerPerson_MergedIntoId] ON [LedgerPerson] ([MergedIntoId]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261123151112_Ledger'
)
BEGIN
    CREATE INDEX [IX_LedgerPerson_NameKey_BirthDate_LedgerPersonId] ON [LedgerPerson] ([NameKey], [BirthDate], [LedgerPersonId]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261123151112_Ledger'
)
BEGIN
    CREATE INDEX [IX_LedgerPerson_OtherNameKey_LedgerPersonId] ON [LedgerPerson] ([OtherNameKey], [LedgerPersonId]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261123151112_Ledger'
)
BEGIN
    EXEC(N'CREATE UNIQUE INDEX [IX_LedgerPerson_ResidentNumber] ON [LedgerPerson] ([ResidentNumber]) WHERE [ResidentNumber] IS NOT NULL AND [Status] = ''Active''');
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261123151112_Ledger'
)
BEGIN
    CREATE INDEX [IX_LedgerPerson_ResidentNumberKey] ON [LedgerPerson] ([ResidentNumberKey]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261123151112_Ledger'
)
BEGIN
    CREATE INDEX [IX_OperationLog_At] ON [OperationLog] ([At]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261123151112_Ledger'
)
BEGIN
    CREATE INDEX [IX_OperationLog_LedgerPersonId_At] ON [OperationLog] ([LedgerPersonId], [At]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261123151112_Ledger'
)
BEGIN
    CREATE INDEX [IX_ResidenceSpan_LedgerPersonId] ON [ResidenceSpan] ([LedgerPersonId]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261123151112_Ledger'
)
BEGIN
    CREATE INDEX [IX_Revision_AppliedAt] ON [Revision] ([AppliedAt]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261123151112_Ledger'
)
BEGIN
    CREATE INDEX [IX_Revision_EvidenceId] ON [Revision] ([EvidenceId]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261123151112_Ledger'
)
BEGIN
    CREATE INDEX [IX_Revision_ImportRunId] ON [Revision] ([ImportRunId]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261123151112_Ledger'
)
BEGIN
    CREATE INDEX [IX_Revision_LedgerPersonId_RequestedAt] ON [Revision] ([LedgerPersonId], [RequestedAt]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261123151112_Ledger'
)
BEGIN
    CREATE INDEX [IX_Revision_RecordId] ON [Revision] ([RecordId]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261123151112_Ledger'
)
BEGIN
    CREATE INDEX [IX_Revision_State_RequestedAt] ON [Revision] ([State], [RequestedAt]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261123151112_Ledger'
)
BEGIN
    INSERT INTO [__EFMigrationsHistory] ([MigrationId], [ProductVersion])
    VALUES (N'20261123151112_Ledger', N'10.0.14');
END;

COMMIT;
GO

BEGIN TRANSACTION;
IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261125164623_Accounts'
)
BEGIN
    EXEC sp_rename N'[Draft].[AccountId]', N'PersonKey', 'COLUMN';
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261125164623_Accounts'
)
BEGIN
    EXEC sp_rename N'[Draft].[IX_Draft_AccountId_Form]', N'IX_Draft_PersonKey_Form', 'INDEX';
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261125164623_Accounts'
)
BEGIN
    ALTER TABLE [OperationLog] ADD [SessionId] uniqueidentifier NULL;
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261125164623_Accounts'
)
BEGIN
    ALTER TABLE [OperationLog] ADD [StaffMemberId] uniqueidentifier NULL;
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261125164623_Accounts'
)
BEGIN
    CREATE TABLE [Credential] (
        [Id] varchar(32) NOT NULL,
        [PasswordChangedAt] datetime2 NULL,
        [CodeExpiresAt] datetime2 NULL,
        [LastTotpStep] bigint NULL,
        [UserName] varchar(64) NULL,
        [PasswordHash] varchar(200) NULL,
        [SecurityStamp] varchar(64) NULL,
        [ConcurrencyStamp] varchar(36) NULL,
        [TwoFactorEnabled] bit NOT NULL,
        [LockoutEnd] datetimeoffset NULL,
        [LockoutEnabled] bit NOT NULL,
        [AccessFailedCount] int NOT NULL,
        CONSTRAINT [PK_Credential] PRIMARY KEY ([Id])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261125164623_Accounts'
)
BEGIN
    CREATE TABLE [IdReview] (
        [IdReviewId] uniqueidentifier NOT NULL,
        [Number] int NOT NULL,
        [OpenedAt] datetime2 NOT NULL,
        [OpenedByName] nvarchar(100) NOT NULL,
        [DueOn] date NOT NULL,
        [ClosedAt] datetime2 NULL,
        [ClosedByName] nvarchar(100) NULL,
        [ClosingNote] nvarchar(200) NULL,
        [Version] uniqueidentifier NOT NULL,
        CONSTRAINT [PK_IdReview] PRIMARY KEY ([IdReviewId])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261125164623_Accounts'
)
BEGIN
    CREATE TABLE [SpentChallenge] (
        [SpentChallengeId] binary(32) NOT NULL,
        [SpentAt] datetime2 NOT NULL,
        CONSTRAINT [PK_SpentChallenge] PRIMARY KEY ([SpentChallengeId])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261125164623_Accounts'
)
BEGIN
    CREATE TABLE [StaffMember] (
        [StaffMemberId] uniqueidentifier NOT NULL,
        [StaffNumber] varchar(10) NOT NULL,
        [Name] nvarchar(100) NOT NULL,
        [Kana] nvarchar(100) NOT NULL,
        [Department] nvarchar(60) NOT NULL,
        [Position] nvarchar(30) NOT NULL,
        [EnteredAt] datetime2 NOT NULL,
        [Version] uniqueidentifier NOT NULL,
        CONSTRAINT [PK_StaffMember] PRIMARY KEY ([StaffMemberId])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261125164623_Accounts'
)
BEGIN
    CREATE TABLE [CredentialToken] (
        [UserId] varchar(32) NOT NULL,
        [LoginProvider] varchar(64) NOT NULL,
        [Name] varchar(64) NOT NULL,
        [Value] varchar(400) NULL,
        CONSTRAINT [PK_CredentialToken] PRIMARY KEY ([UserId], [LoginProvider], [Name]),
        CONSTRAINT [FK_CredentialToken_Credential_UserId] FOREIGN KEY ([UserId]) REFERENCES [Credential] ([Id]) ON DELETE NO ACTION
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261125164623_Accounts'
)
BEGIN
    CREATE TABLE [EarlierPassword] (
        [EarlierPasswordId] uniqueidentifier NOT NULL,
        [CredentialId] varchar(32) NOT NULL,
        [Hash] varchar(200) NOT NULL,
        [ReplacedAt] datetime2 NOT NULL,
        CONSTRAINT [PK_EarlierPassword] PRIMARY KEY ([EarlierPasswordId]),
        CONSTRAINT [FK_EarlierPassword_Credential_CredentialId] FOREIGN KEY ([CredentialId]) REFERENCES [Credential] ([Id]) ON DELETE NO ACTION
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261125164623_Accounts'
)
BEGIN
    CREATE TABLE [Passkey] (
        [CredentialId] varbinary(1023) NOT NULL,
        [UserId] varchar(32) NOT NULL,
        [Data] nvarchar(max) NOT NULL,
        CONSTRAINT [PK_Passkey] PRIMARY KEY NONCLUSTERED ([CredentialId]),
        CONSTRAINT [FK_Passkey_Credential_UserId] FOREIGN KEY ([UserId]) REFERENCES [Credential] ([Id]) ON DELETE NO ACTION
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261125164623_Accounts'
)
BEGIN
    CREATE TABLE [Account] (
        [AccountKey] uniqueidentifier NOT NULL,
        [AccountId] varchar(32) NOT NULL,
        [Kind] varchar(24) NOT NULL,
        [State] varchar(24) NOT NULL,
        [StaffMemberId] uniqueidentifier NULL,
        [SharedName] nvarchar(100) NULL,
        [Necessity] nvarchar(200) NULL,
        [OwnerId] uniqueidentifier NULL,
        [Roles] varchar(120) NOT NULL,
        [ValidFrom] date NOT NULL,
        [ValidUntil] date NOT NULL,
        [ExternalName] nvarchar(128) NULL,
        [PasswordChangeDue] bit NOT NULL,
        [RequestedBy] varchar(64) NOT NULL,
        [RequestedByName] nvarchar(100) NOT NULL,
        [RequestedAt] datetime2 NOT NULL,
        [ApprovedByName] nvarchar(100) NULL,
        [IssuedAt] datetime2 NULL,
        [LastSignInAt] datetime2 NULL,
        [Version] uniqueidentifier NOT NULL,
        CONSTRAINT [PK_Account] PRIMARY KEY ([AccountKey]),
        CONSTRAINT [FK_Account_StaffMember_OwnerId] FOREIGN KEY ([OwnerId]) REFERENCES [StaffMember] ([StaffMemberId]) ON DELETE NO ACTION,
        CONSTRAINT [FK_Account_StaffMember_StaffMemberId] FOREIGN KEY ([StaffMemberId]) REFERENCES [StaffMember] ([StaffMemberId]) ON DELETE NO ACTION
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261125164623_Accounts'
)
BEGIN
    CREATE TABLE [PersonnelEvent] (
        [PersonnelEventId] uniqueidentifier NOT NULL,
        [StaffMemberId] uniqueidentifier NOT NULL,
        [Kind] varchar(24) NOT NULL,
        [EffectiveOn] date NOT NULL,
        [Note] nvarchar(200) NULL,
        [EnteredBy] varchar(64) NOT NULL,
        [EnteredByName] nvarchar(100) NOT NULL,
        [EnteredAt] datetime2 NOT NULL,
        [CancelledAt] datetime2 NULL,
        [CancelledByName] nvarchar(100) NULL,
        [CancelReason] nvarchar(200) NULL,
        [SweptAt] datetime2 NULL,
        [Version] uniqueidentifier NOT NULL,
        CONSTRAINT [PK_PersonnelEvent] PRIMARY KEY ([PersonnelEventId]),
        CONSTRAINT [FK_PersonnelEvent_StaffMember_StaffMemberId] FOREIGN KEY ([StaffMemberId]) REFERENCES [StaffMember] ([StaffMemberId]) ON DELETE NO ACTION
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261125164623_Accounts'
)
BEGIN
    CREATE TABLE [Terminal] (
        [TerminalId] uniqueidentifier NOT NULL,
        [Name] nvarchar(50) NOT NULL,
        [Place] nvarchar(60) NOT NULL,
        [OwnerId] uniqueidentifier NOT NULL,
        [IsLgwan] bit NOT NULL,
        [AddressRanges] varchar(400) NOT NULL,
        [State] varchar(24) NOT NULL,
        [CodeHash] varchar(64) NULL,
        [CodeExpiresAt] datetime2 NULL,
        [SecretHash] varchar(64) NULL,
        [EnteredAt] datetime2 NOT NULL,
        [RegisteredAt] datetime2 NULL,
        [LastUsedAt] datetime2 NULL,
        [EndReason] nvarchar(200) NULL,
        [EndedAt] datetime2 NULL,
        [Version] uniqueidentifier NOT NULL,
        CONSTRAINT [PK_Terminal] PRIMARY KEY ([TerminalId]),
        CONSTRAINT [FK_Terminal_StaffMember_OwnerId] FOREIGN KEY ([OwnerId]) REFERENCES [StaffMember] ([StaffMemberId]) ON DELETE NO ACTION
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261125164623_Accounts'
)
BEGIN
    CREATE TABLE [AccountAct] (
        [AccountActId] uniqueidentifier NOT NULL,
        [AccountKey] uniqueidentifier NOT NULL,
        [Kind] varchar(24) NOT NULL,
        [Reason] nvarchar(200) NULL,
        [Detail] nvarchar(300) NULL,
        [By] varchar(64) NOT NULL,
        [ByName] nvarchar(100) NOT NULL,
        [At] datetime2 NOT NULL,
        CONSTRAINT [PK_AccountAct] PRIMARY KEY ([AccountActId]),
        CONSTRAINT [FK_AccountAct_Account_AccountKey] FOREIGN KEY ([AccountKey]) REFERENCES [Account] ([AccountKey]) ON DELETE NO ACTION
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261125164623_Accounts'
)
BEGIN
    CREATE TABLE [AccountChange] (
        [AccountChangeId] uniqueidentifier NOT NULL,
        [AccountKey] uniqueidentifier NOT NULL,
        [Roles] varchar(120) NOT NULL,
        [ValidUntil] date NOT NULL,
        [Adjusted] varchar(24) NULL,
        [Effect] varchar(24) NULL,
        [AdjustedUntil] date NULL,
        [EndsAdjustmentId] uniqueidentifier NULL,
        [Reason] nvarchar(200) NOT NULL,
        [RequestedBy] varchar(64) NOT NULL,
        [RequestedByName] nvarchar(100) NOT NULL,
        [RequestedAt] datetime2 NOT NULL,
        [State] varchar(24) NOT NULL,
        [DecidedByName] nvarchar(100) NULL,
        [DecidedAt] datetime2 NULL,
        [DecisionNote] nvarchar(200) NULL,
        CONSTRAINT [PK_AccountChange] PRIMARY KEY ([AccountChangeId]),
        CONSTRAINT [FK_AccountChange_Account_AccountKey] FOREIGN KEY ([AccountKey]) REFERENCES [Account] ([AccountKey]) ON DELETE NO ACTION
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261125164623_Accounts'
)
BEGIN
    CREATE TABLE [IdReviewLine] (
        [IdReviewLineId] uniqueidentifier NOT NULL,
        [IdReviewId] uniqueidentifier NOT NULL,
        [AccountKey] uniqueidentifier NOT NULL,
        [AccountId] varchar(32) NOT NULL,
        [Kind] varchar(24) NOT NULL,
        [HolderId] uniqueidentifier NOT NULL,
        [HolderName] nvarchar(100) NOT NULL,
        [Department] nvarchar(60) NOT NULL,
        [State] varchar(24) NOT NULL,
        [Roles] nvarchar(120) NOT NULL,
        [Adjustments] nvarchar(400) NULL,
        [Members] nvarchar(1000) NULL,
        [Terminals] nvarchar(1000) NULL,
        [ValidUntil] date NOT NULL,
        [LastSignInAt] datetime2 NULL,
        [Flags] nvarchar(400) NULL,
        [Decision] varchar(24) NULL,
        [DecisionNote] nvarchar(200) NULL,
        [DecidedByName] nvarchar(100) NULL,
        [DecidedAt] datetime2 NULL,
        [SettledAt] datetime2 NULL,
        [Version] uniqueidentifier NOT NULL,
        CONSTRAINT [PK_IdReviewLine] PRIMARY KEY ([IdReviewLineId]),
        CONSTRAINT [FK_IdReviewLine_Account_AccountKey] FOREIGN KEY ([AccountKey]) REFERENCES [Account] ([AccountKey]) ON DELETE NO ACTION,
        CONSTRAINT [FK_IdReviewLine_IdReview_IdReviewId] FOREIGN KEY ([IdReviewId]) REFERENCES [IdReview] ([IdReviewId]) ON DELETE NO ACTION
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261125164623_Accounts'
)
BEGIN
    CREATE TABLE [PermissionAdjustment] (
        [PermissionAdjustmentId] uniqueidentifier NOT NULL,
        [AccountKey] uniqueidentifier NOT NULL,
        [Permission] varchar(24) NOT NULL,
        [Effect] varchar(24) NOT NULL,
        [Reason] nvarchar(200) NOT NULL,
        [GrantedAt] datetime2 NOT NULL,
        [GrantedByName] nvarchar(100) NOT NULL,
        [Until] date NOT NULL,
        [EndedAt] datetime2 NULL,
        CONSTRAINT [PK_PermissionAdjustment] PRIMARY KEY ([PermissionAdjustmentId]),
        CONSTRAINT [FK_PermissionAdjustment_Account_AccountKey] FOREIGN KEY ([AccountKey]) REFERENCES [Account] ([AccountKey]) ON DELETE NO ACTION
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261125164623_Accounts'
)
BEGIN
    CREATE TABLE [SharedIdMember] (
        [SharedIdMemberId] uniqueidentifier NOT NULL,
        [AccountKey] uniqueidentifier NOT NULL,
        [StaffMemberId] uniqueidentifier NOT NULL,
        [From] date NOT NULL,
        [Until] date NULL,
        [AddedByName] nvarchar(100) NOT NULL,
        CONSTRAINT [PK_SharedIdMember] PRIMARY KEY ([SharedIdMemberId]),
        CONSTRAINT [FK_SharedIdMember_Account_AccountKey] FOREIGN KEY ([AccountKey]) REFERENCES [Account] ([AccountKey]) ON DELETE NO ACTION,
        CONSTRAINT [FK_SharedIdMember_StaffMember_StaffMemberId] FOREIGN KEY ([StaffMemberId]) REFERENCES [StaffMember] ([StaffMemberId]) ON DELETE NO ACTION
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261125164623_Accounts'
)
BEGIN
    CREATE TABLE [PersonnelConfirmation] (
        [PersonnelEventId] uniqueidentifier NOT NULL,
        [AccountKey] uniqueidentifier NOT NULL,
        [ConfirmedBy] varchar(64) NOT NULL,
        [ConfirmedByName] nvarchar(100) NOT NULL,
        [ConfirmedAt] datetime2 NOT NULL,
        [Note] nvarchar(200) NULL,
        CONSTRAINT [PK_PersonnelConfirmation] PRIMARY KEY ([PersonnelEventId], [AccountKey]),
        CONSTRAINT [FK_PersonnelConfirmation_Account_AccountKey] FOREIGN KEY ([AccountKey]) REFERENCES [Account] ([AccountKey]) ON DELETE NO ACTION,
        CONSTRAINT [FK_PersonnelConfirmation_PersonnelEvent_PersonnelEventId] FOREIGN KEY ([PersonnelEventId]) REFERENCES [PersonnelEvent] ([PersonnelEventId]) ON DELETE NO ACTION
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261125164623_Accounts'
)
BEGIN
    CREATE TABLE [Session] (
        [SessionId] uniqueidentifier NOT NULL,
        [AccountKey] uniqueidentifier NOT NULL,
        [StaffMemberId] uniqueidentifier NOT NULL,
        [TerminalId] uniqueidentifier NULL,
        [Method] varchar(24) NOT NULL,
        [OpenedAt] datetime2 NOT NULL,
        [LastActiveAt] datetime2 NOT NULL,
        [EndedAt] datetime2 NULL,
        [EndReason] varchar(24) NULL,
        CONSTRAINT [PK_Session] PRIMARY KEY ([SessionId]),
        CONSTRAINT [FK_Session_Account_AccountKey] FOREIGN KEY ([AccountKey]) REFERENCES [Account] ([AccountKey]) ON DELETE NO ACTION,
        CONSTRAINT [FK_Session_StaffMember_StaffMemberId] FOREIGN KEY ([StaffMemberId]) REFERENCES [StaffMember] ([StaffMemberId]) ON DELETE NO ACTION,
        CONSTRAINT [FK_Session_Terminal_TerminalId] FOREIGN KEY ([TerminalId]) REFERENCES [Terminal] ([TerminalId]) ON DELETE NO ACTION
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261125164623_Accounts'
)
BEGIN
    CREATE TABLE [SharedIdTerminal] (
        [SharedIdTerminalId] uniqueidentifier NOT NULL,
        [AccountKey] uniqueidentifier NOT NULL,
        [TerminalId] uniqueidentifier NOT NULL,
        [From] date NOT NULL,
        [Until] date NULL,
        [AddedByName] nvarchar(100) NOT NULL,
        CONSTRAINT [PK_SharedIdTerminal] PRIMARY KEY ([SharedIdTerminalId]),
        CONSTRAINT [FK_SharedIdTerminal_Account_AccountKey] FOREIGN KEY ([AccountKey]) REFERENCES [Account] ([AccountKey]) ON DELETE NO ACTION,
        CONSTRAINT [FK_SharedIdTerminal_Terminal_TerminalId] FOREIGN KEY ([TerminalId]) REFERENCES [Terminal] ([TerminalId]) ON DELETE NO ACTION
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261125164623_Accounts'
)
BEGIN
    CREATE TABLE [Seat] (
        [SeatId] uniqueidentifier NOT NULL,
        [SessionId] uniqueidentifier NOT NULL,
        [AccountKey] uniqueidentifier NOT NULL,
        [StaffMemberId] uniqueidentifier NOT NULL,
        [TerminalId] uniqueidentifier NOT NULL,
        [From] datetime2 NOT NULL,
        [Until] datetime2 NULL,
        CONSTRAINT [PK_Seat] PRIMARY KEY ([SeatId]),
        CONSTRAINT [FK_Seat_Account_AccountKey] FOREIGN KEY ([AccountKey]) REFERENCES [Account] ([AccountKey]) ON DELETE NO ACTION,
        CONSTRAINT [FK_Seat_Session_SessionId] FOREIGN KEY ([SessionId]) REFERENCES [Session] ([SessionId]) ON DELETE NO ACTION,
        CONSTRAINT [FK_Seat_StaffMember_StaffMemberId] FOREIGN KEY ([StaffMemberId]) REFERENCES [StaffMember] ([StaffMemberId]) ON DELETE NO ACTION,
        CONSTRAINT [FK_Seat_Terminal_TerminalId] FOREIGN KEY ([TerminalId]) REFERENCES [Terminal] ([TerminalId]) ON DELETE NO ACTION
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261125164623_Accounts'
)
BEGIN
    CREATE UNIQUE INDEX [IX_Account_AccountId] ON [Account] ([AccountId]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261125164623_Accounts'
)
BEGIN
    EXEC(N'CREATE UNIQUE INDEX [IX_Account_ExternalName] ON [Account] ([ExternalName]) WHERE [ExternalName] IS NOT NULL');
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261125164623_Accounts'
)
BEGIN
    CREATE INDEX [IX_Account_OwnerId] ON [Account] ([OwnerId]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261125164623_Accounts'
)
BEGIN
    CREATE INDEX [IX_Account_StaffMemberId] ON [Account] ([StaffMemberId]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261125164623_Accounts'
)
BEGIN
    CREATE INDEX [IX_Account_State] ON [Account] ([State]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261125164623_Accounts'
)
BEGIN
    CREATE INDEX [IX_AccountAct_AccountKey] ON [AccountAct] ([AccountKey]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261125164623_Accounts'
)
BEGIN
    CREATE INDEX [IX_AccountChange_AccountKey] ON [AccountChange] ([AccountKey]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261125164623_Accounts'
)
BEGIN
    CREATE INDEX [IX_AccountChange_State] ON [AccountChange] ([State]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261125164623_Accounts'
)
BEGIN
    CREATE INDEX [IX_EarlierPassword_CredentialId] ON [EarlierPassword] ([CredentialId]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261125164623_Accounts'
)
BEGIN
    CREATE UNIQUE INDEX [IX_IdReview_Number] ON [IdReview] ([Number]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261125164623_Accounts'
)
BEGIN
    CREATE INDEX [IX_IdReviewLine_AccountKey] ON [IdReviewLine] ([AccountKey]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261125164623_Accounts'
)
BEGIN
    CREATE INDEX [IX_IdReviewLine_IdReviewId] ON [IdReviewLine] ([IdReviewId]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261125164623_Accounts'
)
BEGIN
    CREATE INDEX [IX_Passkey_UserId] ON [Passkey] ([UserId]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261125164623_Accounts'
)
BEGIN
    CREATE INDEX [IX_PermissionAdjustment_AccountKey] ON [PermissionAdjustment] ([AccountKey]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261125164623_Accounts'
)
BEGIN
    CREATE INDEX [IX_PersonnelConfirmation_AccountKey] ON [PersonnelConfirmation] ([AccountKey]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261125164623_Accounts'
)
BEGIN
    CREATE INDEX [IX_PersonnelEvent_EffectiveOn] ON [PersonnelEvent] ([EffectiveOn]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261125164623_Accounts'
)
BEGIN
    CREATE INDEX [IX_PersonnelEvent_StaffMemberId] ON [PersonnelEvent] ([StaffMemberId]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261125164623_Accounts'
)
BEGIN
    CREATE INDEX [IX_Seat_AccountKey_From] ON [Seat] ([AccountKey], [From]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261125164623_Accounts'
)
BEGIN
    CREATE INDEX [IX_Seat_SessionId] ON [Seat] ([SessionId]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261125164623_Accounts'
)
BEGIN
    CREATE INDEX [IX_Seat_StaffMemberId] ON [Seat] ([StaffMemberId]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261125164623_Accounts'
)
BEGIN
    CREATE INDEX [IX_Seat_TerminalId] ON [Seat] ([TerminalId]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261125164623_Accounts'
)
BEGIN
    CREATE INDEX [IX_Session_AccountKey_OpenedAt] ON [Session] ([AccountKey], [OpenedAt]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261125164623_Accounts'
)
BEGIN
    CREATE INDEX [IX_Session_EndedAt] ON [Session] ([EndedAt]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261125164623_Accounts'
)
BEGIN
    CREATE INDEX [IX_Session_StaffMemberId] ON [Session] ([StaffMemberId]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261125164623_Accounts'
)
BEGIN
    CREATE INDEX [IX_Session_TerminalId] ON [Session] ([TerminalId]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261125164623_Accounts'
)
BEGIN
    CREATE INDEX [IX_SharedIdMember_AccountKey] ON [SharedIdMember] ([AccountKey]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261125164623_Accounts'
)
BEGIN
    CREATE INDEX [IX_SharedIdMember_StaffMemberId] ON [SharedIdMember] ([StaffMemberId]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261125164623_Accounts'
)
BEGIN
    CREATE INDEX [IX_SharedIdTerminal_AccountKey] ON [SharedIdTerminal] ([AccountKey]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261125164623_Accounts'
)
BEGIN
    CREATE INDEX [IX_SharedIdTerminal_TerminalId] ON [SharedIdTerminal] ([TerminalId]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261125164623_Accounts'
)
BEGIN
    CREATE INDEX [IX_SpentChallenge_SpentAt] ON [SpentChallenge] ([SpentAt]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261125164623_Accounts'
)
BEGIN
    CREATE UNIQUE INDEX [IX_StaffMember_StaffNumber] ON [StaffMember] ([StaffNumber]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261125164623_Accounts'
)
BEGIN
    CREATE INDEX [IX_Terminal_CodeHash] ON [Terminal] ([CodeHash]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261125164623_Accounts'
)
BEGIN
    CREATE UNIQUE INDEX [IX_Terminal_Name] ON [Terminal] ([Name]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261125164623_Accounts'
)
BEGIN
    CREATE INDEX [IX_Terminal_OwnerId] ON [Terminal] ([OwnerId]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261125164623_Accounts'
)
BEGIN
    INSERT INTO [__EFMigrationsHistory] ([MigrationId], [ProductVersion])
    VALUES (N'20261125164623_Accounts', N'10.0.14');
END;

COMMIT;
GO

BEGIN TRANSACTION;
IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261125191404_OperationLogSeals'
)
BEGIN
    ALTER TABLE [OperationLog] DROP CONSTRAINT [PK_OperationLog];
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261125191404_OperationLogSeals'
)
BEGIN
    ALTER TABLE [Session] ADD [ProvedAgainAt] datetime2 NULL;
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261125191404_OperationLogSeals'
)
BEGIN
    DECLARE @var nvarchar(max);
    SELECT @var = QUOTENAME([d].[name])
    FROM [sys].[default_constraints] [d]
    INNER JOIN [sys].[columns] [c] ON [d].[parent_column_id] = [c].[column_id] AND [d].[parent_object_id] = [c].[object_id]
    WHERE ([d].[parent_object_id] = OBJECT_ID(N'[OperationLog]') AND [c].[name] = N'AccountId');
    IF @var IS NOT NULL EXEC(N'ALTER TABLE [OperationLog] DROP CONSTRAINT ' + @var + ';');
    ALTER TABLE [OperationLog] ALTER COLUMN [AccountId] nvarchar(64) NOT NULL;
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261125191404_OperationLogSeals'
)
BEGIN
    ALTER TABLE [OperationLog] ADD [KeyId] int NOT NULL DEFAULT 0;
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261125191404_OperationLogSeals'
)
BEGIN
    ALTER TABLE [OperationLog] ADD [Scene] varchar(24) NULL;
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261125191404_OperationLogSeals'
)
BEGIN
    ALTER TABLE [OperationLog] ADD [Seal] varbinary(32) NOT NULL DEFAULT 0x;
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261125191404_OperationLogSeals'
)
BEGIN
    ALTER TABLE [OperationLog] ADD [Sequence] bigint NOT NULL DEFAULT CAST(0 AS bigint);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261125191404_OperationLogSeals'
)
BEGIN
    ALTER TABLE [OperationLog] ADD [Trace] nvarchar(64) NULL;
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261125191404_OperationLogSeals'
)
BEGIN
    ALTER TABLE [OperationLog] ADD CONSTRAINT [PK_OperationLog] PRIMARY KEY NONCLUSTERED ([OperationLogEntryId]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261125191404_OperationLogSeals'
)
BEGIN
    CREATE TABLE [EncryptedMyNumber] (
        [LedgerPersonId] uniqueidentifier NOT NULL,
        [KeyId] int NOT NULL,
        [Nonce] varbinary(12) NOT NULL,
        [Cipher] varbinary(12) NOT NULL,
        [Tag] varbinary(16) NOT NULL,
        [IndexKeyId] int NOT NULL,
        [BlindIndex] varbinary(32) NOT NULL,
        [RegisteredAt] datetime2 NOT NULL,
        [RegisteredBy] nvarchar(64) NOT NULL,
        [Version] uniqueidentifier NOT NULL,
        CONSTRAINT [PK_EncryptedMyNumber] PRIMARY KEY ([LedgerPersonId]),
        CONSTRAINT [FK_EncryptedMyNumber_LedgerPerson_LedgerPersonId] FOREIGN KEY ([LedgerPersonId]) REFERENCES [LedgerPerson] ([LedgerPersonId]) ON DELETE NO ACTION
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261125191404_OperationLogSeals'
)
BEGIN
    CREATE TABLE [LogHead] (
        [LogHeadId] int NOT NULL,
        [LogId] uniqueidentifier NOT NULL,
        [Sequence] bigint NOT NULL,
        [Seal] varbinary(32) NOT NULL,
        CONSTRAINT [PK_LogHead] PRIMARY KEY ([LogHeadId])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261125191404_OperationLogSeals'
)
BEGIN
    CREATE TABLE [LogReview] (
        [LogReviewId] uniqueidentifier NOT NULL,
        [Number] int NOT NULL,
        [Kind] varchar(24) NOT NULL,
        [From] date NOT NULL,
        [Until] date NOT NULL,
        [DueOn] date NOT NULL,
        [Reason] nvarchar(200) NULL,
        [OpenedAt] datetime2 NOT NULL,
        [OpenedByName] nvarchar(100) NOT NULL,
        [RowCount] bigint NOT NULL,
        [LastSequence] bigint NOT NULL,
        [SignedOffAt] datetime2 NULL,
        [SignedOffByName] nvarchar(100) NULL,
        [SignOffNote] nvarchar(400) NULL,
        [Version] uniqueidentifier NOT NULL,
        CONSTRAINT [PK_LogReview] PRIMARY KEY ([LogReviewId])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261125191404_OperationLogSeals'
)
BEGIN
    CREATE TABLE [SelfInspection] (
        [SelfInspectionId] uniqueidentifier NOT NULL,
        [Promise] varchar(40) NOT NULL,
        [InspectedOn] date NOT NULL,
        [Result] varchar(24) NOT NULL,
        [Note] nvarchar(400) NOT NULL,
        [InspectedByName] nvarchar(100) NOT NULL,
        [EnteredAt] datetime2 NOT NULL,
        CONSTRAINT [PK_SelfInspection] PRIMARY KEY ([SelfInspectionId])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261125191404_OperationLogSeals'
)
BEGIN
    CREATE TABLE [LogReviewLine] (
        [LogReviewLineId] uniqueidentifier NOT NULL,
        [LogReviewId] uniqueidentifier NOT NULL,
        [Position] int NOT NULL,
        [Flag] varchar(24) NOT NULL,
        [AccountId] nvarchar(64) NOT NULL,
        [StaffName] nvarchar(100) NOT NULL,
        [StaffMemberId] uniqueidentifier NULL,
        [Day] date NOT NULL,
        [Count] int NOT NULL,
        [FirstSequence] bigint NOT NULL,
        [LastSequence] bigint NOT NULL,
        [Finding] nvarchar(300) NOT NULL,
        [Verdict] varchar(24) NULL,
        [VerdictNote] nvarchar(400) NULL,
        [VerdictByName] nvarchar(100) NULL,
        [VerdictAt] datetime2 NULL,
        CONSTRAINT [PK_LogReviewLine] PRIMARY KEY ([LogReviewLineId]),
        CONSTRAINT [FK_LogReviewLine_LogReview_LogReviewId] FOREIGN KEY ([LogReviewId]) REFERENCES [LogReview] ([LogReviewId]) ON DELETE NO ACTION
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261125191404_OperationLogSeals'
)
BEGIN
    IF EXISTS (SELECT * FROM [sys].[identity_columns] WHERE [name] IN (N'LogHeadId', N'LogId', N'Seal', N'Sequence') AND [object_id] = OBJECT_ID(N'[LogHead]'))
        SET IDENTITY_INSERT [LogHead] ON;
    EXEC(N'INSERT INTO [LogHead] ([LogHeadId], [LogId], [Seal], [Sequence])
    VALUES (1, ''00000000-0000-0000-0000-000000000000'', 0x, CAST(0 AS bigint))');
    IF EXISTS (SELECT * FROM [sys].[identity_columns] WHERE [name] IN (N'LogHeadId', N'LogId', N'Seal', N'Sequence') AND [object_id] = OBJECT_ID(N'[LogHead]'))
        SET IDENTITY_INSERT [LogHead] OFF;
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261125191404_OperationLogSeals'
)
BEGIN
    UPDATE [old] SET [Sequence] = -[Place]
    FROM (SELECT [Sequence], ROW_NUMBER() OVER (ORDER BY [At] DESC, [OperationLogEntryId] DESC) AS [Place] FROM [OperationLog]) AS [old];
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261125191404_OperationLogSeals'
)
BEGIN
    CREATE INDEX [IX_OperationLog_Operation_At] ON [OperationLog] ([Operation], [At]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261125191404_OperationLogSeals'
)
BEGIN
    CREATE UNIQUE CLUSTERED INDEX [IX_OperationLog_Sequence] ON [OperationLog] ([Sequence]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261125191404_OperationLogSeals'
)
BEGIN
    CREATE INDEX [IX_OperationLog_StaffMemberId_At] ON [OperationLog] ([StaffMemberId], [At]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261125191404_OperationLogSeals'
)
BEGIN
    CREATE UNIQUE INDEX [IX_EncryptedMyNumber_BlindIndex] ON [EncryptedMyNumber] ([BlindIndex]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261125191404_OperationLogSeals'
)
BEGIN
    CREATE INDEX [IX_EncryptedMyNumber_KeyId_IndexKeyId] ON [EncryptedMyNumber] ([KeyId], [IndexKeyId]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261125191404_OperationLogSeals'
)
BEGIN
    CREATE UNIQUE INDEX [IX_LogReview_Number] ON [LogReview] ([Number]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261125191404_OperationLogSeals'
)
BEGIN
    CREATE UNIQUE INDEX [IX_LogReviewLine_LogReviewId_Position] ON [LogReviewLine] ([LogReviewId], [Position]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261125191404_OperationLogSeals'
)
BEGIN
    CREATE INDEX [IX_SelfInspection_Promise_EnteredAt] ON [SelfInspection] ([Promise], [EnteredAt]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261125191404_OperationLogSeals'
)
BEGIN
    INSERT INTO [__EFMigrationsHistory] ([MigrationId], [ProductVersion])
    VALUES (N'20261125191404_OperationLogSeals', N'10.0.14');
END;

COMMIT;
GO

BEGIN TRANSACTION;
IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261125235803_Findings'
)
BEGIN
    CREATE TABLE [FindingCount] (
        [Day] date NOT NULL,
        [Rule] varchar(24) NOT NULL,
        [Left] int NOT NULL,
        CONSTRAINT [PK_FindingCount] PRIMARY KEY ([Day], [Rule])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261125235803_Findings'
)
BEGIN
    CREATE TABLE [FindingRecord] (
        [FindingRecordId] uniqueidentifier NOT NULL,
        [LedgerPersonId] uniqueidentifier NOT NULL,
        [DoseId] uniqueidentifier NULL,
        [Rule] varchar(24) NOT NULL,
        [Message] nvarchar(600) NOT NULL,
        [Facts] varchar(32) NOT NULL,
        [State] varchar(24) NOT NULL,
        [AssigneeKey] varchar(64) NULL,
        [AssigneeName] nvarchar(100) NULL,
        [Reason] nvarchar(200) NULL,
        [DecidedByName] nvarchar(100) NULL,
        [DecidedAt] datetime2 NULL,
        [FoundAt] datetime2 NOT NULL,
        [ReturnedAt] datetime2 NULL,
        [ClosedAt] datetime2 NULL,
        [Version] uniqueidentifier NOT NULL,
        CONSTRAINT [PK_FindingRecord] PRIMARY KEY ([FindingRecordId]),
        CONSTRAINT [FK_FindingRecord_Dose_DoseId] FOREIGN KEY ([DoseId]) REFERENCES [Dose] ([DoseId]) ON DELETE NO ACTION,
        CONSTRAINT [FK_FindingRecord_LedgerPerson_LedgerPersonId] FOREIGN KEY ([LedgerPersonId]) REFERENCES [LedgerPerson] ([LedgerPersonId]) ON DELETE NO ACTION
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261125235803_Findings'
)
BEGIN
    CREATE TABLE [SwitchedOffRule] (
        [Rule] varchar(24) NOT NULL,
        [Reason] nvarchar(200) NOT NULL,
        [ByName] nvarchar(100) NOT NULL,
        [At] datetime2 NOT NULL,
        CONSTRAINT [PK_SwitchedOffRule] PRIMARY KEY ([Rule])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261125235803_Findings'
)
BEGIN
    CREATE INDEX [IX_FindingRecord_AssigneeKey_State] ON [FindingRecord] ([AssigneeKey], [State]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261125235803_Findings'
)
BEGIN
    CREATE INDEX [IX_FindingRecord_DoseId] ON [FindingRecord] ([DoseId]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261125235803_Findings'
)
BEGIN
    CREATE UNIQUE INDEX [IX_FindingRecord_LedgerPersonId_Rule_DoseId] ON [FindingRecord] ([LedgerPersonId], [Rule], [DoseId]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261125235803_Findings'
)
BEGIN
    CREATE INDEX [IX_FindingRecord_State_FoundAt_FindingRecordId] ON [FindingRecord] ([State], [FoundAt], [FindingRecordId]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261125235803_Findings'
)
BEGIN
    CREATE INDEX [IX_FindingRecord_State_Rule_FoundAt_FindingRecordId] ON [FindingRecord] ([State], [Rule], [FoundAt], [FindingRecordId]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261125235803_Findings'
)
BEGIN
    INSERT INTO [__EFMigrationsHistory] ([MigrationId], [ProductVersion])
    VALUES (N'20261125235803_Findings', N'10.0.14');
END;

COMMIT;
GO

BEGIN TRANSACTION;
IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126021535_BulkFixes'
)
BEGIN
    CREATE TABLE [BulkFix] (
        [BulkFixId] uniqueidentifier NOT NULL,
        [Rule] varchar(24) NOT NULL,
        [State] varchar(24) NOT NULL,
        [Count] int NOT NULL,
        [Reason] nvarchar(200) NOT NULL,
        [RequestedBy] varchar(64) NOT NULL,
        [RequestedByName] nvarchar(100) NOT NULL,
        [Terminal] nvarchar(50) NOT NULL,
        [RequestedAt] datetime2 NOT NULL,
        [DecidedBy] varchar(64) NULL,
        [DecidedByName] nvarchar(100) NULL,
        [DecidedAt] datetime2 NULL,
        [DecisionNote] nvarchar(300) NULL,
        [UndoneByName] nvarchar(100) NULL,
        [UndoneAt] datetime2 NULL,
        [UndoReason] nvarchar(200) NULL,
        [Version] uniqueidentifier NOT NULL,
        CONSTRAINT [PK_BulkFix] PRIMARY KEY ([BulkFixId])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126021535_BulkFixes'
)
BEGIN
    CREATE TABLE [BulkFixLine] (
        [BulkFixId] uniqueidentifier NOT NULL,
        [DoseId] uniqueidentifier NOT NULL,
        [LedgerPersonId] uniqueidentifier NOT NULL,
        [Field] varchar(40) NOT NULL,
        [OldValue] nvarchar(500) NULL,
        [NewValue] nvarchar(500) NULL,
        [State] varchar(24) NOT NULL,
        [RevisionId] uniqueidentifier NULL,
        CONSTRAINT [PK_BulkFixLine] PRIMARY KEY ([BulkFixId], [DoseId]),
        CONSTRAINT [FK_BulkFixLine_BulkFix_BulkFixId] FOREIGN KEY ([BulkFixId]) REFERENCES [BulkFix] ([BulkFixId]) ON DELETE NO ACTION,
        CONSTRAINT [FK_BulkFixLine_Dose_DoseId] FOREIGN KEY ([DoseId]) REFERENCES [Dose] ([DoseId]) ON DELETE NO ACTION,
        CONSTRAINT [FK_BulkFixLine_LedgerPerson_LedgerPersonId] FOREIGN KEY ([LedgerPersonId]) REFERENCES [LedgerPerson] ([LedgerPersonId]) ON DELETE NO ACTION
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126021535_BulkFixes'
)
BEGIN
    CREATE INDEX [IX_BulkFix_State_RequestedAt] ON [BulkFix] ([State], [RequestedAt]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126021535_BulkFixes'
)
BEGIN
    CREATE INDEX [IX_BulkFixLine_DoseId] ON [BulkFixLine] ([DoseId]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126021535_BulkFixes'
)
BEGIN
    CREATE INDEX [IX_BulkFixLine_LedgerPersonId] ON [BulkFixLine] ([LedgerPersonId]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126021535_BulkFixes'
)
BEGIN
    INSERT INTO [__EFMigrationsHistory] ([MigrationId], [ProductVersion])
    VALUES (N'20261126021535_BulkFixes', N'10.0.14');
END;

COMMIT;
GO

BEGIN TRANSACTION;
IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126024458_AsOf'
)
BEGIN
    ALTER TABLE [FindingRecord] ADD [ClosedBeforeAt] datetime2 NULL;
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126024458_AsOf'
)
BEGIN
    ALTER TABLE [FindingRecord] ADD [OpenedAgainAt] datetime2 NULL;
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126024458_AsOf'
)
BEGIN
    ALTER TABLE [FieldChange] ADD [OldGivenKey] nvarchar(200) NULL;
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126024458_AsOf'
)
BEGIN
    ALTER TABLE [FieldChange] ADD [OldKey] nvarchar(200) NULL;
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126024458_AsOf'
)
BEGIN
    CREATE INDEX [IX_FieldChange_Field_OldGivenKey] ON [FieldChange] ([Field], [OldGivenKey]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126024458_AsOf'
)
BEGIN
    CREATE INDEX [IX_FieldChange_Field_OldKey] ON [FieldChange] ([Field], [OldKey]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126024458_AsOf'
)
BEGIN
    INSERT INTO [__EFMigrationsHistory] ([MigrationId], [ProductVersion])
    VALUES (N'20261126024458_AsOf', N'10.0.14');
END;

COMMIT;
GO

BEGIN TRANSACTION;
IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126035540_MergingAndComparison'
)
BEGIN
    ALTER TABLE [Revision] ADD [MergeId] uniqueidentifier NULL;
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126035540_MergingAndComparison'
)
BEGIN
    CREATE TABLE [Comparison] (
        [ComparisonId] uniqueidentifier NOT NULL,
        [Number] int NOT NULL,
        [InstitutionName] nvarchar(60) NOT NULL,
        [Month] date NOT NULL,
        [ProductCode] varchar(60) NULL,
        [DoseNumber] int NULL,
        [Population] int NOT NULL,
        [Size] int NOT NULL,
        [Seed] int NULL,
        [Order] varchar(24) NOT NULL,
        [StartedAt] datetime2 NOT NULL,
        [StartedByName] nvarchar(100) NOT NULL,
        [ScreenKey] varchar(64) NOT NULL,
        [ScreenName] nvarchar(100) NOT NULL,
        [ReaderId] uniqueidentifier NOT NULL,
        [ReaderName] nvarchar(100) NOT NULL,
        [SignedOffAt] datetime2 NULL,
        [SignedOffByName] nvarchar(100) NULL,
        [SignOffNote] nvarchar(400) NULL,
        [DiscardedAt] datetime2 NULL,
        [DiscardedByName] nvarchar(100) NULL,
        [DiscardReason] nvarchar(200) NULL,
        [Version] uniqueidentifier NOT NULL,
        CONSTRAINT [PK_Comparison] PRIMARY KEY ([ComparisonId])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126035540_MergingAndComparison'
)
BEGIN
    CREATE TABLE [TwinPair] (
        [TwinPairId] uniqueidentifier NOT NULL,
        [FirstId] uniqueidentifier NOT NULL,
        [SecondId] uniqueidentifier NOT NULL,
        [Score] int NOT NULL,
        [Reasons] nvarchar(200) NOT NULL,
        [Facts] varchar(64) NOT NULL,
        [FoundAt] datetime2 NOT NULL,
        [JudgedFacts] varchar(64) NULL,
        [JudgedReason] nvarchar(200) NULL,
        [JudgedBy] varchar(64) NULL,
        [JudgedByName] nvarchar(100) NULL,
        [JudgedAt] datetime2 NULL,
        [Version] uniqueidentifier NOT NULL,
        CONSTRAINT [PK_TwinPair] PRIMARY KEY ([TwinPairId]),
        CONSTRAINT [FK_TwinPair_LedgerPerson_FirstId] FOREIGN KEY ([FirstId]) REFERENCES [LedgerPerson] ([LedgerPersonId]) ON DELETE NO ACTION,
        CONSTRAINT [FK_TwinPair_LedgerPerson_SecondId] FOREIGN KEY ([SecondId]) REFERENCES [LedgerPerson] ([LedgerPersonId]) ON DELETE NO ACTION
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126035540_MergingAndComparison'
)
BEGIN
    CREATE TABLE [ComparisonLine] (
        [ComparisonLineId] uniqueidentifier NOT NULL,
        [ComparisonId] uniqueidentifier NOT NULL,
        [Position] int NOT NULL,
        [DoseId] uniqueidentifier NOT NULL,
        [Waits] bit NOT NULL,
        [Answer] varchar(24) NULL,
        [ItemNames] varchar(120) NOT NULL,
        [ShownAt] datetime2 NULL,
        [DoseVersion] uniqueidentifier NULL,
        [PersonVersion] uniqueidentifier NULL,
        [AnsweredAt] datetime2 NULL,
        [AnsweredByKey] varchar(64) NULL,
        [AnsweredByName] nvarchar(100) NULL,
        [ReaderId] uniqueidentifier NULL,
        [ReaderName] nvarchar(100) NULL,
        [KeptReason] nvarchar(200) NULL,
        [KeptByKey] varchar(64) NULL,
        [KeptByName] nvarchar(100) NULL,
        [Outcome] varchar(24) NULL,
        [Version] uniqueidentifier NOT NULL,
        CONSTRAINT [PK_ComparisonLine] PRIMARY KEY ([ComparisonLineId]),
        CONSTRAINT [FK_ComparisonLine_Comparison_ComparisonId] FOREIGN KEY ([ComparisonId]) REFERENCES [Comparison] ([ComparisonId]) ON DELETE NO ACTION,
        CONSTRAINT [FK_ComparisonLine_Dose_DoseId] FOREIGN KEY ([DoseId]) REFERENCES [Dose] ([DoseId]) ON DELETE NO ACTION
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126035540_MergingAndComparison'
)
BEGIN
    CREATE TABLE [PaperValue] (
        [ComparisonLineId] uniqueidentifier NOT NULL,
        [Kind] varchar(24) NOT NULL,
        [Field] varchar(30) NOT NULL,
        [Value] nvarchar(200) NULL,
        CONSTRAINT [PK_PaperValue] PRIMARY KEY ([ComparisonLineId], [Kind], [Field]),
        CONSTRAINT [FK_PaperValue_ComparisonLine_ComparisonLineId] FOREIGN KEY ([ComparisonLineId]) REFERENCES [ComparisonLine] ([ComparisonLineId]) ON DELETE NO ACTION
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126035540_MergingAndComparison'
)
BEGIN
    CREATE INDEX [IX_Revision_MergeId] ON [Revision] ([MergeId]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126035540_MergingAndComparison'
)
BEGIN
    CREATE UNIQUE INDEX [IX_Comparison_Number] ON [Comparison] ([Number]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126035540_MergingAndComparison'
)
BEGIN
    CREATE UNIQUE INDEX [IX_ComparisonLine_ComparisonId_Position] ON [ComparisonLine] ([ComparisonId], [Position]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126035540_MergingAndComparison'
)
BEGIN
    CREATE INDEX [IX_ComparisonLine_ComparisonId_Waits_Answer_Position] ON [ComparisonLine] ([ComparisonId], [Waits], [Answer], [Position]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126035540_MergingAndComparison'
)
BEGIN
    CREATE INDEX [IX_ComparisonLine_DoseId] ON [ComparisonLine] ([DoseId]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126035540_MergingAndComparison'
)
BEGIN
    CREATE UNIQUE INDEX [IX_TwinPair_FirstId_SecondId] ON [TwinPair] ([FirstId], [SecondId]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126035540_MergingAndComparison'
)
BEGIN
    CREATE INDEX [IX_TwinPair_Score_TwinPairId] ON [TwinPair] ([Score], [TwinPairId]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126035540_MergingAndComparison'
)
BEGIN
    CREATE INDEX [IX_TwinPair_SecondId] ON [TwinPair] ([SecondId]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126035540_MergingAndComparison'
)
BEGIN
    INSERT INTO [__EFMigrationsHistory] ([MigrationId], [ProductVersion])
    VALUES (N'20261126035540_MergingAndComparison', N'10.0.14');
END;

COMMIT;
GO

BEGIN TRANSACTION;
IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126052500_ComparisonDays'
)
BEGIN
    CREATE INDEX [IX_Dose_VaccinatedOn_InstitutionName_Status] ON [Dose] ([VaccinatedOn], [InstitutionName], [Status]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126052500_ComparisonDays'
)
BEGIN
    INSERT INTO [__EFMigrationsHistory] ([MigrationId], [ProductVersion])
    VALUES (N'20261126052500_ComparisonDays', N'10.0.14');
END;

COMMIT;
GO

BEGIN TRANSACTION;
IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126090220_Media'
)
BEGIN
    CREATE TABLE [Medium] (
        [MediumId] uniqueidentifier NOT NULL,
        [Number] nvarchar(40) NOT NULL,
        [Kind] varchar(24) NOT NULL,
        [Product] nvarchar(80) NOT NULL,
        [Encryption] varchar(24) NOT NULL,
        [EncryptionNote] nvarchar(200) NULL,
        [Place] nvarchar(80) NOT NULL,
        [Note] nvarchar(200) NULL,
        [State] varchar(24) NOT NULL,
        [EnteredAt] datetime2 NOT NULL,
        [StateReason] nvarchar(200) NULL,
        [StateAt] datetime2 NULL,
        [StateByName] nvarchar(100) NULL,
        [LossReport] nvarchar(200) NULL,
        [LossReportedAt] datetime2 NULL,
        [LossReportedByName] nvarchar(100) NULL,
        [Version] uniqueidentifier NOT NULL,
        CONSTRAINT [PK_Medium] PRIMARY KEY ([MediumId])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126090220_Media'
)
BEGIN
    CREATE TABLE [MediumUse] (
        [MediumUseId] uniqueidentifier NOT NULL,
        [Number] int NOT NULL,
        [MediumId] uniqueidentifier NOT NULL,
        [Purpose] nvarchar(200) NOT NULL,
        [Contents] nvarchar(200) NOT NULL,
        [PlannedFiles] int NOT NULL,
        [PlannedRows] bigint NOT NULL,
        [EraseBy] date NOT NULL,
        [ApplicantKey] varchar(64) NOT NULL,
        [ApplicantName] nvarchar(100) NOT NULL,
        [ApplicantDepartment] nvarchar(60) NOT NULL,
        [Terminal] nvarchar(50) NOT NULL,
        [AppliedAt] datetime2 NOT NULL,
        [State] varchar(24) NOT NULL,
        [DecidedByKey] varchar(64) NULL,
        [DecidedByName] nvarchar(100) NULL,
        [DecidedAt] datetime2 NULL,
        [DecisionNote] nvarchar(200) NULL,
        [HandedTo] nvarchar(100) NULL,
        [HandedAt] datetime2 NULL,
        [HandedByName] nvarchar(100) NULL,
        [BackAt] datetime2 NULL,
        [BackByName] nvarchar(100) NULL,
        [ErasedAt] datetime2 NULL,
        [ErasureMethod] varchar(24) NULL,
        [ErasedByKey] varchar(64) NULL,
        [ErasedByName] nvarchar(100) NULL,
        [WitnessId] uniqueidentifier NULL,
        [WitnessName] nvarchar(100) NULL,
        [WithdrawnAt] datetime2 NULL,
        [Files] int NOT NULL,
        [Rows] bigint NOT NULL,
        [Version] uniqueidentifier NOT NULL,
        CONSTRAINT [PK_MediumUse] PRIMARY KEY ([MediumUseId]),
        CONSTRAINT [FK_MediumUse_Medium_MediumId] FOREIGN KEY ([MediumId]) REFERENCES [Medium] ([MediumId]) ON DELETE NO ACTION,
        CONSTRAINT [FK_MediumUse_StaffMember_WitnessId] FOREIGN KEY ([WitnessId]) REFERENCES [StaffMember] ([StaffMemberId]) ON DELETE NO ACTION
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126090220_Media'
)
BEGIN
    CREATE TABLE [MediumFile] (
        [MediumFileId] uniqueidentifier NOT NULL,
        [MediumUseId] uniqueidentifier NOT NULL,
        [Name] nvarchar(120) NOT NULL,
        [Rows] bigint NOT NULL,
        [Bytes] bigint NULL,
        [WrittenAt] datetime2 NOT NULL,
        [WrittenByName] nvarchar(100) NOT NULL,
        [Terminal] nvarchar(50) NOT NULL,
        CONSTRAINT [PK_MediumFile] PRIMARY KEY ([MediumFileId]),
        CONSTRAINT [FK_MediumFile_MediumUse_MediumUseId] FOREIGN KEY ([MediumUseId]) REFERENCES [MediumUse] ([MediumUseId]) ON DELETE NO ACTION
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126090220_Media'
)
BEGIN
    CREATE UNIQUE INDEX [IX_Medium_Number] ON [Medium] ([Number]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126090220_Media'
)
BEGIN
    CREATE INDEX [IX_MediumFile_MediumUseId] ON [MediumFile] ([MediumUseId]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126090220_Media'
)
BEGIN
    CREATE INDEX [IX_MediumUse_MediumId] ON [MediumUse] ([MediumId]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126090220_Media'
)
BEGIN
    CREATE UNIQUE INDEX [IX_MediumUse_Number] ON [MediumUse] ([Number]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126090220_Media'
)
BEGIN
    EXEC(N'CREATE UNIQUE INDEX [IX_MediumUse_Open] ON [MediumUse] ([MediumId]) WHERE [State] IN (''Waiting'', ''Approved'')');
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126090220_Media'
)
BEGIN
    CREATE INDEX [IX_MediumUse_State_EraseBy] ON [MediumUse] ([State], [EraseBy]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126090220_Media'
)
BEGIN
    CREATE INDEX [IX_MediumUse_WitnessId] ON [MediumUse] ([WitnessId]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126090220_Media'
)
BEGIN
    INSERT INTO [__EFMigrationsHistory] ([MigrationId], [ProductVersion])
    VALUES (N'20261126090220_Media', N'10.0.14');
END;

COMMIT;
GO

BEGIN TRANSACTION;
IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126094455_Reports'
)
BEGIN
    DROP INDEX [IX_Dose_VaccinatedOn_InstitutionName_Status] ON [Dose];
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126094455_Reports'
)
BEGIN
    CREATE TABLE [ReportRun] (
        [ReportRunId] uniqueidentifier NOT NULL,
        [Number] int NOT NULL,
        [Period] varchar(10) NOT NULL,
        [AsOf] datetime2 NOT NULL,
        [MadeAt] datetime2 NOT NULL,
        [MadeByKey] varchar(64) NOT NULL,
        [MadeByName] nvarchar(100) NOT NULL,
        [Terminal] nvarchar(50) NOT NULL,
        [ScheduledPeriod] varchar(10) NULL,
        [PreviousId] uniqueidentifier NULL,
        [Doses] bigint NOT NULL,
        [Digest] varchar(64) NOT NULL,
        CONSTRAINT [PK_ReportRun] PRIMARY KEY ([ReportRunId])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126094455_Reports'
)
BEGIN
    CREATE TABLE [ReportFigures] (
        [ReportRunId] uniqueidentifier NOT NULL,
        [Text] nvarchar(max) NOT NULL,
        CONSTRAINT [PK_ReportFigures] PRIMARY KEY ([ReportRunId]),
        CONSTRAINT [FK_ReportFigures_ReportRun_ReportRunId] FOREIGN KEY ([ReportRunId]) REFERENCES [ReportRun] ([ReportRunId]) ON DELETE NO ACTION
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126094455_Reports'
)
BEGIN
    CREATE INDEX [IX_Dose_VaccinatedOn_InstitutionName_Status_DoseNumber_CreatedAt] ON [Dose] ([VaccinatedOn], [InstitutionName], [Status], [DoseNumber], [CreatedAt]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126094455_Reports'
)
BEGIN
    CREATE UNIQUE INDEX [IX_ReportRun_Number] ON [ReportRun] ([Number]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126094455_Reports'
)
BEGIN
    CREATE INDEX [IX_ReportRun_Period_Number] ON [ReportRun] ([Period], [Number]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126094455_Reports'
)
BEGIN
    EXEC(N'CREATE UNIQUE INDEX [IX_ReportRun_ScheduledPeriod] ON [ReportRun] ([ScheduledPeriod]) WHERE [ScheduledPeriod] IS NOT NULL');
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126094455_Reports'
)
BEGIN
    INSERT INTO [__EFMigrationsHistory] ([MigrationId], [ProductVersion])
    VALUES (N'20261126094455_Reports', N'10.0.14');
END;

COMMIT;
GO

BEGIN TRANSACTION;
IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126122902_MediumFileState'
)
BEGIN
    ALTER TABLE [MediumFile] ADD [FinishedAt] datetime2 NULL;
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126122902_MediumFileState'
)
BEGIN
    ALTER TABLE [MediumFile] ADD [State] varchar(24) NOT NULL DEFAULT 'Written';
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126122902_MediumFileState'
)
BEGIN
    INSERT INTO [__EFMigrationsHistory] ([MigrationId], [ProductVersion])
    VALUES (N'20261126122902_MediumFileState', N'10.0.14');
END;

COMMIT;
GO

BEGIN TRANSACTION;
IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126130808_ExchangeRuns'
)
BEGIN
    CREATE TABLE [ExchangeRun] (
        [ExchangeRunId] uniqueidentifier NOT NULL,
        [Number] int NOT NULL,
        [Kind] varchar(24) NOT NULL,
        [State] varchar(24) NOT NULL,
        [Layout] varchar(60) NOT NULL,
        [Purpose] nvarchar(200) NOT NULL,
        [FileName] nvarchar(200) NULL,
        [Sha256] varchar(64) NULL,
        [Bytes] bigint NULL,
        [Lines] int NOT NULL,
        [Accepted] int NOT NULL,
        [Rejected] int NOT NULL,
        [MediumUseId] uniqueidentifier NULL,
        [MadeByKey] varchar(64) NOT NULL,
        [MadeByName] nvarchar(100) NOT NULL,
        [MadeAt] datetime2 NOT NULL,
        [ApprovedByKey] varchar(64) NULL,
        [ApprovedByName] nvarchar(100) NULL,
        [ApprovedAt] datetime2 NULL,
        [SentByName] nvarchar(100) NULL,
        [SentAt] datetime2 NULL,
        [AnsweredAt] datetime2 NULL,
        [EndedAt] datetime2 NULL,
        [Note] nvarchar(200) NULL,
        [Version] uniqueidentifier NOT NULL,
        CONSTRAINT [PK_ExchangeRun] PRIMARY KEY ([ExchangeRunId]),
        CONSTRAINT [FK_ExchangeRun_MediumUse_MediumUseId] FOREIGN KEY ([MediumUseId]) REFERENCES [MediumUse] ([MediumUseId]) ON DELETE NO ACTION
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126130808_ExchangeRuns'
)
BEGIN
    CREATE TABLE [ExchangeLine] (
        [ExchangeRunId] uniqueidentifier NOT NULL,
        [LineNumber] int NOT NULL,
        [Partner] varchar(24) NOT NULL,
        [RecordId] uniqueidentifier NOT NULL,
        [LedgerPersonId] uniqueidentifier NOT NULL,
        [Act] varchar(24) NOT NULL,
        [Digest] varchar(32) NOT NULL,
        [State] varchar(24) NOT NULL,
        [Code] nvarchar(8) NULL,
        [Message] nvarchar(200) NULL,
        [IsHeld] bit NOT NULL,
        CONSTRAINT [PK_ExchangeLine] PRIMARY KEY ([ExchangeRunId], [LineNumber]),
        CONSTRAINT [FK_ExchangeLine_ExchangeRun_ExchangeRunId] FOREIGN KEY ([ExchangeRunId]) REFERENCES [ExchangeRun] ([ExchangeRunId]) ON DELETE NO ACTION,
        CONSTRAINT [FK_ExchangeLine_LedgerPerson_LedgerPersonId] FOREIGN KEY ([LedgerPersonId]) REFERENCES [LedgerPerson] ([LedgerPersonId]) ON DELETE NO ACTION
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126130808_ExchangeRuns'
)
BEGIN
    CREATE INDEX [IX_ExchangeLine_LedgerPersonId] ON [ExchangeLine] ([LedgerPersonId]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126130808_ExchangeRuns'
)
BEGIN
    CREATE INDEX [IX_ExchangeLine_Partner_IsHeld_RecordId] ON [ExchangeLine] ([Partner], [IsHeld], [RecordId]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126130808_ExchangeRuns'
)
BEGIN
    CREATE INDEX [IX_ExchangeRun_Kind_State] ON [ExchangeRun] ([Kind], [State]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126130808_ExchangeRuns'
)
BEGIN
    CREATE INDEX [IX_ExchangeRun_MediumUseId] ON [ExchangeRun] ([MediumUseId]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126130808_ExchangeRuns'
)
BEGIN
    CREATE UNIQUE INDEX [IX_ExchangeRun_Number] ON [ExchangeRun] ([Number]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126130808_ExchangeRuns'
)
BEGIN
    INSERT INTO [__EFMigrationsHistory] ([MigrationId], [ProductVersion])
    VALUES (N'20261126130808_ExchangeRuns', N'10.0.14');
END;

COMMIT;
GO

BEGIN TRANSACTION;
IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126132136_ResidentIndex'
)
BEGIN
    CREATE TABLE [AddresseeClient] (
        [AddresseeClientId] uniqueidentifier NOT NULL,
        [ClientId] varchar(20) NOT NULL,
        [Name] nvarchar(60) NOT NULL,
        [System] nvarchar(60) NOT NULL,
        [Contact] nvarchar(100) NOT NULL,
        [Scopes] varchar(200) NOT NULL,
        [AddressRanges] varchar(400) NOT NULL,
        [PerMinute] int NOT NULL,
        [ValidUntil] date NOT NULL,
        [State] varchar(24) NOT NULL,
        [SecretHash] varchar(200) NULL,
        [SecretStamp] uniqueidentifier NOT NULL,
        [SecretChangedAt] datetime2 NULL,
        [LastTokenAt] datetime2 NULL,
        [EnteredAt] datetime2 NOT NULL,
        [EnteredByName] nvarchar(100) NOT NULL,
        [StopReason] nvarchar(200) NULL,
        [StoppedAt] datetime2 NULL,
        [Version] uniqueidentifier NOT NULL,
        CONSTRAINT [PK_AddresseeClient] PRIMARY KEY ([AddresseeClientId])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126132136_ResidentIndex'
)
BEGIN
    CREATE TABLE [NumberCounter] (
        [Kind] varchar(24) NOT NULL,
        [Next] bigint NOT NULL,
        [Issued] bigint NOT NULL,
        [PassedOver] bigint NOT NULL,
        [LastIssuedAt] datetime2 NULL,
        [Version] uniqueidentifier NOT NULL,
        CONSTRAINT [PK_NumberCounter] PRIMARY KEY ([Kind])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126132136_ResidentIndex'
)
BEGIN
    CREATE UNIQUE INDEX [IX_AddresseeClient_ClientId] ON [AddresseeClient] ([ClientId]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126132136_ResidentIndex'
)
BEGIN
    CREATE UNIQUE INDEX [IX_AddresseeClient_Name] ON [AddresseeClient] ([Name]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126132136_ResidentIndex'
)
BEGIN
    INSERT INTO [__EFMigrationsHistory] ([MigrationId], [ProductVersion])
    VALUES (N'20261126132136_ResidentIndex', N'10.0.14');
END;

COMMIT;
GO

BEGIN TRANSACTION;
IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126141452_VrsReconcile'
)
BEGIN
    CREATE TABLE [VrsReconciliation] (
        [ExchangeRunId] uniqueidentifier NOT NULL,
        [Scope] varchar(24) NOT NULL,
        [Encoding] varchar(20) NOT NULL,
        [FileLines] int NOT NULL,
        [UnmatchedLines] int NOT NULL,
        [FileDoses] int NOT NULL,
        [LedgerDoses] int NOT NULL,
        [Same] int NOT NULL,
        [Differs] int NOT NULL,
        [OnlyHere] int NOT NULL,
        [OnlyThere] int NOT NULL,
        [Unmatched] int NOT NULL,
        [LinesNotKept] int NOT NULL,
        CONSTRAINT [PK_VrsReconciliation] PRIMARY KEY ([ExchangeRunId]),
        CONSTRAINT [FK_VrsReconciliation_ExchangeRun_ExchangeRunId] FOREIGN KEY ([ExchangeRunId]) REFERENCES [ExchangeRun] ([ExchangeRunId]) ON DELETE NO ACTION
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126141452_VrsReconcile'
)
BEGIN
    CREATE TABLE [VrsDifference] (
        [VrsDifferenceId] uniqueidentifier NOT NULL,
        [ExchangeRunId] uniqueidentifier NOT NULL,
        [Ordinal] int NOT NULL,
        [Kind] varchar(24) NOT NULL,
        [Likeness] varchar(24) NOT NULL,
        [LedgerPersonId] uniqueidentifier NULL,
        [DoseId] uniqueidentifier NULL,
        [DoseNumber] int NULL,
        [VaccinatedOn] date NULL,
        [Field] varchar(40) NULL,
        [Ours] nvarchar(500) NULL,
        [Theirs] nvarchar(500) NULL,
        [LineNumber] int NULL,
        [Note] nvarchar(300) NULL,
        [State] varchar(24) NOT NULL,
        [RevisionId] uniqueidentifier NULL,
        [DecidedByName] nvarchar(100) NULL,
        [DecidedAt] datetime2 NULL,
        [Reason] nvarchar(200) NULL,
        [Version] uniqueidentifier NOT NULL,
        CONSTRAINT [PK_VrsDifference] PRIMARY KEY ([VrsDifferenceId]),
        CONSTRAINT [FK_VrsDifference_VrsReconciliation_ExchangeRunId] FOREIGN KEY ([ExchangeRunId]) REFERENCES [VrsReconciliation] ([ExchangeRunId]) ON DELETE NO ACTION
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126141452_VrsReconcile'
)
BEGIN
    CREATE UNIQUE INDEX [IX_VrsDifference_ExchangeRunId_Ordinal] ON [VrsDifference] ([ExchangeRunId], [Ordinal]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126141452_VrsReconcile'
)
BEGIN
    CREATE INDEX [IX_VrsDifference_State_ExchangeRunId] ON [VrsDifference] ([State], [ExchangeRunId]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126141452_VrsReconcile'
)
BEGIN
    INSERT INTO [__EFMigrationsHistory] ([MigrationId], [ProductVersion])
    VALUES (N'20261126141452_VrsReconcile', N'10.0.14');
END;

COMMIT;
GO

BEGIN TRANSACTION;
IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126154121_ExchangeRegisters'
)
BEGIN
    UPDATE ExchangeLine SET Partner = 'Replica' WHERE Partner = 'IntermediateServer'
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126154121_ExchangeRegisters'
)
BEGIN
    EXEC sp_rename N'[ExchangeLine].[Partner]', N'Register', 'COLUMN';
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126154121_ExchangeRegisters'
)
BEGIN
    EXEC sp_rename N'[ExchangeLine].[IX_ExchangeLine_Partner_IsHeld_RecordId]', N'IX_ExchangeLine_Register_IsHeld_RecordId', 'INDEX';
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126154121_ExchangeRegisters'
)
BEGIN
    INSERT INTO [__EFMigrationsHistory] ([MigrationId], [ProductVersion])
    VALUES (N'20261126154121_ExchangeRegisters', N'10.0.14');
END;

COMMIT;
GO

BEGIN TRANSACTION;
IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126160452_ExchangeRefusals'
)
BEGIN
    ALTER TABLE [ExchangeLine] ADD [IsRefused] bit NOT NULL DEFAULT CAST(0 AS bit);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126160452_ExchangeRefusals'
)
BEGIN
    CREATE INDEX [IX_ExchangeLine_IsRefused_RecordId] ON [ExchangeLine] ([IsRefused], [RecordId]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126160452_ExchangeRefusals'
)
BEGIN
    INSERT INTO [__EFMigrationsHistory] ([MigrationId], [ProductVersion])
    VALUES (N'20261126160452_ExchangeRefusals', N'10.0.14');
END;

COMMIT;
GO

BEGIN TRANSACTION;
IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126165339_VrsExchanges'
)
BEGIN
    CREATE TABLE [MunicipalityRequest] (
        [MunicipalityRequestId] uniqueidentifier NOT NULL,
        [Number] int NOT NULL,
        [FromCode] varchar(6) NOT NULL,
        [RequestNumber] nvarchar(40) NOT NULL,
        [ReceivedOn] date NOT NULL,
        [Basis] varchar(24) NOT NULL,
        [ResidentNumber] varchar(15) NOT NULL,
        [LedgerPersonId] uniqueidentifier NULL,
        [TakenByKey] varchar(64) NOT NULL,
        [TakenByName] nvarchar(100) NOT NULL,
        [TakenAt] datetime2 NOT NULL,
        [State] varchar(24) NOT NULL,
        [ApprovedByName] nvarchar(100) NULL,
        [ApprovedAt] datetime2 NULL,
        [AnsweredByName] nvarchar(100) NULL,
        [AnsweredAt] datetime2 NULL,
        [Doses] int NOT NULL,
        [Note] nvarchar(200) NULL,
        [Version] uniqueidentifier NOT NULL,
        CONSTRAINT [PK_MunicipalityRequest] PRIMARY KEY ([MunicipalityRequestId]),
        CONSTRAINT [FK_MunicipalityRequest_LedgerPerson_LedgerPersonId] FOREIGN KEY ([LedgerPersonId]) REFERENCES [LedgerPerson] ([LedgerPersonId]) ON DELETE NO ACTION
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126165339_VrsExchanges'
)
BEGIN
    CREATE TABLE [TransferInquiry] (
        [TransferInquiryId] uniqueidentifier NOT NULL,
        [LedgerPersonId] uniqueidentifier NOT NULL,
        [CaseNumber] nvarchar(30) NOT NULL,
        [CollectedByName] nvarchar(100) NOT NULL,
        [CollectedAt] datetime2 NOT NULL,
        [State] varchar(24) NOT NULL,
        [ExchangeRunId] uniqueidentifier NULL,
        [LineNumber] int NULL,
        [Message] nvarchar(200) NULL,
        [Note] nvarchar(200) NULL,
        [EndedByName] nvarchar(100) NULL,
        [EndedAt] datetime2 NULL,
        [Version] uniqueidentifier NOT NULL,
        CONSTRAINT [PK_TransferInquiry] PRIMARY KEY ([TransferInquiryId]),
        CONSTRAINT [FK_TransferInquiry_ExchangeRun_ExchangeRunId] FOREIGN KEY ([ExchangeRunId]) REFERENCES [ExchangeRun] ([ExchangeRunId]) ON DELETE NO ACTION,
        CONSTRAINT [FK_TransferInquiry_LedgerPerson_LedgerPersonId] FOREIGN KEY ([LedgerPersonId]) REFERENCES [LedgerPerson] ([LedgerPersonId]) ON DELETE NO ACTION
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126165339_VrsExchanges'
)
BEGIN
    CREATE TABLE [VrsFlagDifference] (
        [VrsFlagDifferenceId] uniqueidentifier NOT NULL,
        [ExchangeRunId] uniqueidentifier NOT NULL,
        [LineNumber] int NOT NULL,
        [LedgerPersonId] uniqueidentifier NULL,
        [Flag] varchar(24) NOT NULL,
        [FlaggedOn] date NULL,
        [Ours] varchar(24) NOT NULL,
        [OursOn] date NULL,
        [Note] nvarchar(200) NULL,
        [State] varchar(24) NOT NULL,
        [RevisionId] uniqueidentifier NULL,
        [Reason] nvarchar(200) NULL,
        [DecidedByName] nvarchar(100) NULL,
        [DecidedAt] datetime2 NULL,
        [Version] uniqueidentifier NOT NULL,
        CONSTRAINT [PK_VrsFlagDifference] PRIMARY KEY ([VrsFlagDifferenceId]),
        CONSTRAINT [FK_VrsFlagDifference_ExchangeRun_ExchangeRunId] FOREIGN KEY ([ExchangeRunId]) REFERENCES [ExchangeRun] ([ExchangeRunId]) ON DELETE NO ACTION,
        CONSTRAINT [FK_VrsFlagDifference_LedgerPerson_LedgerPersonId] FOREIGN KEY ([LedgerPersonId]) REFERENCES [LedgerPerson] ([LedgerPersonId]) ON DELETE NO ACTION
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126165339_VrsExchanges'
)
BEGIN
    CREATE TABLE [ProvidedDose] (
        [MunicipalityRequestId] uniqueidentifier NOT NULL,
        [Ordinal] int NOT NULL,
        [DoseNumber] int NOT NULL,
        [VaccinatedOn] date NOT NULL,
        [Maker] nvarchar(60) NULL,
        [ProductCode] nvarchar(60) NULL,
        [LotNumber] nvarchar(60) NULL,
        [MunicipalityCode] varchar(6) NULL,
        [CouponNumber] varchar(10) NULL,
        [Venue] nvarchar(60) NULL,
        [Doctor] nvarchar(60) NULL,
        CONSTRAINT [PK_ProvidedDose] PRIMARY KEY ([MunicipalityRequestId], [Ordinal]),
        CONSTRAINT [FK_ProvidedDose_MunicipalityRequest_MunicipalityRequestId] FOREIGN KEY ([MunicipalityRequestId]) REFERENCES [MunicipalityRequest] ([MunicipalityRequestId]) ON DELETE NO ACTION
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126165339_VrsExchanges'
)
BEGIN
    CREATE TABLE [TransferCandidate] (
        [TransferCandidateId] uniqueidentifier NOT NULL,
        [TransferInquiryId] uniqueidentifier NOT NULL,
        [Ordinal] int NOT NULL,
        [DoseNumber] int NOT NULL,
        [VaccinatedOn] date NOT NULL,
        [CouponNumber] varchar(10) NULL,
        [MunicipalityCode] varchar(6) NULL,
        [Venue] nvarchar(60) NULL,
        [Doctor] nvarchar(60) NULL,
        [Maker] nvarchar(60) NULL,
        [LotNumber] nvarchar(60) NULL,
        [RecordedAt] varchar(14) NULL,
        [Decision] varchar(24) NOT NULL,
        [Warnings] nvarchar(1000) NULL,
        [Reason] nvarchar(200) NULL,
        [DecidedByName] nvarchar(100) NULL,
        [DecidedAt] datetime2 NULL,
        [Version] uniqueidentifier NOT NULL,
        CONSTRAINT [PK_TransferCandidate] PRIMARY KEY ([TransferCandidateId]),
        CONSTRAINT [FK_TransferCandidate_TransferInquiry_TransferInquiryId] FOREIGN KEY ([TransferInquiryId]) REFERENCES [TransferInquiry] ([TransferInquiryId]) ON DELETE NO ACTION
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126165339_VrsExchanges'
)
BEGIN
    CREATE UNIQUE INDEX [IX_MunicipalityRequest_FromCode_RequestNumber_ResidentNumber] ON [MunicipalityRequest] ([FromCode], [RequestNumber], [ResidentNumber]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126165339_VrsExchanges'
)
BEGIN
    CREATE INDEX [IX_MunicipalityRequest_LedgerPersonId] ON [MunicipalityRequest] ([LedgerPersonId]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126165339_VrsExchanges'
)
BEGIN
    CREATE UNIQUE INDEX [IX_MunicipalityRequest_Number] ON [MunicipalityRequest] ([Number]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126165339_VrsExchanges'
)
BEGIN
    CREATE INDEX [IX_MunicipalityRequest_State] ON [MunicipalityRequest] ([State]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126165339_VrsExchanges'
)
BEGIN
    CREATE UNIQUE INDEX [IX_TransferCandidate_TransferInquiryId_Ordinal] ON [TransferCandidate] ([TransferInquiryId], [Ordinal]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126165339_VrsExchanges'
)
BEGIN
    CREATE INDEX [IX_TransferInquiry_ExchangeRunId] ON [TransferInquiry] ([ExchangeRunId]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126165339_VrsExchanges'
)
BEGIN
    EXEC(N'CREATE UNIQUE INDEX [IX_TransferInquiry_Open] ON [TransferInquiry] ([LedgerPersonId]) WHERE [State] IN (''Collected'', ''Requested'', ''Answered'', ''NoMatch'', ''Refused'')');
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126165339_VrsExchanges'
)
BEGIN
    CREATE INDEX [IX_TransferInquiry_State_CollectedAt] ON [TransferInquiry] ([State], [CollectedAt]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126165339_VrsExchanges'
)
BEGIN
    CREATE UNIQUE INDEX [IX_VrsFlagDifference_ExchangeRunId_LineNumber] ON [VrsFlagDifference] ([ExchangeRunId], [LineNumber]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126165339_VrsExchanges'
)
BEGIN
    CREATE INDEX [IX_VrsFlagDifference_LedgerPersonId] ON [VrsFlagDifference] ([LedgerPersonId]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126165339_VrsExchanges'
)
BEGIN
    CREATE INDEX [IX_VrsFlagDifference_State] ON [VrsFlagDifference] ([State]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126165339_VrsExchanges'
)
BEGIN
    INSERT INTO [__EFMigrationsHistory] ([MigrationId], [ProductVersion])
    VALUES (N'20261126165339_VrsExchanges', N'10.0.14');
END;

COMMIT;
GO

BEGIN TRANSACTION;
IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126171446_IntermediateServer'
)
BEGIN
    CREATE TABLE [InquiryPermit] (
        [InquiryPermitId] uniqueidentifier NOT NULL,
        [Direction] varchar(24) NOT NULL,
        [Item] int NOT NULL,
        [Asker] nvarchar(60) NOT NULL,
        [Office] nvarchar(200) NOT NULL,
        [Giver] nvarchar(60) NOT NULL,
        [Information] nvarchar(200) NOT NULL,
        [ValidFrom] date NOT NULL,
        [ValidTo] date NULL,
        [Basis] nvarchar(200) NOT NULL,
        [EnteredByName] nvarchar(100) NOT NULL,
        [EnteredAt] datetime2 NOT NULL,
        [EndedByName] nvarchar(100) NULL,
        [EndedAt] datetime2 NULL,
        [Version] uniqueidentifier NOT NULL,
        CONSTRAINT [PK_InquiryPermit] PRIMARY KEY ([InquiryPermitId])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126171446_IntermediateServer'
)
BEGIN
    CREATE TABLE [Provision] (
        [ProvisionId] uniqueidentifier NOT NULL,
        [ReceivedNumber] nvarchar(20) NOT NULL,
        [AskerCode] varchar(6) NOT NULL,
        [AskerName] nvarchar(60) NOT NULL,
        [Item] int NOT NULL,
        [LedgerPersonId] uniqueidentifier NULL,
        [RequestedAt] datetime2 NOT NULL,
        [ReceivedRunId] uniqueidentifier NOT NULL,
        [State] varchar(24) NOT NULL,
        [Decision] varchar(24) NULL,
        [Reason] nvarchar(200) NULL,
        [ProposedByKey] varchar(64) NULL,
        [ProposedByName] nvarchar(100) NULL,
        [ProposedAt] datetime2 NULL,
        [DecidedByName] nvarchar(100) NULL,
        [DecidedAt] datetime2 NULL,
        [Note] nvarchar(200) NULL,
        [SentRunId] uniqueidentifier NULL,
        [SentAt] datetime2 NULL,
        [Version] uniqueidentifier NOT NULL,
        CONSTRAINT [PK_Provision] PRIMARY KEY ([ProvisionId]),
        CONSTRAINT [FK_Provision_ExchangeRun_ReceivedRunId] FOREIGN KEY ([ReceivedRunId]) REFERENCES [ExchangeRun] ([ExchangeRunId]) ON DELETE NO ACTION,
        CONSTRAINT [FK_Provision_ExchangeRun_SentRunId] FOREIGN KEY ([SentRunId]) REFERENCES [ExchangeRun] ([ExchangeRunId]) ON DELETE NO ACTION,
        CONSTRAINT [FK_Provision_LedgerPerson_LedgerPersonId] FOREIGN KEY ([LedgerPersonId]) REFERENCES [LedgerPerson] ([LedgerPersonId]) ON DELETE NO ACTION
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126171446_IntermediateServer'
)
BEGIN
    CREATE TABLE [ProvisionRecord] (
        [ProvisionRecordId] uniqueidentifier NOT NULL,
        [Direction] varchar(24) NOT NULL,
        [Event] varchar(24) NOT NULL,
        [SubjectId] uniqueidentifier NOT NULL,
        [LedgerPersonId] uniqueidentifier NULL,
        [Item] int NOT NULL,
        [Office] nvarchar(200) NOT NULL,
        [Items] nvarchar(400) NOT NULL,
        [Asker] nvarchar(60) NOT NULL,
        [Giver] nvarchar(60) NOT NULL,
        [RequestedAt] datetime2 NOT NULL,
        [ProvidedAt] datetime2 NULL,
        [Reason] nvarchar(200) NULL,
        [At] datetime2 NOT NULL,
        [KeptUntil] date NOT NULL,
        CONSTRAINT [PK_ProvisionRecord] PRIMARY KEY ([ProvisionRecordId]),
        CONSTRAINT [FK_ProvisionRecord_LedgerPerson_LedgerPersonId] FOREIGN KEY ([LedgerPersonId]) REFERENCES [LedgerPerson] ([LedgerPersonId]) ON DELETE NO ACTION
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126171446_IntermediateServer'
)
BEGIN
    CREATE TABLE [ReplicaComparison] (
        [ExchangeRunId] uniqueidentifier NOT NULL,
        [FileRecords] int NOT NULL,
        [LedgerRecords] int NOT NULL,
        [Same] int NOT NULL,
        [Differs] int NOT NULL,
        [OnlyThere] int NOT NULL,
        [OnlyHere] int NOT NULL,
        [LeftOut] int NOT NULL,
        CONSTRAINT [PK_ReplicaComparison] PRIMARY KEY ([ExchangeRunId]),
        CONSTRAINT [FK_ReplicaComparison_ExchangeRun_ExchangeRunId] FOREIGN KEY ([ExchangeRunId]) REFERENCES [ExchangeRun] ([ExchangeRunId]) ON DELETE NO ACTION
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126171446_IntermediateServer'
)
BEGIN
    CREATE TABLE [Inquiry] (
        [InquiryId] uniqueidentifier NOT NULL,
        [Number] int NOT NULL,
        [LedgerPersonId] uniqueidentifier NOT NULL,
        [InquiryPermitId] uniqueidentifier NOT NULL,
        [Item] int NOT NULL,
        [TargetCode] varchar(6) NOT NULL,
        [TargetName] nvarchar(60) NOT NULL,
        [Purpose] nvarchar(200) NOT NULL,
        [State] varchar(24) NOT NULL,
        [MadeByKey] varchar(64) NOT NULL,
        [MadeByName] nvarchar(100) NOT NULL,
        [MadeAt] datetime2 NOT NULL,
        [ApprovedByKey] varchar(64) NULL,
        [ApprovedByName] nvarchar(100) NULL,
        [ApprovedAt] datetime2 NULL,
        [ExchangeRunId] uniqueidentifier NULL,
        [SentAt] datetime2 NULL,
        [AnsweredAt] datetime2 NULL,
        [Result] varchar(24) NULL,
        [Message] nvarchar(200) NULL,
        [EndedAt] datetime2 NULL,
        [EndedByName] nvarchar(100) NULL,
        [Note] nvarchar(200) NULL,
        [Version] uniqueidentifier NOT NULL,
        CONSTRAINT [PK_Inquiry] PRIMARY KEY ([InquiryId]),
        CONSTRAINT [FK_Inquiry_ExchangeRun_ExchangeRunId] FOREIGN KEY ([ExchangeRunId]) REFERENCES [ExchangeRun] ([ExchangeRunId]) ON DELETE NO ACTION,
        CONSTRAINT [FK_Inquiry_InquiryPermit_InquiryPermitId] FOREIGN KEY ([InquiryPermitId]) REFERENCES [InquiryPermit] ([InquiryPermitId]) ON DELETE NO ACTION,
        CONSTRAINT [FK_Inquiry_LedgerPerson_LedgerPersonId] FOREIGN KEY ([LedgerPersonId]) REFERENCES [LedgerPerson] ([LedgerPersonId]) ON DELETE NO ACTION
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126171446_IntermediateServer'
)
BEGIN
    CREATE TABLE [ReplicaDifference] (
        [ExchangeRunId] uniqueidentifier NOT NULL,
        [Ordinal] int NOT NULL,
        [Kind] varchar(24) NOT NULL,
        [RecordId] uniqueidentifier NOT NULL,
        [LedgerPersonId] uniqueidentifier NULL,
        [Field] nvarchar(40) NULL,
        [Ours] nvarchar(200) NULL,
        [Theirs] nvarchar(200) NULL,
        [TheirDigest] varchar(32) NULL,
        [AwaitsSending] bit NOT NULL,
        [ResendAt] datetime2 NULL,
        [ResendByName] nvarchar(100) NULL,
        CONSTRAINT [PK_ReplicaDifference] PRIMARY KEY ([ExchangeRunId], [Ordinal]),
        CONSTRAINT [FK_ReplicaDifference_ReplicaComparison_ExchangeRunId] FOREIGN KEY ([ExchangeRunId]) REFERENCES [ReplicaComparison] ([ExchangeRunId]) ON DELETE NO ACTION
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126171446_IntermediateServer'
)
BEGIN
    CREATE TABLE [InquiryAnswer] (
        [InquiryId] uniqueidentifier NOT NULL,
        [Ordinal] int NOT NULL,
        [Record] int NOT NULL,
        [Item] nvarchar(40) NOT NULL,
        [Value] nvarchar(200) NOT NULL,
        CONSTRAINT [PK_InquiryAnswer] PRIMARY KEY ([InquiryId], [Ordinal]),
        CONSTRAINT [FK_InquiryAnswer_Inquiry_InquiryId] FOREIGN KEY ([InquiryId]) REFERENCES [Inquiry] ([InquiryId]) ON DELETE NO ACTION
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126171446_IntermediateServer'
)
BEGIN
    IF EXISTS (SELECT * FROM [sys].[identity_columns] WHERE [name] IN (N'InquiryPermitId', N'Asker', N'Basis', N'Direction', N'EndedAt', N'EndedByName', N'EnteredAt', N'EnteredByName', N'Giver', N'Information', N'Item', N'Office', N'ValidFrom', N'ValidTo', N'Version') AND [object_id] = OBJECT_ID(N'[InquiryPermit]'))
        SET IDENTITY_INSERT [InquiryPermit] ON;
    EXEC(N'INSERT INTO [InquiryPermit] ([InquiryPermitId], [Asker], [Basis], [Direction], [EndedAt], [EndedByName], [EnteredAt], [EnteredByName], [Giver], [Information], [Item], [Office], [ValidFrom], [ValidTo], [Version])
    VALUES (''00000019-0001-0000-0000-000000000000'', N''市町村長'', N''番号法第19条第8号に基づく主務省令第2条の表'', ''Ask'', NULL, NULL, ''2024-05-26T15:00:00.0000000Z'', N''初期設定'', N''市町村長'', N''予防接種法による予防接種の実施に関する情報'', 25, N''予防接種法による予防接種の実施に関する事務'', ''2024-05-27'', NULL, ''00000019-0001-0000-0000-000000000000''),
    (''00000019-0002-0000-0000-000000000000'', N''市町村長'', N''番号法第19条第8号に基づく主務省令第2条の表'', ''Give'', NULL, NULL, ''2024-05-26T15:00:00.0000000Z'', N''初期設定'', N''市町村長'', N''予防接種法による予防接種の実施に関する情報'', 25, N''予防接種法による予防接種の実施に関する事務'', ''2024-05-27'', NULL, ''00000019-0002-0000-0000-000000000000''),
    (''0000001a-0002-0000-0000-000000000000'', N''都道府県知事'', N''番号法第19条第8号に基づく主務省令第2条の表'', ''Give'', NULL, NULL, ''2024-05-26T15:00:00.0000000Z'', N''初期設定'', N''市町村長'', N''予防接種法による予防接種の実施に関する情報'', 26, N''予防接種法による予防接種の実施に関する事務'', ''2024-05-27'', NULL, ''0000001a-0002-0000-0000-000000000000''),
    (''0000001b-0001-0000-0000-000000000000'', N''市町村長'', N''番号法第19条第8号に基づく主務省令第2条の表'', ''Ask'', NULL, NULL, ''2024-05-26T15:00:00.0000000Z'', N''初期設定'', N''医療保険者又は後期高齢者医療広域連合'', N''医療保険給付関係情報'', 27, N''予防接種法による給付の支給に関する事務'', ''2024-05-27'', NULL, ''0000001b-0001-0000-0000-000000000000''),
    (''0000001c-0001-0000-0000-000000000000'', N''市町村長'', N''番号法第19条第8号に基づく主務省令第2条の表'', ''Ask'', NULL, NULL, ''2024-05-26T15:00:00.0000000Z'', N''初期設定'', N''都道府県知事等'', N''障害者関係情報'', 28, N''予防接種法による給付の支給に関する事務'', ''2024-05-27'', NULL, ''0000001c-0001-0000-0000-000000000000''),
    (''0000001d-0001-0000-0000-000000000000'', N''市町村長'', N''番号法第19条第8号に基づく主務省令第2条の表'', ''Ask'', NULL, NULL, ''2024-05-26T15:00:00.0000000Z'', N''初期設定'', N''市町村長'', N''地方税関係情報'', 29, N''予防接種法による給付の支給又は実費の徴収の決定に関する事務'', ''2024-05-27'', NULL, ''0000001d-0001-0000-0000-000000000000'')');
    IF EXISTS (SELECT * FROM [sys].[identity_columns] WHERE [name] IN (N'InquiryPermitId', N'Asker', N'Basis', N'Direction', N'EndedAt', N'EndedByName', N'EnteredAt', N'EnteredByName', N'Giver', N'Information', N'Item', N'Office', N'ValidFrom', N'ValidTo', N'Version') AND [object_id] = OBJECT_ID(N'[InquiryPermit]'))
        SET IDENTITY_INSERT [InquiryPermit] OFF;
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126171446_IntermediateServer'
)
BEGIN
    CREATE INDEX [IX_Inquiry_ExchangeRunId] ON [Inquiry] ([ExchangeRunId]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126171446_IntermediateServer'
)
BEGIN
    CREATE INDEX [IX_Inquiry_InquiryPermitId] ON [Inquiry] ([InquiryPermitId]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126171446_IntermediateServer'
)
BEGIN
    CREATE INDEX [IX_Inquiry_LedgerPersonId] ON [Inquiry] ([LedgerPersonId]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126171446_IntermediateServer'
)
BEGIN
    CREATE UNIQUE INDEX [IX_Inquiry_Number] ON [Inquiry] ([Number]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126171446_IntermediateServer'
)
BEGIN
    CREATE INDEX [IX_Inquiry_State] ON [Inquiry] ([State]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126171446_IntermediateServer'
)
BEGIN
    CREATE UNIQUE INDEX [IX_InquiryPermit_Direction_Item_ValidFrom] ON [InquiryPermit] ([Direction], [Item], [ValidFrom]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126171446_IntermediateServer'
)
BEGIN
    CREATE INDEX [IX_Provision_LedgerPersonId] ON [Provision] ([LedgerPersonId]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126171446_IntermediateServer'
)
BEGIN
    CREATE UNIQUE INDEX [IX_Provision_ReceivedNumber] ON [Provision] ([ReceivedNumber]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126171446_IntermediateServer'
)
BEGIN
    CREATE INDEX [IX_Provision_ReceivedRunId] ON [Provision] ([ReceivedRunId]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126171446_IntermediateServer'
)
BEGIN
    CREATE INDEX [IX_Provision_SentRunId] ON [Provision] ([SentRunId]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126171446_IntermediateServer'
)
BEGIN
    CREATE INDEX [IX_Provision_State] ON [Provision] ([State]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126171446_IntermediateServer'
)
BEGIN
    CREATE INDEX [IX_ProvisionRecord_At] ON [ProvisionRecord] ([At]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126171446_IntermediateServer'
)
BEGIN
    CREATE INDEX [IX_ProvisionRecord_KeptUntil] ON [ProvisionRecord] ([KeptUntil]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126171446_IntermediateServer'
)
BEGIN
    CREATE INDEX [IX_ProvisionRecord_LedgerPersonId_At] ON [ProvisionRecord] ([LedgerPersonId], [At]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126171446_IntermediateServer'
)
BEGIN
    INSERT INTO [__EFMigrationsHistory] ([MigrationId], [ProductVersion])
    VALUES (N'20261126171446_IntermediateServer', N'10.0.14');
END;

COMMIT;
GO

BEGIN TRANSACTION;
IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126174417_ExchangeAnswersUndone'
)
BEGIN
    ALTER TABLE [ExchangeRun] ADD [Planned] nvarchar(200) NULL;
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126174417_ExchangeAnswersUndone'
)
BEGIN
    ALTER TABLE [ExchangeLine] ADD [ReplacedById] uniqueidentifier NULL;
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126174417_ExchangeAnswersUndone'
)
BEGIN
    ALTER TABLE [ExchangeLine] ADD [SettledById] uniqueidentifier NULL;
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126174417_ExchangeAnswersUndone'
)
BEGIN
    INSERT INTO [__EFMigrationsHistory] ([MigrationId], [ProductVersion])
    VALUES (N'20261126174417_ExchangeAnswersUndone', N'10.0.14');
END;

COMMIT;
GO

BEGIN TRANSACTION;
IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126190350_ExchangeApprovalLapses'
)
BEGIN
    ALTER TABLE [ReplicaComparison] ADD [WrittenAt] datetime2 NULL;
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126190350_ExchangeApprovalLapses'
)
BEGIN
    DECLARE @var1 nvarchar(max);
    SELECT @var1 = QUOTENAME([d].[name])
    FROM [sys].[default_constraints] [d]
    INNER JOIN [sys].[columns] [c] ON [d].[parent_column_id] = [c].[column_id] AND [d].[parent_object_id] = [c].[object_id]
    WHERE ([d].[parent_object_id] = OBJECT_ID(N'[Inquiry]') AND [c].[name] = N'TargetCode');
    IF @var1 IS NOT NULL EXEC(N'ALTER TABLE [Inquiry] DROP CONSTRAINT ' + @var1 + ';');
    ALTER TABLE [Inquiry] ALTER COLUMN [TargetCode] varchar(8) NOT NULL;
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126190350_ExchangeApprovalLapses'
)
BEGIN
    ALTER TABLE [Inquiry] ADD [TargetKind] varchar(24) NOT NULL DEFAULT 'Municipality';
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126190350_ExchangeApprovalLapses'
)
BEGIN
    ALTER TABLE [ExchangeRun] ADD [AskedAt] datetime2 NULL;
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126190350_ExchangeApprovalLapses'
)
BEGIN
    ALTER TABLE [ExchangeRun] ADD [AskedByKey] varchar(64) NULL;
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126190350_ExchangeApprovalLapses'
)
BEGIN
    ALTER TABLE [ExchangeRun] ADD [AskedByName] nvarchar(100) NULL;
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126190350_ExchangeApprovalLapses'
)
BEGIN
    ALTER TABLE [ExchangeRun] ADD [PlannedAt] datetime2 NULL;
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126190350_ExchangeApprovalLapses'
)
BEGIN
    EXEC(N'UPDATE [InquiryPermit] SET [Giver] = N''医療保険者その他の法令による医療に関する給付の支給を行うこととされている者'', [Information] = N''医療保険各法その他の法令による医療に関する給付の支給に関する情報'', [Office] = N''予防接種法による給付（同法第15条第1項の疾病に係るものに限る。）の支給に関する事務''
    WHERE [InquiryPermitId] = ''0000001b-0001-0000-0000-000000000000'';
    SELECT @@ROWCOUNT');
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126190350_ExchangeApprovalLapses'
)
BEGIN
    EXEC(N'UPDATE [InquiryPermit] SET [Giver] = N''市町村長'', [Information] = N''地方税関係情報又は住民票関係情報'', [Office] = N''予防接種法による給付の支給又は実費の徴収に関する事務''
    WHERE [InquiryPermitId] = ''0000001c-0001-0000-0000-000000000000'';
    SELECT @@ROWCOUNT');
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126190350_ExchangeApprovalLapses'
)
BEGIN
    EXEC(N'UPDATE [InquiryPermit] SET [Giver] = N''特別児童扶養手当等の支給に関する法律その他の法令による障害を有する者の手当を支給することとされている者'', [Information] = N''特別児童扶養手当等の支給に関する法律その他の法令による障害を有する者に対する手当の支給に関する情報'', [Office] = N''予防接種法による給付（同法第15条第1項の障害に係るものに限る。）の支給に関する事務''
    WHERE [InquiryPermitId] = ''0000001d-0001-0000-0000-000000000000'';
    SELECT @@ROWCOUNT');
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126190350_ExchangeApprovalLapses'
)
BEGIN
    INSERT INTO [__EFMigrationsHistory] ([MigrationId], [ProductVersion])
    VALUES (N'20261126190350_ExchangeApprovalLapses', N'10.0.14');
END;

COMMIT;
GO

BEGIN TRANSACTION;
IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126194018_PostedNotices'
)
BEGIN
    CREATE TABLE [PostedNotice] (
        [PostedNoticeId] uniqueidentifier NOT NULL,
        [Words] nvarchar(200) NOT NULL,
        [StopsAt] datetime2 NULL,
        [Until] datetime2 NOT NULL,
        [PostedByName] nvarchar(100) NOT NULL,
        [PostedAt] datetime2 NOT NULL,
        [WithdrawnByName] nvarchar(100) NULL,
        [WithdrawnAt] datetime2 NULL,
        [Version] uniqueidentifier NOT NULL,
        CONSTRAINT [PK_PostedNotice] PRIMARY KEY ([PostedNoticeId])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126194018_PostedNotices'
)
BEGIN
    CREATE INDEX [IX_PostedNotice_Until] ON [PostedNotice] ([Until]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126194018_PostedNotices'
)
BEGIN
    INSERT INTO [__EFMigrationsHistory] ([MigrationId], [ProductVersion])
    VALUES (N'20261126194018_PostedNotices', N'10.0.14');
END;

COMMIT;
GO

BEGIN TRANSACTION;
IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126201239_TwoNodes'
)
BEGIN
    CREATE TABLE [CookieKey] (
        [CookieKeyId] uniqueidentifier NOT NULL,
        [KeyId] int NOT NULL,
        [Sealed] varbinary(8000) NOT NULL,
        [MadeAt] datetime2 NOT NULL,
        CONSTRAINT [PK_CookieKey] PRIMARY KEY ([CookieKeyId])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126201239_TwoNodes'
)
BEGIN
    CREATE TABLE [JobLease] (
        [Name] nvarchar(40) NOT NULL,
        [Holder] nvarchar(80) NOT NULL,
        [Until] datetime2 NOT NULL,
        CONSTRAINT [PK_JobLease] PRIMARY KEY ([Name])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126201239_TwoNodes'
)
BEGIN
    INSERT INTO [__EFMigrationsHistory] ([MigrationId], [ProductVersion])
    VALUES (N'20261126201239_TwoNodes', N'10.0.14');
END;

COMMIT;
GO

BEGIN TRANSACTION;
IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261127003231_MergedIndex'
)
BEGIN
    DROP INDEX [IX_LedgerPerson_MergedIntoId] ON [LedgerPerson];
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261127003231_MergedIndex'
)
BEGIN
    EXEC(N'CREATE INDEX [IX_LedgerPerson_MergedIntoId] ON [LedgerPerson] ([MergedIntoId]) WHERE [MergedIntoId] IS NOT NULL');
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261127003231_MergedIndex'
)
BEGIN
    INSERT INTO [__EFMigrationsHistory] ([MigrationId], [ProductVersion])
    VALUES (N'20261127003231_MergedIndex', N'10.0.14');
END;

COMMIT;
GO

