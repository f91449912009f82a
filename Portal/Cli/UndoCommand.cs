using System.CommandLine;
using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Corrections;
using Portal.Domain.DataQuality.BulkFixes;
using Portal.Features.Corrections;
using Portal.Features.DataQuality.BulkFixes;
using Portal.Features.Exchange;
using Portal.Features.Exchange.Reconciliation;

namespace Portal.Cli;

/// <summary>undo — takes back one change, a whole import, a merge, what a 突合 brought, a 一括訂正. What somebody has changed since stays as it is and is counted.</summary>
public static class UndoCommand
{
    public static Command Create(CliHost host) => new("undo", "訂正、取込、統合、突合の反映、一括訂正を取り消して、元の値に戻します。その後に変更された記録は、そのままにします。")
    {
        Kind(host, "revision", new Argument<Guid>("ID") { Description = "個人票の履歴の一件の番号。" }, "一件の訂正・取消・登録を取り消します。", RevisionAsync),
        Kind(host, "import", new Argument<int>("NUMBER") { Description = "取込の番号。" }, "一回の取込を取り消します。", ImportAsync),
        Kind(
            host, "merge", new Argument<string>("MERGE") { Description = "統合の番号か、統合した人の宛名番号（最後の統合）。" }, "重複者の統合を取り消します。",
            (session, merge, reason, cancellationToken) => MergeCommand.UndoAsync(session, merge, reason, previewOnly: false, cancellationToken)),
        Kind(host, "reconciliation", new Argument<int>("NUMBER") { Description = "突合の連携番号。" }, "一回の突合で反映したものを、まとめて元に戻します。", ReconciliationAsync),
        Kind(host, "bulk-fix", new Argument<Guid>("ID") { Description = "一括訂正の番号。" }, "反映済みの一括訂正を取り消します。", BulkFixAsync),
    };

    private static Command Kind<T>(CliHost host, string name, Argument<T> id, string description, Func<CliSession, T, string, CancellationToken, Task<int>> undo)
    {
        var reason = new Option<string>("--reason") { Description = "取り消す理由。履歴に残ります。", HelpName = "TEXT", Required = true };
        var command = new Command(name, description) { id, reason };
        command.SetAction((parsed, cancellationToken) => host.RunAsync(
            parsed, session => undo(session, parsed.GetRequiredValue(id), parsed.GetRequiredValue(reason), cancellationToken), cancellationToken));
        return command;
    }

    private static async Task<int> RevisionAsync(CliSession session, Guid id, string reason, CancellationToken cancellationToken)
    {
        var (outcome, kept) = await session.Services.GetRequiredService<CorrectionDesk>()
            .TakeBackAsync(session.By, id, Guid.CreateVersion7(), new Grounds(ReasonKind.OperatorError, reason));
        var (code, words) = outcome switch
        {
            CorrectionOutcome.Applied applied => (ExitCode.Done, $"{applied.Revision.Changes.Count}項目を、訂正の前の値に戻しました。"),
            CorrectionOutcome.Pending => (ExitCode.Done, "承認の要る項目があるため、申請しました。画面の「承認」で承認してください。"),
            CorrectionOutcome.NothingChanged => (ExitCode.Done, "変更していません。"),
            CorrectionOutcome.AlreadyPending => (ExitCode.Failed, "同じ項目に承認待ちの申請があります。先に処理してください。"),
            _ => (ExitCode.Failed, "ほかの職員が同じ項目を変更しました。もう一度実行してください。"),
        };
        await session.Error.WriteLineAsync(kept.Count == 0 ? words : $"{words}その後に変わっている項目はそのままです: {string.Join('・', kept)}");
        return code;
    }

    private static async Task<int> ImportAsync(CliSession session, int number, string reason, CancellationToken cancellationToken)
    {
        await using var db = await session.DbFactory.CreateDbContextAsync(cancellationToken);
        if (await db.ImportRuns.Where(r => r.Number == number).Select(r => (Guid?)r.ImportRunId).SingleOrDefaultAsync(cancellationToken) is not { } runId)
        {
            await session.Error.WriteLineAsync($"取込 {number} はありません。");
            return ExitCode.Failed;
        }

        var result = await session.Services.GetRequiredService<ImportUndoDesk>().UndoAsync(runId, reason, session.By, cancellationToken);
        await session.Error.WriteLineAsync($"取込 {number} を取り消しました。取消 {result.Cancelled:N0}件、元の値に戻した記録 {result.Restored:N0}件、閉じた保留行 {result.HeldClosed:N0}件、その後の変更で残した記録 {result.Kept.Count:N0}件。");
        return ExitCode.Done;
    }

    private static async Task<int> ReconciliationAsync(CliSession session, int number, string reason, CancellationToken cancellationToken)
    {
        await using var db = await session.DbFactory.CreateDbContextAsync(cancellationToken);
        var run = await db.ExchangeRuns.Where(r => r.Number == number && db.Reconciliations.Any(v => v.ExchangeRunId == r.ExchangeRunId)).Select(r => (Guid?)r.ExchangeRunId).SingleOrDefaultAsync(cancellationToken)
            ?? throw new RuleException($"連携 第{number}号の突合はありません。exchange runs で番号を確かめてください。");
        var desk = session.Services.GetRequiredService<ReconciliationUndoDesk>();
        var preview = await desk.LookAsync(session.By, run, cancellationToken);
        var outcome = await desk.UndoAsync(session.By, run, preview.Rows, reason, null, cancellationToken);
        await session.Error.WriteLineAsync($"連携 第{number}号で反映したものを元に戻しました。元に戻した {outcome.Done - outcome.Waiting:N0}件、承認を求めた {outcome.Waiting:N0}件、残した {preview.Kept.Values.Sum() + outcome.Refused.Count:N0}件。");
        foreach (var (why, count) in preview.Kept)
        {
            await session.Error.WriteLineAsync($"  {count:N0}件 {why}");
        }

        return ExitCode.Done;
    }

    private static async Task<int> BulkFixAsync(CliSession session, Guid id, string reason, CancellationToken cancellationToken)
    {
        await session.Services.GetRequiredService<BulkFixDesk>().UndoAsync(session.By, id, reason);
        var opened = await session.Services.GetRequiredService<BulkFixList>().OpenAsync(session.By, id, cancellationToken);
        await session.Error.WriteLineAsync($"一括訂正を取り消しました。{string.Join("、", opened!.Rows.GroupBy(r => r.Line.State).OrderBy(g => g.Key).Select(g => $"{g.Key.Label()} {g.Count():N0}件"))}。");
        return ExitCode.Done;
    }
}
