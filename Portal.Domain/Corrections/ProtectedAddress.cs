using Portal.Domain.Ledger;

namespace Portal.Domain.Corrections;

/// <summary>支援措置 — the items of a protected person that stay hidden until shown for a stated purpose, in forms and in histories alike.</summary>
public static class ProtectedAddress
{
    public const string Words = "支援措置により非表示";

    private static readonly string[] Keys = [PersonFields.PostalCode.Key, PersonFields.Address.Key, PersonFields.Building.Key];

    public static bool Covers(RecordKind kind, string field) => kind == RecordKind.Person && Keys.Contains(field);
}
