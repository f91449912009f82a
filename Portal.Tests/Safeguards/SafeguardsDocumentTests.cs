using System.Reflection;
using System.Text;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using Portal.Domain.Accounts;
using Portal.Domain.Safeguards;
using Portal.Features.Safeguards;
using Portal.Tests.Data;
using Portal.Tests.Security;
using Xunit;

namespace Portal.Tests.Safeguards;

/// <summary>docs/safeguards.md, and that what the table of promises names is there. PORTAL_WRITE_DOCS=1 writes the file anew instead of comparing.</summary>
public class SafeguardsDocumentTests
{
    private const string WriteVariable = "PORTAL_WRITE_DOCS";

    public static TheoryData<string> Keys => new(Promises.All.Select(p => p.Key));

    [Fact]
    public async Task TheDocument_IsWhatTheTableSays()
    {
        var file = Path.Combine(ScriptTests.RepositoryRoot(), "docs", "safeguards.md");
        var document = Document();
        if (Environment.GetEnvironmentVariable(WriteVariable) == "1")
        {
            await File.WriteAllTextAsync(file, document, TestContext.Current.CancellationToken);
        }

        Assert.True(
            document == await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken),
            $"docs/safeguards.md is not what the table says. Run this test with {WriteVariable}=1 and commit the file.");
    }

    [Fact]
    public void EveryKey_IsThereOnce_AndFitsItsColumn()
    {
        Assert.Equal(Promises.All.Count, Promises.All.Select(p => p.Key).Distinct().Count());
        Assert.All(Promises.All, p => Assert.Matches($"^[a-z-]{{3,{SelfInspection.PromiseMaxLength}}}$", p.Key));
    }

    [Fact]
    public void EverySectionOfMeasures_IsOnTheBoard() =>
        Assert.Equal(["Ⅲ-2", "Ⅲ-3", "Ⅲ-4", "Ⅲ-5", "Ⅲ-6", "Ⅲ-7", "Ⅲ-8", "Ⅲ-9", "Ⅲ-10", "Ⅳ-1", "Ⅳ-2"], Promises.All.Select(p => p.Section).Distinct());

    [Theory, MemberData(nameof(Keys))]
    public void APromise_HasEvidenceAScreenAndATest_OrIsKeptOutsideAProgram(string key)
    {
        var promise = Promises.Find(key)!;

        Assert.Equal(promise.Outside is null, promise.Evidence is not null);
        Assert.Equal(promise.Outside is null, promise.Screen is not null);
        Assert.Equal(promise.Outside is null, promise.Tests.Count > 0);
    }

    [Theory, MemberData(nameof(Keys))]
    public void EveryTestItNames_IsThere(string key)
    {
        var tests = typeof(SafeguardsDocumentTests).Assembly.GetTypes().ToLookup(t => t.Name);

        Assert.All(Promises.Find(key)!.Tests, name =>
        {
            var parts = name.Split('.');
            var method = tests[parts[0]].SelectMany(t => t.GetMethods()).FirstOrDefault(m => m.Name == parts[1]);
            Assert.True(method is not null && method.IsDefined(typeof(FactAttribute), inherit: true), $"{name} is no test.");
        });
    }

    [Theory, MemberData(nameof(Keys))]
    public void ItsScreen_IsAPage_OfThePermissionItSays(string key)
    {
        if (Promises.Find(key)!.Screen is not { } screen)
        {
            return;
        }

        var path = screen.Address.Split('?')[0];
        var page = Assert.Single(EveryPageTests.Pages.Select(row => row.Data), p => p.GetCustomAttributes<RouteAttribute>().Any(
            r => r.Template == path || (r.Template == "/safeguards/{Key}" && path == Addresses.Safeguard(key))));
        Assert.Contains(page.GetCustomAttributes<AuthorizeAttribute>(), a => a.Policy == screen.Permission.ToString());
    }

    private static string Document()
    {
        var text = new StringBuilder();
        text.Append("""
            # 安全管理措置: the promises of the published assessment, and what keeps them

            Generated from the code (`Promises`) and held to it by a test; not to be edited. The words in 「」 are the city's own, from the
            published assessment 特定個人情報保護評価書（重点項目評価書）番号23, 令和7年4月1日公表. The screen 「安全管理措置」 shows each line with
            today's evidence, computed when it is looked at (what counts as 要確認 or 要対応 stands in the code of each line and in its tests).
            A line kept outside a program is as its last self-inspection (自己点検) found it; one without any for a year is 要確認.


            """);
        foreach (var section in Promises.All.GroupBy(p => p.Section))
        {
            text.Append("## ").Append(section.Key).Append("\n\n| 措置 | 評価書の約束 | 守るもの | 検査 |\n|---|---|---|---|\n");
            foreach (var promise in section)
            {
                text.Append("| ").Append(promise.Title).Append(" `").Append(promise.Key).Append("` | 「").Append(promise.Words).Append("」 | ")
                    .Append(promise.Screen is { } screen ? $"画面「{screen.Name}」 `{screen.Address}`（{screen.Permission.Label()}）" : $"プログラムの外: {promise.Outside}").Append(" | ")
                    .AppendJoin("<br>", promise.Tests.Select(t => $"`{t}`")).Append(" |\n");
            }

            text.Append('\n');
        }

        return text.ToString().TrimEnd().ReplaceLineEndings("\n") + "\n";
    }
}
