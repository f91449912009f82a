using System.Reflection;
using System.Text;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using Portal.Domain.Accounts;
using Portal.Domain.Exchange.ResidentIndex;
using Portal.Tests.Data;
using Xunit;

namespace Portal.Tests.Security;

/// <summary>docs/permissions.md, アクセス権限一覧表. PORTAL_WRITE_DOCS=1 writes the file anew instead of comparing.</summary>
public class PermissionsDocumentTests
{
    private const string WriteVariable = "PORTAL_WRITE_DOCS";

    [Fact]
    public async Task TheTable_IsWhatTheCodeSays()
    {
        var file = Path.Combine(ScriptTests.RepositoryRoot(), "docs", "permissions.md");
        var table = Table();
        if (Environment.GetEnvironmentVariable(WriteVariable) == "1")
        {
            await File.WriteAllTextAsync(file, table, TestContext.Current.CancellationToken);
        }

        Assert.True(
            table == await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken),
            $"docs/permissions.md is not what the code says. Run this test with {WriteVariable}=1 and commit the file.");
    }

    private static string Table()
    {
        var roles = Enum.GetValues<Role>();
        var text = new StringBuilder();
        text.Append("""
            # アクセス権限一覧表

            Generated from the code (`RolePermissions`, the pages' policies, the acts' demands) and held to it by a test; not to be edited.
            An account has the permissions of its roles, plus extras, minus restrictions (each with a reason and a last day), as far as the
            terminal allows. Whoever may issue IDs reaches no resident's record, with no ID of theirs.

            ## 役割と権限


            """);
        text.Append("| 権限 | ").AppendJoin(" | ", roles.Select(r => r.Label())).Append(" | 端末 |\n|---|").Append(string.Concat(roles.Select(_ => ":-:|"))).Append("---|\n");
        foreach (var permission in Enum.GetValues<Permission>())
        {
            text.Append("| ").Append(permission.Label()).Append(" `").Append(permission).Append("` | ")
                .AppendJoin(" | ", roles.Select(r => RolePermissions.Grants(r, permission) ? "○" : "")).Append(" | ").Append(permission.NeedsTerminal().Label()).Append(" |\n");
        }

        text.Append("\n## 画面\n\n| アドレス | 権限 |\n|---|---|\n");
        foreach (var (route, policy) in Pages())
        {
            text.Append("| `").Append(route).Append("` | ").Append(policy).Append(" |\n");
        }

        text.Append("\n## 操作\n\n| 操作 | 権限 |\n|---|---|\n");
        foreach (var (act, permission) in Acts.Demands.OrderBy(d => d.Key, StringComparer.Ordinal))
        {
            text.Append("| `").Append(act).Append("` | ").Append(permission.Label()).Append(" |\n");
        }

        text.Append("\n## 権限を求めない操作\n\n| 操作 | 理由 |\n|---|---|\n");
        foreach (var (act, why) in Acts.Open.OrderBy(d => d.Key, StringComparer.Ordinal))
        {
            text.Append("| `").Append(act).Append("` | ").Append(why).Append(" |\n");
        }

        text.Append("""

            ## 連携先システムの提供の範囲（スコープ）

            A business system holds no permission of staff. It holds scopes, given by whoever has `ClientManage`, and asks with a token at
            `GET /api/addressees/{number}` only; each answer is a row of the operation log. [docs/exchange/addressee-service.md](exchange/addressee-service.md)

            | スコープ | 提供するもの | 画面で同じものを見る権限 | 支援措置の人 |
            |---|---|---|---|

            """);
        foreach (var scope in Enum.GetValues<AddresseeScope>())
        {
            text.Append("| `").Append(scope.Code()).Append("` | ").Append(scope.Label()).Append(" | ").Append(Permission.LedgerView.Label()).Append(" | ")
                .Append(scope switch { AddresseeScope.Residence => "提供しない", AddresseeScope.Vaccinations => "自治体・医療機関を除いて提供", _ => "提供" }).Append(" |\n");
        }

        return text.ToString().ReplaceLineEndings("\n");
    }

    private static IEnumerable<(string Route, string Policy)> Pages() =>
        from page in EveryPageTests.Pages.Select(row => row.Data)
        let policy = page.GetCustomAttributes<AuthorizeAttribute>().Select(a => a.Policy).FirstOrDefault(p => p is not null)
        from route in page.GetCustomAttributes<RouteAttribute>()
        orderby route.Template
        select (route.Template, policy is null ? "サインインした職員すべて" : Enum.Parse<Permission>(policy).Label());
}
