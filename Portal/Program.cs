using Microsoft.AspNetCore.SignalR;
using MudBlazor;
using MudBlazor.Services;
using Portal;
using Portal.Cli;
using Portal.Components;
using Portal.Components.Layout;
using Portal.Demo;
using Portal.Features.Accounts;
using Portal.Features.Corrections;
using Portal.Features.Exchange;
using Portal.Features.Exchange.IntermediateServer;
using Portal.Features.Exchange.Lists;
using Portal.Features.Exchange.Media;
using Portal.Features.Exchange.ResidentIndex.Answers;
using Portal.Features.Exchange.Runs;
using Portal.Features.Exchange.Vrs.Transfers;
using Portal.Features.Help;
using Portal.Features.Ledger;
using Portal.Features.Ledger.EvidencePacks;
using Portal.Features.Maintenance;
using Portal.Features.Maintenance.Stopping;
using Portal.Features.OperationLog.Reviews;
using Portal.Features.OperationLog.Screens;
using Portal.Features.Reports;
using Portal.Features.Safeguards;
using Portal.Keys;
using Portal.Security;
using Portal.Settings;
using Portal.Telemetry;

if (PortalCommands.AreMeant(args))
{
    return await PortalCommands.RunAsync(args, Console.Out, Console.Error);
}

try
{
    var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = ContentRoot.For(args) });
    // What stops the start is told in one line below; once started, the host logs its failures as always.
    var hasStarted = false;
    builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", level => hasStarted && level >= LogLevel.Information);
    // At Debug it would write down what is typed into every field, as it arrives.
    builder.Logging.AddFilter("Microsoft.AspNetCore.SignalR.Internal.DefaultHubDispatcher", LogLevel.Information);
    builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
    SettingsCheck.Demand(builder.Configuration, builder.Environment.ContentRootPath, builder.Environment.IsDevelopment());
    builder.Services.AddPortalServices(builder.Configuration, builder.Environment.ContentRootPath);
    builder.Services.AddMudServices(mud => mud.SnackbarConfiguration.PositionClass = Defaults.Classes.Position.BottomRight);
    builder.Services.AddTransient<MudLocalizer, JaMudLocalizer>();
    builder.Services.AddRequestLocalization(options => options.SetDefaultCulture("ja-JP").AddSupportedCultures("ja-JP").AddSupportedUICultures("ja-JP"));
    builder.Services.AddPortalSecurity(builder.Configuration, builder.Environment);
    builder.Services.AddMaintenanceScreens(builder.Configuration, builder.Environment.ContentRootPath);
    builder.Services.AddPortalTelemetry(builder.Configuration);
    builder.Services.AddScoped<SearchBoxState>();
    builder.Services.AddSingleton<SearchWarmUp>().AddHostedService(provider => provider.GetRequiredService<SearchWarmUp>());
    builder.Services.AddHostedService<ReportScheduler>();
    builder.Services.AddRazorComponents().AddInteractiveServerComponents()
        // A dead line must show within seconds: the browser gives up after three missed beats (wwwroot/js/portal.js).
        .AddHubOptions(hub =>
        {
            hub.KeepAliveInterval = TimeSpan.FromSeconds(2);
            hub.AddFilter<EventPace>();
        });

    if (builder.Environment.IsDevelopment())
    {
        builder.Services.AddDemoFiller();
    }

    var app = builder.Build();
    await app.Services.PrepareLedgerAsync(makesLedger: app.Environment.IsDevelopment());
    await app.Services.PrepareCookieKeysAsync(app.Configuration, app.Environment.ContentRootPath);
    await app.PrepareAccountsAsync();

    app.UseKnownProxies();
    app.UsePortalHeaders();
    app.UseSameOriginCircuits();
    if (!app.Environment.IsDevelopment())
    {
        app.UseExceptionHandler(failed => failed.Run(context =>
        {
            context.Response.ContentType = "text/plain; charset=utf-8";
            return context.Response.WriteAsync($"処理できませんでした。参照番号 {context.TraceIdentifier} をシステム担当に伝えてください。");
        }));
        app.UseHsts();
        app.UseHttpsOnly();
    }

    app.UseDatabaseAway();
    app.UseCookielessApi();
    app.UseStatusCodePagesWithReExecute("/not-found", createScopeForStatusCodePages: true);
    app.UseLateForms();
    app.UseRequestLocalization();
    app.UseRouting();
    app.UseRateLimiter();
    app.UseAuthentication();
    app.UseAuthorization();
    app.UseAntiforgery();
    app.MapHealth();
    app.MapStaticAssets().AllowAnonymous();
    app.MapEvidence();
    app.MapEvidencePacks();
    app.MapImportReports();
    app.MapListExports();
    app.MapOutgoingFiles();
    app.MapTransferFiles();
    app.MapInquirySheets();
    app.MapMedia();
    app.MapAddressees();
    app.MapAccounts();
    app.MapLogReviews();
    app.MapSafeguards();
    app.MapReports();
    app.MapLogExports();
    app.MapPortalSignIn();
    app.MapHelp();
    app.MapRazorComponents<App>().AddInteractiveServerRenderMode(server => server.DisableWebSocketCompression = true);
    app.UseNodeStop();
    app.Lifetime.ApplicationStarted.Register(() => hasStarted = true);
    await app.RunAsync();
    return ExitCode.Done;
}
catch (Exception exception) when (FailureWords.Of(exception) is { } words)
{
    await Console.Error.WriteLineAsync(words);
    return ExitCode.Failed;
}
