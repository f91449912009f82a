namespace Portal.Domain.Ledger;

/// <summary>個人番号を使う根拠 — in which of the three scenes, under which 受付番号. Nothing is done with a My Number without them.</summary>
public sealed record MyNumberGrounds(MyNumberPurpose Scene, CaseNumber Case)
{
    /// <summary>As the log keeps it beside the scene.</summary>
    public string Purpose => $"受付番号 {Case}";

    /// <summary>The same of a case number as typed; null where it is none, or may be what must not be written down.</summary>
    public static string? PurposeOf(string? caseNumber)
    {
        try
        {
            return new MyNumberGrounds(default, CaseNumber.Parse(caseNumber)).Purpose;
        }
        catch (MyNumberRefusedException)
        {
            return null;
        }
    }

    /// <exception cref="MyNumberRefusedException">No scene, no case number, or one that is itself a possible My Number.</exception>
    public static MyNumberGrounds Demand(MyNumberPurpose? scene, string? caseNumber) =>
        scene is not { } known || !Enum.IsDefined(known) ? throw new MyNumberRefusedException(MyNumberRefusal.NoScene)
        : new MyNumberGrounds(known, CaseNumber.Parse(caseNumber));
}

/// <summary>1日の上限 — how often one person may show a My Number or ask by one between two midnights of Japan.</summary>
public sealed record MyNumberQuota(int PerDay)
{
    public static MyNumberQuota Default { get; } = new(20);

    /// <exception cref="MyNumberRefusedException">As many as are allowed have been used.</exception>
    public void Demand(int usedToday)
    {
        if (usedToday >= PerDay)
        {
            throw new MyNumberRefusedException(MyNumberRefusal.OverQuota);
        }
    }

    /// <summary>UTC; when the day of Japan's clock began.</summary>
    public static DateTime DayBegan(DateTime now) => JapanTime.ToUtc(JapanTime.DayOf(now).ToDateTime(TimeOnly.MinValue));
}
