using Portal.Domain.Accounts;
using Portal.Domain.OperationLog;

namespace Portal.Domain.Exchange.Media;

/// <summary>登録・変更 → 紛失・発見 → 廃棄. What is carried out with it, its uses say.</summary>
public partial class Medium
{
    /// <summary>What to do when a medium is lost, in order.</summary>
    public const string AfterLoss =
        "すぐに個人情報保護管理者（所属長）へ報告し、最後に使った職員と場所を確かめて探してください。個人情報が入っていたときは、漏えい等として個人情報保護委員会への報告（速報は3〜5日以内）と本人への通知を検討します。"
        + "対応を終えたら「紛失への対応」を記録し、見つかったときは「発見」を記録してください。";

    /// <exception cref="RuleException">Something of the entry is missing.</exception>
    public static Medium Enter(MediumEntry entry, DateTime now)
    {
        var plain = entry.Demand();
        var medium = new Medium
        {
            MediumId = Guid.CreateVersion7(now),
            Number = plain.Number!,
            Kind = plain.Kind,
            Product = plain.Product!,
            Encryption = plain.Encryption!.Value,
            Place = plain.Place!,
            State = MediumState.Stored,
            EnteredAt = now,
        };
        medium.Take(plain);
        return medium;
    }

    /// <summary>変更. That no other medium has the number, the desk looks up.</summary>
    /// <exception cref="RuleException">Discarded, or something of the entry is missing.</exception>
    public void Describe(MediumEntry entry)
    {
        DemandKept();
        Take(entry.Demand());
    }

    /// <summary>紛失, whoever has it at the time.</summary>
    /// <exception cref="RuleException">Lost or discarded already, or no words.</exception>
    public void Lose(Staff by, string? reason, DateTime now)
    {
        DemandKept();
        if (State is MediumState.Lost)
        {
            throw new RuleException("この媒体はすでに「紛失」です。画面を開き直してください。");
        }

        Enter(MediumState.Lost, by, StatedPurpose.Demand("紛失の状況", reason), now);
        (LossReport, LossReportedAt, LossReportedByName) = (null, null, null);
    }

    /// <summary>紛失への対応: whom it was reported to, what was done. It stays lost.</summary>
    /// <exception cref="RuleException">Not lost, recorded already, or no words.</exception>
    public void SettleLoss(Staff by, string? report, DateTime now)
    {
        if (State is not MediumState.Lost || LossReportedAt is not null)
        {
            throw new RuleException("対応を記録できるのは、紛失していて対応がまだ記録されていない媒体です。画面を開き直してください。");
        }

        (LossReport, LossReportedAt, LossReportedByName, Version) = (StatedPurpose.Demand("紛失への対応", report), now, by.Name, Guid.CreateVersion7());
    }

    /// <summary>発見: it is where it was, handed over or stored; what lay on it is still to be erased.</summary>
    /// <exception cref="RuleException">Not lost, or no words.</exception>
    public void Find(Staff by, MediumUse? open, string? reason, DateTime now)
    {
        if (State is not MediumState.Lost)
        {
            throw new RuleException("発見を記録できるのは「紛失」の媒体です。画面を開き直してください。");
        }

        Enter(open is { HandedAt: not null, BackAt: null } ? MediumState.Out : MediumState.Stored, by, StatedPurpose.Demand("発見の経緯", reason), now);
    }

    /// <summary>廃棄, for good, and only when nothing lies on it.</summary>
    /// <exception cref="RuleException">Not stored, in use, or no words.</exception>
    public void Discard(Staff by, MediumUse? open, string? reason, DateTime now)
    {
        DemandKept();
        if (State is not MediumState.Stored)
        {
            throw new RuleException($"この媒体は「{State.Label()}」のため、廃棄できません。手元に戻してから廃棄してください。");
        }

        if (open is not null)
        {
            throw new RuleException(open.State is MediumUseState.Waiting
                ? $"使用第{open.Number}号が承認を待っているため、廃棄できません。先に差し戻すか、取り下げてください。"
                : $"使用第{open.Number}号の消去が済んでいないため、廃棄できません。先に消去を記録してください。");
        }

        Enter(MediumState.Discarded, by, StatedPurpose.Demand("廃棄の理由と方法", reason), now);
    }

    /// <summary>物理破壊: erased for good, and nothing is written onto it again.</summary>
    internal void Break(Staff by, string reason, DateTime now) => Enter(MediumState.Discarded, by, reason, now);

    /// <summary>持出し or 返却, by the use it belongs to.</summary>
    internal void MoveTo(MediumState state) => (State, Version) = (state, Guid.CreateVersion7());

    /// <exception cref="RuleException">Discarded.</exception>
    private void DemandKept()
    {
        if (State is MediumState.Discarded)
        {
            throw new RuleException("廃棄した媒体は変更できません。新しい媒体として登録してください。");
        }
    }

    private void Enter(MediumState state, Staff by, string reason, DateTime now) =>
        (State, StateReason, StateAt, StateByName, Version) = (state, reason, now, by.Name, Guid.CreateVersion7());

    private void Take(MediumEntry plain) => (Number, Kind, Product, Encryption, EncryptionNote, Place, Note, Version) =
        (plain.Number!, plain.Kind, plain.Product!, plain.Encryption!.Value, plain.EncryptionNote, plain.Place!, plain.Note, Guid.CreateVersion7());
}
