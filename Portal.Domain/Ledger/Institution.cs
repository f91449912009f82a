namespace Portal.Domain.Ledger;

/// <summary>医療機関・接種会場 — a master row. VRS carries only names, so the code may be missing.</summary>
public class Institution
{
    public const int NameMaxLength = 60;

    public required Guid InstitutionId { get; init; }

    /// <summary>医療機関コード, ten digits.</summary>
    public string? Code { get; init; }

    public required string Name
    {
        get;
        init
        {
            field = value;
            NameKey = SearchKeys.Name(value, NameMaxLength).Whole;
        }
    }

    /// <summary>Usual way of vaccinating there, offered as the default.</summary>
    public DoseMethod? Method { get; init; }

    public string NameKey { get; private set; } = "";
}
