using System.Text.Json.Serialization;
using Portal.Domain;
using Portal.Domain.Exchange.ResidentIndex;
using Portal.Domain.Ledger;

namespace Portal.Features.Exchange.ResidentIndex.Answers;

/// <summary>宛名の回答: the parts the client has a scope for, and what is withheld of them.</summary>
public sealed record AddresseeAnswer
{
    public required AnsweredNumbers Numbers { get; init; }

    /// <summary>The number asked for belonged to a record that was merged into this one.</summary>
    public required bool IsFormerNumber { get; init; }

    public required DateTimeOffset AnsweredAt { get; init; }
    public required string Purpose { get; init; }
    public required AnsweredBasic Basic { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public AnsweredResidence? Residence { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<AnsweredDose>? Vaccinations { get; init; }

    /// <summary>What the client may have but does not get, and why.</summary>
    public required IReadOnlyList<WithheldPart> Withheld { get; init; }

    public override string ToString() => nameof(AddresseeAnswer);

    /// <param name="person">With their residence where the scopes hold it.</param>
    /// <param name="doses">Active ones, in order; empty without the scope.</param>
    /// <param name="scopes">Of the request.</param>
    /// <param name="purpose">Of the request.</param>
    /// <param name="isFormerNumber">See <see cref="IsFormerNumber"/>.</param>
    /// <param name="now">UTC.</param>
    public static AddresseeAnswer Of(LedgerPerson person, IReadOnlyList<Dose> doses, IReadOnlyList<AddresseeScope> scopes, AddresseePurpose purpose, bool isFormerNumber, DateTime now)
    {
        var (hasResidence, hasDoses) = (scopes.Contains(AddresseeScope.Residence), scopes.Contains(AddresseeScope.Vaccinations));
        return new()
        {
            Numbers = new(person.IntegratedNumber, person.ResidentNumber),
            IsFormerNumber = isFormerNumber,
            AnsweredAt = new(DateTime.SpecifyKind(JapanTime.Of(now), DateTimeKind.Unspecified), TimeSpan.FromHours(9)),
            Purpose = purpose.Code(),
            Basic = new(person.Name, person.Kana, person.FormerName, person.AliasName, person.Sex.ToString().ToLowerInvariant(), person.BirthDate),
            Residence = !hasResidence ? null : person.IsProtected ? AnsweredResidence.Nothing : AnsweredResidence.Of(person),
            // Where somebody was vaccinated can say where they live.
            Vaccinations = hasDoses ? [.. doses.Select(dose => AnsweredDose.Of(dose, hidePlace: person.IsProtected))] : null,
            Withheld = !person.IsProtected ? []
                :
                [
                    .. hasResidence ? new[] { new WithheldPart("residence", "支援措置により、住所と居住期間を提供しません。") } : [],
                    .. hasDoses ? new[] { new WithheldPart("vaccinations.place", "支援措置により、接種した自治体と医療機関を提供しません。") } : [],
                ],
        };
    }
}

/// <param name="Integrated">統合宛名番号</param>
/// <param name="Resident">宛名番号</param>
public sealed record AnsweredNumbers(string? Integrated, string? Resident);

public sealed record AnsweredBasic(string Name, string Kana, string? FormerName, string? AliasName, string Sex, DateOnly? BirthDate)
{
    public override string ToString() => nameof(AnsweredBasic);
}

/// <param name="State">resident, moved-out, dead, unknown (住登外 or no span known); null when withheld.</param>
/// <param name="PostalCode">郵便番号</param>
/// <param name="Address">住所</param>
/// <param name="Building">方書</param>
/// <param name="Spans">居住期間</param>
public sealed record AnsweredResidence(string? State, string? PostalCode, string? Address, string? Building, IReadOnlyList<AnsweredSpan> Spans)
{
    public static AnsweredResidence Nothing { get; } = new(null, null, null, null, []);

    public static AnsweredResidence Of(LedgerPerson person) => new(
        person.DiedOn is not null ? "dead" : person.MovedOutOn is not null ? "moved-out" : person.Residence.Count > 0 ? "resident" : "unknown",
        person.PostalCode, person.Address, person.Building,
        [.. person.Residence.OrderBy(s => s.StartedOn ?? DateOnly.MinValue).Select(s => new AnsweredSpan(
            s.StartedOn, s.EndedOn, s.EndKind switch { ResidenceEnd.MovedOut => "moved-out", ResidenceEnd.Died => "died", _ => null }))]);

    public override string ToString() => nameof(AnsweredResidence);
}

public sealed record AnsweredSpan(DateOnly? From, DateOnly? To, string? End);

public sealed record AnsweredDose(int DoseNumber, DateOnly VaccinatedOn, string? Product, string? Maker, string? LotNumber, string? MunicipalityCode, string? Institution)
{
    public static AnsweredDose Of(Dose dose, bool hidePlace) => new(
        dose.DoseNumber, dose.VaccinatedOn, VaccineProduct.Find(dose.ProductCode)?.Name, dose.Maker, dose.LotNumber,
        hidePlace ? null : dose.MunicipalityCode, hidePlace ? null : dose.InstitutionName);

    public override string ToString() => nameof(AnsweredDose);
}

public sealed record WithheldPart(string Part, string Reason);
