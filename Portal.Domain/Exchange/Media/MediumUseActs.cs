using Portal.Domain.Accounts;
using Portal.Domain.Ledger;
using Portal.Domain.OperationLog;

namespace Portal.Domain.Exchange.Media;

/// <summary>申請 → 承認・差戻し → 持出し・返却 → 消去.</summary>
public partial class MediumUse
{
    /// <param name="by">Will be the only one who may write onto it.</param>
    /// <param name="medium">In order, and not in use.</param>
    /// <param name="open">Its use that is not over.</param>
    /// <param name="number">The next one.</param>
    /// <param name="asked">As typed.</param>
    /// <param name="now">UTC.</param>
    /// <exception cref="RuleException">Something is missing, or the medium cannot be had.</exception>
    public static MediumUse Apply(Staff by, Medium medium, MediumUse? open, int number, MediumApplication asked, DateTime now)
    {
        asked.Demand(JapanTime.DayOf(now));
        DemandInOrder(medium);
        if (open is not null)
        {
            throw new RuleException($"媒体 {medium.Number} は{open.ApplicantName}さんが使用中です（使用第{open.Number}号、{open.State.Label()}）。ほかの媒体を選ぶか、消去を待ってください。");
        }

        return new()
        {
            MediumUseId = Guid.CreateVersion7(now),
            Number = number,
            MediumId = medium.MediumId,
            Purpose = Fold.Plain(asked.Purpose),
            Contents = Fold.Plain(asked.Contents),
            PlannedFiles = asked.FileCount,
            PlannedRows = asked.RowCount,
            EraseBy = asked.EraseBy!.Value,
            ApplicantKey = by.PersonKey,
            ApplicantName = by.Name,
            ApplicantDepartment = by.Department,
            Terminal = by.Terminal,
            AppliedAt = now,
            State = MediumUseState.Waiting,
            Version = Guid.CreateVersion7(),
        };
    }

    /// <summary>承認, by somebody else.</summary>
    /// <exception cref="RuleException">Not waiting, one's own, too late, or the medium cannot be had any more.</exception>
    public void Approve(Staff by, Medium medium, string? note, DateTime now)
    {
        DemandDecidable(by);
        DemandInOrder(medium);
        if (EraseBy < JapanTime.DayOf(now))
        {
            throw new RuleException("消去の期限を過ぎているため、承認できません。差し戻して、期限を改めた申請を依頼してください。");
        }

        Decide(MediumUseState.Approved, by, Fold.Plain(note).Length == 0 ? null : StatedPurpose.Demand("承認の条件", note), now);
    }

    /// <summary>差戻し, with the reason.</summary>
    /// <exception cref="RuleException">Not waiting, one's own, or no reason.</exception>
    public void Return(Staff by, string? note, DateTime now)
    {
        DemandDecidable(by);
        Decide(MediumUseState.Returned, by, StatedPurpose.Demand("差戻しの理由", note), now);
    }

    /// <summary>取下げ, by whoever applied, while nothing lies on the medium.</summary>
    /// <param name="by">Who applied.</param>
    /// <param name="isTouched">A file was begun, whole or not.</param>
    /// <param name="now">UTC.</param>
    /// <exception cref="RuleException">Somebody else's, over, or something was written or handed over.</exception>
    public void Withdraw(Staff by, bool isTouched, DateTime now)
    {
        if (ApplicantKey != by.PersonKey)
        {
            throw new RuleException($"取り下げられるのは、申請した{ApplicantName}さんだけです。");
        }

        if (!IsOpen)
        {
            throw Over();
        }

        if (isTouched || Files > 0 || HandedAt is not null)
        {
            throw new RuleException("ファイルを書き出したか持ち出した使用は、取り下げられません。媒体を消去し、消去を記録して終えてください。");
        }

        (State, WithdrawnAt, Version) = (MediumUseState.Withdrawn, now, Guid.CreateVersion7());
    }

