namespace Portal.Domain.Exchange.ResidentIndex;

/// <summary>連携先システムの状態</summary>
public enum ClientState
{
    /// <summary>利用中</summary>
    Active,

    /// <summary>停止</summary>
    Stopped,
}

/// <summary>連携先システム（クライアント） — a business system of the city that may ask for 宛名. What can be done with it stands in <c>AddresseeClientActs.cs</c>.</summary>
public partial class AddresseeClient
{
    public const int NameMaxLength = 60;
    public const int SystemMaxLength = 60;
    public const int ContactMaxLength = 100;
    public const int ClientIdMaxLength = 20;
    public const int ScopesMaxLength = 200;
    public const int AddressRangesMaxLength = 400;
    public const int MaxPerMinute = 60_000;

    public required Guid AddresseeClientId { get; init; }

    /// <summary>クライアントID, as the system sends it and the log names it: made by the portal, no secret.</summary>
    public required string ClientId { get; init; }

    /// <summary>名称: 国民健康保険</summary>
    public required string Name { get; set; }

    /// <summary>システム: product and where it runs.</summary>
    public required string System { get; set; }

    /// <summary>連絡先: who answers for it.</summary>
    public required string Contact { get; set; }

    /// <summary>See <see cref="AddresseeScopes.Join"/>.</summary>
    public required string Scopes { get; set; }

    /// <summary>Where it may ask from, as <see cref="Accounts.AddressRanges"/> reads it.</summary>
    public required string AddressRanges { get; set; }

    /// <summary>How many requests in a minute.</summary>
    public required int PerMinute { get; set; }

    /// <summary>有効期限: the last day.</summary>
    public required DateOnly ValidUntil { get; set; }

    public ClientState State { get; set; }

    /// <summary>Made of the secret as passwords are; null before the first.</summary>
    public string? SecretHash { get; set; }

    /// <summary>Changes with the secret: a token made with an earlier one is void.</summary>
    public Guid SecretStamp { get; set; }

    /// <summary>UTC.</summary>
    public DateTime? SecretChangedAt { get; set; }

    /// <summary>UTC; when it last got a token.</summary>
    public DateTime? LastTokenAt { get; set; }

    /// <summary>UTC.</summary>
    public required DateTime EnteredAt { get; init; }

    public required string EnteredByName { get; init; }

    /// <summary>停止の理由</summary>
    public string? StopReason { get; set; }

    /// <summary>UTC.</summary>
    public DateTime? StoppedAt { get; set; }

    public Guid Version { get; set; }

    public IReadOnlyList<AddresseeScope> ScopeList => AddresseeScopes.Read(Scopes) ?? [];
}

public static class ClientStateLabels
{
    public static string Label(this ClientState state) => state switch
    {
        ClientState.Active => "利用中",
        ClientState.Stopped => "停止",
        _ => throw new ArgumentOutOfRangeException(nameof(state)),
    };
}
