using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using Portal.Domain.Accounts;
using Portal.Domain.Corrections;
using Portal.Domain.DataQuality;
using Portal.Domain.DataQuality.BulkFixes;
using Portal.Domain.DataQuality.Twins;
using Portal.Domain.Exchange;
using Portal.Domain.Exchange.IntermediateServer;
using Portal.Domain.Exchange.Media;
using Portal.Domain.Exchange.Reconciliation;
using Portal.Domain.Exchange.ResidentIndex;
using Portal.Domain.Exchange.Runs;
using Portal.Domain.Exchange.Vrs.Flags;
using Portal.Domain.Exchange.Vrs.Requests;
using Portal.Domain.Exchange.Vrs.Transfers;
using Portal.Domain.Ledger;
using Portal.Domain.Maintenance;
using Portal.Domain.OperationLog;
using Portal.Domain.Reports;
using Portal.Domain.Safeguards;
using Portal.Domain.SlipComparison;
using Portal.Features.Accounts.SignIn;
using Portal.Features.DataQuality;
using Portal.Features.DataQuality.Twins;
using Portal.Features.Exchange.IntermediateServer.Records;
using Portal.Features.Maintenance.Nodes;
using Portal.Features.OperationLog;
using Portal.Keys;

namespace Portal.Data;

/// <summary>The one model for both engines. <see cref="SqlitePortalDb"/> and <see cref="SqlServerPortalDb"/> carry only their migrations.</summary>
public abstract class PortalDb(DbContextOptions options) : DbContext(options)
{
    public DbSet<LedgerPerson> People => Set<LedgerPerson>();
    public DbSet<ResidenceSpan> ResidenceSpans => Set<ResidenceSpan>();
    public DbSet<Dose> Doses => Set<Dose>();
    public DbSet<Coupon> Coupons => Set<Coupon>();
    public DbSet<Institution> Institutions => Set<Institution>();
    public DbSet<VaccineLot> VaccineLots => Set<VaccineLot>();
    public DbSet<Revision> Revisions => Set<Revision>();
    public DbSet<FieldChange> FieldChanges => Set<FieldChange>();
    public DbSet<Draft> Drafts => Set<Draft>();
    public DbSet<Evidence> Evidence => Set<Evidence>();
    public DbSet<FindingRecord> FindingRecords => Set<FindingRecord>();
    public DbSet<SwitchedOffRule> SwitchedOffRules => Set<SwitchedOffRule>();
    public DbSet<FindingCount> FindingCounts => Set<FindingCount>();
    public DbSet<BulkFix> BulkFixes => Set<BulkFix>();
    public DbSet<BulkFixLine> BulkFixLines => Set<BulkFixLine>();
    public DbSet<Comparison> Comparisons => Set<Comparison>();
    public DbSet<ComparisonLine> ComparisonLines => Set<ComparisonLine>();
    public DbSet<PaperValue> PaperValues => Set<PaperValue>();
    public DbSet<TwinPair> TwinPairs => Set<TwinPair>();
    public DbSet<ImportRun> ImportRuns => Set<ImportRun>();
    public DbSet<HeldLine> HeldLines => Set<HeldLine>();
    public DbSet<Medium> Media => Set<Medium>();
    public DbSet<MediumUse> MediumUses => Set<MediumUse>();
    public DbSet<MediumFile> MediumFiles => Set<MediumFile>();
    public DbSet<NumberCounter> NumberCounters => Set<NumberCounter>();
    public DbSet<AddresseeClient> AddresseeClients => Set<AddresseeClient>();
    public DbSet<OperationLogEntry> OperationLog => Set<OperationLogEntry>();
    public DbSet<LogHead> LogHeads => Set<LogHead>();
    public DbSet<LogReview> LogReviews => Set<LogReview>();
    public DbSet<LogReviewLine> LogReviewLines => Set<LogReviewLine>();
    public DbSet<EncryptedMyNumber> EncryptedMyNumbers => Set<EncryptedMyNumber>();
    public DbSet<SelfInspection> SelfInspections => Set<SelfInspection>();
    public DbSet<StaffMember> StaffMembers => Set<StaffMember>();
    public DbSet<PersonnelEvent> PersonnelEvents => Set<PersonnelEvent>();
    public DbSet<Account> Accounts => Set<Account>();
    public DbSet<Terminal> Terminals => Set<Terminal>();
    public DbSet<Session> Sessions => Set<Session>();
    public DbSet<Seat> Seats => Set<Seat>();
    public DbSet<IdReview> IdReviews => Set<IdReview>();
    public DbSet<IdReviewLine> IdReviewLines => Set<IdReviewLine>();
    public DbSet<ReportRun> ReportRuns => Set<ReportRun>();
    public DbSet<ReportFigures> ReportFigures => Set<ReportFigures>();
    public DbSet<ExchangeRun> ExchangeRuns => Set<ExchangeRun>();
    public DbSet<ExchangeLine> ExchangeLines => Set<ExchangeLine>();
    public DbSet<ReconciliationResult> Reconciliations => Set<ReconciliationResult>();
    public DbSet<ReconciliationDifference> ReconciliationDifferences => Set<ReconciliationDifference>();
    public DbSet<TransferInquiry> TransferInquiries => Set<TransferInquiry>();
    public DbSet<TransferCandidate> TransferCandidates => Set<TransferCandidate>();
    public DbSet<MunicipalityRequest> MunicipalityRequests => Set<MunicipalityRequest>();
    public DbSet<ProvidedDose> ProvidedDoses => Set<ProvidedDose>();
    public DbSet<VrsFlagDifference> VrsFlagDifferences => Set<VrsFlagDifference>();
    public DbSet<InquiryPermit> InquiryPermits => Set<InquiryPermit>();
    public DbSet<Inquiry> Inquiries => Set<Inquiry>();
    public DbSet<InquiryAnswer> InquiryAnswers => Set<InquiryAnswer>();
    public DbSet<Provision> Provisions => Set<Provision>();
    public DbSet<ProvisionRecord> ProvisionRecords => Set<ProvisionRecord>();
    public DbSet<ReplicaComparison> ReplicaComparisons => Set<ReplicaComparison>();
    public DbSet<ReplicaDifference> ReplicaDifferences => Set<ReplicaDifference>();
    public DbSet<PostedNotice> PostedNotices => Set<PostedNotice>();
    public DbSet<JobLease> JobLeases => Set<JobLease>();
    public DbSet<CookieKey> CookieKeys => Set<CookieKey>();
    public DbSet<Credential> Credentials => Set<Credential>();

