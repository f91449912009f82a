using Portal.Components.Layout;
using Portal.Security;

namespace Portal.Features.Accounts.Personnel;

public static class PersonnelSetup
{
    /// <summary>Personnel events: recorded, imported, carried out every minute, confirmed.</summary>
    public static IServiceCollection AddPersonnel(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<PersonnelDesk>();
        services.AddSingleton<PersonnelSweepDesk>();
        services.AddSingleton<PersonnelWork>();
        services.AddSingleton<PersonnelSearch>();
        services.AddSingleton<PersonnelImportDesk>();
        services.AddHostedService<PersonnelSweeper>();
        services.AddScoped(provider => new NavCount(
            Addresses.Personnel,
            (user, cancellationToken) => provider.GetRequiredService<PersonnelWork>().CountAsync(StaffClaims.ToStaff(user), cancellationToken)));
        return services;
    }
}
