using System.CommandLine;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Exchange.Vrs.Requests;
using Portal.Features.Exchange.Vrs.Requests;

namespace Portal.Cli;

/// <summary>
/// exchange vrs requests — 他自治体からの照会: the list, taking one, answering it. About somebody protected (支援措置) two people have to decide, and the
/// command line is one account for whoever sits there: those are taken and answered on the screen.
/// </summary>
internal static class VrsRequestCommands
{
    private const string OnScreen = "支援措置の人の照会は、受け付けた職員と承認した職員が別の人であることを確かめるため、コマンドでは扱えません。画面の「他自治体からの照会」で受け付け、回答してください。";

    private static readonly Dictionary<string, ProvisionBasis> Bases = new()
    {
        ["consent"] = ProvisionBasis.Consent,
        ["consent-difficult"] = ProvisionBasis.ConsentDifficult,
        ["without-number"] = ProvisionBasis.WithoutNumber,
    };

    public static Command Create(CliHost host) => new("requests", "他自治体からの照会(転出者の接種記録)。回答書は画面で印刷します。") { List(host), Take(host), Answer(host) };

    private static Command List(CliHost host)
    {
        var over = new Option<bool>("--over") { Description = "終わった照会を表示します。" };
        var command = new Command("list", "照会を表示します。付けないと、回答していない照会です。") { over };
        command.SetAction((parsed, cancellationToken) => host.RunAsync(
            parsed,
            async session =>
            {
                var rows = await session.Services.GetRequiredService<RequestListDesk>().ListAsync(session.By, parsed.GetValue(over), cancellationToken);
                await TextTable.WriteAsync(session.Output, ["受付", "照会元", "文書番号", "受付日", "宛名番号", "該当者", "件数", "状態"], rows.Select(row => new[]
                {
                    Words(row.Number), row.FromCode, row.RequestNumber, $"{row.ReceivedOn:yyyy-MM-dd}", row.ResidentNumber, row.LedgerPersonId is null ? "なし" : "あり", Words(row.Doses), row.State.Label(),
                }));
                return ExitCode.Done;
            },
            cancellationToken));
        return command;
    }

    private static Command Take(CliHost host)
    {
        var from = new Option<string>("--from") { Description = "照会元の自治体コード(検査数字まで6桁)。", Required = true, HelpName = "CODE" };
        var document = new Option<string>("--document") { Description = "照会元の文書番号。", Required = true, HelpName = "TEXT" };
        var received = new Option<DateOnly>("--received") { Description = "受け付けた日。", Required = true, HelpName = "YYYY-MM-DD" };
        var basis = new Option<string>("--basis") { Description = $"提供の根拠: {string.Join('、', Bases.Select(b => $"{b.Key}({b.Value.Label()})"))}。", Required = true, HelpName = "BASIS" };
        basis.AcceptOnlyFromAmong([.. Bases.Keys]);
        var resident = new Option<string>("--resident-number") { Description = "宛名番号。個人番号は受け付けません。", Required = true, HelpName = "NUMBER" };
        var command = new Command("take", "照会を受け付けます。台帳にいない人でも受け付けます。") { from, document, received, basis, resident };
        command.SetAction((parsed, cancellationToken) => host.RunAsync(
            parsed,
            session => TakeAsync(
                session,
                new(parsed.GetRequiredValue(from), parsed.GetRequiredValue(document), parsed.GetValue(received), Bases[parsed.GetRequiredValue(basis)], parsed.GetRequiredValue(resident)), cancellationToken),
            cancellationToken));
        return command;
    }

    private static Command Answer(CliHost host)
    {
        var request = new Option<int>("--request") { Description = "受付番号。", Required = true, HelpName = "N" };
        var none = new Option<bool>("--none") { Description = "該当なしと回答します。--reason が要ります。" };
        var refuse = new Option<bool>("--refuse") { Description = "提供しないと回答します。--reason が要ります。" };
        var reason = new Option<string?>("--reason") { Description = "該当なし、または提供しない理由。", HelpName = "TEXT" };
        var command = new Command("answer", "いまの台帳の接種記録を回答として記録します。") { request, none, refuse, reason };
        command.SetAction((parsed, cancellationToken) => host.RunAsync(
            parsed, session => AnswerAsync(session, parsed.GetRequiredValue(request), parsed.GetValue(none), parsed.GetValue(refuse), parsed.GetValue(reason), cancellationToken), cancellationToken));
        return command;
    }

    private static async Task<int> TakeAsync(CliSession session, RequestEntry entry, CancellationToken cancellationToken)
    {
        await using var db = await session.DbFactory.CreateDbContextAsync(cancellationToken);
        if (entry.Number is { } number && await RequestSearch.PersonOf(db, number).AnyAsync(id => db.People.Any(p => p.LedgerPersonId == id && p.IsProtected), cancellationToken))
        {
            throw new RuleException(OnScreen);
        }

        var id = await session.Services.GetRequiredService<RequestDesk>().TakeAsync(session.By, entry, cancellationToken);
        var taken = await db.MunicipalityRequests.AsNoTracking().SingleAsync(r => r.MunicipalityRequestId == id, cancellationToken);
        await session.Output.WriteLineAsync($"受付番号{taken.Number} {(taken.LedgerPersonId is null ? "該当者なし" : "該当者あり")}");
        return ExitCode.Done;
    }

    private static async Task<int> AnswerAsync(CliSession session, int number, bool isNone, bool refuses, string? reason, CancellationToken cancellationToken)
    {
        if (isNone && refuses)
        {
            throw new RuleException("--none と --refuse は、どちらか一つを指定してください。");
        }

        await using var db = await session.DbFactory.CreateDbContextAsync(cancellationToken);
        var request = await db.MunicipalityRequests.AsNoTracking().SingleOrDefaultAsync(r => r.Number == number, cancellationToken)
            ?? throw new RuleException($"受付番号{number}の照会はありません。exchange vrs requests list で確かめてください。");
        if (await RequestSearch.AboutProtected(db).ContainsAsync(request.MunicipalityRequestId, cancellationToken))
        {
            throw new RuleException(OnScreen);
        }

        var desk = session.Services.GetRequiredService<RequestDesk>();
        await (isNone || refuses
            ? desk.AnswerWithoutAsync(session.By, request.MunicipalityRequestId, request.Version, isNone, reason)
            : desk.AnswerAsync(session.By, request.MunicipalityRequestId, request.Version));
        var answered = await db.MunicipalityRequests.AsNoTracking().SingleAsync(r => r.MunicipalityRequestId == request.MunicipalityRequestId, cancellationToken);
        await session.Output.WriteLineAsync($"受付番号{number} {answered.State.Label()} {answered.Doses:N0}件。回答書は画面の「他自治体からの照会」で印刷してください。");
        return ExitCode.Done;
    }

    private static string Words(int count) => count.ToString("N0", CultureInfo.InvariantCulture);
}
