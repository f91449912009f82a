using Portal.Components.Layout;
using Portal.Domain.Corrections;
using Portal.Security;

namespace Portal.Features.Corrections;

/// <summary>What the subject brings to the portal.</summary>
public static class CorrectionServices
{
    public const string ApprovalSetting = "Corrections:NeedsApproval";

    public static IServiceCollection AddCorrections(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(PolicyOf(configuration.GetSection(ApprovalSetting)));
        services.AddSingleton<RevisionSaving>();
        services.AddSingleton<CorrectionDesk>();
        services.AddSingleton<ResidenceDesk>();
        services.AddSingleton<ApprovalDesk>();
        services.AddSingleton<ApprovalSearch>();
        services.AddSingleton<EvidenceStore>();
        services.AddScoped(provider => new NavCount(
            Addresses.Approvals,
            (user, cancellationToken) => provider.GetRequiredService<ApprovalDesk>().CountWaitingAsync(StaffClaims.ToStaff(user), cancellationToken)));
        return services;
    }

    /// <summary>The setting's own list, even an empty one; the default only where the setting is missing.</summary>
    public static ApprovalPolicy PolicyOf(IConfigurationSection section) =>
        section.Exists() ? new ApprovalPolicy(section.GetChildren().Select(item => item.Value).OfType<string>()) : ApprovalPolicy.Default;
}
