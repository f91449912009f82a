namespace Portal.Domain.Exchange.ResidentIndex;

/// <summary>付番する番号の種類</summary>
public enum NumberKind
{
    /// <summary>宛名番号</summary>
    Resident,

    /// <summary>統合宛名番号</summary>
    Integrated,
}

/// <summary>
/// 採番簿 — where one kind of number has come to. The row changes in the same transaction as the person who gets the number, and only if
/// nobody else has changed it meanwhile: two never get one number, and a save that fails takes none.
/// </summary>
public class NumberCounter
{
    public required NumberKind Kind { get; init; }

    /// <summary>次の通番, as far as the range begins there or before.</summary>
    public long Next { get; private set; }

    /// <summary>How many were given out.</summary>
    public long Issued { get; private set; }

    /// <summary>Serial numbers passed over because the ledger knew their number.</summary>
    public long PassedOver { get; private set; }

    /// <summary>UTC.</summary>
    public DateTime? LastIssuedAt { get; private set; }

    public Guid Version { get; private set; } = Guid.CreateVersion7();

    /// <summary>How many are left.</summary>
    public long LeftIn(NumberRange range) => Math.Max(0, range.Last - Math.Max(Next, range.First) + 1);

    /// <summary>The next numbers, in order; whoever gives one out takes the first the ledger does not know.</summary>
    /// <exception cref="RuleException">The range is used up.</exception>
    public IReadOnlyList<IssuedNumber> Candidates(NumberRange range, int count, long passed = 0)
    {
        var from = Math.Max(Next, range.First) + passed;
        return from > range.Last
            ? throw new RuleException($"{Kind.Label()}の範囲({range})を使い切りました。システム担当に、範囲を広げるよう依頼してください。")
            : [.. Enumerable.Range(0, (int)Math.Min(count, range.Last - from + 1)).Select(i => IssuedNumber.Of(from + i))];
    }

    /// <summary>Gives the number out; those before it are passed over for good.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Given out already, or not of the range.</exception>
    public void Take(IssuedNumber number, NumberRange range, DateTime now)
    {
        var from = Math.Max(Next, range.First);
        ArgumentOutOfRangeException.ThrowIfLessThan(number.Serial, from, nameof(number));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(number.Serial, range.Last, nameof(number));
        PassedOver += number.Serial - from;
        (Next, Issued, LastIssuedAt, Version) = (number.Serial + 1, Issued + 1, now, Guid.CreateVersion7());
    }
}

public static class NumberKindLabels
{
    public static string Label(this NumberKind kind) => kind switch
    {
        NumberKind.Resident => "宛名番号",
        NumberKind.Integrated => "統合宛名番号",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };
}
