namespace Portal.Features.Accounts.SharedIds;

public static class SharedIdSetup
{
    public static IServiceCollection AddSharedIds(this IServiceCollection services) => services;
}
