using MudBlazor;
using MudBlazor.Services;
using Portal;
using Portal.Cli;
using Portal.Components;
using Portal.Components.Layout;
using Portal.Features.Corrections;
using Portal.Features.Exchange;
using Portal.Features.Ledger;
using Portal.Demo;
using Portal.Security;

if (PortalCommands.AreMeant(args))
{
    return await PortalCommands.RunAsync(args, Console.Out, Console.Error);
}

var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = ContentRoot.For(args) });
builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
builder.Services.AddPortalServices(builder.Configuration, builder.Environment.ContentRootPath);
builder.Services.AddMudServices(mud => mud.SnackbarConfiguration.PositionClass = Defaults.Classes.Position.BottomRight);
builder.Services.AddTransient<MudLocalizer, JaMudLocalizer>();
builder.Services.AddRequestLocalization(options => options.SetDefaultCulture("ja-JP").AddSupportedCultures("ja-JP").AddSupportedUICultures("ja-JP"));
builder.Services.AddAuthorizationBuilder().AddPortalPolicies();
builder.Services.AddScoped<CurrentStaff>();
builder.Services.AddCascadingAuthenticationState();
builder.Services.AddAntiforgery(options => options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest);
builder.Services.AddScoped<SearchBoxState>();
builder.Services.AddHostedService<SearchWarmUp>();
builder.Services.AddCorrections(builder.Configuration);
builder.Services.AddRazorComponents().AddInteractiveServerComponents()
    // A dead line must show within seconds: the browser gives up after three missed beats (wwwroot/js/portal.js).
    .AddHubOptions(hub => hub.KeepAliveInterval = TimeSpan.FromSeconds(2));

if (builder.Environment.IsDevelopment())
{
    builder.AddDevelopmentSignIn();
    builder.Services.AddDemoFiller();
}
else
{
    NoSignIn.Add(builder);
}

var app = builder.Build();
if (!await app.TryPrepareLedgerAsync())
{
    return ExitCode.Failed;
}

app.UsePortalHeaders();
app.UseSameOriginCircuits();
if (!app.Environment.IsDevelopment())
{
    app.UseExceptionHandler(failed => failed.Run(context => context.Response.WriteAsync(
        $"処理できませんでした。参照番号 {context.TraceIdentifier} をシステム担当に伝えてください。")));
    app.UseHsts();
}

app.UseStatusCodePagesWithReExecute("/not-found", createScopeForStatusCodePages: true);
app.UseRequestLocalization();
app.UseAuthentication();
if (app.Environment.IsDevelopment())
{
    app.UseDevelopmentSignIn();
}

app.UseAuthorization();
app.UseAntiforgery();
app.MapHealth();
app.MapStaticAssets().AllowAnonymous();
app.MapEvidence();
app.MapImportReports();
app.MapRazorComponents<App>().AddInteractiveServerRenderMode(server => server.DisableWebSocketCompression = true);
await app.RunAsync();
return ExitCode.Done;
