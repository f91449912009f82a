using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Portal.Domain.Exchange.ResidentIndex;
using Portal.Domain.Ledger;
using Portal.Domain.OperationLog;
using Portal.Tests.Security;
using Xunit;

namespace Portal.Tests.Exchange.ResidentIndex;

/// <summary>The stand-in asks the whole portal over HTTP; what it is told, and what the log says of it.</summary>
public sealed class AddresseeServiceTests : IDisposable
{
    private readonly PortalHost _host = new();
    private readonly LedgerPerson _person = A.Person();

    public AddresseeServiceTests()
    {
        _person.IntegratedNumber = "300000001237";
        _person.Building = "コーポ潮風 203";
        _person.SetResidence([new() { StartedOn = A.Day("2010-04-01") }]);
        Add(_person, A.Dose(_person, 2, "2021-07-11"), A.Dose(_person));
    }

    public void Dispose() => _host.Dispose();

    [Fact]
    public async Task AClientWithEveryScope_IsAnsweredEverything_AndTheAnswerIsOneRowOfTheLog()
    {
        using var system = await BusinessSystem.ConnectedAsync(_host);

        using var response = await system.AskAsync("300000001237");
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);

        Assert.Equal((HttpStatusCode.OK, "no-store"), (response.StatusCode, response.Headers.CacheControl?.ToString()));
        Assert.Equal("佐藤 和子", answer.GetProperty("basic").GetProperty("name").GetString());
        Assert.Equal("1950-03-04", answer.GetProperty("basic").GetProperty("birthDate").GetString());
        Assert.Equal("0001204873", answer.GetProperty("numbers").GetProperty("resident").GetString());
        Assert.Equal("2026-11-23T10:42:00+09:00", answer.GetProperty("answeredAt").GetString());
        Assert.Equal(("resident", "コーポ潮風 203"), (answer.GetProperty("residence").GetProperty("state").GetString(), answer.GetProperty("residence").GetProperty("building").GetString()));
        Assert.Equal([1, 2], answer.GetProperty("vaccinations").EnumerateArray().Select(d => d.GetProperty("doseNumber").GetInt32()));
        Assert.Equal("うしお内科クリニック", answer.GetProperty("vaccinations")[0].GetProperty("institution").GetString());
        var row = Assert.Single(_host.Log(Operation.AddresseeAnswered));
        Assert.Equal((OperationResult.Done, _person.LedgerPersonId, "国民健康保険", "127.0.0.1"), (row.Result, row.LedgerPersonId!.Value, row.StaffName, row.Terminal));
        Assert.Equal(("addressee.basic addressee.residence addressee.vaccinations", "接種証明書の交付（certificate）"), (row.Detail, row.Purpose));
        Assert.NotNull(row.SubjectId);
    }

    [Fact]
    public async Task AScopeNotGiven_IsNoPartOfTheAnswer()
    {
        using var system = await BusinessSystem.ConnectedAsync(_host, AClient.Entry("収納", AddresseeScope.Basic));

        using var response = await system.AskAsync("300000001237");
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.DoesNotContain("residence", text, StringComparison.Ordinal);
        Assert.DoesNotContain("vaccinations", text, StringComparison.Ordinal);
        Assert.DoesNotContain("花園", text, StringComparison.Ordinal);
        Assert.Equal("addressee.basic", _host.Log(Operation.AddresseeAnswered).Single().Detail);
    }

    [Theory]
    [InlineData("300000001237", "")]
    [InlineData("300000001237", "?number=integrated")]
    [InlineData("0001204873", "?number=resident")]
    [InlineData("1204873", "?number=resident")]
    public async Task EitherNumber_FindsThePerson_WithOrWithoutItsZeros(string number, string query)
    {
        using var system = await BusinessSystem.ConnectedAsync(_host);
        using var response = await system.AskAsync(number, query: query);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task OfAProtectedPerson_NoAddressNoResidenceAndNoPlaceLeaves_AndTheAnswerSaysSo()
    {
        var hidden = A.Person("島 洋子", "シマ ヨウコ", "0001300000", address: "稲穂二丁目8番");
        (hidden.IsProtected, hidden.IntegratedNumber) = (true, "300000009996");
        hidden.SetResidence([new() { StartedOn = A.Day("2012-05-06"), EndedOn = A.Day("2022-07-08"), EndKind = ResidenceEnd.MovedOut }]);
        Add(hidden, A.Dose(hidden));
        using var system = await BusinessSystem.ConnectedAsync(_host);

        using var response = await system.AskAsync("300000009996");
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.All(["稲穂", "0470024", "2012", "2022", "moved-out", "うしお", "012033"], value => Assert.DoesNotContain(value, text, StringComparison.Ordinal));
        Assert.Contains("支援措置により、住所と居住期間を提供しません。", text, StringComparison.Ordinal);
        Assert.Contains("vaccinations.place", text, StringComparison.Ordinal);
        Assert.EndsWith("支援措置により一部なし", _host.Log(Operation.AddresseeAnswered).Single().Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhoMayNotHaveTheAddress_IsNotToldOfTheProtectionEither()
    {
        var hidden = A.Person("島 洋子", "シマ ヨウコ", "0001300000");
        (hidden.IsProtected, hidden.IntegratedNumber) = (true, "300000009996");
        Add(hidden);
        using var system = await BusinessSystem.ConnectedAsync(_host, AClient.Entry("収納", AddresseeScope.Basic));

        using var response = await system.AskAsync("300000009996");

        Assert.DoesNotContain("支援措置", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ANumberFromBeforeAMerge_FindsWhoItIsNow()
    {
        var merged = A.Person(residentNumber: "0001111111");
        (merged.MergedIntoId, merged.IntegratedNumber) = (_person.LedgerPersonId, "300000005557");
        Add(merged);
        using var system = await BusinessSystem.ConnectedAsync(_host);

        using var response = await system.AskAsync("300000005557");
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);

        Assert.True(answer.GetProperty("isFormerNumber").GetBoolean());
        Assert.Equal("300000001237", answer.GetProperty("numbers").GetProperty("integrated").GetString());
        Assert.Equal(_person.LedgerPersonId, _host.Log(Operation.AddresseeAnswered).Single().LedgerPersonId);
    }

    [Fact]
    public async Task NobodyOrTwoPeopleOfANumber_IsSaid_AndLoggedWithoutTheNumber()
    {
        var (one, two) = (A.Person(residentNumber: "0001000001"), A.Person(residentNumber: "0001000002"));
        one.IntegratedNumber = two.IntegratedNumber = "300000007777";
        var withdrawn = A.Person(residentNumber: "0001000003");
        withdrawn.Status = RecordStatus.Cancelled;
        Add(one, two, withdrawn);
        using var system = await BusinessSystem.ConnectedAsync(_host);

        Assert.Equal(["not-found", "not-found", "ambiguous", "my-number-refused"],
        [
            await Problems.KeyOfAsync(await system.AskAsync("900000001"), 404),
            await Problems.KeyOfAsync(await system.AskAsync("0001000003", query: "?number=resident"), 404),
            await Problems.KeyOfAsync(await system.AskAsync("300000007777"), 409),
            await Problems.KeyOfAsync(await system.AskAsync("123456789018"), 400),
        ]);
        var rows = _host.Log(Operation.AddresseeAnswered);
        Assert.Equal([OperationResult.Failed, OperationResult.Failed, OperationResult.Failed, OperationResult.Denied], rows.Select(r => r.Result));
        Assert.All(rows, row => Assert.All(
            ["900000001", "1000003", "300000007777", "123456789018"], number => Assert.DoesNotContain(number, $"{row.Detail} {row.Purpose} {row.Trace} {row.Terminal}", StringComparison.Ordinal)));
    }

    private void Add(params object[] rows)
    {
        using var db = _host.Db();
        db.AddRange(rows);
        db.SaveChanges();
    }
}

internal static class Problems
{
    /// <summary>The kind of refusal an answer holds, after everything about its form was looked at.</summary>
    public static async Task<string> KeyOfAsync(HttpResponseMessage response, int status)
    {
        using (response)
        {
            Assert.Equal(status, (int)response.StatusCode);
            Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
            var body = await response.Content.ReadFromJsonAsync<JsonElement>();
            Assert.Equal(status, body.GetProperty("status").GetInt32());
            Assert.Contains("。", body.GetProperty("detail").GetString(), StringComparison.Ordinal);
            Assert.NotEqual("", body.GetProperty("reference").GetString());
            Assert.False(response.Headers.Contains("Set-Cookie"));
            return body.GetProperty("type").GetString()!["/api/problems/".Length..];
        }
    }
}
