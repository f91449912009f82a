using System.CommandLine;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Portal.Components;
using Portal.Domain;
using Portal.Domain.Exchange.IntermediateServer;
using Portal.Domain.Exchange.Runs;
using Portal.Domain.Ledger;
using Portal.Features.Exchange.IntermediateServer;
using Portal.Features.Exchange.IntermediateServer.Comparisons;
using Portal.Features.Exchange.IntermediateServer.Inquiries;
using Portal.Features.Exchange.IntermediateServer.Permits;
using Portal.Features.Exchange.IntermediateServer.Provisions;
using Portal.Features.Exchange.IntermediateServer.Records;
using Portal.Features.Exchange.Lists;

namespace Portal.Cli;

/// <summary>
/// exchange comparison, inquiries, provisions, permits, records — the lists of the 中間サーバー and the files that come from it. Nothing here approves
/// or sends: that is done by people at their screens. People stand in the lists by their 宛名番号, not by name.
/// </summary>
internal static class IntermediateServerCommands
{
    public static IEnumerable<Command> All(CliHost host) =>
    [
        new("comparison", "中間サーバーの副本と台帳の原本照合。")
        {
            Listing(host, "照合の一覧を、新しいものから表示します。", ComparisonsAsync),
            Of(host, "show", "照合の件数と相違を表示します。", ShowAsync), Taking(host, "compare", "副本出力ファイルを台帳と比べます。台帳も副本も変わりません。", CompareAsync),
            Of(host, "resend", "照合の相違を、次の「副本 異動分」でもう一度送るよう指定します。", ResendAsync),
        },
        new("inquiries", "情報照会。")
        {
            Listing(host, "情報照会の一覧を表示します。", InquiriesAsync), Taking(host, "answer", "情報照会結果ファイルを取り込みます。台帳は変わりません。", AnswersAsync),
        },
        new("provisions", "情報提供の求め。")
        {
            Listing(host, "情報提供の求めの一覧を表示します。", ProvisionsAsync), Taking(host, "take", "情報提供の求めファイルを受け付けます。", RequestsAsync),
        },
        new("permits", "照会許可照会リスト。") { Listing(host, "リストを表示します。", PermitsAsync) },
        new("records", "情報提供等の記録。") { Listing(host, $"記録を新しいものから{ProvisionRecordDesk.ShownMost}件まで表示します。", RecordsAsync) },
    ];

    private static Command Listing(CliHost host, string says, Func<CliSession, CancellationToken, Task> act)
    {
        var command = new Command("list", says);
        command.SetAction((parsed, cancellationToken) => host.RunAsync(parsed, session => DoneAsync(act(session, cancellationToken)), cancellationToken));
        return command;
    }

    private static Command Of(CliHost host, string name, string says, Func<CliSession, Guid, CancellationToken, Task> act)
    {
        var run = new Option<int>("--run") { Description = "連携番号。", Required = true, HelpName = "N" };
        var command = new Command(name, says) { run };
        command.SetAction((parsed, cancellationToken) => host.RunAsync(
            parsed, async session => await DoneAsync(act(session, await FindAsync(session, parsed.GetRequiredValue(run), cancellationToken), cancellationToken)), cancellationToken));
        return command;
    }

    private static Command Taking(CliHost host, string name, string says, Func<CliSession, FileInfo, CancellationToken, Task> act)
    {
        var file = new Option<FileInfo>("--file") { Description = "中間サーバーから受け取ったCSVファイル。", Required = true, HelpName = "FILE" };
        var command = new Command(name, says) { file };
        command.SetAction((parsed, cancellationToken) => host.RunAsync(
            parsed, session => DoneAsync(act(session, parsed.GetRequiredValue(file), cancellationToken)), cancellationToken));
        return command;
    }

    private static async Task<int> DoneAsync(Task act)
    {
        await act;
        return ExitCode.Done;
    }

