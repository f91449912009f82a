using Portal.Components;

namespace Portal.Features.Maintenance.Status;

/// <summary>One thing an administrator looks after.</summary>
/// <param name="Subject">プログラム, データベース …</param>
/// <param name="Name">What is looked at.</param>
/// <param name="Words">How it stands, and what to do where it does not stand well.</param>
/// <param name="Kind">How urgent that is.</param>
public sealed record StatusLine(string Subject, string Name, string Words, TagKind Kind = TagKind.Neutral)
{
    /// <summary>In a word, beside the colour.</summary>
    public string Standing => Kind switch
    {
        TagKind.Ok => "正常",
        TagKind.Warn => "注意",
        TagKind.Error => "異常",
        _ => "",
    };
}

/// <summary>システムの状態 at one moment, of the node that answers.</summary>
/// <param name="At">UTC.</param>
/// <param name="Lines">By subject.</param>
public sealed record SystemStatus(DateTime At, IReadOnlyList<StatusLine> Lines);
