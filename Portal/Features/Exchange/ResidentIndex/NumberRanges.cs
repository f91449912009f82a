using Portal.Domain;
using Portal.Domain.Exchange.ResidentIndex;

namespace Portal.Features.Exchange.ResidentIndex;

/// <summary>番号の範囲, as the settings say: <c>ResidentIndex:ResidentNumbers:First</c> and <c>Last</c>, <c>ResidentIndex:IntegratedNumbers:First</c> and <c>Last</c>, without the check digit.</summary>
/// <param name="Resident">宛名番号</param>
/// <param name="Integrated">統合宛名番号</param>
public sealed record NumberRanges(NumberRange Resident, NumberRange Integrated)
{
    /// <summary>Ten digits that begin with 9, and eleven: apart from what the resident register gives out.</summary>
    public static NumberRanges Default { get; } = new(
        new(NumberKind.Resident, 900_000_000, 989_999_999), new(NumberKind.Integrated, 9_000_000_000, 9_899_999_999));

    public NumberRange Of(NumberKind kind) => kind is NumberKind.Resident ? Resident : Integrated;

    /// <exception cref="RuleException">A range nothing can be given out from.</exception>
    public static NumberRanges From(IConfiguration configuration) => new(
        Read(configuration, "ResidentNumbers", Default.Resident), Read(configuration, "IntegratedNumbers", Default.Integrated));

    private static NumberRange Read(IConfiguration configuration, string name, NumberRange usual) => new(
        usual.Kind, configuration.GetValue($"ResidentIndex:{name}:First", usual.First), configuration.GetValue($"ResidentIndex:{name}:Last", usual.Last));
}
