namespace Portal.Domain.Corrections;

/// <summary>One item a form has to put right.</summary>
/// <param name="Field">Key of the item; null when the whole form is meant.</param>
/// <param name="Message">What is wrong and how to put it right.</param>
public sealed record FieldProblem(string? Field, string Message);

/// <summary>Several items are wrong at once; a form shows each beside its field.</summary>
public sealed class FieldProblemsException(IReadOnlyList<FieldProblem> problems) : RuleException(string.Join("\n", problems.Select(p => p.Message)))
{
    public IReadOnlyList<FieldProblem> Problems { get; } = problems;
}
