using Portal.Domain.Corrections;
using Portal.Domain.Exchange.Media;
using Portal.Domain.Ledger;

namespace Portal.Domain.OperationLog;

/// <summary>操作ログの出力の申込み — which rows, what for, and onto which medium they go.</summary>
/// <param name="Question">The search whose rows are taken.</param>
/// <param name="Purpose">In words.</param>
/// <param name="MediumUseId">The approved use of a medium (媒体の使用) they go onto.</param>
/// <param name="UpTo">The newest number of the log the search saw: what was written since is not taken. Null: all there is.</param>
public sealed record LogExportOrder(LogQuestion Question, string? Purpose, Guid? MediumUseId, long? UpTo = null)
{
    public const int MaxRows = 50_000;

    /// <summary>The order with its texts folded, or what has to be put right. Whether the medium is approved, the register says.</summary>
    /// <exception cref="FieldProblemsException">The fields are named by their properties.</exception>
    public LogExportOrder Demand()
    {
        var question = Question.Demand();
        List<FieldProblem> problems = [.. new[]
        {
            StatedPurpose.Missing("出力の目的", Purpose) is { } missing ? new FieldProblem(nameof(Purpose), missing) : null,
            MediumUseId is null ? new(nameof(MediumUseId), MediumUse.NotChosen) : null,
        }.OfType<FieldProblem>()];
        return problems.Count == 0 ? this with { Question = question, Purpose = Fold.Plain(Purpose) } : throw new FieldProblemsException(problems);
    }
}
