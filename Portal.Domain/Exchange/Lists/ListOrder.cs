using Portal.Domain.Corrections;
using Portal.Domain.Ledger;
using Portal.Domain.OperationLog;

namespace Portal.Domain.Exchange.Lists;

/// <summary>What is asked of a list: which rows, which columns, in what form.</summary>
/// <param name="Kind">Which list.</param>
/// <param name="Conditions">Which rows.</param>
/// <param name="Columns">Keys, in their order; nothing for a 取込用 file.</param>
/// <param name="Format">Of the file.</param>
public sealed record ListQuestion(ListKind Kind, ListConditions Conditions, IReadOnlyList<string> Columns, ListFormat Format)
{
    /// <summary>Rows of a sheet beside its heading.</summary>
    public const int MaxSheetRows = 1_048_575;

    /// <summary>Whoever asks may see protected addresses. Set by the desk, from their permissions; never asked for.</summary>
    public bool ShowsProtected { get; init; }

    /// <summary>What is left out of the rows of people under 支援措置.</summary>
    public IReadOnlyList<ListColumn> WithheldColumns => [.. ChosenColumns.Where(c => c.IsWithheld(ShowsProtected))];

    public IReadOnlyList<ListColumn> ChosenColumns => ListColumns.Chosen(Kind, Columns);

    /// <summary>The question with what its kind cannot use left out.</summary>
    /// <exception cref="FieldProblemsException">Fields are named by their properties.</exception>
    public ListQuestion Demand()
    {
        var conditions = Conditions.For(Kind);
        List<FieldProblem> problems = [.. conditions.Problems()];
        if (!Kind.IsLayout() && ChosenColumns.Count == 0)
        {
            problems.Add(new(nameof(Columns), "出力する項目を一つ以上選んでください。"));
        }

        if (Kind.IsLayout() && Format == ListFormat.Xlsx)
        {
            problems.Add(new(nameof(Format), "取込用のファイルはCSVです。取込はExcelのファイルを読みません。"));
        }

        return problems.Count > 0
            ? throw new FieldProblemsException(problems)
            : this with { Conditions = conditions, Columns = [.. ChosenColumns.Select(c => c.Key)] };
    }
}

/// <summary>一覧の出力の申込み — a question that was looked at, what for, onto which approved use of a medium.</summary>
/// <param name="Question">Which list.</param>
/// <param name="Purpose">In words.</param>
/// <param name="MediumUseId">An approved use (媒体の使用) of whoever asks.</param>
/// <param name="Replaces">Characters CP932 cannot hold are to be written as 〓.</param>
public sealed record ListOrder(ListQuestion Question, string? Purpose, Guid? MediumUseId, bool Replaces = false)
{
    /// <param name="found">What the look before it found.</param>
    /// <exception cref="FieldProblemsException">Fields are named by their properties.</exception>
    public ListOrder Demand(ListFound found)
    {
        var question = Question.Demand();
        List<FieldProblem> problems = [.. Problems(question, found)];
        return problems.Count > 0
            ? throw new FieldProblemsException(problems)
            : this with { Question = question, Purpose = Fold.Plain(Purpose), Replaces = Replaces && found.Unwritable > 0 };
    }

    private IEnumerable<FieldProblem> Problems(ListQuestion question, ListFound found)
    {
        if (StatedPurpose.Missing("出力の目的", Purpose) is { } missing)
        {
            yield return new(nameof(Purpose), missing);
        }

        if (MediumUseId is null)
        {
            yield return new(nameof(MediumUseId), "承認された媒体の使用を選んでください。ないときは、媒体管理簿で申請して承認を受けてください。");
        }

        if (found.Rows == 0)
        {
            yield return new(null, "条件に当てはまるものがないため、出力するものがありません。");
        }

        if (question.Format == ListFormat.Xlsx && found.Rows > ListQuestion.MaxSheetRows)
        {
            yield return new(nameof(ListQuestion.Format), $"Excelの1枚のシートには{ListQuestion.MaxSheetRows:N0}行までしか入りません。条件を狭めるか、CSVを選んでください。");
        }

        if (question.Format == ListFormat.CsvCp932 && found.Unwritable > 0 && (question.Kind.IsLayout() || !Replaces))
        {
            yield return new(nameof(Replaces), question.Kind.IsLayout()
                ? "Shift_JIS で表せない文字があります。〓に置き換えたファイルを取り込むと台帳の文字が変わるため、取込用のファイルは UTF-8 で出力してください。"
                : "Shift_JIS で表せない文字があります。UTF-8 を選ぶか、〓に置き換えて出力することを選んでください。");
        }
    }
}

/// <summary>What a look over the rows found, before anything is written.</summary>
/// <param name="Rows">Rows of the list, lines of the file.</param>
/// <param name="Unwritable">Characters the chosen encoding cannot hold, each as often as it stands there.</param>
public readonly record struct ListFound(long Rows, long Unwritable);
