using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Domain.Accounts;
using Portal.Domain.Exchange.Media;
using Portal.Domain.OperationLog;

namespace Portal.Features.Exchange.Media;

internal sealed class MediumMapping : IEntityTypeConfiguration<Medium>
{
    public void Configure(EntityTypeBuilder<Medium> builder)
    {
        builder.ToTable("Medium");
        builder.Property(m => m.MediumId).ValueGeneratedNever();
        builder.Property(m => m.Number).HasMaxLength(Medium.NumberMaxLength);
        builder.Property(m => m.Product).HasMaxLength(Medium.ProductMaxLength);
        builder.Property(m => m.EncryptionNote).HasMaxLength(OperationLogEntry.PurposeMaxLength);
        builder.Property(m => m.Place).HasMaxLength(Medium.PlaceMaxLength);
        builder.Property(m => m.Note).HasMaxLength(OperationLogEntry.PurposeMaxLength);
        builder.Property(m => m.StateReason).HasMaxLength(OperationLogEntry.PurposeMaxLength);
        builder.Property(m => m.StateByName).HasMaxLength(Staff.NameMaxLength);
        builder.Property(m => m.LossReport).HasMaxLength(OperationLogEntry.PurposeMaxLength);
        builder.Property(m => m.LossReportedByName).HasMaxLength(Staff.NameMaxLength);
        builder.Property(m => m.Version).IsConcurrencyToken();
        builder.Ignore(m => m.IsInOrder);
        builder.HasIndex(m => m.Number).IsUnique();
    }
}

internal sealed class MediumUseMapping : IEntityTypeConfiguration<MediumUse>
{
    public void Configure(EntityTypeBuilder<MediumUse> builder)
    {
        builder.ToTable("MediumUse");
        builder.Property(u => u.MediumUseId).ValueGeneratedNever();
        builder.Property(u => u.Purpose).HasMaxLength(OperationLogEntry.PurposeMaxLength);
        builder.Property(u => u.Contents).HasMaxLength(MediumUse.ContentsMaxLength);
        builder.Property(u => u.ApplicantKey).HasMaxLength(Staff.AccountIdMaxLength).IsUnicode(false);
        builder.Property(u => u.ApplicantName).HasMaxLength(Staff.NameMaxLength);
        builder.Property(u => u.ApplicantDepartment).HasMaxLength(Staff.DepartmentMaxLength);
        builder.Property(u => u.Terminal).HasMaxLength(Staff.TerminalMaxLength);
        builder.Property(u => u.DecidedByKey).HasMaxLength(Staff.AccountIdMaxLength).IsUnicode(false);
        builder.Property(u => u.DecidedByName).HasMaxLength(Staff.NameMaxLength);
        builder.Property(u => u.DecisionNote).HasMaxLength(OperationLogEntry.PurposeMaxLength);
        builder.Property(u => u.HandedTo).HasMaxLength(MediumUse.HandedToMaxLength);
        builder.Property(u => u.HandedByName).HasMaxLength(Staff.NameMaxLength);
        builder.Property(u => u.BackByName).HasMaxLength(Staff.NameMaxLength);
        builder.Property(u => u.ErasedByKey).HasMaxLength(Staff.AccountIdMaxLength).IsUnicode(false);
        builder.Property(u => u.ErasedByName).HasMaxLength(Staff.NameMaxLength);
        builder.Property(u => u.WitnessName).HasMaxLength(Staff.NameMaxLength);
        builder.Property(u => u.Version).IsConcurrencyToken();
        builder.Ignore(u => u.IsOpen);
        builder.HasOne<Medium>().WithMany().HasForeignKey(u => u.MediumId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<StaffMember>().WithMany().HasForeignKey(u => u.WitnessId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(u => u.Number).IsUnique();
        // What waits, and what is to be erased first.
        builder.HasIndex(u => new { u.State, u.EraseBy });
        builder.HasIndex(u => u.MediumId);
        // One use of a medium at a time, whoever applies at the same moment.
        builder.HasIndex(u => u.MediumId, "IX_MediumUse_Open").IsUnique().HasFilter("[State] IN ('Waiting', 'Approved')");
    }
}

internal sealed class MediumFileMapping : IEntityTypeConfiguration<MediumFile>
{
    public void Configure(EntityTypeBuilder<MediumFile> builder)
    {
        builder.ToTable("MediumFile");
        builder.Property(f => f.MediumFileId).ValueGeneratedNever();
        builder.Property(f => f.Name).HasMaxLength(MediumFile.NameMaxLength);
        builder.Property(f => f.WrittenByName).HasMaxLength(Staff.NameMaxLength);
        builder.Property(f => f.Terminal).HasMaxLength(Staff.TerminalMaxLength);
        builder.HasOne<MediumUse>().WithMany().HasForeignKey(f => f.MediumUseId).OnDelete(DeleteBehavior.Restrict);
    }
}
