using Portal.Components;

namespace Portal.Features.SlipComparison;

public static class ComparisonSetup
{
    /// <summary>予診票の読み合わせ: the sets, the full screen, what was found, and what the home page says of it.</summary>
    public static IServiceCollection AddSlipComparison(this IServiceCollection services) => services
        .AddSingleton<ComparisonStartDesk>()
        .AddSingleton<ComparisonDesk>()
        .AddSingleton<ComparisonShowDesk>()
        .AddSingleton<DifferenceDesk>()
        .AddSingleton<ComparisonResultDesk>()
        .AddScoped(provider => new HomeSource(async (by, cancellationToken) =>
            await provider.GetRequiredService<ComparisonResultDesk>().CountAsync(by, cancellationToken) is > 0 and var count
                ? [new HomeItem("確定を待つ読み合わせ", $"{count:N0}件", Addresses.Comparisons, TagKind.Warn)]
                : []));
}
