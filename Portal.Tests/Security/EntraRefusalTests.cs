using System.Net;
using Portal.Security;
using Xunit;

namespace Portal.Tests.Security;

/// <summary>What goes wrong on the way to Entra ID and back: no session, a page with a reference number, its reason in the log.</summary>
public sealed class EntraRefusalTests : EntraTest
{
    [Theory]
    [InlineData(OpenIdFault.IssuerOfAnotherTenant, "IDX40001")]
    [InlineData(OpenIdFault.IssuerOfAnotherHost, "IDX40001")]
    [InlineData(OpenIdFault.AnotherTenantsPerson, "names no person of the configured tenant")]
    [InlineData(OpenIdFault.NobodyNamed, "names no person of the configured tenant")]
    [InlineData(OpenIdFault.AudienceOfAnotherApplication, "IDX10214")]
    [InlineData(OpenIdFault.NonceOfAnotherSignIn, "IDX21323")]
    [InlineData(OpenIdFault.NoNonce, "IDX21320")]
    [InlineData(OpenIdFault.SignedWithAnUnknownKey, "IDX10503")]
    [InlineData(OpenIdFault.NotSigned, "is not signed")]
    [InlineData(OpenIdFault.Expired, "IDX10223")]
    public async Task AWrongToken_IsRefusedForItsFault_BeforeAnyoneAsksWhoseItIs(OpenIdFault fault, string reason)
    {
        Provider.Fault = fault;

        using var answer = await EntraParty.PostAsync(Visitor, await EntraParty.AskAsync(Visitor));

        Assert.Single(Provider.Issued);
        await AssertRefusedAsync(answer, Visitor, reason);
    }

    [Theory, InlineData("access_denied"), InlineData("temporarily_unavailable")]
    public async Task AnError_InsteadOfACode_IsRefused(string error)
    {
        Provider.Error = error;

        using var answer = await EntraParty.PostAsync(Visitor, await EntraParty.AskAsync(Visitor));

        await AssertRefusedAsync(answer, Visitor);
    }

    [Fact]
    public async Task TheSameAnswerTwice_IsRefused()
    {
        var asked = await EntraParty.AskAsync(Visitor);
        using var first = await EntraParty.PostAsync(Visitor, asked);
        Portal.Asked.Clear();

        using var second = await EntraParty.PostAsync(Visitor, asked);

        using var stranger = Portal.Visitor();
        await AssertRefusedAsync(second, stranger);
    }

    [Fact]
    public async Task AnAnswerToAnotherBrowser_IsRefused()
    {
        using var stranger = Portal.Visitor();

        using var answer = await EntraParty.PostAsync(stranger, await EntraParty.AskAsync(Visitor));

        await AssertRefusedAsync(answer, stranger);
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task ACodeTakenFromAnotherBrowser_IsRefused_UsedOrNot(bool used)
    {
        var theirs = await EntraParty.AskAsync(Visitor);
        if (used)
        {
            using var first = await EntraParty.PostAsync(Visitor, theirs);
            Portal.Asked.Clear();
        }

        using var thief = Portal.Visitor();
        var own = await EntraParty.AskAsync(thief);
        own.Fields["code"] = theirs.Fields["code"];

        using var answer = await EntraParty.PostAsync(thief, own);

        await AssertRefusedAsync(answer, thief);
    }

    [Fact]
    public async Task AnInventedState_IsRefused()
    {
        var asked = await EntraParty.AskAsync(Visitor);
        asked.Fields["state"] = "invented";

        using var answer = await EntraParty.PostAsync(Visitor, asked);

        await AssertRefusedAsync(answer, Visitor);
    }

    [Fact]
    public async Task TheCallback_OpenedByHand_IsRefused()
    {
        using var answer = await Visitor.GetAsync(new Uri(EntraSignIn.CallbackPath, UriKind.Relative), Token);

        await AssertRefusedAsync(answer, Visitor);
    }

    [Fact]
    public async Task AProviderThatCannotBeReached_LeadsToAReferenceNumber()
    {
        await Provider.StopAsync();

        using var answer = await Visitor.GetAsync(new Uri(EntraSignIn.StartPath, UriKind.Relative), Token);

        await AssertRefusedAsync(answer, Visitor);
    }

    [Fact]
    public async Task AProviderThatDoesNotKnowThePortal_IsRefused()
    {
        Provider.KnowsClient = _ => false;

        using var answer = await EntraParty.PostAsync(Visitor, await EntraParty.AskAsync(Visitor));

        await AssertRefusedAsync(answer, Visitor, "invalid_client");
    }

    [Theory, InlineData(OpenIdFault.IssuerOfAnotherHost, "IDX10205"), InlineData(OpenIdFault.AudienceOfAnotherApplication, "IDX10214")]
    public async Task NoSetting_TurnsTheChecksOff(OpenIdFault fault, string reason)
    {
        Provider.Fault = fault;
        var settings = Provider.Settings();
        settings["EntraId:TokenValidationParameters:ValidateIssuer"] = "false";
        settings["EntraId:TokenValidationParameters:ValidateAudience"] = "false";
        await using var portal = await EntraParty.StartAsync(settings);
        using var visitor = portal.Visitor();

        using var answer = await EntraParty.PostAsync(visitor, await EntraParty.AskAsync(visitor));

        Assert.StartsWith("/sign-in/failed?", answer.Headers.Location?.OriginalString, StringComparison.Ordinal);
        Assert.Contains(portal.LogLines, line => line.Contains(reason, StringComparison.Ordinal));
    }

    private async Task AssertRefusedAsync(HttpResponseMessage answer, HttpClient visitor, string reason = "")
    {
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.StartsWith("/sign-in/failed?reference=", answer.Headers.Location?.OriginalString, StringComparison.Ordinal);
        var reference = answer.Headers.Location!.OriginalString[^6..];
        var logged = Assert.Single(Portal.LogLines, line => line.Contains(reference, StringComparison.Ordinal) && line.StartsWith("Warning Signing in", StringComparison.Ordinal));
        Assert.Contains(reason, logged, StringComparison.Ordinal);
        Assert.Empty(Portal.Asked);
        AssertNoSecretInTheLog();
        await AssertNobodyAsync(answer, visitor);
    }
}
