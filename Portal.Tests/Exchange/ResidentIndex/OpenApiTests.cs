using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Portal.Domain.Exchange.ResidentIndex;
using Portal.Features.Exchange.ResidentIndex.Answers;
using Portal.Tests.Data;
using Portal.Tests.Security;
using Xunit;

namespace Portal.Tests.Exchange.ResidentIndex;

/// <summary>The description is written by hand; what it says is held to what the service does.</summary>
public sealed class OpenApiTests : IDisposable
{
    private readonly PortalHost _host = new();

    public void Dispose() => _host.Dispose();

    [Fact]
    public async Task ItIsServedToAnybody_AndNamesEveryAddressUnderApi()
    {
        using var browser = _host.Browser();
        var paths = (await DescriptionAsync(browser)).GetProperty("paths");
        var described = paths.EnumerateObject().SelectMany(path => path.Value.EnumerateObject().Select(method => $"{method.Name.ToUpperInvariant()} {path.Name}"));
        var mapped = _host.Factory.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .Where(e => e.RoutePattern.RawText!.StartsWith("/api/", StringComparison.Ordinal) && !e.RoutePattern.RawText.Contains('*', StringComparison.Ordinal))
            .SelectMany(e => e.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods.Select(m => $"{m} {e.RoutePattern.RawText}"));

        Assert.Equal(mapped.Order(StringComparer.Ordinal), described.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task ItNamesThePurposes_TheScopes_AndEveryStatusThereIs()
    {
        using var browser = _host.Browser();
        var document = await DescriptionAsync(browser);
        var addressee = document.GetProperty("paths").GetProperty("/api/addressees/{number}").GetProperty("get");
        var token = document.GetProperty("paths").GetProperty("/api/token").GetProperty("post");

        Assert.Equal(
            Enum.GetValues<AddresseePurpose>().Select(p => p.Code()),
            addressee.GetProperty("parameters").EnumerateArray().Single(p => p.GetProperty("name").GetString() == "X-Purpose").GetProperty("schema").GetProperty("enum").EnumerateArray().Select(p => p.GetString()));
        Assert.Equal(
            Enum.GetValues<AddresseeScope>().ToDictionary(s => s.Code(), s => s.Label()),
            document.GetProperty("components").GetProperty("securitySchemes").GetProperty("oauth2").GetProperty("flows").GetProperty("clientCredentials").GetProperty("scopes").EnumerateObject().ToDictionary(s => s.Name, s => s.Value.GetString()!));
        var statuses = new[] { addressee, token }.SelectMany(e => e.GetProperty("responses").EnumerateObject()).Select(r => int.Parse(r.Name, null)).Where(s => s != 200).Distinct();
        Assert.Equal(ApiProblem.All.Select(p => p.Status).Distinct().Order(), statuses.Order());
    }

    [Fact]
    public async Task ARealAnswer_HasTheItemsItDescribes_AndNoOthers()
    {
        var person = A.Person();
        person.IntegratedNumber = "300000001237";
        person.IsProtected = true;
        person.SetResidence([new() { StartedOn = A.Day("2010-04-01") }]);
        var open = A.Person("北 海", "キタ ウミ", "0001999999");
        open.IntegratedNumber = "300000002223";
        open.SetResidence([new() { StartedOn = A.Day("2010-04-01") }]);
        using (var db = _host.Db())
        {
            db.AddRange(person, A.Dose(person), open, A.Dose(open));
            await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        }

        using var browser = _host.Browser();
        var schemas = (await DescriptionAsync(browser)).GetProperty("components").GetProperty("schemas");
        using var system = await BusinessSystem.ConnectedAsync(_host);
        foreach (var number in new[] { "300000001237", "300000002223" })
        {
            using var answer = await system.AskAsync(number);
            AssertMatches(schemas.GetProperty("Addressee"), await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken), "answer");
        }

        using var refused = await system.AskAsync("1", "?");
        AssertMatches(schemas.GetProperty("Problem"), await refused.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken), "problem", mayLack: ["error"]);
        using var token = await system.AskForTokenAsync();
        AssertMatches(schemas.GetProperty("Token"), await token.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken), "token");
    }

    [Fact]
    public async Task AnAddressThereIsNot_IsRefusedAsEverythingElse()
    {
        using var browser = _host.Browser();
        Assert.Equal("no-such-address", await Problems.KeyOfAsync(await PortalHost.GetAsync(browser, "/api/people"), 404));
        using var post = await browser.PostAsync(new Uri("/api/addressees/1", UriKind.Relative), null, TestContext.Current.CancellationToken);
        Assert.Contains(post.StatusCode, new[] { HttpStatusCode.NotFound, HttpStatusCode.MethodNotAllowed });
    }

    [Fact]
    public async Task TheDocument_NamesEveryRefusal_PurposeAndScope()
    {
        var text = await File.ReadAllTextAsync(Path.Combine(ScriptTests.RepositoryRoot(), "docs", "exchange", "addressee-service.md"), TestContext.Current.CancellationToken);
        Assert.All(ApiProblem.All, problem => Assert.Contains($"`{problem.Key}` | {problem.Status} |", text, StringComparison.Ordinal));
        Assert.All(Enum.GetValues<AddresseePurpose>(), purpose => Assert.Contains($"`{purpose.Code()}` | {purpose.Label()} |", text, StringComparison.Ordinal));
        Assert.All(Enum.GetValues<AddresseeScope>(), scope => Assert.Contains($"`{scope.Code()}` |", text, StringComparison.Ordinal));
    }

    private static async Task<JsonElement> DescriptionAsync(HttpClient browser) =>
        await browser.GetFromJsonAsync<JsonElement>(new Uri("/api/openapi.json", UriKind.Relative), TestContext.Current.CancellationToken);

    private static void AssertMatches(JsonElement schema, JsonElement value, string where, string[]? mayLack = null)
    {
        if (value.ValueKind is JsonValueKind.Array)
        {
            foreach (var item in value.EnumerateArray())
            {
                AssertMatches(schema.GetProperty("items"), item, $"{where}[]");
            }
        }
        else if (value.ValueKind is JsonValueKind.Object)
        {
            var described = schema.GetProperty("properties").EnumerateObject().ToDictionary(p => p.Name, p => p.Value);
            Assert.Equal(described.Keys.Except(mayLack ?? []).Order(), value.EnumerateObject().Select(p => p.Name).Order());
            foreach (var item in value.EnumerateObject())
            {
                AssertMatches(described[item.Name], item.Value, $"{where}.{item.Name}");
            }
        }
        else if (schema.TryGetProperty("enum", out var allowed))
        {
            Assert.True(allowed.EnumerateArray().Any(a => a.ToString() == value.ToString()), $"{where}: {value}");
        }
        else
        {
            var types = schema.GetProperty("type") is { ValueKind: JsonValueKind.Array } several ? several.EnumerateArray().Select(t => t.GetString()).ToList() : [schema.GetProperty("type").GetString()];
            var type = value.ValueKind switch { JsonValueKind.String => "string", JsonValueKind.Number => "integer", JsonValueKind.Null => "null", _ => "boolean" };
            Assert.True(types.Contains(type), $"{where}: {type}");
        }
    }
}
