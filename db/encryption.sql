-- Optional: transparent data encryption (TDE), so that a stolen disk or backup cannot be read. Run by the server's administrator in the
-- portal's database; may be run again. sqlcmd is told the two passwords and the folder, which are kept away from the backups:
--
--   sqlcmd -S SERVER -d Portal -b -I -i db/encryption.sql -v MasterKeyPassword="…" PrivateKeyPassword="…" KeyFolder="D:\portal-keys"
--
-- Without the certificate's two files no backup made from now on can be restored on another server: they are written once into KeyFolder.
-- Copy them to where the portal's own keys are kept.

DECLARE @database sysname = DB_NAME();
DECLARE @sql nvarchar(max);

IF NOT EXISTS (SELECT 1 FROM [master].[sys].[symmetric_keys] WHERE [name] = N'##MS_DatabaseMasterKey##')
    EXEC [master].[sys].[sp_executesql] N'CREATE MASTER KEY ENCRYPTION BY PASSWORD = N''$(MasterKeyPassword)'';';

IF NOT EXISTS (SELECT 1 FROM [master].[sys].[certificates] WHERE [name] = N'PortalTde')
BEGIN
    EXEC [master].[sys].[sp_executesql] N'CREATE CERTIFICATE [PortalTde] WITH SUBJECT = N''Otaru portal, transparent data encryption'', EXPIRY_DATE = N''20461231'';';
    EXEC [master].[sys].[sp_executesql] N'BACKUP CERTIFICATE [PortalTde] TO FILE = N''$(KeyFolder)\PortalTde.cer''
        WITH PRIVATE KEY (FILE = N''$(KeyFolder)\PortalTde.pvk'', ENCRYPTION BY PASSWORD = N''$(PrivateKeyPassword)'');';
END;

IF NOT EXISTS (SELECT 1 FROM [sys].[dm_database_encryption_keys] WHERE [database_id] = DB_ID())
    EXEC (N'CREATE DATABASE ENCRYPTION KEY WITH ALGORITHM = AES_256 ENCRYPTION BY SERVER CERTIFICATE [PortalTde];');

IF EXISTS (SELECT 1 FROM [sys].[databases] WHERE [name] = @database AND [is_encrypted] = 0)
BEGIN
    SET @sql = N'ALTER DATABASE ' + QUOTENAME(@database) + N' SET ENCRYPTION ON;';
    EXEC (@sql);
END;
GO

-- 3: encrypted; 2: it is still being encrypted, while everybody works on.
SELECT DB_NAME([database_id]) AS [database], [encryption_state], [percent_complete], [encryptor_type] FROM [sys].[dm_database_encryption_keys] WHERE [database_id] = DB_ID();
GO
