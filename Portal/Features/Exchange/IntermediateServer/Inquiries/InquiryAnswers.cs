using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.Exchange.IntermediateServer;
using Portal.Domain.Exchange.Layouts;
using Portal.Domain.Exchange.Runs;
using Portal.Domain.Ledger;
using Portal.Domain.OperationLog;
using Portal.Features.Exchange.IntermediateServer.Permits;
using Portal.Features.Exchange.Runs;
using Portal.Features.OperationLog;

namespace Portal.Features.Exchange.IntermediateServer.Inquiries;

/// <summary>What a file of answers brought.</summary>
/// <param name="RunNumber">連携番号.</param>
/// <param name="Given">回答あり.</param>
/// <param name="NothingThere">該当なし.</param>
/// <param name="Withheld">不開示, リスト外.</param>
/// <param name="Waiting">Of the same file, without an answer yet.</param>
/// <param name="Withdrawn">Answers to inquiries given up meanwhile: not taken.</param>
public sealed record InquiryAnswersTaken(int RunNumber, int Given, int NothingThere, int Withheld, int Waiting, int Withdrawn)
{
    public string Words =>
        $"連携 第{RunNumber}号の回答を取り込みました。回答あり{Given:N0}件、該当なし{NothingThere:N0}件、不開示{Withheld:N0}件、回答待ち{Waiting:N0}件です。{(Withdrawn > 0 ? $"取りやめた照会の回答{Withdrawn:N0}件は取り込んでいません。" : "")}";
}

/// <summary>情報照会結果の取込 — whole or not at all; each answer to an inquiry of that file, once. The ledger is not touched.</summary>
public sealed class InquiryAnswers(IDbContextFactory<PortalDb> dbFactory, ExchangeLayouts layouts, TimeProvider time)
{
    /// <exception cref="RuleException">Another file, out of form, cut off, or an answer nobody asked for.</exception>
    public async Task<InquiryAnswersTaken> TakeAsync(Staff by, Stream file, CancellationToken ct = default)
    {
        var now = time.GetUtcNow().UtcDateTime;
        await dbFactory.DemandAsync(by, Permission.InquiryRun, Operation.InquiryAnswered, now, cancellationToken: ct);
        return await dbFactory.LogRefusalAsync(by, Operation.InquiryAnswered, now, personId: null, subjectId: null, () => TakeAsync(by, file, now, ct));
    }

    private async Task<InquiryAnswersTaken> TakeAsync(Staff by, Stream file, DateTime now, CancellationToken ct)
    {
        var (_, text) = await SheetFile.ReadAsync(file, ct);
        var layout = layouts.Of(SheetFile.InquiryAnswer);
        var number = ExchangeFile.NumberOf(new StringReader(text), layout);
        await using var db = await dbFactory.CreateDbContextAsync(ct);
        var run = await db.ExchangeRuns.SingleOrDefaultAsync(r => r.Number == number && r.Kind == ExchangeKind.InquirySheet, ct)
            ?? throw new RuleException($"情報照会 第{number}号は送付していません。ファイルの選択を確かめてください。");
        var said = Read(text, layout, number);
        var inquiries = await db.Inquiries.Where(i => i.ExchangeRunId == run.ExchangeRunId).ToDictionaryAsync(i => i.Number, ct);
        DemandAsked(said, inquiries);
        var permits = await PermitDesk.All(db).ToDictionaryAsync(p => p.InquiryPermitId, ct);
        var news = said.Where(s => inquiries[s.Number].State == InquiryState.Sent).ToList();
        foreach (var answer in news)
        {
            Take(db, by, inquiries[answer.Number], permits, answer, now);
        }

        var all = inquiries.Values.ToList();
        var accepted = all.Count(i => i.Result is InquiryResult.Given or InquiryResult.NothingThere);
        run.Answer(accepted, all.Count(i => i.Result is InquiryResult.Withheld or InquiryResult.Refused || i.State == InquiryState.Withdrawn), now);
        var taken = new InquiryAnswersTaken(
            number, news.Count(n => n.Result == InquiryResult.Given), news.Count(n => n.Result == InquiryResult.NothingThere),
            news.Count(n => n.Result is InquiryResult.Withheld or InquiryResult.Refused), run.Waiting, said.Count(s => inquiries[s.Number].State == InquiryState.Withdrawn));
        db.Add(OperationLogEntry.For(
            by, now, Operation.InquiryAnswered, subjectId: run.ExchangeRunId,
            detail: $"{ExchangeDesk.Words(run)} 回答{taken.Given} 該当なし{taken.NothingThere} 不開示{taken.Withheld} 回答待ち{taken.Waiting} 取りやめ済み{taken.Withdrawn}"));
        await db.SaveInquiryAsync(ct);
        return taken;
    }