    private static async Task<Guid> FindAsync(CliSession session, int number, CancellationToken cancellationToken)
    {
        await using var db = await session.DbFactory.CreateDbContextAsync(cancellationToken);
        return await db.ExchangeRuns.Where(r => r.Number == number && r.Kind == ExchangeKind.ReplicaComparison).Select(r => (Guid?)r.ExchangeRunId).SingleOrDefaultAsync(cancellationToken)
            ?? throw new RuleException($"連携 第{number}号の原本照合はありません。");
    }

    private static async Task ComparisonsAsync(CliSession session, CancellationToken cancellationToken)
    {
        var rows = await session.Services.GetRequiredService<ResendDesk>().ListAsync(session.By);
        await TextTable.WriteAsync(session.Output, ["連携", "日時", "副本", "台帳", "同じ", "違う", "副本のみ", "台帳のみ"], rows.Select(row => new[]
        {
            Words(row.Run.Number), Moments.Show(row.Run.MadeAt), Words(row.Comparison.FileRecords), Words(row.Comparison.LedgerRecords), Words(row.Comparison.Same),
            Words(row.Comparison.Differs), Words(row.Comparison.OnlyThere), Words(row.Comparison.OnlyHere),
        }));
    }

    private static async Task ShowAsync(CliSession session, Guid id, CancellationToken cancellationToken)
    {
        var desk = session.Services.GetRequiredService<ResendDesk>();
        var opened = await desk.OpenAsync(session.By, id) ?? throw new RuleException("この照合は終わっていないか、途中で止まりました。もう一度照合してください。");
        await session.Output.WriteLineAsync(Totals(opened));
        List<DifferenceRow> rows = [.. opened.Rows];
        while (opened is { HasMore: true })
        {
            cancellationToken.ThrowIfCancellationRequested();
            opened = (await desk.OpenAsync(session.By, id, rows[^1].Difference.Ordinal))!;
            rows.AddRange(opened.Rows);
        }

        await TextTable.WriteAsync(session.Output, ["種類", "宛名番号", "項目", "台帳の値", "副本の値", "扱い"], rows.Select(row => new[]
        {
            row.Difference.Kind.Label(), row.ResidentNumber ?? "該当者なし", row.Difference.Field ?? "記録そのもの", row.Difference.Ours ?? "", row.Difference.Theirs ?? "", row.Difference.Standing(),
        }));
    }

    private static async Task CompareAsync(CliSession session, FileInfo file, CancellationToken cancellationToken)
    {
        await using var upload = file.OpenRead();
        var id = await session.Services.GetRequiredService<ReplicaCompareDesk>().CompareAsync(session.By, file.Name, upload, new ShellProgress(session), cancellationToken);
        await session.Output.WriteLineAsync(Totals((await session.Services.GetRequiredService<ResendDesk>().OpenAsync(session.By, id))!));
    }

    private static async Task ResendAsync(CliSession session, Guid id, CancellationToken cancellationToken)
    {
        var count = await session.Services.GetRequiredService<ResendDesk>().ResendAsync(session.By, id, recordIds: null, ct: cancellationToken);
        await session.Output.WriteLineAsync($"{count:N0}件の再送を指定しました。次の「副本 異動分」で送られます。");
    }

    private static async Task InquiriesAsync(CliSession session, CancellationToken cancellationToken)
    {
        var list = await session.Services.GetRequiredService<InquiriesSearch>().ShowAsync(session.By);
        await TextTable.WriteAsync(session.Output, ["番号", "状態", "宛名番号", "項", "照会先", "作成", "結果"], list.Inquiries.Select(row => new[]
        {
            Words(row.Inquiry.Number), InquiryWords.State(row.Inquiry), row.ResidentNumber ?? "", Words(row.Inquiry.Item), row.Inquiry.TargetName, Moments.Show(row.Inquiry.MadeAt), row.Inquiry.Result?.Label() ?? "",
        }));
        await session.Output.WriteLineAsync($"送付を待っている照会 {list.ToSend:N0}件");
    }

