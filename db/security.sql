-- Who may do what in the database. Run by its administrator after schema.sql; may be run again.
-- Then put accounts into the roles:   ALTER ROLE portal_app ADD MEMBER [the portal's account];
-- Nobody needs to be in db_datareader or db_datawriter any more.

IF DATABASE_PRINCIPAL_ID(N'portal_app') IS NULL CREATE ROLE [portal_app];
IF DATABASE_PRINCIPAL_ID(N'portal_auditor') IS NULL CREATE ROLE [portal_auditor];
IF DATABASE_PRINCIPAL_ID(N'portal_reports') IS NULL CREATE ROLE [portal_reports];
GO

-- The portal: reads and writes rows, changes no table. What it has written to the operation log it can neither change nor take away,
-- and the head of the log is the one row that schema.sql has made.
GRANT SELECT, INSERT, UPDATE, DELETE ON SCHEMA::[dbo] TO [portal_app];
-- When the log was last backed up, for システムの状態.
GRANT VIEW DATABASE STATE TO [portal_app];
DENY UPDATE, DELETE ON [dbo].[OperationLog] TO [portal_app];
DENY INSERT, DELETE ON [dbo].[LogHead] TO [portal_app];
DENY DELETE ON [dbo].[NumberCounter] TO [portal_app];
DENY INSERT, UPDATE, DELETE ON [dbo].[__EFMigrationsHistory] TO [portal_app];
GO

-- Whoever verifies the log from outside the portal (log verify with an account of their own): reads it, and nothing of a resident.
GRANT SELECT ON [dbo].[OperationLog] TO [portal_auditor];
GRANT SELECT ON [dbo].[LogHead] TO [portal_auditor];
GRANT SELECT ON [dbo].[LogReview] TO [portal_auditor];
GRANT SELECT ON [dbo].[LogReviewLine] TO [portal_auditor];
GO

-- Reports and statistics: the ledger, without My Numbers, secrets and drafts.
GRANT SELECT ON SCHEMA::[dbo] TO [portal_reports];
DENY SELECT ON [dbo].[EncryptedMyNumber] TO [portal_reports];
DENY SELECT ON [dbo].[Credential] TO [portal_reports];
DENY SELECT ON [dbo].[AddresseeClient] TO [portal_reports];
DENY SELECT ON [dbo].[Session] TO [portal_reports];
DENY SELECT ON [dbo].[CookieKey] TO [portal_reports];
DENY SELECT ON [dbo].[Draft] TO [portal_reports];
DENY SELECT ON [dbo].[Evidence] TO [portal_reports];
GO
