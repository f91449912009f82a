-- Weekly, and after a large import: indexes that are torn are put in order, while everybody works on, and the optimizer counts anew.
--
--   sqlcmd -S SERVER -d Portal -b -I -i db/maintenance/statistics.sql

DECLARE @sql nvarchar(max);
DECLARE [torn] CURSOR LOCAL FAST_FORWARD FOR
    SELECT N'ALTER INDEX ' + QUOTENAME([i].[name]) + N' ON ' + QUOTENAME(OBJECT_SCHEMA_NAME([i].[object_id])) + N'.' + QUOTENAME(OBJECT_NAME([i].[object_id])) + N' REORGANIZE;'
    FROM [sys].[dm_db_index_physical_stats](DB_ID(), NULL, NULL, NULL, N'LIMITED') AS [s]
    JOIN [sys].[indexes] AS [i] ON [i].[object_id] = [s].[object_id] AND [i].[index_id] = [s].[index_id]
    WHERE [s].[avg_fragmentation_in_percent] > 10 AND [s].[page_count] > 1000 AND [i].[name] IS NOT NULL;

OPEN [torn];
FETCH NEXT FROM [torn] INTO @sql;
WHILE @@FETCH_STATUS = 0
BEGIN
    EXEC (@sql);
    FETCH NEXT FROM [torn] INTO @sql;
END;

CLOSE [torn];
DEALLOCATE [torn];

EXEC [sys].[sp_updatestats];
GO
