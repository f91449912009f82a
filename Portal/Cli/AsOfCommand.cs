using System.CommandLine;
using Portal.Components;
using Portal.Domain.Corrections;
using Portal.Domain.Ledger;
using Portal.Features.Ledger.AsOf;

namespace Portal.Cli;

/// <summary>as-of — prints one person's records as they stood at a moment, and what is different at another.</summary>
public static class AsOfCommand
{
    public static Command Create(CliHost host)
    {
        var number = new Argument<string>("NUMBER") { Description = "宛名番号など、1人だけに当たる検索の語。" };
        var at = CliMoment.Option("--at", "時点（日本時間）。例 2026-11-20 または 2026-11-20T09:30。日付だけならその日の終わりです。", required: true);
        var with = CliMoment.Option("--with", "比べる時点。省略するといまと比べます。", required: false);
        var command = new Command("as-of", "1人の記録を、過去の時点の状態で表示します。") { number, at, with };
        command.SetAction((parsed, cancellationToken) => host.RunAsync(
            parsed, session => ShowAsync(session, parsed.GetRequiredValue(number), CliMoment.Parse(parsed.GetValue(at))!.Value, CliMoment.Parse(parsed.GetValue(with)), cancellationToken), cancellationToken));
        return command;
    }

    private static async Task<int> ShowAsync(CliSession session, string number, DateTime at, DateTime? with, CancellationToken cancellationToken)
    {
        if (await OnePerson.FindAsync(session, number, cancellationToken) is not { } personId)
        {
            return ExitCode.Failed;
        }

        if (await session.Services.GetRequiredService<AsOfDesk>().OpenAsync(session.By, personId, at, with, cancellationToken) is not { } view)
        {
            await session.Error.WriteLineAsync("当てはまる人がいません。");
            return ExitCode.Failed;
        }

        await session.Output.WriteLineAsync($"{Moments.Show(view.Moment)} の記録");
        await TextTable.WriteAsync(session.Output, ["項目", "内容"], PersonFields.All.Select(f => new[] { f.Label, Shown(f, view) }));
        await session.Output.WriteLineAsync();
        await TextTable.WriteAsync(session.Output, ["回", "接種日", "製品", "ロット", "状態"], view.Sheet.Doses.Select(Cells));
        await session.Output.WriteLineAsync();
        await session.Output.WriteLineAsync($"{Moments.Show(view.Other)} との違い {view.Differences.Count}件");
        await TextTable.WriteAsync(session.Output, ["記録", "項目", "前", "後"], view.Differences.Select(d => new[] { d.Record, d.Label, d.Earlier, d.Later }));
        return ExitCode.Done;
    }

    private static string Shown(RecordField<LedgerPerson> field, AsOfView view) =>
        view.HidesAddress && ProtectedAddress.Covers(RecordKind.Person, field.Key) ? ProtectedAddress.Words : field.Show(field.Get(view.Sheet.Person));

    private static string[] Cells(Dose dose) =>
    [
        FieldText.Number(dose.DoseNumber) ?? "", JapaneseDate.Format(dose.VaccinatedOn), DoseFields.ProductCode.Show(dose.ProductCode), dose.LotNumber ?? "", dose.Status.Label(),
    ];
}