    /// <summary>Off for whoever writes people and doses in bulk and checks them by themselves.</summary>
    internal bool ChecksWhatIsSaved { get; set; } = true;

    /// <summary>Seals the rows of the log among what is saved; <see cref="LogChain.None"/> for a context that saves none.</summary>
    internal LogChain Chain { get; set; } = LogChain.None;

    /// <summary>Where the log will stand when the transaction in hand is committed; see <see cref="LogCommit"/>.</summary>
    internal (Guid TransactionId, LogHead Head)? SealedWithin { get; set; }

    /// <summary>What was sent to the server last; null before anything was. See <see cref="TransientRetry"/>.</summary>
    internal CommandSource? Sent { get; set; }

    /// <summary>
    /// Saves everything, the new rows of the operation log sealed, and with a change to anybody's records the findings it brings or ends.
    /// What cannot be logged is not saved.
    /// </summary>
    public override async Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        var changed = ChangeTracker.Entries().Where(e => e.State is not EntityState.Unchanged).ToList();
        var entries = changed.Where(e => e.State is EntityState.Added).Select(e => e.Entity).OfType<OperationLogEntry>().ToList();
        var onlyLog = entries.Count == changed.Count;
        KeptRecords.Demand(changed, entries.Count > 0 ? entries[0].At : DateTime.UtcNow);
        if (ChecksWhatIsSaved && !onlyLog)
        {
            await Recheck.ChangedAsync(this, entries.Count > 0 ? entries[0].At : DateTime.UtcNow, cancellationToken);
            await TwinRecheck.ChangedAsync(this, cancellationToken);
        }

        return entries.Count == 0
            ? await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken)
            : await Chain.SaveAsync(this, entries, onlyLog, stop => base.SaveChangesAsync(acceptAllChangesOnSuccess, stop), cancellationToken);
    }

    /// <exception cref="InvalidOperationException">Rows of the operation log are sealed while they are saved, which waits for others.</exception>
    public override int SaveChanges(bool acceptAllChangesOnSuccess) =>
        ChangeTracker.Entries<OperationLogEntry>().Any(e => e.State is EntityState.Added)
            ? throw new InvalidOperationException("Save rows of the operation log with SaveChangesAsync.")
            : base.SaveChanges(acceptAllChangesOnSuccess);

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(PortalDb).Assembly);
        modelBuilder.UseBinaryCollationOnSqlServer(Database);
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<DateTime>().HaveConversion<UtcConverter>();
        configurationBuilder.Properties<Enum>().HaveConversion<string>().HaveMaxLength(24).AreUnicode(false);
        configurationBuilder.Properties<decimal>().HavePrecision(5, 3);
    }

    /// <summary>Neither engine keeps <see cref="DateTimeKind"/>; every moment in the database is UTC.</summary>
    private sealed class UtcConverter() : ValueConverter<DateTime, DateTime>(
        moment => moment, moment => DateTime.SpecifyKind(moment, DateTimeKind.Utc));
}

public sealed class SqlitePortalDb(DbContextOptions<SqlitePortalDb> options) : PortalDb(options);

public sealed class SqlServerPortalDb(DbContextOptions<SqlServerPortalDb> options) : PortalDb(options);
