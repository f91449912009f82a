using Portal.Domain.Accounts;
using Xunit;

namespace Portal.Tests.Security;

public class RolePermissionsTests
{
    [Fact]
    public void TheAdministrator_WhoIssuesIds_SeesNoResident() =>
        Assert.DoesNotContain(Permission.LedgerView, RolePermissions.Of([Role.Administrator]));

    [Fact]
    public void WhoRequestsACorrection_IsNotByThatRoleItsApprover() =>
        Assert.DoesNotContain(Enum.GetValues<Role>(), role =>
            RolePermissions.Grants(role, Permission.RecordCorrect) && RolePermissions.Grants(role, Permission.CorrectionApprove));

    [Fact]
    public void TheViewer_ChangesNothing() => Assert.Equal(
        [Permission.LedgerView, Permission.LedgerPrint], RolePermissions.Of([Role.Viewer]).Order());

    [Fact]
    public void EveryPermission_IsHeldBySomeRole() => Assert.All(Enum.GetValues<Permission>(), permission =>
        Assert.Contains(Enum.GetValues<Role>(), role => RolePermissions.Grants(role, permission)));
}
