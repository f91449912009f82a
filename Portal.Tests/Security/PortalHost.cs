using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.Mvc.Testing.Handlers;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Portal.Data;
using Portal.Demo;
using Portal.Domain.OperationLog;
using Portal.Features.Accounts.Personnel;

namespace Portal.Tests.Security;

/// <summary>The whole portal over a ledger of its own, asked by address, with a clock that can be moved.</summary>
public sealed partial class PortalHost : IDisposable
{
    public static readonly Uri Base = new("https://localhost");

    private readonly string _folder = Directory.CreateTempSubdirectory("portal-host-").FullName;

    /// <param name="environment">Development has the demo's office; Production has nobody.</param>
    /// <param name="configure">More settings.</param>
    public PortalHost(string environment = "Development", Action<IWebHostBuilder>? configure = null)
    {
        // Only in Development the portal makes one by itself.
        File.Create(Path.Combine(_folder, "ledger.db")).Dispose();
        Factory = new WebApplicationFactory<Program>().WithWebHostBuilder(host =>
        {
            host.UseEnvironment(environment)
                .UseSetting("Demo:People", "0")
                .UseSetting("SignIn:AttemptsPerMinute", "100000")
                .UseSetting("ConnectionStrings:Portal", $"Data Source={Path.Combine(_folder, "ledger.db")}")
                .UseSetting("KeyRing:Folder", Path.Combine(_folder, "keys"))
                .ConfigureLogging(logging => logging.ClearProviders())
                .ConfigureTestServices(services =>
                {
                    services.AddSingleton<IStartupFilter>(new FromThisMachine());
                    // What ends on a day ends without it; and a clock that leaps a year would wake it half a million times.
                    services.Remove(services.Single(service => service.ImplementationType == typeof(PersonnelSweeper)));
                    services.Replace(ServiceDescriptor.Singleton<TimeProvider>(Time));
                    // The work per password is for attackers; that it is the same for everybody is tested by itself.
                    services.Configure<PasswordHasherOptions>(options => options.IterationCount = 1_000);
                });
            configure?.Invoke(host);
        });
    }

    public WebApplicationFactory<Program> Factory { get; }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(A.Now));

    public string Folder => _folder;

    public PortalDb Db() => Factory.Services.GetRequiredService<IDbContextFactory<PortalDb>>().CreateDbContext();

    public List<OperationLogEntry> Log(params Operation[] operations)
    {
        using var db = Db();
        return [.. db.OperationLog.OrderBy(e => e.Sequence).AsEnumerable().Where(e => operations.Length == 0 || operations.Contains(e.Operation))];
    }

    /// <summary>A browser of its own: cookies, no redirects followed.</summary>
    public HttpClient Browser() => Factory.CreateClient(new() { AllowAutoRedirect = false, BaseAddress = Base });

    /// <summary>A browser at the demo's terminal.</summary>
    public HttpClient BrowserAtTerminal()
    {
        using var db = Db();
        var terminal = db.Terminals.Single(t => t.Name == DemoStaff.TerminalName);
        var jar = new CookieContainer();
        jar.Add(Base, new Cookie(Portal.Features.Accounts.Terminals.TerminalCookie.Name, $"{terminal.TerminalId:N}.{DemoStaff.TerminalSecret}", "/") { Secure = true });
        return Factory.CreateDefaultClient(Base, new CookieContainerHandler(jar));
    }

    /// <summary>Signs somebody of the demo's office in, at the demo's terminal.</summary>
    public async Task<HttpClient> SignedInAsync(string account)
    {
        var browser = BrowserAtTerminal();
        using var answer = await PostAsync(browser, "/sign-in", new() { ["id"] = account, ["password"] = DemoStaff.Password });
        return answer.StatusCode == HttpStatusCode.Redirect && answer.Headers.Location?.ToString() is "/"
            ? browser
            : throw new InvalidOperationException($"{account} was not signed in: {answer.StatusCode} {answer.Headers.Location}");
    }

    /// <summary>Posts a form as the page would, with the page's antiforgery token.</summary>
    public static async Task<HttpResponseMessage> PostAsync(HttpClient browser, string path, Dictionary<string, string> fields, string? from = null)
    {
        using var page = await browser.GetAsync(new Uri(from ?? path, UriKind.Relative));
        var token = Token().Match(await page.Content.ReadAsStringAsync()).Groups[1].Value;
        using var form = new FormUrlEncodedContent([.. fields, new("__RequestVerificationToken", token)]);
        return await browser.PostAsync(new Uri(path, UriKind.Relative), form);
    }

    public static Task<HttpResponseMessage> GetAsync(HttpClient browser, string path) => browser.GetAsync(new Uri(path, UriKind.Relative));

    /// <summary>The test server has no connection and so no address.</summary>
    private sealed class FromThisMachine : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use((context, then) =>
            {
                context.Connection.RemoteIpAddress ??= IPAddress.Loopback;
                return then(context);
            });
            next(app);
        };
    }

    public void Dispose()
    {
        Factory.Dispose();
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex Token();
}
