using System.CommandLine;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.Ledger;
using Portal.Features.Accounts;

namespace Portal.Cli;

/// <summary>account — lists IDs, and issues, suspends and revokes them; makes the first administrator of a new portal.</summary>
public static class AccountCommand
{
    public static Command Create(CliHost host) => new("account", "利用者IDを一覧し、発行・停止・失効させます。")
    {
        List(host), Issue(host), Suspend(host), Revoke(host), IssueFirstAdmin(host),
    };

    private static Command List(CliHost host)
    {
        var view = new Option<string>("--view")
        {
            Description = $"表示するID: {string.Join("、", AccountSearch.Views.Select(v => $"{v.Word}({v.Title})"))}。",
            HelpName = "VIEW",
            DefaultValueFactory = _ => "all",
        };
        view.AcceptOnlyFromAmong([.. AccountSearch.Views.Select(v => v.Word)]);
        var command = new Command("list", "利用者IDの一覧を表示します。") { view };
        command.SetAction((parsed, cancellationToken) => host.RunAsync(
            parsed, session => ListAsync(session, AccountSearch.Named(parsed.GetValue(view)), cancellationToken), cancellationToken));
        return command;
    }

    private static Command Issue(CliHost host)
    {
        var id = IdArgument();
        var command = new Command("issue", "承認済みのIDを発行し、初回コードを一度だけ表示します。") { id };
        command.SetAction((parsed, cancellationToken) => host.RunAsync(parsed, async session =>
        {
            var account = await FindAsync(session, parsed.GetRequiredValue(id), cancellationToken);
            await ShowAsync(session, await Desk(session).IssueAsync(session.By, account.AccountKey, account.Version));
            return ExitCode.Done;
        }, cancellationToken));
        return command;
    }

    private static Command Suspend(CliHost host) => Stop(
        host, "suspend", "使用中のIDを停止します。開いているサインインも終わります。", "停止しました。",
        (session, account, reason) => Desk(session).SuspendAsync(session.By, account.AccountKey, account.Version, reason));

    private static Command Revoke(CliHost host) => Stop(
        host, "revoke", "IDを失効させます。元に戻せません。開いているサインインも終わります。", "失効させました。",
        (session, account, reason) => Desk(session).RevokeAsync(session.By, account.AccountKey, account.Version, reason));

    private static Command Stop(CliHost host, string name, string description, string done, Func<CliSession, Account, string, Task> act)
    {
        var (id, reason) = (IdArgument(), Text("--reason", "理由。経緯と操作ログに残ります。", "TEXT"));
        var command = new Command(name, description) { id, reason };
        command.SetAction((parsed, cancellationToken) => host.RunAsync(parsed, async session =>
        {
            var account = await FindAsync(session, parsed.GetRequiredValue(id), cancellationToken);
            await act(session, account, parsed.GetRequiredValue(reason));
            await session.Output.WriteLineAsync($"{account.AccountId} を{done}");
            return ExitCode.Done;
        }, cancellationToken));
        return command;
    }

    private static Command IssueFirstAdmin(CliHost host)
    {
        var id = Text("--id", "サインインに使うID。", "ID");
        var number = Text("--number", "職員番号。", "NUMBER");
        var name = Text("--name", "氏名。例: \"中村 修\"", "NAME");
        var kana = Text("--kana", "カナ氏名。", "KANA");
        var department = Text("--department", "所属。", "DEPARTMENT");
        var command = new Command("issue-first-admin", "最初の指定管理者を作り、初回コードを一度だけ表示します。指定管理者がいない間だけ使えます。") { id, number, name, kana, department };
        command.SetAction((parsed, cancellationToken) => host.RunAsync(parsed, async session =>
        {
            var entry = new StaffMemberEntry(
                parsed.GetRequiredValue(number), parsed.GetRequiredValue(name), parsed.GetRequiredValue(kana), parsed.GetRequiredValue(department), null);
            var desk = session.Services.GetRequiredService<FirstAdministratorDesk>();
            await ShowAsync(session, await desk.IssueAsync(session.By, parsed.GetRequiredValue(id), entry));
            return ExitCode.Done;
        }, cancellationToken, createsLedger: true));
        return command;
    }

    private static async Task<int> ListAsync(CliSession session, AccountListView view, CancellationToken cancellationToken)
    {
        var rows = await session.Services.GetRequiredService<AccountViewDesk>().ListAsync(session.By, view, cancellationToken: cancellationToken);
        if (rows.Count > 0)
        {
            await TextTable.WriteAsync(session.Output, ["ID", "種別", "氏名・名称", "所属", "役割", "個別", "状態", "期限", "最終利用"], rows.Select(Cells));
        }

        await session.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{AccountSearch.TitleOf(view)} {rows.Count}件"));
        return rows.Count > 0 ? ExitCode.Done : ExitCode.Failed;
    }

    private static string[] Cells(AccountRow row) =>
    [
        row.Account.AccountId, row.Account.Kind.Label(), row.Name, row.Department, row.Roles, row.Adjustments ?? "",
        row.HasWaitingChange ? $"{row.Standing.Words}・変更の承認待ち" : row.Standing.Words, JapaneseDate.Format(row.Account.ValidUntil), row.LastUse,
    ];

    private static async Task ShowAsync(CliSession session, IssuedCode code)
    {
        await session.Output.WriteLineAsync($"ID          {code.Id}");
        await session.Output.WriteLineAsync($"氏名・名称  {code.Name}");
        await session.Output.WriteLineAsync($"初回コード  {code.Code}");
        await session.Error.WriteLineAsync($"このコードは二度と表示できません。{Components.Moments.Show(code.ValidUntil)} まで、1回だけ使えます。本人に手渡してください。");
    }

    private static async Task<Account> FindAsync(CliSession session, string id, CancellationToken cancellationToken)
    {
        var folded = LoginId.Fold(id);
        await using var db = await session.DbFactory.CreateDbContextAsync(cancellationToken);
        return await db.Accounts.AsNoTracking().SingleOrDefaultAsync(a => a.AccountId == folded, cancellationToken)
            ?? throw new RuleException($"ID「{folded}」は見つかりません。account list で確かめてください。");
    }

    private static IssueDesk Desk(CliSession session) => session.Services.GetRequiredService<IssueDesk>();

    private static Argument<string> IdArgument() => new("ID") { Description = "サインインに使うID。" };

    private static Option<string> Text(string name, string description, string helpName) => new(name) { Description = description, HelpName = helpName, Required = true };
}
