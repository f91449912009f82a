namespace Portal.Features.Corrections.Merging;

public static class MergeSetup
{
    /// <summary>重複者の統合と、その取消し.</summary>
    public static IServiceCollection AddMerging(this IServiceCollection services) => services
        .AddSingleton<MergeDesk>()
        .AddSingleton<UnmergeDesk>();
}
