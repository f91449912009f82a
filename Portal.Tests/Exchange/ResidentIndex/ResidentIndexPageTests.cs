using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Portal.Data;
using Portal.Domain.Accounts;
using Portal.Domain.Corrections;
using Portal.Domain.Exchange.ResidentIndex;
using Portal.Features.Corrections;
using Portal.Features.Exchange.ResidentIndex;
using Portal.Tests.Accounts;
using Xunit;

namespace Portal.Tests.Exchange.ResidentIndex;

public sealed class ResidentIndexPageTests : AccountPartPages
{
    private readonly NumberingFixture _at = new(Engine.Sqlite);

    public ResidentIndexPageTests()
    {
        Services.AddSingleton<IDbContextFactory<PortalDb>>(_at.Ledger);
        Services.AddSingleton<TimeProvider>(_at.Time);
        Services.AddSingleton<IDataProtectionProvider>(new EphemeralDataProtectionProvider());
        Services.AddSingleton(new EvidenceStore(_at.Ledger, _at.Time));
        Services.AddResidentIndex(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["ResidentIndex:ResidentNumbers:First"] = "900000000",
            ["ResidentIndex:ResidentNumbers:Last"] = "900000009",
        }).Build());
        SignIn(A.Administrator, Role.Administrator);
    }

    [Fact]
    public async Task AnAdministratorEntersAClient_AndSeesItsSecretOnce()
    {
        var page = Render<ClientNewPage>();
        await PressAsync(page, "F12");
        Assert.Equal(5, page.FindAll(".field-error").Count);

        await TypeAsync(page, "name", "国民健康保険");
        await TypeAsync(page, "system", "国保資格システム");
        await TypeAsync(page, "contact", "保険年金課");
        await TypeAsync(page, "addressranges", "10.20.3.0/24");
        await page.InvokeAsync(() => page.FindComponent<Portal.Components.DateBox>().Instance.ValueChanged.InvokeAsync(A.Day("2027-03-31")));
        await PressAsync(page, "F12");

        var secret = page.Find(".client-secret").TextContent;
        Assert.Equal(43, secret.Length);
        await PressAsync(page, "Esc");
        var client = Assert.Single(Services.GetRequiredService<IDbContextFactory<PortalDb>>().CreateDbContext().AddresseeClients);
        Assert.EndsWith($"/exchange/resident-index/clients/{client.AddresseeClientId}", Address, StringComparison.Ordinal);
        Assert.DoesNotContain(secret, Client(client.AddresseeClientId).Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheSystemsPage_ListsCountersAndClients_AndItsEmptyState()
    {
        var empty = Render<ResidentIndexPage>();
        Assert.Contains("登録した連携先システムはまだありません", empty.Markup, StringComparison.Ordinal);
        Assert.Contains("残りわずか", empty.Markup, StringComparison.Ordinal);
        await Services.GetRequiredService<ClientDesk>().EnterAsync(A.Administrator, AClient.Entry() with { ValidUntil = A.Day("2026-12-01") });

        var page = Render<ResidentIndexPage>();

        Assert.Contains("まもなく期限", page.Markup, StringComparison.Ordinal);
        Assert.Contains("宛名番号のない人 1人", page.Markup, StringComparison.Ordinal);
        Assert.Single(page.FindAll("a[data-key=F2]"));
        SignIn(A.Manager, Role.Approver);
        Assert.Empty(Render<ResidentIndexPage>().FindAll("a[data-key=F2]"));
    }

    [Fact]
    public async Task AClientIsStopped_WithAReasonOnly()
    {
        var id = (await Services.GetRequiredService<ClientDesk>().EnterAsync(A.Administrator, AClient.Entry())).AddresseeClientId;
        var page = Client(id);

        await page.FindAll("button").Single(b => b.TextContent == "停止").ClickAsync(new());
        await PressAsync(page, "F12");
        Assert.Contains("停止の理由を4文字以上", page.Markup, StringComparison.Ordinal);
        await page.Find("#stop-reason").InputAsync(new ChangeEventArgs { Value = "契約の終了のため" });
        await PressAsync(page, "F12");

        Assert.Contains("✕", page.Find(".page-head .tag").TextContent, StringComparison.Ordinal);
        Assert.Contains("契約の終了のため", page.Markup, StringComparison.Ordinal);
        Assert.Contains("再開する", page.Find("[data-key=F12]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AClerkGivesANumber_OnceTheyHaveLookedAndSaidWhy()
    {
        SignIn(A.Clerk, Role.Editor);
        var page = Render<NumberPage>(p => p.Add(x => x.Id, _at.Person.LedgerPersonId));
        await PressAsync(page, "F12");
        Assert.Equal(2, page.FindAll(".notice.error li").Count);

        await page.Find("#number-outside").ChangeAsync(new ChangeEventArgs { Value = true });
        await page.Find($"#{GroundsPart.ReasonId}").ChangeAsync(new ChangeEventArgs { Value = nameof(ReasonKind.TranscriptionError) });
        await PressAsync(page, "F12");

        Assert.Contains(IssuedNumber.Of(900_000_000).Value, page.Find(".notice.ok").TextContent, StringComparison.Ordinal);
        Assert.Equal(IssuedNumber.Of(900_000_000).Value, _at.Now().ResidentNumber);
        Assert.Contains("付番する番号はありません", Render<NumberPage>(p => p.Add(x => x.Id, _at.Person.LedgerPersonId)).Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatIsNotThere_IsSaid()
    {
        Assert.Contains("見つかりません", Client(Guid.NewGuid()).Markup, StringComparison.Ordinal);
        SignIn(A.Clerk, Role.Editor);
        Assert.Contains("台帳にありません", Render<NumberPage>(p => p.Add(x => x.Id, Guid.NewGuid())).Markup, StringComparison.Ordinal);
        Assert.Contains("権限がありません", Client(Guid.NewGuid()).Markup, StringComparison.Ordinal);
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        _at.Dispose();
    }

    private IRenderedComponent<ClientPage> Client(Guid id) => Render<ClientPage>(p => p.Add(x => x.Id, id));

    private static Task TypeAsync(IRenderedComponent<IComponent> page, string field, string text) => page.Find($"#client-{field}").ChangeAsync(new ChangeEventArgs { Value = text });
}
