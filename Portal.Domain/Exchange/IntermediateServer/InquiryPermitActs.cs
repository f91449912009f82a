using Portal.Domain.Accounts;
using Portal.Domain.Corrections;
using Portal.Domain.Ledger;
using Portal.Domain.OperationLog;

namespace Portal.Domain.Exchange.IntermediateServer;

/// <summary>追加 → 終了.</summary>
public partial class InquiryPermit
{
    /// <summary>追加 of an entry that takes nothing of another's days.</summary>
    /// <exception cref="FieldProblemsException">Something of the entry is missing, or the 項 is in the list in those days.</exception>
    public static InquiryPermit Enter(PermitEntry entry, IEnumerable<InquiryPermit> list, Staff by, DateTime now)
    {
        var (plain, item) = entry.Demand();
        var from = plain.ValidFrom!.Value;
        return list.FirstOrDefault(p => p.Direction == entry.Direction && p.Item == item && (p.ValidTo is null || p.ValidTo >= from)) is { } other
            ? throw new FieldProblemsException([new(nameof(PermitEntry.ValidFrom), $"{other.Title}は{JapaneseDate.Format(other.ValidFrom)}からリストにあります{Until(other)}。先にその項目を終了するか、その翌日からにしてください。")])
            : new()
            {
                InquiryPermitId = Guid.CreateVersion7(now),
                Direction = entry.Direction,
                Item = item,
                Asker = plain.Asker!,
                Office = plain.Office!,
                Giver = plain.Giver!,
                Information = plain.Information!,
                ValidFrom = from,
                Basis = plain.Basis!,
                EnteredByName = by.Name,
                EnteredAt = now,
                Version = FreshId.Next(),
            };
    }

    /// <summary>終了 with its last day. What was asked and given until then was within the list.</summary>
    /// <exception cref="FieldProblemsException">No day, a day gone by, before its first, or no reason.</exception>
    /// <exception cref="RuleException">Ended by now.</exception>
    public void End(DateOnly? lastDay, string? basis, Staff by, DateTime now)
    {
        if (EndedAt is not null)
        {
            throw new RuleException($"{Title}は{EndedByName}さんが終了しています。画面を開き直してください。");
        }

        List<FieldProblem> problems = [];
        if (lastDay is not { } day || day < JapanTime.DayOf(now) || day < ValidFrom)
        {
            problems.Add(new(nameof(ValidTo), "最後の日は、今日以後で、有効期間の初日以後の日付を入力してください。"));
        }

        if (StatedPurpose.Missing("終了の根拠", basis) is { } missing)
        {
            problems.Add(new(nameof(Basis), missing));
        }

        if (problems.Count > 0)
        {
            throw new FieldProblemsException(problems);
        }

        (ValidTo, Basis, EndedByName, EndedAt, Version) = (lastDay, Fold.Plain(basis), by.Name, now, FreshId.Next());
    }

    private static string Until(InquiryPermit permit) => permit.ValidTo is { } last ? $"（{JapaneseDate.Format(last)}まで）" : "";
}
