using Portal.Domain.Accounts;
using Portal.Domain.OperationLog;

namespace Portal.Domain.DataQuality.Twins;

/// <summary>
/// 重複の候補 as it is kept: two people, how likely they are one, and what staff have decided. 「別人」 holds as long as what made the pair
/// stays as it was.
/// </summary>
public class TwinPair
{
    public const int FactsMaxLength = 64;
    public const int ReasonsMaxLength = 200;
    public const string Different = "別人";

    public required Guid TwinPairId { get; init; }

    /// <summary>The smaller id.</summary>
    public required Guid FirstId { get; init; }

    public required Guid SecondId { get; init; }
    public required int Score { get; set; }

    /// <summary>In words, 、 between them.</summary>
    public required string Reasons { get; set; }

    /// <summary>指紋 of what was compared.</summary>
    public required string Facts { get; set; }

    /// <summary>UTC.</summary>
    public required DateTime FoundAt { get; init; }

    /// <summary><see cref="Facts"/> at the moment somebody decided; null: nobody has.</summary>
    public string? JudgedFacts { get; private set; }

    public string? JudgedReason { get; private set; }
    public string? JudgedBy { get; private set; }
    public string? JudgedByName { get; private set; }

    /// <summary>UTC.</summary>
    public DateTime? JudgedAt { get; private set; }

    public Guid Version { get; set; } = Guid.CreateVersion7();

    /// <summary>別人と判定され、事実が変わっていない.</summary>
    public bool IsJudged => JudgedFacts == Facts;

    public static TwinPair Of(TwinCandidate found, DateTime now) => new()
    {
        TwinPairId = Guid.CreateVersion7(now),
        FirstId = found.First.PersonId,
        SecondId = found.Second.PersonId,
        Score = found.Score.Points,
        Reasons = string.Join('、', found.Score.Reasons),
        Facts = TwinFacts.Fingerprint(found.First, found.Second),
        FoundAt = now,
    };

    /// <summary>Takes what the two are compared by now.</summary>
    /// <returns>Whether anything is different.</returns>
    public bool Refresh(TwinScore score, string facts)
    {
        if (Facts == facts && Score == score.Points)
        {
            return false;
        }

        (Score, Reasons, Facts, Version) = (score.Points, string.Join('、', score.Reasons), facts, Guid.CreateVersion7());
        return true;
    }

    /// <summary>「別人」</summary>
    /// <exception cref="RuleException">No reason.</exception>
    public void Judge(Staff by, string? reason, DateTime now)
    {
        JudgedReason = StatedPurpose.Demand("別人とする理由", reason);
        (JudgedFacts, JudgedBy, JudgedByName, JudgedAt, Version) = (Facts, by.PersonKey, by.Name, now, Guid.CreateVersion7(now));
    }

    /// <summary>Takes 「別人」 back.</summary>
    /// <exception cref="RuleException">Nobody has decided.</exception>
    public void Reopen()
    {
        if (JudgedFacts is null)
        {
            throw new RuleException("この候補は「別人」と判定されていません。");
        }

        (JudgedFacts, JudgedReason, JudgedBy, JudgedByName, JudgedAt, Version) = (null, null, null, null, null, Guid.CreateVersion7());
    }
}
