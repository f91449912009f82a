using Portal.Components;
using Portal.Features.Accounts.Personnel;
using Portal.Features.Accounts.Reviews;
using Portal.Features.Accounts.SharedIds;
using Portal.Features.Accounts.SignIn;
using Portal.Features.Accounts.Terminals;

namespace Portal.Features.Accounts;

public static class AccountSetup
{
    /// <summary>Staff, IDs and their rights, shared IDs, terminals, personnel events, reviews, signing in.</summary>
    public static IServiceCollection AddAccounts(this IServiceCollection services, IConfiguration configuration) => services
        .AddSignIn(configuration)
        .AddAccountScreens()
        .AddSharedIds()
        .AddTerminals()
        .AddPersonnel(configuration)
        .AddReviews(configuration)
        .AddSingleton<AccountHome>()
        .AddScoped(provider => new HomeSource((by, cancellationToken) => provider.GetRequiredService<AccountHome>().ItemsAsync(by, cancellationToken)));

    /// <summary>What is downloaded, or answered outside a circuit.</summary>
    public static void MapAccounts(this IEndpointRouteBuilder app)
    {
        app.MapAccountList();
        app.MapReviews();
        app.MapSeatWorkbook();
        app.MapPersonnelWorkbook();
        app.MapGroup("").RequireRateLimiting(SignInLimit.Policy).MapTerminalRegistration();
    }
}
