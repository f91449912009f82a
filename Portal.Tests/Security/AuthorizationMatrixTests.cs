using System.Net;
using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.OperationLog;
using Xunit;

namespace Portal.Tests.Security;

/// <summary>Each role before each page and each act, by address and by direct call: what the table of rights says, and nothing else.</summary>
public sealed partial class AuthorizationMatrixTests(AuthorizationMatrixTests.Portal portal) : IClassFixture<AuthorizationMatrixTests.Portal>
{
    private static readonly Dictionary<Role, string> People = new()
    {
        [Role.Viewer] = "sasaki",
        [Role.Editor] = "takahashi",
        [Role.Approver] = "yoshida",
        [Role.Reporter] = "inoue",
        [Role.Administrator] = "nakamura",
        [Role.Auditor] = "saito",
        [Role.NumberHandler] = "ito",
    };

    /// <summary>個人番号取扱 is handed out beside another role.</summary>
    private static Role[] RolesOf(Role role) => role == Role.NumberHandler ? [Role.Editor, role] : [role];

    public static TheoryData<Role> Roles => new(Enum.GetValues<Role>());

    public static TheoryData<string> ActNames => new(Acts.All.Where(act => !Acts.IsOpen(act)).Select(Acts.NameOf).Distinct());

    [Theory, MemberData(nameof(Roles))]
    public async Task ByAddress_ARoleOpensThePagesOfItsPermissions_AndNoOther(Role role)
    {
        using var browser = await portal.Host.SignedInAsync(People[role]);
        var wrong = new List<string>();
        foreach (var (address, permission) in Pages())
        {
            using var answer = await PortalHost.GetAsync(browser, address);
            var expected = permission is { } needed && !RolePermissions.Of(RolesOf(role)).Contains(needed) ? HttpStatusCode.Forbidden : HttpStatusCode.OK;
            if (answer.StatusCode != expected)
            {
                wrong.Add($"{address}: {answer.StatusCode}");
            }
        }

        Assert.Empty(wrong);
    }

    [Theory]
    [InlineData("/accounts/list.xlsx", Permission.AccountView)]
    [InlineData("/accounts/shared/seats.xlsx", Permission.AccountView)]
    [InlineData("/accounts/personnel/events.xlsx", Permission.AccountView)]
    [InlineData("/accounts/reviews/{0}/review.xlsx", Permission.AccountView)]
    [InlineData("/log/reviews/{0}/review.xlsx", Permission.LogReview)]
    [InlineData("/safeguards/inspection.xlsx", Permission.SafeguardsView)]
    [InlineData("/reports/runs/{0}/report.xlsx", Permission.ReportExport)]
    [InlineData("/reports/2021-07/open-data.csv", Permission.ReportExport)]
    [InlineData("/exchange/media/register.xlsx", Permission.MediumView)]
    [InlineData("/log/exports/{0}.zip", Permission.LogExport)]
    [InlineData("/corrections/evidence/{0}", Permission.LedgerView)]
    [InlineData("/exchange/imports/previews/{0}/report", Permission.ImportRun)]
    [InlineData("/exchange/imports/{0}/held", Permission.ImportRun)]
    [InlineData("/exchange/lists/files/{0}.zip", Permission.LedgerExport)]
    [InlineData("/exchange/runs/files/{0}.zip", Permission.ExchangeRun)]
    [InlineData("/exchange/vrs/transfers/files/{0}.zip", Permission.MyNumberUse)]
    [InlineData("/exchange/inquiries/sheets/{0}.zip", Permission.InquiryRun)]
    [InlineData("/ledger/evidence-packs/{0}.zip", Permission.EvidencePackMake)]
    public async Task ByAddress_ADownloadIsForItsPermissionOnly(string address, Permission permission)
    {
        foreach (var role in Enum.GetValues<Role>())
        {
            using var browser = await portal.Host.SignedInAsync(People[role]);
            using var answer = await PortalHost.GetAsync(browser, string.Format(null, address, Guid.NewGuid()));
            Assert.Equal(!RolePermissions.Of(RolesOf(role)).Contains(permission), answer.StatusCode == HttpStatusCode.Forbidden);
        }
    }

    [Theory, MemberData(nameof(ActNames))]
    public async Task ByDirectCall_AnActIsForItsPermissionOnly_AndADenialIsWrittenDown(string name)
    {
        Assert.True(Acts.Demands.TryGetValue(name, out var permission), $"{name} is in no table: say in Acts what it demands.");
        foreach (var act in Acts.All.Where(act => Acts.NameOf(act) == name))
        {
            var desk = portal.Host.Factory.Services.GetRequiredService(act.DeclaringType!);
            foreach (var role in Enum.GetValues<Role>())
            {
                var by = A.Staff($"{role}", "誰か", role) with { StaffMemberId = Guid.NewGuid() };
                Assert.Equal(!RolePermissions.Grants(role, permission), await IsDeniedAsync(act, desk, by));
            }
        }
    }

    [Fact]
    public void NothingIsDeclared_ThatIsNotThere() =>
        Assert.Empty(Acts.Demands.Keys.Except(Acts.All.Select(Acts.NameOf)));

    [Fact]
    public void AnAnonymousVisitor_ReachesTheSignInAndNothingElse()
    {
        var open = portal.Host.Factory.Services.GetServices<Microsoft.AspNetCore.Routing.EndpointDataSource>().SelectMany(source => source.Endpoints)
            .OfType<Microsoft.AspNetCore.Routing.RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null)
            .Select(endpoint => endpoint.RoutePattern.RawText!.TrimStart('/').Split('/')[0])
            .Where(first => !first.Contains('.', StringComparison.Ordinal) && first is not "js" and not "_content" and not "_framework");

        // Under api a client shows a token of its own: AddresseeAttackTests.
        Assert.Equal(["api", "development", "health", "not-found", "session", "sign-in", "sign-out", "terminal"], open.Distinct().Order(StringComparer.Ordinal));
    }

    private async Task<bool> IsDeniedAsync(MethodInfo act, object desk, Staff by)
    {
        var before = Denials(by);
        try
        {
            await Acts.CallAsync(act, desk, by);
            return false;
        }
        catch (PermissionDeniedException)
        {
            Assert.Equal(before + 1, Denials(by));
            return true;
        }
        catch (Exception other) when (other is not Xunit.Sdk.XunitException)
        {
            // Allowed, and then something about the empty things it was handed.
            return other is TargetInvocationException { InnerException: PermissionDeniedException };
        }
    }

    private int Denials(Staff by)
    {
        using var db = portal.Host.Db();
        return db.OperationLog.Count(e => e.Result == OperationResult.Denied && e.AccountId == by.AccountId);
    }

    private static IEnumerable<(string Address, Permission? Permission)> Pages() =>
        from page in EveryPageTests.Pages.Select(row => row.Data)
        let policy = page.GetCustomAttributes<AuthorizeAttribute>().Select(a => a.Policy).FirstOrDefault(p => p is not null)
        from route in page.GetCustomAttributes<RouteAttribute>()
        where route.Template != "/not-found"
        select (Parameter().Replace(route.Template, _ => Guid.NewGuid().ToString()), policy is null ? (Permission?)null : Enum.Parse<Permission>(policy));

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex Parameter();

    public sealed class Portal : IDisposable
    {
        public PortalHost Host { get; } = new();

        public void Dispose() => Host.Dispose();
    }
}
