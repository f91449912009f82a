using Portal.Domain.Accounts;
using Portal.Domain.OperationLog;

namespace Portal.Domain.Exchange.Runs;

/// <summary>作成 → 承認待ち → 送付 → 結果取込 → 済・失敗.</summary>
public partial class ExchangeRun
{
    /// <param name="by">Who makes it.</param>
    /// <param name="kind">Which file.</param>
    /// <param name="layout">Name and version.</param>
    /// <param name="purpose">In words.</param>
    /// <param name="open">The run of the same partner that is not over.</param>
    /// <param name="number">The next one.</param>
    /// <param name="now">UTC.</param>
    /// <param name="planned">What a look found, in words.</param>
    /// <exception cref="RuleException">No purpose, or an earlier file is still waiting for its answer: two would cross.</exception>
    public static ExchangeRun Make(Staff by, ExchangeKind kind, string layout, string? purpose, ExchangeRun? open, int number, DateTime now, string? planned = null)
    {
        var stated = StatedPurpose.Demand("目的", purpose);
        return open is null
            ? new()
            {
                ExchangeRunId = Guid.CreateVersion7(now),
                Number = number,
                Kind = kind,
                Layout = layout,
                Purpose = stated,
                Planned = planned,
                PlannedAt = planned is null ? null : now,
                MadeByKey = by.PersonKey,
                MadeByName = by.Name,
                MadeAt = now,
            }
            : throw new RuleException($"{kind.Partner().Label()}への連携 第{open.Number}号（{open.Kind.Label()}、{open.State.Label()}）が終わっていません。先に結果を取り込むか、取りやめてください。");
    }

    /// <summary>送付: the file is whole.</summary>
    /// <exception cref="RuleException">Not approved, approved by oneself, or sent by now. An approval that lapsed while the file was being written is good.</exception>
    public void Send(Staff by, string fileName, string sha256, long bytes, int lines, Guid mediumUseId, DateTime now)
    {
        DemandApproved(by);
        (State, FileName, Sha256, Bytes, Lines) = (ExchangeState.Sent, fileName, sha256, bytes, lines);
        (MediumUseId, SentByName, SentAt, Version) = (mediumUseId, by.Name, now, Guid.CreateVersion7());
        EndWhenAnswered(now);
    }

    /// <summary>結果取込: what the partner has said by now, all answers together.</summary>
    /// <exception cref="RuleException">Nothing was sent, or it is over.</exception>
    public void Answer(int accepted, int rejected, DateTime now)
    {
        if (State is not (ExchangeState.Sent or ExchangeState.Answered))
        {
            throw new RuleException($"この連携は「{State.Label()}」のため、結果を取り込めません。送付した連携の結果か、確かめてください。");
        }

        if (accepted < 0 || rejected < 0 || accepted + rejected > Lines)
        {
            throw new InvalidOperationException("The lines of a run do not balance.");
        }

        (State, Accepted, Rejected, AnsweredAt, Version) = (ExchangeState.Answered, accepted, rejected, now, Guid.CreateVersion7());
        EndWhenAnswered(now);
    }

    /// <summary>結果の取込の取消し: the run waits for the partner's word again.</summary>
    /// <param name="later">A later file of the same register that was not given up.</param>
    /// <param name="resentBy">A later 原本照合 by which some of its records were set to be sent again: what is held of them is newer than its answer.</param>
    /// <exception cref="RuleException">No answer was taken, or something later builds on it.</exception>
    public void TakeAnswersBack(ExchangeRun? later, int? resentBy = null)
    {
        if (State is not (ExchangeState.Answered or ExchangeState.Done) || AnsweredAt is null)
        {
            throw new RuleException($"この連携は「{State.Label()}」で、取り込んだ結果がありません。画面を開き直してください。");
        }

        if (later is not null)
        {
            throw new RuleException($"あとの連携 第{later.Number}号（{later.State.Label()}）がこの結果をもとにしているため、取り消せません。先に第{later.Number}号を取りやめるか、その結果を取り消してください。");
        }

        if (resentBy is { } comparison)
        {
            throw new RuleException($"あとの原本照合（連携 第{comparison}号）で同じ記録の再送を指定しているため、取り消せません。相手の手元との違いは、もう一度原本照合をして確かめてください。");
        }

        (State, Accepted, Rejected, AnsweredAt, EndedAt, Version) = (ExchangeState.Sent, 0, 0, null, null, Guid.CreateVersion7());
    }

    /// <summary>失敗: given up, with the reason; what the partner accepted by then stays accepted.</summary>
    /// <exception cref="RuleException">Over, or no reason.</exception>
    public void Fail(string? reason, DateTime now)
    {
        if (IsOver)
        {
            throw new RuleException($"この連携は「{State.Label()}」で終わっています。画面を開き直してください。");
        }

        (State, Note, EndedAt, Version) = (ExchangeState.Failed, StatedPurpose.Demand("取りやめる理由", reason), now, Guid.CreateVersion7());
    }

    private void EndWhenAnswered(DateTime now)
    {
        if (Waiting == 0)
        {
            (State, EndedAt) = (ExchangeState.Done, now);
        }
    }

    private void DemandState(ExchangeState state)
    {
        if (State != state)
        {
            throw new RuleException($"この連携は「{State.Label()}」です。画面を開き直してください。");
        }
    }
}
