using Portal.Components;
using Portal.Components.Layout;
using Portal.Domain.Corrections;
using Portal.Security;

namespace Portal.Features.Corrections;

public static class CorrectionSetup
{
    /// <summary>Registering, correcting and approving; <c>Corrections:NeedsApproval</c> names what needs a second person.</summary>
    public static IServiceCollection AddCorrections(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(PolicyOf(configuration.GetSection("Corrections:NeedsApproval")));
        services.AddSingleton<Drafts>();
        services.AddSingleton<RegistrationDesk>();
        services.AddSingleton<OwnEntriesDesk>();
        services.AddSingleton<PersonDesk>();
        services.AddScoped<RegistrationStart>();
        services.AddSingleton<RevisionSaving>();
        services.AddSingleton<CorrectionDesk>();
        services.AddSingleton<ResidenceDesk>();
        services.AddSingleton<ApprovalDesk>();
        services.AddSingleton<ApprovalSearch>();
        services.AddSingleton<EvidenceStore>();
        services.AddScoped(provider => new NavCount(
            Addresses.Approvals,
            (user, cancellationToken) => provider.GetRequiredService<ApprovalDesk>().CountWaitingAsync(StaffClaims.ToStaff(user), cancellationToken)));
        services.AddScoped(provider => new HomeSource(async (by, cancellationToken) =>
        [
            .. Line("承認を待っている訂正", await provider.GetRequiredService<ApprovalDesk>().CountWaitingAsync(by, cancellationToken), Addresses.Approvals),
            .. Line("差し戻された自分の申請", await provider.GetRequiredService<ApprovalDesk>().CountReturnedAsync(by, cancellationToken), $"{Addresses.Requests}?show=decided"),
        ]));
        return services;
    }

    private static IEnumerable<HomeItem> Line(string label, int count, string href) => count > 0 ? [new HomeItem(label, $"{count:N0}件", href)] : [];

    /// <summary>The setting's own list, even an empty one; the default only where the setting is missing.</summary>
    private static ApprovalPolicy PolicyOf(IConfigurationSection section) =>
        section.Exists() ? new ApprovalPolicy(section.GetChildren().Select(item => item.Value).OfType<string>()) : ApprovalPolicy.Default;
}
