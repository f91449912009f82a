using Portal.Domain.Ledger;

namespace Portal.Features.Corrections;

/// <summary>Rows of a select, under a heading or without one.</summary>
public sealed record EntryOptionGroup(string? Label, IReadOnlyList<(string Value, string Text)> Items)
{
    public static IReadOnlyList<EntryOptionGroup> OfEnum<TEnum>(Func<TEnum, string> label) where TEnum : struct, Enum =>
        [new(null, [.. Enum.GetValues<TEnum>().Select(value => (value.ToString(), label(value)))])];

    public static IReadOnlyList<EntryOptionGroup> DoseNumbers { get; } =
        [new(null, [.. Enumerable.Range(1, Dose.MaxDoseNumber).Select(n => ($"{n}", $"{n}回目"))])];

    public static IReadOnlyList<EntryOptionGroup> Makers { get; } =
        [new(null, [.. Enum.GetValues<Maker>().Select(maker => (maker.DisplayName(), maker.DisplayName()))])];

    /// <summary>Products in use on the day first; the rest below, since slips are what they are.</summary>
    public static IReadOnlyList<EntryOptionGroup> Products(DateOnly? day)
    {
        if (day is not { } on)
        {
            return [new(null, Named(VaccineProduct.All))];
        }

        var inUse = VaccineProduct.All.Where(p => p.IsUsableOn(on, Series.Initial) || p.IsUsableOn(on, Series.Booster)).ToList();
        return [new("この日に使われていた製品", Named(inUse)), new("そのほかの製品", Named(VaccineProduct.All.Except(inUse)))];
    }

    private static IReadOnlyList<(string, string)> Named(IEnumerable<VaccineProduct> products) => [.. products.Select(p => (p.Code, p.Name))];
}
