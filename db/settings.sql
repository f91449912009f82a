-- Settings of the portal's database. Run by its administrator once, after CREATE DATABASE; may be run again. Needs ALTER on the database.
-- With the first two nobody who reads waits for somebody who writes: the portal's lists and counts read the last committed state.

DECLARE @name sysname = DB_NAME();
DECLARE @sql nvarchar(max);

IF EXISTS (SELECT 1 FROM [sys].[databases] WHERE [name] = @name AND [is_read_committed_snapshot_on] = 0)
BEGIN
    -- Waits for nobody: whatever is under way is rolled back, so the portal should be stopped.
    SET @sql = N'ALTER DATABASE ' + QUOTENAME(@name) + N' SET READ_COMMITTED_SNAPSHOT ON WITH ROLLBACK IMMEDIATE;';
    EXEC (@sql);
END;

IF EXISTS (SELECT 1 FROM [sys].[databases] WHERE [name] = @name AND [snapshot_isolation_state] = 0)
BEGIN
    SET @sql = N'ALTER DATABASE ' + QUOTENAME(@name) + N' SET ALLOW_SNAPSHOT_ISOLATION ON;';
    EXEC (@sql);
END;

-- A page torn by a power cut is found when it is read.
IF EXISTS (SELECT 1 FROM [sys].[databases] WHERE [name] = @name AND [page_verify_option_desc] <> N'CHECKSUM')
BEGIN
    SET @sql = N'ALTER DATABASE ' + QUOTENAME(@name) + N' SET PAGE_VERIFY CHECKSUM;';
    EXEC (@sql);
END;

-- Backups of the log every five minutes need it.
IF EXISTS (SELECT 1 FROM [sys].[databases] WHERE [name] = @name AND [recovery_model_desc] <> N'FULL')
BEGIN
    SET @sql = N'ALTER DATABASE ' + QUOTENAME(@name) + N' SET RECOVERY FULL;';
    EXEC (@sql);
END;

-- A plan that was compiled for a rare name serves a common one badly: Query Store shows it, and keeps the better plan.
IF EXISTS (SELECT 1 FROM [sys].[databases] WHERE [name] = @name AND [is_query_store_on] = 0)
BEGIN
    SET @sql = N'ALTER DATABASE ' + QUOTENAME(@name) + N' SET QUERY_STORE = ON (OPERATION_MODE = READ_WRITE);';
    EXEC (@sql);
END;
GO

-- The collation decides what equal names are; only the columns that say otherwise have another one.
IF CONVERT(nvarchar(128), DATABASEPROPERTYEX(DB_NAME(), N'Collation')) <> N'Japanese_XJIS_140_CI_AS'
    RAISERROR (N'The database should have the collation Japanese_XJIS_140_CI_AS (README.md, step 1). Names may be told apart otherwise.', 10, 1) WITH NOWAIT;
GO
