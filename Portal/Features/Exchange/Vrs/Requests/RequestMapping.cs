using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Domain.Accounts;
using Portal.Domain.Exchange.Vrs.Requests;
using Portal.Domain.Ledger;
using Portal.Domain.OperationLog;

namespace Portal.Features.Exchange.Vrs.Requests;

internal sealed class MunicipalityRequestMapping : IEntityTypeConfiguration<MunicipalityRequest>
{
    public void Configure(EntityTypeBuilder<MunicipalityRequest> builder)
    {
        builder.ToTable("MunicipalityRequest");
        builder.Property(r => r.MunicipalityRequestId).ValueGeneratedNever();
        builder.Property(r => r.FromCode).HasMaxLength(MunicipalityCode.Length).IsUnicode(false);
        builder.Property(r => r.RequestNumber).HasMaxLength(MunicipalityRequest.StoredNumberMaxLength);
        builder.Property(r => r.ResidentNumber).HasMaxLength(ResidentNumber.MaxLength).IsUnicode(false);
        builder.Property(r => r.TakenByKey).HasMaxLength(Staff.AccountIdMaxLength).IsUnicode(false);
        builder.Property(r => r.TakenByName).HasMaxLength(Staff.NameMaxLength);
        builder.Property(r => r.ApprovedByName).HasMaxLength(Staff.NameMaxLength);
        builder.Property(r => r.AnsweredByName).HasMaxLength(Staff.NameMaxLength);
        builder.Property(r => r.Note).HasMaxLength(OperationLogEntry.PurposeMaxLength);
        builder.Property(r => r.Version).IsConcurrencyToken();
        builder.HasOne<LedgerPerson>().WithMany().HasForeignKey(r => r.LedgerPersonId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(r => r.Number).IsUnique();
        builder.HasIndex(r => new { r.FromCode, r.RequestNumber, r.ResidentNumber }).IsUnique();
        builder.HasIndex(r => r.State);
    }
}

internal sealed class ProvidedDoseMapping : IEntityTypeConfiguration<ProvidedDose>
{
    public void Configure(EntityTypeBuilder<ProvidedDose> builder)
    {
        builder.ToTable("ProvidedDose");
        builder.HasKey(d => new { d.MunicipalityRequestId, d.Ordinal });
        builder.Property(d => d.Maker).HasMaxLength(Dose.TextMaxLength);
        builder.Property(d => d.ProductCode).HasMaxLength(Dose.TextMaxLength);
        builder.Property(d => d.LotNumber).HasMaxLength(Dose.TextMaxLength);
        builder.Property(d => d.MunicipalityCode).HasMaxLength(MunicipalityCode.Length).IsUnicode(false);
        builder.Property(d => d.CouponNumber).HasMaxLength(10).IsUnicode(false);
        builder.Property(d => d.Venue).HasMaxLength(Dose.TextMaxLength);
        builder.Property(d => d.Doctor).HasMaxLength(Dose.TextMaxLength);
        builder.HasOne<MunicipalityRequest>().WithMany().HasForeignKey(d => d.MunicipalityRequestId).OnDelete(DeleteBehavior.Restrict);
    }
}
