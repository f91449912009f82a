-- Puts a full backup back, and leaves the database ready for the log backups after it. The portal is stopped, at both nodes.
--
--   sqlcmd -S SERVER -d master -b -I -i db/maintenance/restore.sql -v Database="Portal" File="E:\backup\Portal-20261126T150000Z.bak"
--
-- Then each log backup in the order of its name, and at last the recovery:
--
--   RESTORE LOG [Portal] FROM DISK = N'…\Portal-….trn' WITH NORECOVERY, CHECKSUM;
--   RESTORE DATABASE [Portal] WITH RECOVERY;
--
-- What was written after the last log backup can often still be had: BACKUP LOG [Portal] TO DISK = N'…' WITH NO_TRUNCATE, NORECOVERY first.
-- Before the portal is started again: dotnet Portal.dll log restored --reason "…", and maintenance/integrity.sql.

RESTORE VERIFYONLY FROM DISK = N'$(File)' WITH CHECKSUM;

IF DB_ID(N'$(Database)') IS NOT NULL
    ALTER DATABASE [$(Database)] SET SINGLE_USER WITH ROLLBACK IMMEDIATE;

RESTORE DATABASE [$(Database)] FROM DISK = N'$(File)' WITH REPLACE, NORECOVERY, CHECKSUM;
GO