    /// <summary>持出し: out of the store, to somebody by name.</summary>
    /// <exception cref="RuleException">Not approved, out already, or nobody named.</exception>
    public void HandOver(Staff by, Medium medium, string? to, DateTime now)
    {
        DemandApproved();
        DemandInOrder(medium);
        if (HandedAt is not null)
        {
            throw new RuleException(BackAt is null ? "この媒体はすでに持出し中です。" : "この使用の持出しは返却で終わっています。もう一度持ち出すときは、消去の後に新しく申請してください。");
        }

        if (JapanTime.DayOf(now) > EraseBy)
        {
            throw new RuleException($"消去の期限（{JapaneseDate.Format(EraseBy)}）を過ぎているため、持ち出せません。消去を記録し、必要なら新しく申請してください。");
        }

        var name = Fold.Plain(to);
        HandedTo = name.Length is 0 or > HandedToMaxLength
            ? throw new RuleException($"渡す相手の所属と氏名を{HandedToMaxLength}文字以内で入力してください。")
            : MyNumberScan.Refuse("渡す相手", name);
        (HandedAt, HandedByName, Version) = (now, by.Name, Guid.CreateVersion7());
        medium.MoveTo(MediumState.Out);
    }

    /// <summary>返却: what is left to do is to erase it.</summary>
    /// <exception cref="RuleException">Not out.</exception>
    public void TakeBack(Staff by, Medium medium, DateTime now)
    {
        DemandApproved();
        DemandNotLost(medium);
        if (HandedAt is null || BackAt is not null)
        {
            throw new RuleException("この媒体は持出し中ではありません。画面を開き直してください。");
        }

        (BackAt, BackByName, Version) = (now, by.Name, Guid.CreateVersion7());
        medium.MoveTo(MediumState.Stored);
    }

    /// <summary>消去, before a witness: the use ends here.</summary>
    /// <param name="by">Who erased.</param>
    /// <param name="medium">In hand.</param>
    /// <param name="method">How.</param>
    /// <param name="witness">Another member of staff, who saw it.</param>
    /// <param name="now">UTC.</param>
    /// <exception cref="RuleException">Not approved, still out, lost, no method or no witness, or one person for both.</exception>
    public void Erase(Staff by, Medium medium, ErasureMethod? method, StaffMember? witness, DateTime now)
    {
        DemandApproved();
        DemandNotLost(medium);
        if (medium.State is MediumState.Out)
        {
            throw new RuleException("持出し中の媒体です。先に返却を記録してから消去してください。");
        }

        var how = method ?? throw new RuleException("消去の方法を選んでください。");
        var other = witness ?? throw new RuleException("立会人を候補から選んでください。");
        if (other.StaffMemberId.ToString("N") == by.PersonKey)
        {
            throw new RuleException("消去した本人は立会人になれません。別の職員を選んでください。");
        }

        (State, ErasedAt, ErasureMethod, ErasedByKey, ErasedByName) = (MediumUseState.Erased, now, how, by.PersonKey, by.Name);
        (WitnessId, WitnessName, Version) = (other.StaffMemberId, other.Name, Guid.CreateVersion7());
        if (how is Media.ErasureMethod.Broken)
        {
            medium.Break(by, $"使用第{Number}号の消去で物理破壊（立会 {other.Name}）", now);
        }
    }

    private static void DemandInOrder(Medium medium)
    {
        if (medium.Encryption is MediumEncryption.None)
        {
            throw new RuleException($"媒体 {medium.Number} は暗号化されないため、使えません。暗号化できる媒体を選んでください。");
        }

        if (medium.State is MediumState.Lost or MediumState.Discarded)
        {
            throw new RuleException($"媒体 {medium.Number} は「{medium.State.Label()}」のため、使えません。ほかの媒体を選んでください。");
        }
    }

    private static void DemandNotLost(Medium medium)
    {
        if (medium.State is MediumState.Lost)
        {
            throw new RuleException($"媒体 {medium.Number} は「紛失」です。見つかったときは、先に発見を記録してください。");
        }
    }

    private void DemandDecidable(Staff by)
    {
        if (State is not MediumUseState.Waiting)
        {
            throw new RuleException($"この申請はすでに「{State.Label()}」です。画面を開き直してください。");
        }

        if (ApplicantKey == by.PersonKey)
        {
            throw new RuleException("自分が申請した媒体の使用は、承認も差戻しもできません。ほかの承認者に依頼してください。");
        }
    }

    private void DemandApproved()
    {
        if (State is not MediumUseState.Approved)
        {
            throw State is MediumUseState.Waiting ? new RuleException("この使用はまだ承認されていません。") : Over();
        }
    }

    private RuleException Over() => new($"この使用は「{State.Label()}」で終わっています。画面を開き直してください。");

    private void Decide(MediumUseState state, Staff by, string? note, DateTime now) =>
        (State, DecidedByKey, DecidedByName, DecidedAt, DecisionNote, Version) = (state, by.PersonKey, by.Name, now, note, Guid.CreateVersion7());
}
