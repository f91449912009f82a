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

    /// <summary>
    /// 書込中: one file that is being written, entered before its first byte. It counts when it is whole. Until then it holds its place, but
    /// only while there is room: what was cut off must not keep anybody from writing again.
    /// </summary>
    /// <param name="by">Who applied.</param>
    /// <param name="medium">In order.</param>
    /// <param name="name">Of the file handed out.</param>
    /// <param name="rows">It is to have.</param>
    /// <param name="writing">What is being written onto this use by now; given up where there is no room for both.</param>
    /// <param name="now">UTC.</param>
    /// <exception cref="RuleException">See <see cref="DemandRoom"/>.</exception>
    public MediumFile Begin(Staff by, Medium medium, string name, long rows, IReadOnlyCollection<MediumFile> writing, DateTime now)
    {
        DemandRoom(by, medium, rows, now);
        if (Files + writing.Count + 1 > PlannedFiles || Rows + writing.Sum(f => f.Rows) + rows > PlannedRows)
        {
            foreach (var other in writing)
            {
                other.Stop(0, other.Bytes, now);
            }
        }

        Version = Guid.CreateVersion7();
        return new()
        {
            MediumFileId = Guid.CreateVersion7(now),
            MediumUseId = MediumUseId,
            Name = name,
            State = MediumFileState.Writing,
            Rows = rows,
            WrittenAt = now,
            WrittenByName = by.Name,
            Terminal = by.Terminal,
        };
    }

    /// <summary>書込済: the file is whole, with what it has become.</summary>
    /// <exception cref="RuleException">The use is over by now, or another file took the place of this one.</exception>
    public void Finish(MediumFile file, long rows, long bytes, DateTime now)
    {
        DemandApproved();
        file.Finish(rows, bytes, now);
        (Files, Rows, Version) = (Files + 1, Rows + rows, Guid.CreateVersion7());
    }

    /// <summary>One whole file onto it.</summary>
    /// <param name="by">Who applied.</param>
    /// <param name="medium">In order.</param>
    /// <param name="name">Of the file handed out.</param>
    /// <param name="rows">In it.</param>
    /// <param name="bytes">Of it.</param>
    /// <param name="now">UTC.</param>
    /// <param name="writing">See <see cref="Begin"/>.</param>
    /// <exception cref="RuleException">See <see cref="DemandRoom"/>.</exception>
    public MediumFile Put(Staff by, Medium medium, string name, long rows, long bytes, DateTime now, IReadOnlyCollection<MediumFile>? writing = null)
    {
        var file = Begin(by, medium, name, rows, writing ?? [], now);
        Finish(file, rows, bytes, now);
        return file;
    }
}

/// <summary>書込中 → 書込済・中断.</summary>
public partial class MediumFile
{
    /// <exception cref="RuleException">Given up, because another file was begun in its place.</exception>
    internal void Finish(long rows, long bytes, DateTime now)
    {
        if (State is not MediumFileState.Writing)
        {
            throw new RuleException("同じ媒体の使用に別のファイルを書き始めたため、この書出しは中断しました。できたファイルは使わずに削除してください。");
        }

        (State, Rows, Bytes, FinishedAt) = (MediumFileState.Written, rows, bytes, now);
    }

    /// <summary>中断, with what had come by then. What is whole, or was given up before, stays as it is.</summary>
    public void Stop(long rows, long? bytes, DateTime now)
    {
        if (State is MediumFileState.Writing)
        {
            (State, Rows, Bytes, FinishedAt) = (MediumFileState.Stopped, rows, bytes, now);
        }
    }
}
