using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Data;
using Portal.Domain.Exchange;
using Portal.Domain.Ledger;

namespace Portal.Features.Ledger;

internal sealed class LedgerPersonMapping : IEntityTypeConfiguration<LedgerPerson>
{
    public void Configure(EntityTypeBuilder<LedgerPerson> builder)
    {
        builder.ToTable("LedgerPerson");
        builder.Property(p => p.LedgerPersonId).ValueGeneratedNever();
        builder.Property(p => p.ResidentNumber).HasMaxLength(15).IsUnicode(false);
        builder.Property(p => p.IntegratedNumber).HasMaxLength(15).IsUnicode(false);
        builder.Property(p => p.Name).HasMaxLength(LedgerPerson.NameMaxLength);
        builder.Property(p => p.Kana).HasMaxLength(LedgerPerson.KanaMaxLength);
        builder.Property(p => p.FormerName).HasMaxLength(LedgerPerson.NameMaxLength);
        builder.Property(p => p.AliasName).HasMaxLength(LedgerPerson.NameMaxLength);
        builder.Property(p => p.RomanName).HasMaxLength(LedgerPerson.NameMaxLength);
        builder.Property(p => p.PostalCode).HasMaxLength(LedgerPerson.PostalCodeMaxLength).IsUnicode(false);
        builder.Property(p => p.Address).HasMaxLength(LedgerPerson.AddressMaxLength);
        builder.Property(p => p.Building).HasMaxLength(LedgerPerson.BuildingMaxLength);
        builder.Property(p => p.Version).IsConcurrencyToken();

        builder.Property(p => p.ResidentNumberKey).HasMaxLength(15).IsUnicode(false);
        builder.Property(p => p.IntegratedNumberKey).HasMaxLength(15).IsUnicode(false);
        builder.Property(p => p.NameKey).IsSearchKey(LedgerPerson.NameMaxLength);
        builder.Property(p => p.GivenNameKey).IsSearchKey(LedgerPerson.NameMaxLength);
        builder.Property(p => p.OtherNameKey).IsSearchKey(LedgerPerson.NameMaxLength);
        builder.Property(p => p.KanaKey).IsSearchKey(LedgerPerson.KanaMaxLength);
        builder.Property(p => p.GivenKanaKey).IsSearchKey(LedgerPerson.KanaMaxLength);
        builder.Property(p => p.AddressKey).IsSearchKey(LedgerPerson.AddressMaxLength);

        builder.HasMany(p => p.Residence).WithOne().HasForeignKey(s => s.LedgerPersonId);
        builder.HasOne<ImportRun>().WithMany().HasForeignKey(p => p.ImportRunId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<LedgerPerson>().WithMany().HasForeignKey(p => p.MergedIntoId).OnDelete(DeleteBehavior.Restrict);

        // One active holder of a number; a withdrawn person keeps theirs for the record.
        builder.HasIndex(p => p.ResidentNumber).IsUnique().HasFilter("[ResidentNumber] IS NOT NULL AND [Status] = 'Active'");
        // Only those who were merged: one over everybody looks to SQLite like the way to everybody who was not.
        builder.HasIndex(p => p.MergedIntoId).HasFilter("[MergedIntoId] IS NOT NULL");
        builder.HasIndex(p => p.ResidentNumberKey);
        builder.HasIndex(p => p.IntegratedNumberKey);
        // Each search order is an index order, so that the first hundred need no sort.
        builder.HasIndex(p => new { p.KanaKey, p.BirthDate, p.LedgerPersonId });
        builder.HasIndex(p => new { p.GivenKanaKey, p.KanaKey, p.LedgerPersonId });
        builder.HasIndex(p => new { p.NameKey, p.BirthDate, p.LedgerPersonId });
        builder.HasIndex(p => new { p.GivenNameKey, p.NameKey, p.LedgerPersonId });
        builder.HasIndex(p => new { p.OtherNameKey, p.LedgerPersonId });
        builder.HasIndex(p => new { p.BirthDate, p.KanaKey, p.LedgerPersonId });
        builder.HasIndex(p => new { p.AddressKey, p.KanaKey, p.LedgerPersonId });
    }
}

internal sealed class ResidenceSpanMapping : IEntityTypeConfiguration<ResidenceSpan>
{
    public void Configure(EntityTypeBuilder<ResidenceSpan> builder)
    {
        builder.ToTable("ResidenceSpan");
        builder.Property(s => s.ResidenceSpanId).ValueGeneratedNever();
    }
}

internal sealed class DoseMapping : IEntityTypeConfiguration<Dose>
{
    public void Configure(EntityTypeBuilder<Dose> builder)
    {
        builder.ToTable("Dose");
        builder.Property(d => d.DoseId).ValueGeneratedNever();
        builder.Property(d => d.ReceptionNumber).HasMaxLength(Dose.TextMaxLength);
        builder.Property(d => d.InstitutionCode).HasMaxLength(Dose.TextMaxLength);
        builder.Property(d => d.InstitutionName).HasMaxLength(Dose.TextMaxLength);
        builder.Property(d => d.MunicipalityCode).HasMaxLength(Dose.TextMaxLength);
        builder.Property(d => d.Place).HasMaxLength(Dose.TextMaxLength);
        builder.Property(d => d.Doctor).HasMaxLength(Dose.TextMaxLength);
        builder.Property(d => d.VaccineType).HasMaxLength(Dose.TextMaxLength);
        builder.Property(d => d.Maker).HasMaxLength(Dose.TextMaxLength);
        builder.Property(d => d.ProductCode).HasMaxLength(Dose.TextMaxLength);
        builder.Property(d => d.LotNumber).HasMaxLength(Dose.TextMaxLength);
        builder.Property(d => d.CouponNumber).HasMaxLength(Dose.TextMaxLength);
        builder.Property(d => d.OcrLine).HasMaxLength(Dose.TextMaxLength);
        builder.Property(d => d.RecipientNote).HasMaxLength(Dose.RemarksMaxLength);
        builder.Property(d => d.Remarks).HasMaxLength(Dose.RemarksMaxLength);
        builder.Property(d => d.SourceText).HasMaxLength(Dose.SourceTextMaxLength);
        builder.Property(d => d.Version).IsConcurrencyToken();
        builder.HasOne<LedgerPerson>().WithMany().HasForeignKey(d => d.LedgerPersonId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<ImportRun>().WithMany().HasForeignKey(d => d.ImportRunId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(d => new { d.LedgerPersonId, d.DoseNumber });
        builder.HasIndex(d => new { d.CouponNumber, d.LedgerPersonId });
        // A month's institutions and the reports' doses by number are counted from the index alone: hence all that follows the day.
        builder.HasIndex(d => new { d.VaccinatedOn, d.InstitutionName, d.Status, d.DoseNumber, d.CreatedAt });
    }
}

internal sealed class CouponMapping : IEntityTypeConfiguration<Coupon>
{
    public void Configure(EntityTypeBuilder<Coupon> builder)
    {
        builder.ToTable("Coupon");
        builder.Property(c => c.CouponId).ValueGeneratedNever();
        builder.Property(c => c.MunicipalityCode).HasMaxLength(6).IsUnicode(false);
        builder.Property(c => c.CouponNumber).HasMaxLength(10).IsUnicode(false);
        builder.Property(c => c.Version).IsConcurrencyToken();
        builder.HasOne<LedgerPerson>().WithMany().HasForeignKey(c => c.LedgerPersonId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<ImportRun>().WithMany().HasForeignKey(c => c.ImportRunId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(c => new { c.CouponNumber, c.MunicipalityCode, c.LedgerPersonId });
        builder.HasIndex(c => c.LedgerPersonId);
    }
}

internal sealed class InstitutionMapping : IEntityTypeConfiguration<Institution>
{
    public void Configure(EntityTypeBuilder<Institution> builder)
    {
        builder.ToTable("Institution");
        builder.Property(i => i.InstitutionId).ValueGeneratedNever();
        builder.Property(i => i.Code).HasMaxLength(10).IsUnicode(false);
        builder.Property(i => i.Name).HasMaxLength(Institution.NameMaxLength);
        builder.Property(i => i.NameKey).IsSearchKey(Institution.NameMaxLength);
        builder.HasIndex(i => i.Code);
        builder.HasIndex(i => i.NameKey);
    }
}

internal sealed class VaccineLotMapping : IEntityTypeConfiguration<VaccineLot>
{
    public void Configure(EntityTypeBuilder<VaccineLot> builder)
    {
        builder.ToTable("VaccineLot");
        builder.HasKey(l => new { l.LotNumber, l.ProductCode });
        builder.Property(l => l.LotNumber).HasMaxLength(20).IsUnicode(false);
        builder.Property(l => l.ProductCode).HasMaxLength(40).IsUnicode(false);
    }
}
