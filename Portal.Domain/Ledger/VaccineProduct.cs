namespace Portal.Domain.Ledger;

public sealed record VaccineProduct(string Code, string Name)
{
    public static VaccineProduct? Find(string code) => new(code, code);
}
