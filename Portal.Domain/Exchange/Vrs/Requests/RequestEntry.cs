using Portal.Domain.Accounts;
using Portal.Domain.Corrections;
using Portal.Domain.Ledger;

namespace Portal.Domain.Exchange.Vrs.Requests;

/// <summary>照会の受付 as typed.</summary>
public sealed record RequestEntry(string? FromCode, string? RequestNumber, DateOnly? ReceivedOn, ProvisionBasis? Basis, string? ResidentNumber)
{
    /// <summary>The 宛名番号 as it is looked up; null where it cannot be one.</summary>
    public string? Number => Ledger.ResidentNumber.TryParse(ResidentNumber, out var number) ? number.Value : null;

    /// <param name="by">Who takes it.</param>
    /// <param name="personId">Whom the number leads to; null for nobody.</param>
    /// <param name="number">受付番号.</param>
    /// <param name="now">UTC.</param>
    /// <exception cref="FieldProblemsException">Items to put right.</exception>
    public MunicipalityRequest Take(Staff by, Guid? personId, int number, DateTime now)
    {
        List<FieldProblem> problems = [.. Problems(personId, JapanTime.DayOf(now))];
        return problems.Count > 0
            ? throw new FieldProblemsException(problems)
            : new()
            {
                MunicipalityRequestId = Guid.CreateVersion7(now),
                Number = number,
                FromCode = MunicipalityCode.Parse(FromCode).Value,
                RequestNumber = Fold.Plain(RequestNumber),
                ReceivedOn = ReceivedOn!.Value,
                Basis = Basis!.Value,
                ResidentNumber = Number!,
                LedgerPersonId = personId,
                TakenByKey = by.PersonKey,
                TakenByName = by.Name,
                TakenAt = now,
            };
    }

    private IEnumerable<FieldProblem> Problems(Guid? personId, DateOnly today)
    {
        if (!MunicipalityCode.TryParse(FromCode, out var code))
        {
            yield return new(nameof(FromCode), "照会元の自治体コードを、検査数字を含む6桁の数字で入力してください。");
        }
        else if (code == MunicipalityCode.Otaru || MunicipalityList.NameOf(code) is null)
        {
            yield return new(nameof(FromCode), code == MunicipalityCode.Otaru ? "小樽市のコードです。照会元の自治体のコードを入力してください。" : $"{code} の自治体は一覧にありません。コードを照合してください。");
        }

        var words = Fold.Plain(RequestNumber);
        if (words.Length is 0 or > MunicipalityRequest.RequestNumberMaxLength || MyNumberScan.Holds(words))
        {
            yield return new(nameof(RequestNumber), $"照会元の文書番号を{MunicipalityRequest.RequestNumberMaxLength}文字以内で入力してください。個人番号は入力できません。");
        }

        if (ReceivedOn is null || ReceivedOn > today)
        {
            yield return new(nameof(ReceivedOn), ReceivedOn is null ? "受け付けた日を入力してください。" : "受け付けた日が今日より後です。日付を確かめてください。");
        }

        if (Basis is null)
        {
            yield return new(nameof(Basis), "提供の根拠を選んでください。");
        }

        if (Number is null)
        {
            yield return new(nameof(ResidentNumber), "宛名番号を15桁以内の数字で入力してください。分からないときは、先に検索で人を探してください。");
        }
        else if (personId is null && MyNumber.LooksLike(Number))
        {
            yield return new(nameof(ResidentNumber), "個人番号とみられる12桁の数字です。宛名番号を入力してください。");
        }
    }
}
