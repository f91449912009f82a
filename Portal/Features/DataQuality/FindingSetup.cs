using Portal.Components;
using Portal.Components.Layout;
using Portal.Domain.DataQuality;
using Portal.Features.DataQuality.BulkFixes;
using Portal.Features.DataQuality.Twins;
using Portal.Security;

namespace Portal.Features.DataQuality;

public static class FindingSetup
{
    /// <summary>The 点検 list, its full check, and what the menu and the home page say of it.</summary>
    public static IServiceCollection AddFindings(this IServiceCollection services) => services
        .AddSingleton<FindingDesk>()
        .AddSingleton<LedgerCheck>()
        .AddSingleton<LedgerCheckRunner>()
        .AddSingleton<FindingChart>()
        .AddHostedService<FindingCounter>()
        .AddSingleton<BulkFixDesk>()
        .AddSingleton<BulkFixList>()
        .AddSingleton<TwinDesk>()
        .AddHostedService<TwinKeeper>()
        .AddScoped(provider => new NavCount(
            Addresses.Twins,
            (user, cancellationToken) => provider.GetRequiredService<TwinDesk>().CountAsync(StaffClaims.ToStaff(user), cancellationToken)))
        .AddScoped(provider => new NavCount(
            Addresses.Findings,
            (user, cancellationToken) => provider.GetRequiredService<FindingDesk>().CountAsync(StaffClaims.ToStaff(user), cancellationToken)))
        .AddScoped(provider => new HomeSource(async (by, cancellationToken) =>
        [
            .. Line("自分の担当の所見", await provider.GetRequiredService<FindingDesk>().CountMineAsync(by, cancellationToken), Addresses.FindingsOf(FindingView.Mine), TagKind.Warn),
            .. Line("承認を待つ一括訂正", await provider.GetRequiredService<BulkFixList>().CountWaitingAsync(by, cancellationToken), Addresses.BulkFixes, TagKind.Warn),
            .. Line("点検で残っている所見", await provider.GetRequiredService<FindingDesk>().CountAsync(by, cancellationToken), Addresses.Findings, TagKind.Neutral),
            .. Line($"重複の候補（{FindingRule.Twins.Label()}）", await provider.GetRequiredService<TwinDesk>().CountAsync(by, cancellationToken), Addresses.Twins, TagKind.Neutral, "組"),
        ]));

    private static IEnumerable<HomeItem> Line(string label, int count, string href, TagKind kind, string unit = "件") => count > 0 ? [new HomeItem(label, $"{count:N0}{unit}", href, kind)] : [];
}
