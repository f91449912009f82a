using System.CommandLine;
using Portal.Domain.Ledger;
using Portal.Features.Ledger;

namespace Portal.Cli;

/// <summary>search — finds people as the search box does and prints them as a table.</summary>
public static class SearchCommand
{
    public static Command Create(CliHost host)
    {
        var text = new Argument<string[]>("TEXT")
        {
            Description = "番号・氏名・カナ・生年月日・住所。いくつか並べると、すべてに当てはまる人を探します。",
            Arity = ArgumentArity.OneOrMore,
        };
        var page = new Option<int>("--page") { Description = $"{LedgerSearch.PageSize}件ごとのページ。", HelpName = "N", DefaultValueFactory = _ => 1 };
        page.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > LedgerSearch.MaxPage)
            {
                result.AddError($"--page は1から{LedgerSearch.MaxPage}までの数で指定してください。");
            }
        });
        var command = new Command("search", "台帳から人を探します。個人番号では探せません。") { text, page };
        command.SetAction((parsed, cancellationToken) => host.RunAsync(
            parsed, session => FindAsync(session, string.Join(' ', parsed.GetValue(text) ?? []), parsed.GetValue(page), cancellationToken), cancellationToken));
        return command;
    }

    private static async Task<int> FindAsync(CliSession session, string text, int page, CancellationToken cancellationToken)
    {
        var result = await session.Services.GetRequiredService<LedgerSearch>().FindAsync(text, session.By, page, cancellationToken: cancellationToken);
        if (Refusal(result.Terms) is { } refusal)
        {
            await session.Error.WriteLineAsync(refusal);
            return ExitCode.Misused;
        }

        await session.Error.WriteLineAsync(string.Join("、", result.Terms.Terms.Select(term => term.Description)));
        if (result.Rows.Count > 0)
        {
            await TextTable.WriteAsync(session.Output, ["宛名番号", "氏名", "カナ", "生年月日", "性別", "住所", "接種", "状態", "一致した理由"], result.Rows.Select(Cells));
        }

        await session.Error.WriteLineAsync(
            $"{result.Rows.Count}件（{result.Elapsed.TotalMilliseconds:F0} ms）{(result.HasMore ? $"。続きは --page {page + 1}" : "")}");
        return result.Rows.Count > 0 ? ExitCode.Done : ExitCode.Failed;
    }

    private static string? Refusal(SearchTerms terms) => terms switch
    {
        { MayHoldMyNumber: true } => "個人番号の可能性がある12桁の数字は、コマンドでは検索できません。氏名・生年月日か、画面の検索を使ってください。",
        { CanSearch: true } => null,
        { Problems: [] } => "検索する語を指定してください。",
        _ => string.Join(Environment.NewLine, terms.Problems),
    };

    private static string[] Cells(SearchRow row) =>
    [
        row.ResidentNumber ?? "", row.Name, row.Kana, row.BirthDate is { } birth ? JapaneseDate.Format(birth) : "不明", row.Sex.Label(),
        row.IsProtected ? "支援措置により非表示" : row.Address ?? "", $"{row.DoseCount}回", PersonState.InWords(row.IsProtected, row.MovedOutOn, row.DiedOn), row.Reason,
    ];
}
