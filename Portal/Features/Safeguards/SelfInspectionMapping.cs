using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Domain.Accounts;
using Portal.Domain.Safeguards;

namespace Portal.Features.Safeguards;

internal sealed class SelfInspectionMapping : IEntityTypeConfiguration<SelfInspection>
{
    public void Configure(EntityTypeBuilder<SelfInspection> builder)
    {
        builder.ToTable("SelfInspection");
        builder.Property(i => i.SelfInspectionId).ValueGeneratedNever();
        builder.Property(i => i.Promise).HasMaxLength(SelfInspection.PromiseMaxLength).IsUnicode(false);
        builder.Property(i => i.Note).HasMaxLength(SelfInspection.NoteMaxLength);
        builder.Property(i => i.InspectedByName).HasMaxLength(Staff.NameMaxLength);
        builder.HasIndex(i => new { i.Promise, i.EnteredAt });
    }
}
