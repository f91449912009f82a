using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.RateLimiting;
using Portal.Domain.Exchange.ResidentIndex;
using Portal.Features.Exchange.ResidentIndex.Answers;

namespace Portal.Features.Exchange.ResidentIndex;

public static class ResidentIndexSetup
{
    /// <summary>統合宛名システム: numbering, the clients, and the answers they get.</summary>
    public static IServiceCollection AddResidentIndex(this IServiceCollection services, IConfiguration configuration) => services
        .AddSingleton(NumberRanges.From(configuration))
        .AddSingleton<NumberingDesk>()
        .AddSingleton<ResidentIndexSearch>()
        .AddSingleton<IPasswordHasher<AddresseeClient>, PasswordHasher<AddresseeClient>>()
        .AddSingleton<ClientDesk>()
        .AddSingleton<ClientTokens>()
        .AddSingleton<TokenDesk>()
        .AddSingleton<AddresseeDesk>()
        .Configure<RateLimiterOptions>(limits => limits.AddPolicy<string, AddresseeLimit>(AddresseeLimit.Policy));
}
