using Portal.Domain.Corrections;
using Portal.Domain.Ledger;

namespace Portal.Domain.OperationLog;

/// <summary>操作ログの出力の申込み — which rows, what for, and onto which medium they go.</summary>
/// <param name="Question">The search whose rows are taken.</param>
/// <param name="Purpose">In words.</param>
/// <param name="Medium">媒体の管理番号, as it stands on the approved medium.</param>
public sealed record LogExportOrder(LogQuestion Question, string? Purpose, string? Medium)
{
    public const int MaxRows = 50_000;
    public const int MediumMaxLength = 40;

    /// <summary>The order with its texts folded, or what has to be put right.</summary>
    /// <exception cref="FieldProblemsException">The fields are named by their properties.</exception>
    public LogExportOrder Demand()
    {
        var question = Question.Demand();
        List<FieldProblem> problems = [.. Problems()];
        return problems.Count == 0 ? new(question, Fold.Plain(Purpose), Fold.Plain(Medium)) : throw new FieldProblemsException(problems);
    }

    private IEnumerable<FieldProblem> Problems()
    {
        if (StatedPurpose.Missing("出力の目的", Purpose) is { } missing)
        {
            yield return new(nameof(Purpose), missing);
        }

        var medium = Fold.Plain(Medium);
        if (medium.Length is 0 or > MediumMaxLength || MyNumberScan.Holds(medium))
        {
            yield return new(nameof(Medium), $"媒体の管理番号を{MediumMaxLength}文字以内で入力してください。承認された媒体がないときは、出力できません。");
        }
    }
}
