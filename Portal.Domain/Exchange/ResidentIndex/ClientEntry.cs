using Portal.Domain.Corrections;
using Portal.Domain.Ledger;

namespace Portal.Domain.Exchange.ResidentIndex;

/// <summary>What an administrator enters about a client, as typed.</summary>
public sealed record ClientEntry
{
    public string? Name { get; init; }
    public string? System { get; init; }
    public string? Contact { get; init; }
    public IReadOnlyList<AddresseeScope> Scopes { get; init; } = [];
    public string? AddressRanges { get; init; }
    public string? PerMinute { get; init; }
    public DateOnly? ValidUntil { get; init; }

    /// <summary>Read by <see cref="Demand"/>.</summary>
    public int Limit { get; private init; }

    /// <summary>Folded to plain text, or everything that has to be put right.</summary>
    /// <exception cref="FieldProblemsException">Named by the properties.</exception>
    public ClientEntry Demand(DateOnly today)
    {
        var ranges = Ranges(out var wrongRanges);
        var plain = this with
        {
            Name = Fold.Plain(Name),
            System = Fold.Plain(System),
            Contact = Fold.Plain(Contact),
            AddressRanges = ranges,
            Limit = int.TryParse(Fold.Digits(PerMinute), out var limit) ? limit : 0,
        };
        List<FieldProblem> problems = [.. new[]
        {
            Needed(nameof(Name), "名称", plain.Name, AddresseeClient.NameMaxLength, "例: 国民健康保険"),
            Needed(nameof(System), "システム", plain.System, AddresseeClient.SystemMaxLength, "例: 国保資格システム（庁内サーバー）"),
            Needed(nameof(Contact), "連絡先", plain.Contact, AddresseeClient.ContactMaxLength, "担当課と内線です。"),
            plain.Scopes.Contains(AddresseeScope.Basic) ? null : new(nameof(Scopes), $"提供の範囲には「{AddresseeScope.Basic.Label()}」を必ず入れてください。"),
            wrongRanges,
            plain.Limit is < 1 or > AddresseeClient.MaxPerMinute ? new(nameof(PerMinute), $"1分間の上限は1から{AddresseeClient.MaxPerMinute:N0}までの数で入力してください。") : null,
            plain.ValidUntil is null ? new(nameof(ValidUntil), "有効期限を入力してください。")
                : plain.ValidUntil < today ? new(nameof(ValidUntil), "有効期限は今日以後の日付を入力してください。") : null,
        }.OfType<FieldProblem>()];
        return problems.Count == 0 ? plain : throw new FieldProblemsException(problems);
    }

    private string Ranges(out FieldProblem? problem)
    {
        problem = null;
        try
        {
            if (Accounts.AddressRanges.Parse(AddressRanges).ToString() is { Length: <= AddresseeClient.AddressRangesMaxLength } ranges)
            {
                return ranges;
            }

            problem = new(nameof(AddressRanges), "アドレス範囲が多すぎます。まとめられる範囲は1つにまとめてください。");
        }
        catch (RuleException refused)
        {
            problem = new(nameof(AddressRanges), refused.Message);
        }

        return "";
    }

    private static FieldProblem? Needed(string field, string label, string text, int length, string example) =>
        text.Length == 0 || text.Length > length ? new(field, $"{label}を{length}文字以内で入力してください。{example}")
        : MyNumberScan.Holds(text) ? new(field, $"{label}に個人番号は入力できません。") : null;
}
