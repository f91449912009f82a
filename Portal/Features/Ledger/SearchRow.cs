using Portal.Data;
using Portal.Domain.Ledger;

namespace Portal.Features.Ledger;

/// <summary>One person on the result page, with what made them match.</summary>
public sealed record SearchRow
{
    public required Guid LedgerPersonId { get; init; }
    public required string? ResidentNumber { get; init; }
    public required string Name { get; init; }
    public required string Kana { get; init; }
    public required DateOnly? BirthDate { get; init; }
    public required Sex Sex { get; init; }

    /// <summary>Missing also when the person is protected: then it has not left the database.</summary>
    public required string? Address { get; init; }

    public required bool IsProtected { get; init; }
    public required DateOnly? MovedOutOn { get; init; }
    public required DateOnly? DiedOn { get; init; }

    /// <summary>Doses that stand in the ledger; cancelled ones are not counted.</summary>
    public required int DoseCount { get; init; }

    /// <summary>一致した理由: カナ前方・生年.</summary>
    public string Reason { get; init; } = "";

    public Range? NameMark { get; init; }
    public Range? KanaMark { get; init; }

    /// <summary>Within the birth date as <see cref="JapaneseDate.Format"/> writes it.</summary>
    public Range? BirthMark { get; init; }

    public override string ToString() => $"{nameof(SearchRow)} {LedgerPersonId}";
}

/// <summary>A person as read for the result page, still with what is needed to say why they matched.</summary>
public sealed record FoundPerson(SearchRow Row, string? IntegratedNumber, string? FormerName, string? AliasName)
{
    public static IQueryable<FoundPerson> From(PortalDb db, IReadOnlyList<Guid> ids) => SearchNarrowing
        .Unmerged(db.People.Where(p => ids.Contains(p.LedgerPersonId) && p.Status == RecordStatus.Active))
        .Select(p => new FoundPerson(
            new SearchRow
            {
                LedgerPersonId = p.LedgerPersonId,
                ResidentNumber = p.ResidentNumber,
                Name = p.Name,
                Kana = p.Kana,
                BirthDate = p.BirthDate,
                Sex = p.Sex,
                Address = p.IsProtected ? null : p.Address,
                IsProtected = p.IsProtected,
                MovedOutOn = p.MovedOutOn,
                DiedOn = p.DiedOn,
                DoseCount = db.Doses.Count(d => d.LedgerPersonId == p.LedgerPersonId && d.Status == RecordStatus.Active),
            },
            p.IntegratedNumber, p.FormerName, p.AliasName));
}
