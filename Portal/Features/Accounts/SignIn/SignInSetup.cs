using Microsoft.AspNetCore.Identity;

namespace Portal.Features.Accounts.SignIn;

public static class SignInSetup
{
    /// <summary>OWASP ASVS 5.0, appendix C: PBKDF2-HMAC-SHA512 needs 210,000 rounds at least.</summary>
    public const int HashRounds = 210_000;

    public static IServiceCollection AddSignIn(this IServiceCollection services, IConfiguration configuration)
    {
        services.Configure<PasswordHasherOptions>(options => options.IterationCount = HashRounds);
        services.AddSingleton<IPasswordHasher<Credential>, PasswordHasher<Credential>>();
        services.AddSingleton<OneTimeCodes>();
        return services;
    }
}
