using Portal.Domain.Accounts;
using Portal.Domain.Ledger;

namespace Portal.Domain.Corrections;

/// <summary>被接種者の登録 — a person the ledger does not know yet, as a clerk has typed them from a slip or an answer of another municipality.</summary>
public sealed record PersonRegistration
{
    /// <summary>The items the form asks for.</summary>
    public static readonly IReadOnlyList<RecordField<LedgerPerson>> Fields =
    [
        PersonFields.Name, PersonFields.Kana, PersonFields.BirthDate, PersonFields.Sex, PersonFields.ResidentNumber,
        PersonFields.PostalCode, PersonFields.Address, PersonFields.Building, PersonFields.FormerName, PersonFields.AliasName,
    ];

    /// <summary>Made by the form when it opens: pressing twice registers once.</summary>
    public required Guid LedgerPersonId { get; init; }

    /// <summary>What was typed, by key of <see cref="PersonFields"/>; the birth date as yyyy-MM-dd. An item not typed is missing.</summary>
    public required IReadOnlyDictionary<string, string> Typed { get; init; }

    /// <summary>The person these texts make, or what is wrong with each of them.</summary>
    /// <param name="now">UTC.</param>
    public (LedgerPerson? Person, IReadOnlyList<FieldProblem> Problems) Read(DateTime now)
    {
        var person = new LedgerPerson { LedgerPersonId = LedgerPersonId, Name = "", Kana = "", Sex = Sex.Unknown, CreatedAt = now };
        List<FieldProblem> problems = [];
        foreach (var field in Fields)
        {
            try
            {
                field.Set(person, TypedText.Read(RecordKind.Person, RecordItems.Find(RecordKind.Person, field.Key), Typed.GetValueOrDefault(field.Key)));
            }
            catch (RuleException refusal)
            {
                problems.Add(new(field.Key, refusal.Message));
            }
        }

        problems.AddRange(Refusals(person, now).Where(p => problems.TrueForAll(known => known.Field != p.Field)));
        return (problems.Count == 0 ? person : null, problems);
    }

    /// <summary>The person and the revision that says who registered them.</summary>
    /// <exception cref="FieldProblemsException">Items that cannot be registered.</exception>
    public (LedgerPerson Person, Revision Revision) Register(Staff by, DateTime now)
    {
        var (person, problems) = Read(now);
        return person is null
            ? throw new FieldProblemsException(problems)
            : (person, RegisterRevision.Of(RecordKind.Person, person.LedgerPersonId, person.LedgerPersonId, person.Version, by, now));
    }

    private static IEnumerable<FieldProblem> Refusals(LedgerPerson person, DateTime now)
    {
        if (person.Kana.Length > 0 && !KanaKey.IsKana(person.Kana))
        {
            yield return new(PersonFields.Kana.Key, "カナ氏名はカタカナで入力してください。");
        }

        if (person.BirthDate is null)
        {
            yield return new(PersonFields.BirthDate.Key, "生年月日を入力してください。");
        }
        else if (person.BirthDate > JapanTime.DayOf(now))
        {
            yield return new(PersonFields.BirthDate.Key, "生年月日が今日より後です。元号と年を確かめてください。");
        }

        if (TypedText.MyNumberIn(PersonFields.ResidentNumber.Label, person.ResidentNumber) is { } refusal)
        {
            yield return new(PersonFields.ResidentNumber.Key, refusal);
        }
    }
}
