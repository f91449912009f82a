using System.Globalization;
using Portal.Domain.DataQuality;
using Portal.Domain.Ledger;
using Portal.Features.DataQuality.BulkFixes;

namespace Portal.Cli;

/// <summary>check --fix — prints what a rule proposes; without --preview asks for the likely ones, which a person approves on screen.</summary>
internal static class BulkFixCommand
{
    public static async Task<int> RunAsync(CliSession session, FindingRule rule, bool isPreview, string? reason, CancellationToken cancellationToken)
    {
        var desk = session.Services.GetRequiredService<BulkFixDesk>();
        var proposals = await desk.ProposeAsync(session.By, rule, cancellationToken);
        await TextTable.WriteAsync(session.Output, ["宛名番号", "回", "接種日", "項目", "いまの値", "訂正後", ""], proposals.Rows.Select(Cells));
        if (proposals.WithoutOne + proposals.NotLookedAt > 0)
        {
            await session.Error.WriteLineAsync($"答えが一つに決まらない所見 {proposals.WithoutOne:N0}件、まだ見ていない所見 {proposals.NotLookedAt:N0}件があります。");
        }

        var likely = proposals.Rows.Where(r => r.Proposal.IsLikely).ToDictionary(r => r.DoseId, r => r.Proposal);
        if (isPreview || likely.Count == 0)
        {
            await session.Error.WriteLineAsync($"案 {proposals.Rows.Count:N0}件、うち予診票を見なくてもよいもの {likely.Count:N0}件。申請していません。");
            return ExitCode.Done;
        }

        var id = Guid.CreateVersion7();
        await desk.RequestAsync(session.By, id, rule, likely, reason);
        await session.Error.WriteLineAsync($"{likely.Count:N0}件の訂正を申請しました。画面の「点検」→「一括訂正」で承認してください。番号 {id}");
        return ExitCode.Done;
    }

    private static string[] Cells(FixRow row)
    {
        var field = DoseFields.Find(row.Proposal.Field);
        return
        [
            row.ResidentNumber ?? "", row.DoseNumber.ToString(CultureInfo.InvariantCulture), JapaneseDate.FormatShort(row.VaccinatedOn), field.Label,
            field.Show(row.Proposal.OldValue), field.Show(row.Proposal.NewValue), row.Proposal.IsLikely ? "" : "予診票を確認",
        ];
    }
}
