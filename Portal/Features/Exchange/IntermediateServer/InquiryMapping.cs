using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Domain.Accounts;
using Portal.Domain.Exchange.IntermediateServer;
using Portal.Domain.Exchange.Runs;
using Portal.Domain.Ledger;
using Portal.Domain.OperationLog;

namespace Portal.Features.Exchange.IntermediateServer;

internal sealed class InquiryPermitMapping : IEntityTypeConfiguration<InquiryPermit>
{
    public void Configure(EntityTypeBuilder<InquiryPermit> builder)
    {
        builder.ToTable("InquiryPermit");
        builder.Property(p => p.InquiryPermitId).ValueGeneratedNever();
        builder.Property(p => p.Asker).HasMaxLength(InquiryPermit.BodyMaxLength);
        builder.Property(p => p.Office).HasMaxLength(InquiryPermit.WordsMaxLength);
        builder.Property(p => p.Giver).HasMaxLength(InquiryPermit.BodyMaxLength);
        builder.Property(p => p.Information).HasMaxLength(InquiryPermit.WordsMaxLength);
        builder.Property(p => p.Basis).HasMaxLength(OperationLogEntry.PurposeMaxLength);
        builder.Property(p => p.EnteredByName).HasMaxLength(Staff.NameMaxLength);
        builder.Property(p => p.EndedByName).HasMaxLength(Staff.NameMaxLength);
        builder.Property(p => p.Version).IsConcurrencyToken();
        builder.HasIndex(p => new { p.Direction, p.Item, p.ValidFrom }).IsUnique();
        builder.HasData(InquiryPermits.Initial);
    }
}

internal sealed class InquiryMapping : IEntityTypeConfiguration<Inquiry>
{
    public void Configure(EntityTypeBuilder<Inquiry> builder)
    {
        builder.ToTable("Inquiry");
        builder.Property(i => i.InquiryId).ValueGeneratedNever();
        builder.Property(i => i.TargetKind).HasDefaultValue(InquiryTargetKind.Municipality);
        builder.Property(i => i.TargetCode).HasMaxLength(InquiryTarget.CodeMaxLength).IsUnicode(false);
        builder.Property(i => i.TargetName).HasMaxLength(Inquiry.TargetNameMaxLength);
        builder.Property(i => i.Purpose).HasMaxLength(OperationLogEntry.PurposeMaxLength);
        builder.Property(i => i.MadeByKey).HasMaxLength(Staff.AccountIdMaxLength).IsUnicode(false);
        builder.Property(i => i.MadeByName).HasMaxLength(Staff.NameMaxLength);
        builder.Property(i => i.ApprovedByKey).HasMaxLength(Staff.AccountIdMaxLength).IsUnicode(false);
        builder.Property(i => i.ApprovedByName).HasMaxLength(Staff.NameMaxLength);
        builder.Property(i => i.Message).HasMaxLength(Inquiry.MessageMaxLength);
        builder.Property(i => i.EndedByName).HasMaxLength(Staff.NameMaxLength);
        builder.Property(i => i.Note).HasMaxLength(OperationLogEntry.PurposeMaxLength);
        builder.Property(i => i.Version).IsConcurrencyToken();
        builder.HasOne<LedgerPerson>().WithMany().HasForeignKey(i => i.LedgerPersonId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<InquiryPermit>().WithMany().HasForeignKey(i => i.InquiryPermitId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<ExchangeRun>().WithMany().HasForeignKey(i => i.ExchangeRunId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(i => i.Number).IsUnique();
        builder.HasIndex(i => i.State);
    }
}

internal sealed class InquiryAnswerMapping : IEntityTypeConfiguration<InquiryAnswer>
{
    public void Configure(EntityTypeBuilder<InquiryAnswer> builder)
    {
        builder.ToTable("InquiryAnswer");
        builder.HasKey(a => new { a.InquiryId, a.Ordinal });
        builder.Property(a => a.Item).HasMaxLength(InquiryAnswer.ItemMaxLength);
        builder.Property(a => a.Value).HasMaxLength(InquiryAnswer.ValueMaxLength);
        builder.HasOne<Inquiry>().WithMany().HasForeignKey(a => a.InquiryId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class ProvisionMapping : IEntityTypeConfiguration<Provision>
{
    public void Configure(EntityTypeBuilder<Provision> builder)
    {
        builder.ToTable("Provision");
        builder.Property(p => p.ProvisionId).ValueGeneratedNever();
        builder.Property(p => p.ReceivedNumber).HasMaxLength(Provision.ReceivedNumberMaxLength);
        builder.Property(p => p.AskerCode).HasMaxLength(MunicipalityCode.Length).IsUnicode(false);
        builder.Property(p => p.AskerName).HasMaxLength(Provision.AskerNameMaxLength);
        builder.Property(p => p.Reason).HasMaxLength(Provision.ReasonMaxLength);
        builder.Property(p => p.ProposedByKey).HasMaxLength(Staff.AccountIdMaxLength).IsUnicode(false);
        builder.Property(p => p.ProposedByName).HasMaxLength(Staff.NameMaxLength);
        builder.Property(p => p.DecidedByName).HasMaxLength(Staff.NameMaxLength);
        builder.Property(p => p.Note).HasMaxLength(OperationLogEntry.PurposeMaxLength);
        builder.Property(p => p.Version).IsConcurrencyToken();
        builder.HasOne<LedgerPerson>().WithMany().HasForeignKey(p => p.LedgerPersonId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<ExchangeRun>().WithMany().HasForeignKey(p => p.ReceivedRunId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<ExchangeRun>().WithMany().HasForeignKey(p => p.SentRunId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(p => p.ReceivedNumber).IsUnique();
        builder.HasIndex(p => p.State);
    }
}

internal sealed class ProvisionRecordMapping : IEntityTypeConfiguration<ProvisionRecord>
{
    public void Configure(EntityTypeBuilder<ProvisionRecord> builder)
    {
        builder.ToTable("ProvisionRecord");
        builder.Property(r => r.ProvisionRecordId).ValueGeneratedNever();
        builder.Property(r => r.Office).HasMaxLength(InquiryPermit.WordsMaxLength);
        builder.Property(r => r.Items).HasMaxLength(ProvisionRecord.ItemsMaxLength);
        builder.Property(r => r.Asker).HasMaxLength(ProvisionRecord.BodyMaxLength);
        builder.Property(r => r.Giver).HasMaxLength(ProvisionRecord.BodyMaxLength);
        builder.Property(r => r.Reason).HasMaxLength(ProvisionRecord.ReasonMaxLength);
        builder.HasOne<LedgerPerson>().WithMany().HasForeignKey(r => r.LedgerPersonId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(r => new { r.LedgerPersonId, r.At });
        builder.HasIndex(r => r.At);
        builder.HasIndex(r => r.KeptUntil);
    }
}
