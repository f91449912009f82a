using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Domain.Accounts;
using Portal.Domain.Corrections;
using Portal.Domain.Exchange;
using Portal.Domain.Ledger;

namespace Portal.Features.Corrections;

internal sealed class RevisionMapping : IEntityTypeConfiguration<Revision>
{
    public void Configure(EntityTypeBuilder<Revision> builder)
    {
        builder.ToTable("Revision");
        builder.Property(r => r.RevisionId).ValueGeneratedNever();
        builder.Property(r => r.ReasonText).HasMaxLength(Revision.ReasonTextMaxLength);
        builder.Property(r => r.RequestedBy).HasMaxLength(Staff.AccountIdMaxLength).IsUnicode(false);
        builder.Property(r => r.RequestedByName).HasMaxLength(Staff.NameMaxLength);
        builder.Property(r => r.Terminal).HasMaxLength(Staff.TerminalMaxLength);
        builder.Property(r => r.DecidedBy).HasMaxLength(Staff.AccountIdMaxLength).IsUnicode(false);
        builder.Property(r => r.DecidedByName).HasMaxLength(Staff.NameMaxLength);
        builder.Property(r => r.DecisionNote).HasMaxLength(Revision.ReasonTextMaxLength);
        builder.Property(r => r.State).IsConcurrencyToken();
        builder.HasOne<LedgerPerson>().WithMany().HasForeignKey(r => r.LedgerPersonId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<ImportRun>().WithMany().HasForeignKey(r => r.ImportRunId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Evidence>().WithMany().HasForeignKey(r => r.EvidenceId).OnDelete(DeleteBehavior.Restrict);
        builder.HasMany(r => r.Changes).WithOne().HasForeignKey(c => c.RevisionId);
        builder.HasIndex(r => new { r.LedgerPersonId, r.RequestedAt });
        builder.HasIndex(r => r.RecordId);
        builder.HasIndex(r => new { r.State, r.RequestedAt });
        builder.HasIndex(r => r.AppliedAt);
        builder.HasIndex(r => r.MergeId);
    }
}

internal sealed class FieldChangeMapping : IEntityTypeConfiguration<FieldChange>
{
    public void Configure(EntityTypeBuilder<FieldChange> builder)
    {
        builder.ToTable("FieldChange");
        builder.HasKey(c => new { c.RevisionId, c.Field });
        builder.Property(c => c.Field).HasMaxLength(30).IsUnicode(false);
        builder.Property(c => c.OldValue).HasMaxLength(1000);
        builder.Property(c => c.NewValue).HasMaxLength(1000);
        builder.Property(c => c.OldKey).HasMaxLength(FormerKeys.MaxLength);
        builder.Property(c => c.OldGivenKey).HasMaxLength(FormerKeys.MaxLength);
        builder.HasIndex(c => new { c.Field, c.OldKey });
        builder.HasIndex(c => new { c.Field, c.OldGivenKey });
    }
}

internal sealed class DraftMapping : IEntityTypeConfiguration<Draft>
{
    public void Configure(EntityTypeBuilder<Draft> builder)
    {
        builder.ToTable("Draft");
        builder.Property(d => d.DraftId).ValueGeneratedNever();
        builder.Property(d => d.PersonKey).HasMaxLength(Staff.AccountIdMaxLength).IsUnicode(false);
        builder.Property(d => d.Form).HasMaxLength(Draft.FormMaxLength).IsUnicode(false);
        builder.HasIndex(d => new { d.PersonKey, d.Form }).IsUnique();
        builder.HasIndex(d => d.UpdatedAt);
    }
}

internal sealed class EvidenceMapping : IEntityTypeConfiguration<Evidence>
{
    public void Configure(EntityTypeBuilder<Evidence> builder)
    {
        builder.ToTable("Evidence");
        builder.Property(e => e.EvidenceId).ValueGeneratedNever();
        builder.Property(e => e.FileName).HasMaxLength(Evidence.FileNameMaxLength);
        builder.Property(e => e.ContentType).HasMaxLength(60).IsUnicode(false);
        builder.Property(e => e.Sha256).HasMaxLength(64).IsUnicode(false);
        builder.Property(e => e.AttachedBy).HasMaxLength(Staff.AccountIdMaxLength).IsUnicode(false);
        builder.HasOne<LedgerPerson>().WithMany().HasForeignKey(e => e.LedgerPersonId).OnDelete(DeleteBehavior.Restrict);
    }
}
