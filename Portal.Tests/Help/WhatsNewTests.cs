using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Portal.Domain.Accounts;
using Portal.Features.Corrections;
using Portal.Features.Help;
using Portal.Security;
using Xunit;

namespace Portal.Tests.Help;

/// <summary>新しくなったこと, and its mark in the header.</summary>
public sealed class WhatsNewTests : BunitContext
{
    private readonly TestDb _ledger = TestDb.On(Engine.Sqlite);
    private readonly SignedIn _signedIn = new();

    public WhatsNewTests()
    {
        Services.AddSingleton<AuthenticationStateProvider>(_signedIn);
        Services.AddSingleton(new ReadUpTo(new Drafts(_ledger, new EphemeralDataProtectionProvider(), new FakeTimeProvider(A.Now))));
        Services.AddScoped<CircuitState>();
        Services.AddScoped<CurrentStaff>();
    }

    [Fact]
    public void TheNewestEntry_IsThisVersion()
    {
        Assert.Equal(ThisBuild.Version.Split('+')[0], Changes.Newest);
    }

    [Fact]
    public void WhatNobodyHasRead_IsMarked_UntilItIsRead_ByThatPerson()
    {
        var link = Render<WhatsNewLink>();
        Assert.Contains("未読", link.Markup, StringComparison.Ordinal);

        Services.GetRequiredService<NavigationManager>().NavigateTo(Addresses.WhatsNew);
        var page = Render<WhatsNewPage>();

        Assert.Contains(Changes.All[0].Title, page.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain("未読", link.Markup, StringComparison.Ordinal);
        Services.GetRequiredService<NavigationManager>().NavigateTo("/");
        Assert.DoesNotContain("未読", Render<WhatsNewLink>().Markup, StringComparison.Ordinal);
        _signedIn.By = A.Manager;
        Assert.Contains("未読", Render<WhatsNewLink>().Markup, StringComparison.Ordinal);
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        _ledger.Dispose();
    }

    private sealed class SignedIn : AuthenticationStateProvider
    {
        public Staff By { get; set; } = A.Clerk;

        public override Task<AuthenticationState> GetAuthenticationStateAsync() => Task.FromResult(new AuthenticationState(StaffClaims.ToPrincipal(By, [], "", "test")));
    }
}
