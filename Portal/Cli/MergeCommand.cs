using System.CommandLine;
using Microsoft.EntityFrameworkCore;
using Portal.Domain.Corrections;
using Portal.Domain.Corrections.Merging;
using Portal.Domain.Ledger;
using Portal.Features.Corrections.Merging;

namespace Portal.Cli;

/// <summary>merge — makes two records of one person one, or takes that back. The keeper's values stand, and the other's where the keeper has none.</summary>
public static class MergeCommand
{
    public static Command Create(CliHost host)
    {
        var keep = new Argument<string?>("KEEP") { Description = "統合先の人の宛名番号。", Arity = ArgumentArity.ZeroOrOne };
        var other = new Argument<string?>("OTHER") { Description = "統合される人の宛名番号。", Arity = ArgumentArity.ZeroOrOne };
        var reason = new Option<string>("--reason") { Description = "理由。個人票の履歴に残ります。", HelpName = "TEXT", Required = true };
        var preview = new Option<bool>("--preview") { Description = "何が起こるかを表示するだけで、統合しません。" };
        var undo = new Option<string?>("--undo") { Description = "統合を取り消します。統合の番号か、統合した人の宛名番号（最後の統合）を指定します。", HelpName = "MERGE" };
        var command = new Command("merge", "二重に登録された2人の記録を統合します。--undo で取り消します。") { keep, other, reason, preview, undo };
        command.Validators.Add(result =>
        {
            var people = (result.GetValue(keep) is null ? 0 : 1) + (result.GetValue(other) is null ? 0 : 1);
            if (result.GetValue(undo) is null ? people != 2 : people != 0)
            {
                result.AddError("統合先の人と統合される人の2人か、--undo のどちらかを指定してください。");
            }
        });
        command.SetAction((parsed, cancellationToken) => host.RunAsync(
            parsed,
            session => parsed.GetValue(undo) is { } merge
                ? UndoAsync(session, merge, parsed.GetRequiredValue(reason), parsed.GetValue(preview), cancellationToken)
                : MergeAsync(session, parsed.GetValue(keep)!, parsed.GetValue(other)!, parsed.GetRequiredValue(reason), parsed.GetValue(preview), cancellationToken),
            cancellationToken));
        return command;
    }

    private static async Task<int> MergeAsync(CliSession session, string keep, string other, string reason, bool previewOnly, CancellationToken cancellationToken)
    {
        if (await OnePerson.FindAsync(session, keep, cancellationToken) is not { } keeperId || await OnePerson.FindAsync(session, other, cancellationToken) is not { } otherId)
        {
            return ExitCode.Failed;
        }

        var desk = session.Services.GetRequiredService<MergeDesk>();
        var opened = await desk.OpenAsync(session.By, keeperId, otherId, cancellationToken);
        var order = new MergeOrder
        {
            MergeId = Guid.CreateVersion7(session.Now),
            KeeperId = keeperId,
            OtherId = otherId,
            TakesFromOther = opened?.TakenIfFirstStays ?? new HashSet<string>(),
            Grounds = new Grounds(ReasonKind.Duplicate, reason),
        };
        var (preview, seen) = await desk.PreviewAsync(session.By, order);
        await session.Output.WriteLineAsync($"移る記録: 接種記録{preview.Doses}件 接種券{preview.Coupons}件 重なる接種記録{preview.Doubles.Count}組");
        await TextTable.WriteAsync(session.Output, ["項目", "いま", "統合後"], preview.Taken.Select(c => new[] { PersonFields.Find(c.Field).Label, Shown(c.Field, c.OldValue), Shown(c.Field, c.NewValue) }));
        foreach (var warning in preview.Warnings)
        {
            await session.Output.WriteLineAsync($"注意: {warning}");
        }

        if (!previewOnly)
        {
            await desk.MergeAsync(session.By, order with { Seen = seen });
            await session.Output.WriteLineAsync($"統合しました。統合の番号 {order.MergeId}");
        }

        return ExitCode.Done;
    }

    /// <summary>Says what goes back and what stays, and takes the merge back.</summary>
    internal static async Task<int> UndoAsync(CliSession session, string merge, string reason, bool previewOnly, CancellationToken cancellationToken)
    {
        if ((Guid.TryParse(merge, out var id) ? id : await LastOfAsync(session, merge, cancellationToken)) is not { } mergeId)
        {
            return ExitCode.Failed;
        }

        var desk = session.Services.GetRequiredService<UnmergeDesk>();
        if (await desk.OpenAsync(session.By, mergeId, cancellationToken) is not { } opened)
        {
            await session.Error.WriteLineAsync("この統合は見つかりません。");
            return ExitCode.Failed;
        }

        if (opened.Plan is { } plan && opened.TakenBack is null)
        {
            await session.Output.WriteLineAsync($"戻る記録: 接種記録{plan.Doses}件 接種券{plan.Coupons}件 統合先の人に残る統合後の記録{plan.Later.Count}件");
            await TextTable.WriteAsync(
                session.Output, ["戻さない項目", "項目", "理由"], plan.Kept.Select(i => new[] { opened.Names[i.RecordId], MergeWords.Label(i.Kind, i.Field), i.Why! }));
        }

        if (!previewOnly)
        {
            await desk.UnmergeAsync(session.By, mergeId, new HashSet<Guid>(), new Grounds(ReasonKind.OperatorError, reason), opened.Seen);
            await session.Output.WriteLineAsync("統合を取り消しました。");
        }

        return ExitCode.Done;
    }

    /// <summary>The last merge of a person that still stands.</summary>
    private static async Task<Guid?> LastOfAsync(CliSession session, string number, CancellationToken cancellationToken)
    {
        if (await OnePerson.FindAsync(session, number, cancellationToken) is not { } personId)
        {
            return null;
        }

        await using var db = await session.DbFactory.CreateDbContextAsync(cancellationToken);
        var last = await db.Revisions
            .Where(r => r.RecordId == personId && r.Act == RevisionAct.Merge && !db.Revisions.Any(u => u.MergeId == r.MergeId && u.Act == RevisionAct.Unmerge))
            .OrderByDescending(r => r.AppliedAt).Select(r => r.MergeId).FirstOrDefaultAsync(cancellationToken);
        if (last is null)
        {
            await session.Error.WriteLineAsync("この人に、取り消せる統合はありません。");
        }

        return last;
    }

    private static string Shown(string field, string? text) => text == ProtectedAddress.Words ? text : PersonFields.Find(field).Show(text);
}
