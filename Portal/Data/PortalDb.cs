using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using Portal.Domain.Accounts;
using Portal.Domain.Corrections;
using Portal.Domain.Exchange;
using Portal.Domain.Ledger;
using Portal.Domain.OperationLog;
using Portal.Features.Accounts.SignIn;

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
    public DbSet<Draft> Drafts => Set<Draft>();
    public DbSet<Evidence> Evidence => Set<Evidence>();
    public DbSet<ImportRun> ImportRuns => Set<ImportRun>();
    public DbSet<HeldLine> HeldLines => Set<HeldLine>();
    public DbSet<OperationLogEntry> OperationLog => Set<OperationLogEntry>();
    public DbSet<StaffMember> StaffMembers => Set<StaffMember>();
    public DbSet<PersonnelEvent> PersonnelEvents => Set<PersonnelEvent>();
    public DbSet<Account> Accounts => Set<Account>();
    public DbSet<Terminal> Terminals => Set<Terminal>();
    public DbSet<Session> Sessions => Set<Session>();
    public DbSet<Seat> Seats => Set<Seat>();
    public DbSet<IdReview> IdReviews => Set<IdReview>();
    public DbSet<IdReviewLine> IdReviewLines => Set<IdReviewLine>();
    public DbSet<Credential> Credentials => Set<Credential>();

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
