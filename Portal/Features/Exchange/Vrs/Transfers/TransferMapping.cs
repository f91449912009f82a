using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Domain.Accounts;
using Portal.Domain.Exchange.Runs;
using Portal.Domain.Exchange.Vrs.Transfers;
using Portal.Domain.Ledger;
using Portal.Domain.OperationLog;

namespace Portal.Features.Exchange.Vrs.Transfers;

internal sealed class TransferInquiryMapping : IEntityTypeConfiguration<TransferInquiry>
{
    public void Configure(EntityTypeBuilder<TransferInquiry> builder)
    {
        builder.ToTable("TransferInquiry");
        builder.Property(i => i.TransferInquiryId).ValueGeneratedNever();
        builder.Property(i => i.CaseNumber).HasMaxLength(CaseNumber.MaxLength);
        builder.Property(i => i.CollectedByName).HasMaxLength(Staff.NameMaxLength);
        builder.Property(i => i.Message).HasMaxLength(ExchangeLine.MessageMaxLength);
        builder.Property(i => i.Note).HasMaxLength(OperationLogEntry.PurposeMaxLength);
        builder.Property(i => i.EndedByName).HasMaxLength(Staff.NameMaxLength);
        builder.Property(i => i.Version).IsConcurrencyToken();
        builder.HasOne<LedgerPerson>().WithMany().HasForeignKey(i => i.LedgerPersonId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<ExchangeRun>().WithMany().HasForeignKey(i => i.ExchangeRunId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(i => new { i.State, i.CollectedAt });
        // One inquiry of a person that is not over.
        builder.HasIndex(i => i.LedgerPersonId, "IX_TransferInquiry_Open").IsUnique().HasFilter("[State] IN ('Collected', 'Requested', 'Answered', 'NoMatch', 'Refused')");
    }
}

internal sealed class TransferCandidateMapping : IEntityTypeConfiguration<TransferCandidate>
{
    public void Configure(EntityTypeBuilder<TransferCandidate> builder)
    {
        builder.ToTable("TransferCandidate");
        builder.Property(c => c.TransferCandidateId).ValueGeneratedNever();
        builder.Property(c => c.CouponNumber).HasMaxLength(10).IsUnicode(false);
        builder.Property(c => c.MunicipalityCode).HasMaxLength(6).IsUnicode(false);
        builder.Property(c => c.Venue).HasMaxLength(Dose.TextMaxLength);
        builder.Property(c => c.Doctor).HasMaxLength(Dose.TextMaxLength);
        builder.Property(c => c.Maker).HasMaxLength(Dose.TextMaxLength);
        builder.Property(c => c.LotNumber).HasMaxLength(Dose.TextMaxLength);
        builder.Property(c => c.RecordedAt).HasMaxLength(14).IsUnicode(false);
        builder.Property(c => c.Warnings).HasMaxLength(TransferCandidate.WarningsMaxLength);
        builder.Property(c => c.Reason).HasMaxLength(OperationLogEntry.PurposeMaxLength);
        builder.Property(c => c.DecidedByName).HasMaxLength(Staff.NameMaxLength);
        builder.Property(c => c.Version).IsConcurrencyToken();
        builder.HasOne<TransferInquiry>().WithMany().HasForeignKey(c => c.TransferInquiryId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(c => new { c.TransferInquiryId, c.Ordinal }).IsUnique();
    }
}
