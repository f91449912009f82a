namespace Portal.Domain.Ledger;

/// <summary>個人番号を使う三つの場面: the only purposes the city's published assessment allows.</summary>
public enum MyNumberPurpose
{
    /// <summary>転入者の照会: asking the previous municipality for a record.</summary>
    MovedIn,

    /// <summary>転出者の提供: giving our record to the municipality a person moved to.</summary>
    MovedOut,

    /// <summary>証明書の交付: looking up the record for a certificate.</summary>
    Certificate,
}

public static class MyNumberPurposes
{
    public static string Label(this MyNumberPurpose purpose) => purpose switch
    {
        MyNumberPurpose.MovedIn => "転入者の照会",
        MyNumberPurpose.MovedOut => "転出者の提供",
        MyNumberPurpose.Certificate => "証明書の交付",
        _ => throw new ArgumentOutOfRangeException(nameof(purpose)),
    };
}
