using Portal.Domain.Accounts;
using Portal.Domain.Ledger;

namespace Portal.Domain.Corrections;

/// <summary>接種記録の登録 — one dose as a clerk has typed it from a slip.</summary>
public sealed record DoseRegistration
{
    /// <summary>Made by the form when it opens: pressing twice registers once.</summary>
    public required Guid DoseId { get; init; }

    public required Guid LedgerPersonId { get; init; }

    /// <summary>What was typed, by key of <see cref="DoseFields"/>; dates as yyyy-MM-dd, choices by name. An item not typed is missing.</summary>
    public required IReadOnlyDictionary<string, string> Typed { get; init; }

    /// <summary>The dose these texts make, or what is wrong with each of them. Refusals are few: real slips break most rules.</summary>
    /// <param name="person">The person the dose is given to.</param>
    /// <param name="now">UTC.</param>
    public (Dose? Dose, IReadOnlyList<FieldProblem> Problems) Read(LedgerPerson person, DateTime now)
    {
        var dose = new Dose
        {
            DoseId = DoseId,
            LedgerPersonId = person.LedgerPersonId,
            DoseNumber = 1,
            VaccinatedOn = Dose.FirstDay,
            Source = DoseSource.Slip,
            CreatedAt = now,
        };
        var problems = ReadItems(dose);
        problems.AddRange([.. Missing(dose, problems)]);
        if (problems.Count == 0)
        {
            dose.Maker ??= VaccineProduct.Find(dose.ProductCode)?.MakerName;
            problems = [.. Refusals(person, dose, now)];
        }

        return (problems.Count == 0 ? dose : null, problems);
    }

    /// <summary>The dose and the revision that says who registered it.</summary>
    /// <exception cref="FieldProblemsException">Items that cannot be registered.</exception>
    public (Dose Dose, Revision Revision) Register(LedgerPerson person, Staff by, DateTime now, string? reason = null)
    {
        var (dose, problems) = Read(person, now);
        if (dose is null)
        {
            throw new FieldProblemsException(problems);
        }

        return (dose, RegisterRevision.Of(RecordKind.Dose, dose.DoseId, person.LedgerPersonId, dose.Version, by, now, reason));
    }

    private List<FieldProblem> ReadItems(Dose dose)
    {
        List<FieldProblem> problems = [];
        foreach (var field in DoseFields.All.Where(f => f != DoseFields.Status))
        {
            try
            {
                field.Set(dose, TypedText.Read(RecordKind.Dose, RecordItems.Find(RecordKind.Dose, field.Key), Typed.GetValueOrDefault(field.Key)));
            }
            catch (RuleException refusal)
            {
                problems.Add(new(field.Key, refusal.Message));
            }
        }

        return problems;
    }

    /// <summary>Where one of several items is enough. One that was typed and refused is not missing: its own words are said already.</summary>
    private static IEnumerable<FieldProblem> Missing(Dose dose, IReadOnlyList<FieldProblem> refused)
    {
        bool IsMissing(RecordField<Dose> field) => field.Get(dose) is null && refused.All(problem => problem.Field != field.Key);

        if (IsMissing(DoseFields.ProductCode) && IsMissing(DoseFields.Maker))
        {
            yield return new(DoseFields.ProductCode.Key, "製品名を選んでください。分からないときはメーカーを選んでください。");
        }

        if (IsMissing(DoseFields.InstitutionName) && IsMissing(DoseFields.InstitutionCode) && IsMissing(DoseFields.Place))
        {
            yield return new(DoseFields.InstitutionName.Key, "医療機関か接種場所を入力してください。");
        }
    }

    private static IEnumerable<FieldProblem> Refusals(LedgerPerson person, Dose dose, DateTime now)
    {
        if (person.Status == RecordStatus.Cancelled)
        {
            yield return new(null, "この人の記録は取り消されているため、接種記録を登録できません。");
        }

        if (dose.VaccinatedOn > JapanTime.DayOf(now))
        {
            yield return new(DoseFields.VaccinatedOn.Key, "接種日が今日より後です。接種日を確かめてください。");
        }

        if (person.BirthDate is { } birth && dose.VaccinatedOn < birth)
        {
            yield return new(DoseFields.VaccinatedOn.Key, $"接種日が生年月日（{JapaneseDate.Format(birth)}）より前です。人と接種日を確かめてください。");
        }

        if (dose.ProductCode is not null && VaccineProduct.Find(dose.ProductCode) is null)
        {
            yield return new(DoseFields.ProductCode.Key, "製品名は一覧から選んでください。");
        }
    }
}
