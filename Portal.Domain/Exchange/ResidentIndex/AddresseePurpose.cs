namespace Portal.Domain.Exchange.ResidentIndex;

/// <summary>照会の目的 — what a business system asks for, said with every request (X-Purpose) and kept in the log.</summary>
public enum AddresseePurpose
{
    /// <summary>接種証明書の交付</summary>
    Certificate,

    /// <summary>健康被害救済の事務</summary>
    Relief,

    /// <summary>予防接種・健康管理の事務</summary>
    HealthManagement,

    /// <summary>住民記録の異動の反映</summary>
    ResidentChange,

    /// <summary>開示・訂正・利用停止の請求への対応</summary>
    Disclosure,
}

public static class AddresseePurposes
{
    public static string Code(this AddresseePurpose purpose) => purpose switch
    {
        AddresseePurpose.Certificate => "certificate",
        AddresseePurpose.Relief => "relief",
        AddresseePurpose.HealthManagement => "health-management",
        AddresseePurpose.ResidentChange => "resident-change",
        AddresseePurpose.Disclosure => "disclosure",
        _ => throw new ArgumentOutOfRangeException(nameof(purpose)),
    };

    public static string Label(this AddresseePurpose purpose) => purpose switch
    {
        AddresseePurpose.Certificate => "接種証明書の交付",
        AddresseePurpose.Relief => "健康被害救済の事務",
        AddresseePurpose.HealthManagement => "予防接種・健康管理の事務",
        AddresseePurpose.ResidentChange => "住民記録の異動の反映",
        AddresseePurpose.Disclosure => "開示・訂正・利用停止の請求への対応",
        _ => throw new ArgumentOutOfRangeException(nameof(purpose)),
    };

    /// <summary>Exactly as the list has it; null for anything else.</summary>
    public static AddresseePurpose? Read(string? code) => Enum.GetValues<AddresseePurpose>().Where(p => p.Code() == code).Select(p => (AddresseePurpose?)p).FirstOrDefault();

    /// <summary>Every code with its meaning, for a refusal that names the fix.</summary>
    public static string List { get; } = string.Join("、", Enum.GetValues<AddresseePurpose>().Select(p => $"{p.Code()}（{p.Label()}）"));
}
