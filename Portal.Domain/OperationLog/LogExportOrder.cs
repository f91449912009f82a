using Portal.Domain.Corrections;
using Portal.Domain.Ledger;

namespace Portal.Domain.OperationLog;

/// <summary>操作ログの出力の申込み — which rows, what for, and onto which medium they go.</summary>
/// <param name="Question">The search whose rows are taken.</param>
/// <param name="Purpose">In words.</param>
/// <param name="Medium">See <see cref="ApprovedMedium"/>.</param>
/// <param name="UpTo">The newest number of the log the search saw: what was written since is not taken. Null: all there is.</param>
public sealed record LogExportOrder(LogQuestion Question, string? Purpose, string? Medium, long? UpTo = null)
{
    public const int MaxRows = 50_000;

    /// <summary>The order with its texts folded, or what has to be put right.</summary>
    /// <exception cref="FieldProblemsException">The fields are named by their properties.</exception>
    public LogExportOrder Demand()
    {
        var question = Question.Demand();
        List<FieldProblem> problems = [.. Problems()];
        return problems.Count == 0 ? new(question, Fold.Plain(Purpose), Fold.Plain(Medium), UpTo) : throw new FieldProblemsException(problems);
    }

    private IEnumerable<FieldProblem> Problems()
    {
        if (StatedPurpose.Missing("出力の目的", Purpose) is { } missing)
        {
            yield return new(nameof(Purpose), missing);
        }

        if (ApprovedMedium.Missing(Medium) is { } unapproved)
        {
            yield return new(nameof(Medium), unapproved);
        }
    }
}
