namespace Portal.Domain.Ledger;

/// <summary>受付番号 — of the application or the slip a My Number is used for. Never a My Number itself: it is kept in the log.</summary>
public readonly record struct CaseNumber
{
    public const int MaxLength = 30;

    private CaseNumber(string value) => Value = value;

    public string Value => field ?? "";

    /// <exception cref="MyNumberRefusedException">Empty, too long, or a possible My Number.</exception>
    public static CaseNumber Parse(string? typed)
    {
        var text = Fold.Plain(typed);
        return text.Length is 0 or > MaxLength ? throw new MyNumberRefusedException(MyNumberRefusal.NoCaseNumber)
            : MyNumberScan.Joined(text) is not null ? throw new MyNumberRefusedException(MyNumberRefusal.CaseIsMyNumber)
            : new CaseNumber(text);
    }

    public override string ToString() => Value;
}
