using Portal.Features.Ledger;

namespace Portal.Features.Corrections;

public static class RegistrationServices
{
    /// <summary>Everything registering needs besides the ledger, the drafts and who is signed in.</summary>
    public static IServiceCollection AddRegistration(this IServiceCollection services) => services
        .AddSingleton<RegistrationDesk>()
        .AddSingleton<PersonDesk>()
        .AddSingleton<MasterSearch>()
        .AddScoped<RegistrationStart>();
}
