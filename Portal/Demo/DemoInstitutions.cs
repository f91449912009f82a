using Portal.Domain.Ledger;

namespace Portal.Demo;

internal sealed record DemoInstitution(string Code, string Name, DoseMethod Method, string[] Doctors);

/// <summary>Invented clinics, hospitals and sites.</summary>
internal static class DemoInstitutions
{
    public static IReadOnlyList<DemoInstitution> All { get; } =
        [.. DemoData.Rows("institutions.csv").Select(row => new DemoInstitution(row[0], row[1], Enum.Parse<DoseMethod>(row[2]), row[3].Split(';')))];

    private static readonly ILookup<DoseMethod, DemoInstitution> ByMethod = All.ToLookup(i => i.Method);

    private static readonly Weighted<DemoInstitution> Clinics = new(ByMethod[DoseMethod.Individual].Select((clinic, i) => (clinic, 100 / (i + 4))));

    /// <summary>かかりつけ: where a person goes unless there is a site.</summary>
    public static DemoInstitution Clinic(DemoRandom random) => Clinics.Draw(random);

    public static DemoInstitution OfMethod(DemoRandom random, DoseMethod method) => random.Pick(ByMethod[method].ToList());

    public static IEnumerable<Institution> Masters(DemoNumbers numbers) => All.Select((i, place) => new Institution
    {
        InstitutionId = numbers.Id("institution", place, 0),
        Code = i.Code,
        Name = i.Name,
        Method = i.Method,
    });
}
