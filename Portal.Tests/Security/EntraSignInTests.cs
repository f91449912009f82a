using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.WebUtilities;
using Portal.Domain;
using Portal.Security;
using Xunit;

namespace Portal.Tests.Security;

/// <summary>Signing in with Entra ID, from the link to the session.</summary>
public sealed class EntraSignInTests : EntraTest
{
    [Fact]
    public async Task AGoodSignIn_EndsWithASession_AndAPageThatNamesThePerson()
    {
        using var answer = await EntraParty.PostAsync(Visitor, await EntraParty.AskAsync(Visitor, "/ledger?s=1&t=2"));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("content=\"0;url=/ledger?s=1&amp;t=2\"", await answer.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
        Assert.Equal("木村 𠮷乃", await Visitor.GetStringAsync(new Uri("/ledger", UriKind.Relative), Token));
        Assert.Equal([new(Provider.TenantId, Provider.ObjectId, "kimura@otaru.example", "木村 𠮷乃")], Portal.Asked);
        AssertNoSecretInTheLog();
    }

    [Fact]
    public async Task TheRequest_AsksForACodeOnly_BoundToThisBrowser()
    {
        var request = QueryHelpers.ParseQuery((await EntraParty.AskAsync(Visitor)).Request.Query);

        Assert.Equal("code", request["response_type"]);
        Assert.Equal("form_post", request["response_mode"]);
        Assert.Equal("S256", request["code_challenge_method"]);
        Assert.Equal(43, request["code_challenge"].ToString().Length);
        Assert.Equal("openid profile", request["scope"]);
        Assert.Equal(new Uri(Portal.Address, EntraSignIn.CallbackPath).ToString(), request["redirect_uri"]);
        Assert.NotEmpty(request["nonce"].ToString());
        Assert.NotEmpty(request["state"].ToString());
    }

    [Fact]
    public async Task TheCookiesOfTheWay_StayOnThisHost_AndAreGoneAtItsEnd()
    {
        var asked = await EntraParty.AskAsync(Visitor);

        Assert.Equal(2, asked.CookiesSet.Count);
        Assert.All(asked.CookiesSet, cookie => Assert.Matches("^__Host-.*; path=/; secure; samesite=none; httponly$", cookie));

        using var answer = await EntraParty.PostAsync(Visitor, asked);

        var ended = EntraParty.Cookies(answer).Where(cookie => !cookie.StartsWith(EntraParty.SessionCookie, StringComparison.Ordinal)).ToList();
        Assert.Equal(2, ended.Count);
        Assert.All(ended, cookie => Assert.Contains("expires=Thu, 01 Jan 1970", cookie, StringComparison.Ordinal));
    }

    [Fact]
    public async Task SomebodyWithoutAnAccount_IsToldSo_AndGetsNoSession()
    {
        Portal.HasAccount = false;

        using var answer = await EntraParty.PostAsync(Visitor, await EntraParty.AskAsync(Visitor));

        Assert.Equal("/sign-in/no-account", answer.Headers.Location?.OriginalString);
        await AssertNobodyAsync(answer, Visitor);
    }

    [Theory, InlineData("https://evil.example/"), InlineData("//evil.example"), InlineData("/\\evil.example")]
    public async Task AReturnAddressElsewhere_IsNotFollowed(string returnUrl)
    {
        using var answer = await EntraParty.PostAsync(Visitor, await EntraParty.AskAsync(Visitor, returnUrl));

        Assert.Contains("content=\"0;url=/\"", await answer.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
    }

    [Theory, InlineData("common"), InlineData("organizations"), InlineData("otaru.example"), InlineData("")]
    public async Task ATenantThatIsNotOne_StopsTheStart(string tenantId)
    {
        var settings = Provider.Settings();
        settings["EntraId:TenantId"] = tenantId;

        await Assert.ThrowsAsync<RuleException>(() => EntraParty.StartAsync(settings));
    }

    [Fact]
    public async Task ACertificate_StandsInForTheSecret()
    {
        using var certificate = LocalHttps.MakeCertificate();
        var file = Path.GetTempFileName();
        await File.WriteAllBytesAsync(file, certificate.Export(X509ContentType.Pkcs12), Token);
        var settings = Provider.Settings();
        settings.Remove("EntraId:ClientSecret");
        settings["EntraId:ClientCredentials:0:SourceType"] = "Path";
        settings["EntraId:ClientCredentials:0:CertificateDiskPath"] = file;
        Provider.KnowsClient = form => !form.ContainsKey("client_secret") && OpenIdProvider.IsProof(form, certificate, Provider.TokenAddress);
        await using var portal = await EntraParty.StartAsync(settings);
        using var visitor = portal.Visitor();

        using var answer = await EntraParty.PostAsync(visitor, await EntraParty.AskAsync(visitor));

        File.Delete(file);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Single(portal.Asked);
    }
}
