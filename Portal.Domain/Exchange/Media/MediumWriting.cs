using Portal.Domain.Accounts;

namespace Portal.Domain.Exchange.Media;

/// <summary>書出し: onto an approved use, by whoever applied, within what was approved.</summary>
public partial class MediumUse
{
    /// <summary>What is said where no use stands.</summary>
    public const string NotChosen = "書き出す媒体を選んでください。承認された使用がないときは、媒体管理簿で申請してください。";

    /// <summary>第12号 M-003(USBメモリ) 医師会への提供 残り2ファイル: one line of a list to choose from.</summary>
    public string Choice(Medium medium) =>
        $"使用第{Number}号 {medium.Number}（{medium.Kind.Label()}） {Purpose}、あと{PlannedFiles - Files}ファイル・{PlannedRows - Rows:N0}件、消去期限 {Ledger.JapaneseDate.FormatShort(EraseBy)}";

    /// <exception cref="RuleException">Not approved for this person, over, overdue, the medium out of order, or more than was approved.</exception>
    public void DemandRoom(Staff by, Medium medium, long rows, DateTime now)
    {
        if (State is not MediumUseState.Approved)
        {
            throw new RuleException($"この媒体の使用は「{State.Label()}」のため、書き出せません。承認された使用を選んでください。");
        }

        if (ApplicantKey != by.PersonKey)
        {
            throw new RuleException($"この媒体の使用は{ApplicantName}さんの申請です。書き出せるのは申請した本人だけです。");
        }

        if (BackAt is not null)
        {
            throw new RuleException("この媒体は返却済みで、消去を待っています。もう一度使うときは、消去の後に新しく申請してください。");
        }

        if (!medium.IsInOrder)
        {
            throw new RuleException(medium.Encryption is MediumEncryption.None
                ? $"媒体 {medium.Number} は暗号化されないため、書き出せません。別の媒体で申請してください。"
                : $"媒体 {medium.Number} は「{medium.State.Label()}」のため、書き出せません。別の媒体で申請してください。");
        }

        if (IsOverdue(JapanTime.DayOf(now)))
        {
            throw new RuleException("この媒体の使用は消去の期限を過ぎています。媒体を消去し、必要なら新しく申請してください。");
        }

        if (Files + 1 > PlannedFiles || Rows + rows > PlannedRows)
        {
            throw new RuleException(
                $"承認された数（{PlannedFiles:N0}ファイル・{PlannedRows:N0}件）を超えます（書出し済み {Files:N0}ファイル・{Rows:N0}件、今回 {rows:N0}件）。数を改めて、新しく申請してください。");
        }
    }

    /// <summary>One file onto it.</summary>
    /// <exception cref="RuleException">See <see cref="DemandRoom"/>.</exception>
    public MediumFile Put(Staff by, Medium medium, string name, long rows, long? bytes, DateTime now)
    {
        DemandRoom(by, medium, rows, now);
        (Files, Rows, Version) = (Files + 1, Rows + rows, Guid.CreateVersion7());
        return new()
        {
            MediumFileId = Guid.CreateVersion7(now),
            MediumUseId = MediumUseId,
            Name = name,
            Rows = rows,
            Bytes = bytes,
            WrittenAt = now,
            WrittenByName = by.Name,
            Terminal = by.Terminal,
        };
    }
}
