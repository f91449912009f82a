using Portal.Domain.Exchange.IntermediateServer;
using Portal.Domain.OperationLog;

namespace Portal.Features.Exchange.IntermediateServer.Permits;

/// <summary>What is typed of a new entry.</summary>
public sealed class PermitForm
{
    private readonly Dictionary<string, string?> _typed = [];

    public static IReadOnlyList<PermitField> Fields { get; } =
    [
        new(nameof(PermitEntry.Item), "項", "主務省令第2条の表の項。例: 25", "number short", 3),
        new(nameof(PermitEntry.Asker), "情報照会者", "例: 市町村長", "", InquiryPermit.BodyMaxLength),
        new(nameof(PermitEntry.Office), "事務", "例: 予防接種法による予防接種の実施に関する事務", "wide", InquiryPermit.WordsMaxLength),
        new(nameof(PermitEntry.Giver), "情報提供者", "例: 市町村長", "", InquiryPermit.BodyMaxLength),
        new(nameof(PermitEntry.Information), "特定個人情報", "例: 予防接種法による予防接種の実施に関する情報", "wide", InquiryPermit.WordsMaxLength),
        new(nameof(PermitEntry.Basis), "根拠", "改正した法令や通知。", "wide", OperationLogEntry.PurposeMaxLength),
    ];

    public InquiryDirection Direction { get; set; }
    public DateOnly? ValidFrom { get; set; }

    public string? this[string key]
    {
        get => _typed.GetValueOrDefault(key);
        set => _typed[key] = value;
    }

    public PermitEntry ToEntry() => new()
    {
        Direction = Direction,
        Item = this[nameof(PermitEntry.Item)],
        Asker = this[nameof(PermitEntry.Asker)],
        Office = this[nameof(PermitEntry.Office)],
        Giver = this[nameof(PermitEntry.Giver)],
        Information = this[nameof(PermitEntry.Information)],
        ValidFrom = ValidFrom,
        Basis = this[nameof(PermitEntry.Basis)],
    };
}

public sealed record PermitField(string Key, string Label, string Hint, string Class, int Length);
