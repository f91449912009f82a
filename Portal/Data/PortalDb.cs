using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using Portal.Domain.Corrections;
using Portal.Domain.Exchange;
using Portal.Domain.Ledger;
using Portal.Domain.OperationLog;

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
