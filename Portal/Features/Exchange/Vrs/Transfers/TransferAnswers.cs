using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.Exchange.Runs;
using Portal.Domain.Exchange.Vrs.Transfers;
using Portal.Domain.OperationLog;
using Portal.Features.Exchange.Runs;
using Portal.Features.OperationLog;

namespace Portal.Features.Exchange.Vrs.Transfers;

/// <summary>一括照合の結果の取込 — the whole file or nothing of it; by the line numbers of the request.</summary>
public sealed class TransferAnswers(IDbContextFactory<PortalDb> dbFactory, ExchangeLayouts layouts, TimeProvider time)
{
    public const long MaxBytes = 20L * 1024 * 1024;
    public const string ResultLayout = "transfer-result-1";

    /// <exception cref="RuleException">See <see cref="TransferResult.Read"/>; or taken before.</exception>
    public async Task<IReadOnlyList<TransferAnswer>> TakeAsync(Staff by, Guid exchangeRunId, Guid version, Stream file, CancellationToken ct = default)
    {
        var now = time.GetUtcNow().UtcDateTime;
        await dbFactory.DemandForAsync(by, Permission.ExchangeRun, Operation.ExchangeAnswered, now, exchangeRunId, ct);
        return await dbFactory.LogRefusalAsync(by, Operation.ExchangeAnswered, now, personId: null, exchangeRunId, () => TakeAsync(by, exchangeRunId, version, file, now, ct));
    }

    private async Task<IReadOnlyList<TransferAnswer>> TakeAsync(Staff by, Guid exchangeRunId, Guid version, Stream file, DateTime now, CancellationToken ct)
    {
        await using var db = await dbFactory.CreateDbContextAsync(ct);
        var run = await ExchangeDesk.LoadAsync(db, exchangeRunId, version, ct);
        if (run.State == ExchangeState.Done)
        {
            throw new RuleException("この一括照合の結果はすでに取り込んであります。台帳も連携も変わっていません。");
        }

        var text = PartnerText.Of(await PartnerText.BytesAsync(file, ct));
        var answers = TransferResult.Read(text, layouts.Of(ResultLayout), run.Number, run.Lines);
        run.Answer(answers.Count(a => a.Code is TransferCode.Found or TransferCode.None), answers.Count(a => a.Code is not (TransferCode.Found or TransferCode.None)), now);
        var inquiries = await TransferSearch.Lines(db, exchangeRunId).ToDictionaryAsync(i => i.LineNumber!.Value, ct);
        foreach (var answer in answers)
        {
            var inquiry = inquiries[answer.Line];
            inquiry.Answer(answer.Code, answer.Message);
            db.AddRange(answer.Doses.OrderBy(d => d.DoseNumber).ThenBy(d => d.VaccinatedOn).Select((dose, at) => CandidateOf(inquiry, at + 1, dose)));
        }

        db.Add(OperationLogEntry.For(
            by, now, Operation.ExchangeAnswered, subjectId: exchangeRunId,
            detail: $"{ExchangeDesk.Words(run)} {answers.Count}人の結果、候補あり{answers.Count(a => a.Doses.Count > 0)}人 候補{answers.Sum(a => a.Doses.Count)}件 照会できず{run.Rejected}人"));
        await ExchangeDesk.SaveAsync(db, ct);
        return answers;
    }

    private static TransferCandidate CandidateOf(TransferInquiry inquiry, int ordinal, TransferDose dose) => new()
    {
        TransferCandidateId = Guid.CreateVersion7(),
        TransferInquiryId = inquiry.TransferInquiryId,
        Ordinal = ordinal,
        DoseNumber = dose.DoseNumber,
        VaccinatedOn = dose.VaccinatedOn,
        CouponNumber = dose.CouponNumber,
        MunicipalityCode = dose.MunicipalityCode,
        Venue = dose.Venue,
        Doctor = dose.Doctor,
        Maker = dose.Maker,
        LotNumber = dose.LotNumber,
        RecordedAt = dose.RecordedAt,
    };
}
