using System.CommandLine;
using System.Globalization;
using Portal.Domain.Keys;
using Portal.Features.Ledger.MyNumbers;
using Portal.Keys;

namespace Portal.Cli;

/// <summary>keys — makes the key file, lists the keys without showing one, exchanges them for new ones, takes old ones out.</summary>
public static class KeysCommand
{
    private static readonly Dictionary<string, KeyUse> Uses = new()
    {
        ["operation-log"] = KeyUse.OperationLog,
        ["my-number"] = KeyUse.MyNumber,
        ["my-number-index"] = KeyUse.MyNumberIndex,
        ["cookie-keys"] = KeyUse.CookieKeys,
    };

    public static Command Create(CliHost host) => new("keys", "操作ログと個人番号の鍵を作り、一覧し、切り替え、除きます。鍵そのものは表示しません。")
    {
        Init(host), List(host), Rotate(host), Remove(host), host.KeyFile,
    };

    private static Command Init(CliHost host)
    {
        var command = new Command("init", "鍵ファイルを新しく作ります。あるファイルは上書きしません。");
        command.Validators.Add(result =>
        {
            if (result.GetValue(host.KeyFile) is null)
            {
                result.AddError("作成する鍵ファイルを --file FILE で指定してください。");
            }
        });
        command.SetAction((parsed, _) => host.RunPlainAsync(async () =>
        {
            var made = new KeyFile(Path.GetFullPath(parsed.GetValue(host.KeyFile)!));
            CliHost.DemandOutsideProgram("--file", made.Path);
            made.Make(DateTime.UtcNow);
            await host.Output.WriteLineAsync($"鍵ファイル {made.Path} を作成しました。設定 {KeySetup.FileSetting} で指定してください。");
            await host.Error.WriteLineAsync("控えを取り、データベースのバックアップとは別の場所に保管してください。失うと、個人番号は二度と読めず、操作ログは検証できません。");
            return ExitCode.Done;
        }));
        return command;
    }

    private static Command List(CliHost host)
    {
        var command = new Command("list", "鍵の用途・番号・作成日と、それを使っている行の数を表示します。");
        command.SetAction((parsed, cancellationToken) => host.RunAsync(parsed, async session =>
        {
            var (keys, care) = (session.Services.GetRequiredService<KeyRing>(), session.Services.GetRequiredService<KeyCare>());
            List<string[]> lines = [];
            foreach (var key in keys.All.OrderBy(k => k.Use).ThenBy(k => k.Id))
            {
                var rows = await care.CountAsync(key.Use, key.Id, cancellationToken);
                lines.Add(
                [
                    Uses.First(u => u.Value == key.Use).Key, key.Use.Label(), key.Id.ToString(CultureInfo.InvariantCulture),
                    key.MadeAt.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture), rows.ToString("N0", CultureInfo.InvariantCulture), keys.Current(key.Use).Id == key.Id ? "使用中" : "",
                ]);
            }

            await TextTable.WriteAsync(session.Output, ["USE", "用途", "ID", "作成(UTC)", "行数", "状態"], lines);
            return ExitCode.Done;
        }, cancellationToken));
        return command;
    }

    private static Command Rotate(CliHost host)
    {
        var use = UseArgument();
        var command = new Command("rotate", "新しい鍵に切り替えます。個人番号は、ポータルを止めずに新しい鍵で暗号化し直します。") { use };
        command.SetAction((parsed, cancellationToken) => host.RunAsync(
            parsed, session => RotateAsync(session, Uses[parsed.GetRequiredValue(use)], cancellationToken), cancellationToken));
        return command;
    }

    private static Command Remove(CliHost host)
    {
        var use = UseArgument();
        var id = new Argument<int>("ID") { Description = "鍵の番号。" };
        var command = new Command("remove", "使われなくなった鍵を除きます。1行でも使っている鍵は除けません。") { use, id };
        command.SetAction((parsed, cancellationToken) => host.RunAsync(parsed, async session =>
        {
            var (of, number) = (Uses[parsed.GetRequiredValue(use)], parsed.GetValue(id));
            await session.Services.GetRequiredService<KeyCare>().RemoveAsync(session.By, of, number, cancellationToken);
            await session.Output.WriteLineAsync($"{of.Label()} 第{number}号を除きました。");
            await session.Error.WriteLineAsync("古いバックアップを戻すときは、その頃の鍵ファイルの控えが要ります。");
            return ExitCode.Done;
        }, cancellationToken));
        return command;
    }

    private static async Task<int> RotateAsync(CliSession session, KeyUse use, CancellationToken cancellationToken)
    {
        if (use == KeyUse.OperationLog)
        {
            var made = await session.Services.GetRequiredService<KeyCare>().RotateLogAsync(session.By);
            await session.Output.WriteLineAsync($"{made}に切り替えました。これまでの鍵は、検証のために残します。");
            await RemindAsync(session);
            return ExitCode.Done;
        }

        if (use == KeyUse.CookieKeys)
        {
            var (key, rows) = await session.Services.GetRequiredService<KeyCare>().RotateCookieKeysAsync(session.By, cancellationToken);
            await session.Output.WriteLineAsync($"{key}に切り替えました。クッキー・下書きの鍵{rows:N0}件を暗号化し直しました。サインインはそのまま続きます。");
            await RemindAsync(session);
            return ExitCode.Done;
        }

        try
        {
            var outcome = await session.Services.GetRequiredService<MyNumberRekeying>().RunAsync(
                session.By, use, (done, total) => session.ShowProgress("切替え", done, total, "件"), cancellationToken);
            await session.Output.WriteLineAsync($"{outcome.Key}に{(outcome.Resumed ? "、前回の続きから" : "")}切り替えました。{outcome.Rows:N0}件を書き直しました。");
            await RemindAsync(session);
            return ExitCode.Done;
        }
        catch (OperationCanceledException)
        {
            await session.Error.WriteLineAsync("中断しました。どの行も読める状態です。同じコマンドをもう一度実行すると、続きから切り替えます。");
            return ExitCode.Cancelled;
        }
    }

    private static Task RemindAsync(CliSession session) => session.Error.WriteLineAsync("鍵ファイルが変わりました。控えを取り直してください。");

    private static Argument<string> UseArgument()
    {
        var use = new Argument<string>("USE") { Description = $"用途: {string.Join("、", Uses.Select(u => $"{u.Key}({u.Value.Label()})"))}。" };
        use.AcceptOnlyFromAmong([.. Uses.Keys]);
        return use;
    }
}
