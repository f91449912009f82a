using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Demo;
using Portal.Features.Accounts;
using Portal.Features.Corrections;
using Portal.Features.Corrections.Merging;
using Portal.Features.DataQuality;
using Portal.Features.Exchange;
using Portal.Features.Help;
using Portal.Features.Ledger;
using Portal.Features.Ledger.MyNumbers;
using Portal.Features.Maintenance;
using Portal.Features.Maintenance.Nodes;
using Portal.Features.OperationLog;
using Portal.Features.OperationLog.Reviews;
using Portal.Features.OperationLog.Verification;
using Portal.Features.Reports;
using Portal.Features.Safeguards;
using Portal.Features.SlipComparison;
using Portal.Keys;

namespace Portal;

/// <summary>What the web and the command line have in common.</summary>
public static class PortalServices
{
    public static IServiceCollection AddPortalServices(this IServiceCollection services, IConfiguration configuration, string contentRoot)
    {
        services.AddSingleton(TimeProvider.System);
        services.AddPortalDb(configuration, contentRoot);
        // The first to start and so the last to stop: what hangs on it has ended when the duty is given back.
        services.AddSingleton<NodeDuty>().AddHostedService(provider => provider.GetRequiredService<NodeDuty>());
        services.AddCookieKeys(configuration, contentRoot);
        services.AddKeys(configuration, contentRoot);
        services.AddOperationLog(configuration, contentRoot);
        services.AddLogReviews(configuration);
        services.AddLedger();
        services.AddMyNumbers(configuration);
        services.AddCorrections(configuration);
        services.AddMerging();
        services.AddFindings();
        services.AddSlipComparison();
        services.AddExchange(configuration, contentRoot);
        services.AddAccounts(configuration);
        services.AddSafeguards();
        services.AddReports();
        services.AddHelp();
        services.AddMaintenance();
        services.AddSingleton<DemoProgress>();
        return services;
    }

    /// <summary>Brings the schema to this build's version and fills the masters a new ledger needs.</summary>
    /// <param name="services">Of the portal, or of a command.</param>
    /// <param name="makesLedger">Whether the file of an embedded ledger is made where there is none.</param>
    /// <param name="cancellationToken">Stops between two steps.</param>
    /// <exception cref="SchemaOutdatedException">A SQL Server database older than this build.</exception>
    /// <exception cref="Domain.RuleException">The keys are another ledger's, or a restore has stopped halfway.</exception>
    public static async Task PrepareLedgerAsync(this IServiceProvider services, bool makesLedger, CancellationToken cancellationToken = default)
    {
        var dbFactory = services.GetRequiredService<IDbContextFactory<PortalDb>>();
        await using var db = await dbFactory.CreateDbContextAsync(cancellationToken);
        LedgerFile.Of(db)?.Demand(makesLedger);
        await Schema.EnsureCurrentAsync(dbFactory, cancellationToken);
        await LogKeyCheck.DemandAsync(db, services.GetRequiredService<KeyRing>(), cancellationToken);
        await Masters.SeedAsync(db, cancellationToken);
    }
}
