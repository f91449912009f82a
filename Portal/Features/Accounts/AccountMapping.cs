using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Domain.Accounts;

namespace Portal.Features.Accounts;

internal sealed class StaffMemberMapping : IEntityTypeConfiguration<StaffMember>
{
    public void Configure(EntityTypeBuilder<StaffMember> builder)
    {
        builder.ToTable("StaffMember");
        builder.Property(s => s.StaffMemberId).ValueGeneratedNever();
        builder.Property(s => s.StaffNumber).HasMaxLength(StaffMember.StaffNumberMaxLength).IsUnicode(false);
        builder.Property(s => s.Name).HasMaxLength(Staff.NameMaxLength);
        builder.Property(s => s.Kana).HasMaxLength(Staff.NameMaxLength);
        builder.Property(s => s.Department).HasMaxLength(Staff.DepartmentMaxLength);
        builder.Property(s => s.Position).HasMaxLength(StaffMember.PositionMaxLength);
        builder.Property(s => s.Version).IsConcurrencyToken();
        builder.HasMany(s => s.Events).WithOne().HasForeignKey(e => e.StaffMemberId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(s => s.StaffNumber).IsUnique();
    }
}

internal sealed class AccountMapping : IEntityTypeConfiguration<Account>
{
    public void Configure(EntityTypeBuilder<Account> builder)
    {
        builder.ToTable("Account");
        builder.HasKey(a => a.AccountKey);
        builder.Property(a => a.AccountKey).ValueGeneratedNever();
        builder.Property(a => a.AccountId).HasMaxLength(LoginId.MaxLength).IsUnicode(false).IsRequired();
        builder.Property(a => a.SharedName).HasMaxLength(Staff.NameMaxLength);
        builder.Property(a => a.Necessity).HasMaxLength(Account.NecessityMaxLength);
        builder.Property(a => a.ExternalName).HasMaxLength(Account.ExternalNameMaxLength);
        builder.Property(a => a.Roles).IsRoleList();
        builder.Property(a => a.RequestedBy).HasMaxLength(Staff.AccountIdMaxLength).IsUnicode(false);
        builder.Property(a => a.RequestedByName).HasMaxLength(Staff.NameMaxLength);
        builder.Property(a => a.ApprovedByName).HasMaxLength(Staff.NameMaxLength);
        builder.Property(a => a.Version).IsConcurrencyToken();
        builder.HasOne<StaffMember>().WithMany().HasForeignKey(a => a.StaffMemberId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<StaffMember>().WithMany().HasForeignKey(a => a.OwnerId).OnDelete(DeleteBehavior.Restrict);
        builder.HasMany(a => a.Adjustments).WithOne().HasForeignKey(x => x.AccountKey).OnDelete(DeleteBehavior.Restrict);
        builder.HasMany(a => a.Members).WithOne().HasForeignKey(x => x.AccountKey).OnDelete(DeleteBehavior.Restrict);
        builder.HasMany(a => a.Terminals).WithOne().HasForeignKey(x => x.AccountKey).OnDelete(DeleteBehavior.Restrict);
        builder.HasMany(a => a.Changes).WithOne().HasForeignKey(x => x.AccountKey).OnDelete(DeleteBehavior.Restrict);
        builder.HasMany(a => a.History).WithOne().HasForeignKey(x => x.AccountKey).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(a => a.AccountId).IsUnique();
        builder.HasIndex(a => a.ExternalName).IsUnique();
        builder.HasIndex(a => a.State);
    }
}

internal sealed class PermissionAdjustmentMapping : IEntityTypeConfiguration<PermissionAdjustment>
{
    public void Configure(EntityTypeBuilder<PermissionAdjustment> builder)
    {
        builder.ToTable("PermissionAdjustment");
        builder.Property(a => a.PermissionAdjustmentId).ValueGeneratedNever();
        builder.Property(a => a.Reason).HasMaxLength(Account.ReasonMaxLength);
        builder.Property(a => a.GrantedByName).HasMaxLength(Staff.NameMaxLength);
    }
}

internal sealed class SharedIdMemberMapping : IEntityTypeConfiguration<SharedIdMember>
{
    public void Configure(EntityTypeBuilder<SharedIdMember> builder)
    {
        builder.ToTable("SharedIdMember");
        builder.Property(m => m.SharedIdMemberId).ValueGeneratedNever();
        builder.Property(m => m.AddedByName).HasMaxLength(Staff.NameMaxLength);
        builder.HasOne<StaffMember>().WithMany().HasForeignKey(m => m.StaffMemberId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class SharedIdTerminalMapping : IEntityTypeConfiguration<SharedIdTerminal>
{
    public void Configure(EntityTypeBuilder<SharedIdTerminal> builder)
    {
        builder.ToTable("SharedIdTerminal");
        builder.Property(t => t.SharedIdTerminalId).ValueGeneratedNever();
        builder.Property(t => t.AddedByName).HasMaxLength(Staff.NameMaxLength);
        builder.HasOne<Terminal>().WithMany().HasForeignKey(t => t.TerminalId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class AccountChangeMapping : IEntityTypeConfiguration<AccountChange>
{
    public void Configure(EntityTypeBuilder<AccountChange> builder)
    {
        builder.ToTable("AccountChange");
        builder.Property(c => c.AccountChangeId).ValueGeneratedNever();
        builder.Property(c => c.Roles).IsRoleList();
        builder.Property(c => c.Reason).HasMaxLength(Account.ReasonMaxLength);
        builder.Property(c => c.RequestedBy).HasMaxLength(Staff.AccountIdMaxLength).IsUnicode(false);
        builder.Property(c => c.RequestedByName).HasMaxLength(Staff.NameMaxLength);
        builder.Property(c => c.DecidedByName).HasMaxLength(Staff.NameMaxLength);
        builder.Property(c => c.DecisionNote).HasMaxLength(Account.ReasonMaxLength);
        builder.HasIndex(c => c.State);
    }
}

internal sealed class AccountActMapping : IEntityTypeConfiguration<AccountAct>
{
    public void Configure(EntityTypeBuilder<AccountAct> builder)
    {
        builder.ToTable("AccountAct");
        builder.Property(a => a.AccountActId).ValueGeneratedNever();
        builder.Property(a => a.Reason).HasMaxLength(Account.ReasonMaxLength);
        builder.Property(a => a.Detail).HasMaxLength(AccountAct.DetailMaxLength);
        builder.Property(a => a.By).HasMaxLength(Staff.AccountIdMaxLength).IsUnicode(false);
        builder.Property(a => a.ByName).HasMaxLength(Staff.NameMaxLength);
    }
}

internal static class RoleListColumn
{
    private static readonly ValueComparer<IReadOnlyList<Role>> ByValue = new(
        (a, b) => a == b || (a != null && b != null && a.SequenceEqual(b)), roles => roles.Aggregate(0, HashCode.Combine), roles => roles.ToList());

    /// <summary>Kept as names with a comma between, as an administrator can read them in the database.</summary>
    public static void IsRoleList(this PropertyBuilder<IReadOnlyList<Role>> property) => property
        .HasConversion(roles => string.Join(',', roles), text => Parse(text), ByValue)
        .HasMaxLength(120)
        .IsUnicode(false);

    private static IReadOnlyList<Role> Parse(string text) =>
        [.. text.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(Enum.Parse<Role>)];
}
