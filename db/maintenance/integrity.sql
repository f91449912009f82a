-- Weekly, and after every restore: reads every page and every index. Ends with an error when one is broken; then keep the database as it
-- is, and restore the last backup to another name.
--
--   sqlcmd -S SERVER -d Portal -b -I -i db/maintenance/integrity.sql

DBCC CHECKDB WITH NO_INFOMSGS, ALL_ERRORMSGS, DATA_PURITY;
DBCC CHECKCONSTRAINTS WITH ALL_CONSTRAINTS, NO_INFOMSGS;
GO
