-- Optional, SQL Server 2022: the operation log as an append-only ledger table, in which the engine itself lets nobody change a row.
-- Run between schema.sql and the first start: a table that holds rows cannot become a ledger table, and such rows can never be
-- taken out again, by anybody. Generated from the model; held to it by a test.

IF EXISTS (SELECT 1 FROM [sys].[tables] WHERE [name] = N'OperationLog' AND [ledger_type] <> 0)
    THROW 50000, N'OperationLog is a ledger table already.', 1;
IF EXISTS (SELECT 1 FROM [OperationLog])
    THROW 50001, N'OperationLog holds rows. It can become a ledger table before the first start only.', 1;
DROP TABLE [OperationLog];
GO

CREATE TABLE [OperationLog] (
    [OperationLogEntryId] uniqueidentifier NOT NULL,
    [Sequence] bigint NOT NULL,
    [KeyId] int NOT NULL,
    [Seal] varbinary(32) NOT NULL,
    [At] datetime2 NOT NULL,
    [AccountId] nvarchar(64) NOT NULL,
    [StaffName] nvarchar(100) NOT NULL,
    [Terminal] nvarchar(50) NOT NULL,
    [StaffMemberId] uniqueidentifier NULL,
    [SessionId] uniqueidentifier NULL,
    [Trace] nvarchar(64) NULL,
    [Operation] varchar(30) NOT NULL,
    [Result] varchar(24) NOT NULL,
    [LedgerPersonId] uniqueidentifier NULL,
    [SubjectId] uniqueidentifier NULL,
    [Scene] varchar(24) NULL,
    [Purpose] nvarchar(200) NULL,
    [Detail] nvarchar(400) NULL,
    CONSTRAINT [PK_OperationLog] PRIMARY KEY NONCLUSTERED ([OperationLogEntryId])
) WITH (LEDGER = ON (APPEND_ONLY = ON));
GO

CREATE INDEX [IX_OperationLog_At] ON [OperationLog] ([At]);
GO

CREATE INDEX [IX_OperationLog_LedgerPersonId_At] ON [OperationLog] ([LedgerPersonId], [At]);
GO

CREATE INDEX [IX_OperationLog_Operation_At] ON [OperationLog] ([Operation], [At]);
GO

CREATE UNIQUE CLUSTERED INDEX [IX_OperationLog_Sequence] ON [OperationLog] ([Sequence]);
GO

CREATE INDEX [IX_OperationLog_StaffMemberId_At] ON [OperationLog] ([StaffMemberId], [At]);
GO
