using Portal.Features.Ledger.AsOf;
using Portal.Features.Ledger.EvidencePacks;

namespace Portal.Features.Ledger;

public static class LedgerSetup
{
    /// <summary>Searching, the person sheet, and the masters the forms look things up in.</summary>
    public static IServiceCollection AddLedger(this IServiceCollection services) => services
        .AddSingleton<LedgerSearch>()
        .AddSingleton<KeptSearches>()
        .AddSingleton<PersonSheet>()
        .AddSingleton<AsOfDesk>()
        .AddSingleton<AsOfSearch>()
        .AddSingleton<MasterSearch>()
        .AddEvidencePacks();
}
