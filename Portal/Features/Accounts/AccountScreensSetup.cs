using Portal.Components.Layout;
using Portal.Security;

namespace Portal.Features.Accounts;

public static class AccountScreensSetup
{
    /// <summary>職員・利用者ID・サインイン中, and the count of what waits for an approver or an administrator.</summary>
    public static IServiceCollection AddAccountScreens(this IServiceCollection services) => services
        .AddSingleton<AccountDesk>()
        .AddSingleton<IssueDesk>()
        .AddSingleton<AccountViewDesk>()
        .AddSingleton<FirstAdministratorDesk>()
        .AddSingleton<StaffMemberDesk>()
        .AddSingleton<ExternalNameDesk>()
        .AddSingleton<OpenSessionDesk>()
        .AddScoped(provider => new NavCount(
            Addresses.Accounts,
            (user, cancellationToken) => provider.GetRequiredService<AccountViewDesk>().CountWaitingAsync(StaffClaims.ToStaff(user), cancellationToken)));
}
