using Microsoft.Data.Sqlite;
using Portal.Cli;
using Xunit;

namespace Portal.Tests.Cli;

public sealed class SearchCommandTests : IDisposable
{
    private readonly TestDb _ledger = TestDb.OnSqlite();

    [Theory]
    [InlineData("サトウ", ExitCode.Done, "0001204873  佐藤 和子", "1件")]
    [InlineData("サトウ S25", ExitCode.Done, "カナ前方・生年", "氏名カナ「サトウ」で始まる、生年 昭和25年（1950年）")]
    [InlineData("スズキ", ExitCode.Failed, "", "0件")]
    [InlineData("昭和64年1月8日", ExitCode.Misused, "", "昭和は64年1月7日までです。")]
    [InlineData("1234 5678 9018", ExitCode.Misused, "", "個人番号の可能性がある")]
    public async Task Search_PrintsWhatItFindsAndSaysSoToTheShell(string text, int code, string output, string error)
    {
        _ledger.Add(A.Person());
        using StringWriter found = new(), said = new();

        var result = await PortalCommands.RunAsync(["search", .. text.Split(' '), "--database", File()], found, said, TestContext.Current.CancellationToken);

        Assert.Equal((code, ""), (result, result == code ? "" : said.ToString()));
        Assert.Contains(output, found.ToString(), StringComparison.Ordinal);
        Assert.Contains(error, said.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AProtectedAddress_IsNotPrinted()
    {
        var person = A.Person();
        person.IsProtected = true;
        _ledger.Add(person);
        using StringWriter found = new(), said = new();

        await PortalCommands.RunAsync(["search", "サトウ", "--database", File()], found, said, TestContext.Current.CancellationToken);

        Assert.DoesNotContain("花園", found.ToString(), StringComparison.Ordinal);
    }

    public void Dispose() => _ledger.Dispose();

    private string File() => new SqliteConnectionStringBuilder(_ledger.ConnectionString).DataSource;
}
