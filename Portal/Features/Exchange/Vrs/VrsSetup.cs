using Portal.Features.Exchange.Reconciliation;
using Portal.Features.Exchange.Runs;
using Portal.Features.Exchange.Vrs.Files;
using Portal.Features.Exchange.Vrs.Flags;
using Portal.Features.Exchange.Vrs.Requests;
using Portal.Features.Exchange.Vrs.Transfers;

namespace Portal.Features.Exchange.Vrs;

public static class VrsSetup
{
    public static IServiceCollection AddVrs(this IServiceCollection services) => services
        .AddSingleton<ReconcileDesk>()
        .AddSingleton<ReconciliationWorkDesk>()
        .AddSingleton<ReconciliationAcceptDesk>()
        .AddSingleton<ReconciliationRegisterDesk>()
        .AddSingleton<ReconciliationPatternDesk>()
        .AddSingleton<ReconciliationUndoDesk>()
        .AddSingleton<OutgoingFile, VrsRecordsFile>()
        .AddSingleton<OutgoingFile, VrsFlagsFile>()
        .AddSingleton<VrsFlagTakeDesk>()
        .AddSingleton<VrsFlagDesk>()
        .AddTransfers()
        .AddMunicipalityRequests();
}
