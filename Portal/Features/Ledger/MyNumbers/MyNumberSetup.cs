using System.Globalization;
using Portal.Components;
using Portal.Domain;
using Portal.Domain.Ledger;

namespace Portal.Features.Ledger.MyNumbers;

public static class MyNumberSetup
{
    public const string QuotaSetting = "MyNumber:DailyQuota";

    private const int MaxQuota = 500;

    /// <summary>The vault and the acts before it; <c>MyNumber:DailyQuota</c> says how often one person may use it in a day.</summary>
    public static IServiceCollection AddMyNumbers(this IServiceCollection services, IConfiguration configuration) => services
        .AddSingleton(new MyNumberQuota(Quota(configuration)))
        .AddSingleton<MyNumberVault>()
        .AddSingleton<MyNumberDesk>()
        .AddSingleton<MyNumberUseDesk>()
        .AddSingleton<MyNumberRekeying>()
        .AddSingleton<MyNumberAlerts>()
        .AddScoped(provider => new HomeSource((by, cancellationToken) => provider.GetRequiredService<MyNumberAlerts>().ItemsAsync(by, cancellationToken)));

    private static int Quota(IConfiguration configuration) => configuration[QuotaSetting] is not { } text ? MyNumberQuota.Default.PerDay
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var perDay) && perDay is >= 1 and <= MaxQuota ? perDay
        : throw new RuleException($"設定 {QuotaSetting} の「{text}」は使えません。1から{MaxQuota}までの回数を指定してください。");
}
