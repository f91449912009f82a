using System.Globalization;
using Portal.Domain.Corrections;
using Portal.Domain.Ledger;
using Portal.Domain.OperationLog;

namespace Portal.Domain.Exchange.IntermediateServer;

/// <summary>What is entered of a new entry of the list, as typed.</summary>
public sealed record PermitEntry
{
    public InquiryDirection Direction { get; init; }
    public string? Item { get; init; }
    public string? Asker { get; init; }
    public string? Office { get; init; }
    public string? Giver { get; init; }
    public string? Information { get; init; }
    public DateOnly? ValidFrom { get; init; }

    /// <summary>根拠: the law or notice that changed the list.</summary>
    public string? Basis { get; init; }

    /// <exception cref="FieldProblemsException">Everything that is missing or cannot be read, at once.</exception>
    internal (PermitEntry Plain, int Item) Demand()
    {
        var plain = this with { Asker = Fold.Plain(Asker), Office = Fold.Plain(Office), Giver = Fold.Plain(Giver), Information = Fold.Plain(Information), Basis = Fold.Plain(Basis) };
        var isNumber = int.TryParse(Fold.Digits(Item), NumberStyles.None, CultureInfo.InvariantCulture, out var item) && item is >= 1 and <= InquiryPermit.MaxItem;
        List<FieldProblem> problems = [.. new[]
        {
            isNumber ? null : new FieldProblem(nameof(Item), "項は1から999までの数字で入力してください。例: 25"),
            Needed(nameof(Asker), "情報照会者", plain.Asker, InquiryPermit.BodyMaxLength, "例: 市町村長"),
            Needed(nameof(Office), "事務", plain.Office, InquiryPermit.WordsMaxLength, "例: 予防接種法による予防接種の実施に関する事務"),
            Needed(nameof(Giver), "情報提供者", plain.Giver, InquiryPermit.BodyMaxLength, "例: 市町村長"),
            Needed(nameof(Information), "特定個人情報", plain.Information, InquiryPermit.WordsMaxLength, "例: 予防接種の実施に関する情報"),
            ValidFrom is null ? new(nameof(ValidFrom), "有効期間の初日を入力してください。") : null,
            StatedPurpose.Missing("根拠", plain.Basis) is { } missing ? new(nameof(Basis), missing) : null,
        }.OfType<FieldProblem>()];
        return problems.Count == 0 ? (plain, item) : throw new FieldProblemsException(problems);
    }

    private static FieldProblem? Needed(string field, string label, string text, int length, string example) =>
        text.Length == 0 || text.Length > length ? new(field, $"{label}を{length}文字以内で入力してください。{example}") : null;
}
