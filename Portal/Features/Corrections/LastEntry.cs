using Portal.Domain.Ledger;

namespace Portal.Features.Corrections;

/// <summary>前の人と同じ — what this clerk typed last, and for which groups of items it is wanted again. Kept like a draft.</summary>
public sealed class LastEntry
{
    public const string Form = "dose:last-entry";

    public Dictionary<string, string> Texts { get; init; } = [];

    /// <summary>Keys of <see cref="Groups"/> switched on.</summary>
    public HashSet<string> Wanted { get; init; } = [];

    /// <summary>The groups of the form that carry over, each with its key, words, function key and items.</summary>
    public static readonly IReadOnlyList<SameGroup> Groups =
    [
        new("day", "接種日", "F2", [DoseFields.VaccinatedOn.Key]),
        new("vaccine", "製品・ロット", "F3", [DoseFields.ProductCode.Key, DoseFields.LotNumber.Key]),
        new("institution", "医療機関・医師・方式", "F4", [DoseFields.InstitutionCode.Key, DoseFields.InstitutionName.Key, DoseFields.Place.Key, DoseFields.Doctor.Key, DoseFields.Method.Key]),
        new("origin", "自治体・登録元", "F8", [DoseFields.MunicipalityCode.Key, DoseFields.Source.Key]),
    ];

    public static LastEntry After(FormEntry entry, IEnumerable<string> wanted) => new()
    {
        Texts = Groups.SelectMany(g => g.Fields).Where(entry.Texts.ContainsKey).ToDictionary(key => key, key => entry[key]),
        Wanted = [.. wanted],
    };

    /// <summary>Puts the last values of a group into a form, over whatever stands there.</summary>
    public void Fill(FormEntry entry, SameGroup group)
    {
        foreach (var key in group.Fields)
        {
            entry[key] = Texts.GetValueOrDefault(key, "");
        }
    }
}

/// <summary>Items of the form that are the same for many people in a row.</summary>
public sealed record SameGroup(string Key, string Label, string FunctionKey, IReadOnlyList<string> Fields);
