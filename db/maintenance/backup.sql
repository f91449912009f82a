-- A backup of the portal's database. Run by a schedule of the server's administrator (SQL Server Agent, or sqlcmd and the task scheduler):
--
--   nightly            sqlcmd -S SERVER -d Portal -b -I -i db/maintenance/backup.sql -v Kind="FULL" Folder="E:\backup"
--   every five minutes sqlcmd -S SERVER -d Portal -b -I -i db/maintenance/backup.sql -v Kind="LOG"  Folder="E:\backup"
--
-- The log backups are what keeps the loss within five minutes. Folder is on another disk, and copied to another machine. The portal's keys
-- (Keys:File) are not in it, and must not be put beside it: whoever has both has the My Numbers.

DECLARE @kind nvarchar(10) = N'$(Kind)';
DECLARE @folder nvarchar(260) = N'$(Folder)';
DECLARE @stamp nvarchar(20) = CONVERT(nvarchar(8), SYSUTCDATETIME(), 112) + N'T' + REPLACE(CONVERT(nvarchar(8), SYSUTCDATETIME(), 108), N':', N'') + N'Z';
DECLARE @separator nchar(1) = CASE WHEN @folder LIKE N'/%' THEN N'/' ELSE N'\' END;
DECLARE @name sysname = DB_NAME();
DECLARE @file nvarchar(400) = @folder + @separator + @name + N'-' + @stamp + CASE WHEN @kind = N'LOG' THEN N'.trn' ELSE N'.bak' END;

IF @kind NOT IN (N'FULL', N'DIFF', N'LOG')
    THROW 50000, N'Kind is FULL, DIFF or LOG.', 1;

IF @kind = N'FULL'
    BACKUP DATABASE @name TO DISK = @file WITH CHECKSUM, COMPRESSION, INIT, FORMAT;
ELSE IF @kind = N'DIFF'
    BACKUP DATABASE @name TO DISK = @file WITH DIFFERENTIAL, CHECKSUM, COMPRESSION, INIT, FORMAT;
ELSE
    BACKUP LOG @name TO DISK = @file WITH CHECKSUM, COMPRESSION, INIT, FORMAT;

RESTORE VERIFYONLY FROM DISK = @file WITH CHECKSUM;
GO
