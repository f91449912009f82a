namespace Portal.Domain.Corrections;

/// <summary>訂正の理由と根拠 — why a record is changed. Every change asks for it.</summary>
/// <param name="Reason">One of the list; missing while the clerk has not chosen.</param>
/// <param name="Text">Words beside it; required for その他.</param>
/// <param name="EvidenceId">The attached slip or letter, if any.</param>
public sealed record Grounds(ReasonKind? Reason, string? Text = null, Guid? EvidenceId = null)
{
    public const string OfCorrection = "訂正の理由";

    /// <summary>What is missing, in words; null when nothing is.</summary>
    /// <param name="what">What the reason is of.</param>
    public string? Missing(string what = OfCorrection) => Reason switch
    {
        null => $"{what}を選んでください。",
        ReasonKind.Other when string.IsNullOrWhiteSpace(Text) => "理由が「その他」のときは、理由の説明を入力してください。",
        _ when Text?.Length > Revision.ReasonTextMaxLength => $"理由の説明は{Revision.ReasonTextMaxLength}文字以内で入力してください(いま{Text.Length}文字)。",
        _ => TypedText.MyNumberIn("理由の説明", Text),
    };

    /// <exception cref="RuleException">No reason, no words for その他, too many words, or a My Number among them.</exception>
    public void Demand(string what = OfCorrection)
    {
        if (Missing(what) is { } missing)
        {
            throw new RuleException(missing);
        }
    }
}