    private static async Task AnswersAsync(CliSession session, FileInfo file, CancellationToken cancellationToken)
    {
        await using var upload = file.OpenRead();
        await session.Output.WriteLineAsync((await session.Services.GetRequiredService<InquiryAnswers>().TakeAsync(session.By, upload, cancellationToken)).Words);
    }

    private static async Task ProvisionsAsync(CliSession session, CancellationToken cancellationToken)
    {
        var list = await session.Services.GetRequiredService<InquiriesSearch>().ShowAsync(session.By);
        await TextTable.WriteAsync(session.Output, ["受付番号", "状態", "宛名番号", "項", "照会者", "求めの日時", "回答"], list.Provisions.Select(row => new[]
        {
            row.Provision.ReceivedNumber, InquiryWords.State(row.Provision), row.ResidentNumber ?? "", Words(row.Provision.Item), row.Provision.AskerName, Moments.Show(row.Provision.RequestedAt),
            row.Provision.Decision?.Label() ?? "",
        }));
        await session.Output.WriteLineAsync($"送付を待っている回答 {list.ToAnswer:N0}件（うちリスト外の拒否 {list.ToRefuse:N0}件）");
    }

    private static async Task RequestsAsync(CliSession session, FileInfo file, CancellationToken cancellationToken)
    {
        await using var upload = file.OpenRead();
        await session.Output.WriteLineAsync((await session.Services.GetRequiredService<ProvisionIntake>().TakeAsync(session.By, file.Name, upload, cancellationToken)).Words);
    }

    private static async Task PermitsAsync(CliSession session, CancellationToken cancellationToken) =>
        await TextTable.WriteAsync(session.Output, ["区分", "項", "情報照会者", "情報提供者", "特定個人情報", "初日", "最終日"], (await session.Services.GetRequiredService<PermitDesk>().ListAsync(session.By)).Select(permit => new[]
        {
            permit.Direction.Label(), Words(permit.Item), permit.Asker, permit.Giver, permit.Information, JapaneseDate.FormatShort(permit.ValidFrom), permit.ValidTo is { } last ? JapaneseDate.FormatShort(last) : "",
        }));

    private static async Task RecordsAsync(CliSession session, CancellationToken cancellationToken)
    {
        var list = await session.Services.GetRequiredService<ProvisionRecordDesk>().FindAsync(session.By, new(), cancellationToken);
        await TextTable.WriteAsync(session.Output, ["記録日時", "区分", "宛名番号", "項", "照会者", "提供者", "特定個人情報の項目", "保存期限"], list.Rows.Select(row => new[]
        {
            Moments.ShowExact(row.Record.At), $"{row.Record.Direction.Label()}・{row.Record.Event.Label()}", row.ResidentNumber ?? "", Words(row.Record.Item), row.Record.Asker, row.Record.Giver, row.Record.Items,
            JapaneseDate.FormatShort(row.Record.KeptUntil),
        }));
        await session.Output.WriteLineAsync($"{list.Rows.Count:N0}件{(list.HasMore ? "（ほかにもあります。画面で期間を指定してください）" : "")}、保存期限を過ぎたもの {list.Due:N0}件");
    }

    private static string Totals(OpenedComparison opened)
    {
        var t = opened.Comparison;
        return $"連携 第{opened.Run.Number}号 原本照合: 副本 {t.FileRecords:N0} = 同じ {t.Same:N0} + 違う {t.Differs:N0} + 副本のみ {t.OnlyThere:N0}、台帳 {t.LedgerRecords:N0} = 同じ {t.Same:N0} + 違う {t.Differs:N0} + 台帳のみ {t.OnlyHere:N0}。再送できる記録 {opened.Resendable:N0}件";
    }

    private static string Words(int count) => count.ToString("N0", CultureInfo.InvariantCulture);

    private sealed class ShellProgress(CliSession session) : IProgress<ListProgress>
    {
        public void Report(ListProgress value) => session.ShowProgress("照合", value.Done, value.Total, "件");
    }
}
