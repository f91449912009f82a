using Microsoft.AspNetCore.Identity;
using Portal.Components;
using Portal.Domain;
using Portal.Domain.Accounts;

namespace Portal.Features.Accounts.SignIn;

public static class SignInSetup
{
    /// <summary>OWASP ASVS 5.0, appendix C: PBKDF2-HMAC-SHA512 needs 210,000 rounds at least.</summary>
    public const int HashRounds = 210_000;

    private const int MinIdleMinutes = 5;
    private const int MaxIdleMinutes = 30;

    /// <summary>Passwords and second factors, sessions and their ends. <c>SignIn:*</c> sets how long each lasts.</summary>
    public static IServiceCollection AddSignIn(this IServiceCollection services, IConfiguration configuration)
    {
        services.Configure<PasswordHasherOptions>(options => options.IterationCount = HashRounds);
        services.AddOptions<IdentityOptions>().Configure<TimeProvider>((options, time) =>
            options.Tokens.ProviderMap[TokenOptions.DefaultAuthenticatorProvider] =
                new TokenProviderDescriptor(typeof(CodeGenerator)) { ProviderInstance = new CodeGenerator(time) });
        return services
            .AddSingleton(new PasswordPolicy { MaxAgeDays = configuration.GetValue("SignIn:PasswordMaxAgeDays", new PasswordPolicy().MaxAgeDays) })
            .AddSingleton(LimitsOf(configuration))
            .AddSingleton<IPasswordHasher<Credential>, PasswordHasher<Credential>>()
            .AddSingleton<OneTimeCodes>()
            .AddSingleton<Credentials>()
            .AddSingleton<PasskeyCeremonies>()
            .AddSingleton<PasswordDesk>()
            .AddSingleton<SecondFactorDesk>()
            .AddSingleton<StepUpDesk>()
            .AddSingleton<SignInTickets>()
            .AddSingleton<SignInDesk>()
            .AddSingleton<SignInFlow>()
            .AddSingleton<OwnPages>()
            .AddSingleton<SessionGate>()
            .AddSingleton<SessionDesk>()
            .AddSingleton<OwnNotices>()
            .AddScoped(provider => new HomeSource((by, cancellationToken) => provider.GetRequiredService<OwnNotices>().ItemsAsync(by, cancellationToken)));
    }

    private static SessionLimits LimitsOf(IConfiguration configuration)
    {
        var idle = configuration.GetValue("SignIn:IdleMinutes", (int)SessionLimits.Default.Idle.TotalMinutes);
        var absolute = configuration.GetValue("SignIn:AbsoluteHours", (int)SessionLimits.Default.Absolute.TotalHours);
        return idle is >= MinIdleMinutes and <= MaxIdleMinutes && absolute is >= 1 and <= 12
            ? new SessionLimits(TimeSpan.FromMinutes(idle), TimeSpan.FromHours(absolute))
            : throw new RuleException($"設定 SignIn:IdleMinutes は{MinIdleMinutes}〜{MaxIdleMinutes}、SignIn:AbsoluteHours は1〜12で指定してください。");
    }
}