    private static void DemandAsked(List<Answer> said, Dictionary<int, Inquiry> inquiries)
    {
        if (said.Find(s => !inquiries.ContainsKey(s.Number)) is { } stranger)
        {
            throw new RuleException($"この連携で送っていない照会（第{stranger.Number}号）の回答があります。取り込んでいません。相手に確かめてください。");
        }

        if (said.Find(s => inquiries[s.Number].Result is { } before && before != s.Result) is { } other)
        {
            throw new RuleException($"照会 第{other.Number}号の回答（{other.Result.Label()}）が、前に取り込んだ回答（{inquiries[other.Number].Result!.Value.Label()}）と違います。取り込んでいません。相手に確かめてください。");
        }

        if (said.TrueForAll(s => inquiries[s.Number].State != InquiryState.Sent))
        {
            throw new RuleException("この回答はすでに取り込んであります。台帳も照会も変わっていません。");
        }
    }

    private static void Take(PortalDb db, Staff by, Inquiry inquiry, Dictionary<Guid, InquiryPermit> permits, Answer answer, DateTime now)
    {
        inquiry.Answer(answer.Result, answer.Message, now);
        db.AddRange(answer.Items.Index().Select(i => new InquiryAnswer
        {
            InquiryId = inquiry.InquiryId,
            Ordinal = i.Index + 1,
            Record = i.Item.Record,
            Item = i.Item.Name,
            Value = i.Item.Value,
        }));
        var permit = permits[inquiry.InquiryPermitId];
        var items = answer.Items.Count > 0 ? string.Join('・', answer.Items.Select(i => i.Name).Distinct()) : permit.Information;
        db.Add(ProvisionRecord.Of(inquiry, permit, answer.Result.Event(), items, now));
        db.Add(OperationLogEntry.For(by, now, Operation.InquiryAnswered, inquiry.LedgerPersonId, inquiry.InquiryId, $"{InquiryDesk.Words(inquiry)} {answer.Result.Label()}"));
    }

    private static List<Answer> Read(string text, FileLayout layout, int number)
    {
        Dictionary<int, Answer> said = [];
        foreach (var values in ExchangeFile.Read(new StringReader(text), layout, number))
        {
            string Of(string item) => layout.IndexOf(item) is >= 0 and var at ? values[at] : "";
            var inquiry = int.Parse(Of("Number"), CultureInfo.InvariantCulture);
            var result = (InquiryResult)int.Parse(Of("Code"), CultureInfo.InvariantCulture);
            if (said.TryGetValue(inquiry, out var before) && (before.Result != result || result != InquiryResult.Given))
            {
                throw new RuleException($"照会 第{inquiry}号の回答が2つあります。取り込んでいません。相手に確かめてください。");
            }

            var answer = before ?? (said[inquiry] = new(inquiry, result, Of("Message") is { Length: > 0 } message ? message : null, []));
            if (result == InquiryResult.Given)
            {
                answer.Items.Add(Item(inquiry, Of("Record"), Of("Name"), Of("Value")));
            }
            else if (Of("Record").Length + Of("Name").Length + Of("Value").Length > 0)
            {
                throw new RuleException($"照会 第{inquiry}号は「{result.Label()}」ですが、項目があります。取り込んでいません。相手に確かめてください。");
            }
        }

        return said.Count > 0 ? [.. said.Values] : throw new RuleException("回答が1件もありません。取り込んでいません。相手に確かめてください。");
    }

    private static (int Record, string Name, string Value) Item(int inquiry, string record, string name, string value) =>
        record.Length == 0 || name.Length == 0 || value.Length == 0
            ? throw new RuleException($"照会 第{inquiry}号の回答に、記録番号・項目名・値のない行があります。取り込んでいません。相手に確かめてください。")
            : (int.Parse(record, CultureInfo.InvariantCulture), name, value);

    private sealed record Answer(int Number, InquiryResult Result, string? Message, List<(int Record, string Name, string Value)> Items);
}
