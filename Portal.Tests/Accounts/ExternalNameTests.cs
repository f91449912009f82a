using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Domain;
using Portal.Domain.OperationLog;
using Portal.Features.Accounts;
using Portal.Security;
using Portal.Tests.Security;
using Xunit;

namespace Portal.Tests.Accounts;

/// <summary>Whom Entra ID's word lets in, once the provider itself has been believed.</summary>
public sealed class ExternalNameTests : IDisposable
{
    private const string Name = "takahashi@city.example.lg.jp";

    private readonly PortalHost _portal = new();

    public ExternalNameTests() => _portal.Browser().Dispose();

    public void Dispose() => _portal.Dispose();

    [Fact]
    public async Task AnIdentityNobodyWasIssuedAnIdFor_GetsInNowhere_AndIsWrittenDown()
    {
        Assert.Null(await AdmitAsync("dareka@city.example.lg.jp"));

        Assert.Equal(OperationResult.Denied, Assert.Single(_portal.Log(Operation.SignInFailed)).Result);
    }

    [Fact]
    public async Task TheNamedUser_GetsIn_AndFromThenOnTheObjectCounts_NotTheName()
    {
        await LinkAsync("takahashi", Name);

        var admitted = await AdmitAsync(Name, "object-1");
        var renamed = await AdmitAsync("sato@city.example.lg.jp", "object-1");
        var inherited = await AdmitAsync(Name, "object-2");

        Assert.NotNull(admitted);
        Assert.NotNull(renamed);
        Assert.Null(inherited);
        Assert.All(_portal.Log(Operation.SignedIn), row => Assert.Equal(("takahashi", "Entra ID"), (row.AccountId, row.Detail)));
    }

    [Fact]
    public async Task AStoppedId_LetsNobodyIn()
    {
        await LinkAsync("takahashi", Name);
        await using (var db = _portal.Db())
        {
            (await db.Accounts.SingleAsync(a => a.AccountId == "takahashi", TestContext.Current.CancellationToken)).Suspend(AnAccount.Administrator, "調査のため", A.Now);
            await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        }

        Assert.Null(await AdmitAsync(Name));
    }

    [Theory]
    [InlineData("madoguchi-a", Name)]
    [InlineData("takahashi", "not-a-user-name")]
    public async Task ASharedId_OrWhatIsNoUserName_IsRefused(string id, string name) =>
        await Assert.ThrowsAsync<RuleException>(() => LinkAsync(id, name));

    [Fact]
    public async Task OneUser_BelongsToOneId()
    {
        await LinkAsync("takahashi", Name);

        await Assert.ThrowsAsync<RuleException>(() => LinkAsync("sasaki", Name));
    }

    private async Task LinkAsync(string id, string name)
    {
        await using var db = _portal.Db();
        var account = await db.Accounts.AsNoTracking().SingleAsync(a => a.AccountId == id);
        await _portal.Factory.Services.GetRequiredService<ExternalNameDesk>().LinkAsync(AnAccount.Administrator, account.AccountKey, account.Version, name);
    }

    private async Task<object?> AdmitAsync(string name, string objectId = "object-1")
    {
        await using var scope = _portal.Factory.Services.CreateAsyncScope();
        return await EntraAdmission.AdmitAsync(new DefaultHttpContext { RequestServices = scope.ServiceProvider }, new EntraIdentity("tenant", objectId, name, "高橋 恵"));
    }
}
