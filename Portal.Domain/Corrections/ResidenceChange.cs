using Portal.Domain.Ledger;

namespace Portal.Domain.Corrections;

/// <summary>転出・死亡・転入の記録 — the residence spans a flag would leave, and what the clerk should look at twice.</summary>
/// <param name="Text">Canonical text of <see cref="PersonFields.Residence"/>.</param>
/// <param name="Warning">Never blocks; the clerk confirms it.</param>
public sealed record ResidenceChange(string? Text, string? Warning = null)
{
    /// <summary>転出. Of a person known to have died it may be recorded later; the death stays.</summary>
    /// <exception cref="RuleException">A future day, a day before birth or before moving in, or moved out already.</exception>
    public static ResidenceChange MoveOut(LedgerPerson person, DateOnly day, DateOnly today)
    {
        DemandPossible(person, "転出日", day, today);
        if (person.MovedOutOn is { } earlier)
        {
            throw new RuleException($"{JapaneseDate.Format(earlier)}の転出が記録されています。日付を直すときは、先に転出を取り消してください。");
        }

        var spans = Spans(person);
        if (IsDeathElsewhere(spans))
        {
            throw new RuleException("転出はすでに記録されています。日付を直すときは、先に死亡と転出を取り消してください。");
        }

        var death = person.DiedOn is null ? null : spans[^1];
        var last = LastOf(spans);
        DemandAfterStart("転出日", day, last);
        spans = [.. spans.SkipLast(1), new() { StartedOn = last.StartedOn, EndedOn = day, EndKind = ResidenceEnd.MovedOut }];
        return death?.EndedOn is { } died
            ? new(ResidenceSpan.ToText([.. spans, DeathElsewhere(died)]), day > died ? $"死亡日({JapaneseDate.Format(died)})より後の転出日です。届出を確かめてください。" : null)
            : new(ResidenceSpan.ToText(spans));
    }

    /// <summary>死亡</summary>
    /// <exception cref="RuleException">A future day, a day before birth or before moving in, or a death recorded already.</exception>
    public static ResidenceChange Died(LedgerPerson person, DateOnly day, DateOnly today)
    {
        DemandPossible(person, "死亡日", day, today);
        if (person.DiedOn is { } earlier)
        {
            throw new RuleException($"{JapaneseDate.Format(earlier)}の死亡が記録されています。日付を直すときは、先に死亡を取り消してください。");
        }

        var spans = Spans(person);
        var last = LastOf(spans);
        if (last.EndKind == ResidenceEnd.MovedOut)
        {
            return day < last.EndedOn
                ? throw new RuleException($"死亡日が転出日({JapaneseDate.Format(last.EndedOn.Value)})より前です。先に転出を取り消してください。")
                : new(ResidenceSpan.ToText([.. spans, DeathElsewhere(day)]), "転出した後の死亡です。転出先の自治体からの連絡か確かめてください。");
        }

        DemandAfterStart("死亡日", day, last);
        return new(ResidenceSpan.ToText([.. spans.SkipLast(1), new() { StartedOn = last.StartedOn, EndedOn = day, EndKind = ResidenceEnd.Died }]));
    }

    /// <summary>転入 of a person who had moved out.</summary>
    /// <exception cref="RuleException">A future day, a day before birth or before moving out, or not moved out.</exception>
    public static ResidenceChange MoveIn(LedgerPerson person, DateOnly day, DateOnly today)
    {
        DemandPossible(person, "転入日", day, today);
        if (person.MovedOutOn is not { } left)
        {
            throw new RuleException(person.DiedOn is null
                ? "転出が記録されていない人です。転入の記録はいりません。"
                : "死亡が記録されている人です。誤りのときは、先に死亡を取り消してください。");
        }

        return day < left
            ? throw new RuleException($"転入日は転出日({JapaneseDate.Format(left)})以後の日付を入力してください。")
            : new(ResidenceSpan.ToText([.. Spans(person), new() { StartedOn = day }]));
    }

    /// <summary>What <see cref="Undo"/> would take back, as the button says it: 転出・死亡・転入; null when there is nothing.</summary>
    public static string? LastEvent(LedgerPerson person) => Spans(person) switch
    {
        [.., { EndKind: ResidenceEnd.Died }] => "死亡",
        [.., { EndKind: ResidenceEnd.MovedOut }] => "転出",
        [.., { EndKind: ResidenceEnd.MovedOut }, { EndKind: null, StartedOn: not null }] => "転入",
        _ => null,
    };

    /// <summary>Takes back the last event.</summary>
    /// <exception cref="RuleException">There is none.</exception>
    public static ResidenceChange Undo(LedgerPerson person)
    {
        var spans = Spans(person);
        return LastEvent(person) switch
        {
            null => throw new RuleException("取り消す転出・死亡・転入の記録がありません。"),
            "転入" => Of(spans.SkipLast(1)),
            _ when IsDeathElsewhere(spans) => Of(spans.SkipLast(1)),
            _ => Of([.. spans.SkipLast(1), new() { StartedOn = spans[^1].StartedOn }]),
        };
    }

    private static ResidenceChange Of(IEnumerable<ResidenceSpan> spans) =>
        // One span without beginning or end says nothing: it is what the ledger holds of people it knows no dates of.
        spans.ToList() is var kept && kept is [{ StartedOn: null, EndedOn: null }] ? new((string?)null) : new(ResidenceSpan.ToText(kept));

    private static List<ResidenceSpan> Spans(LedgerPerson person) => ResidenceSpan.FromText(PersonFields.Residence.Get(person));

    private static ResidenceSpan LastOf(List<ResidenceSpan> spans) => spans.LastOrDefault() ?? new ResidenceSpan();

    // Died after moving away: a span of that one day, so that the move stays readable.
    private static ResidenceSpan DeathElsewhere(DateOnly day) => new() { StartedOn = day, EndedOn = day, EndKind = ResidenceEnd.Died };

    private static bool IsDeathElsewhere(List<ResidenceSpan> spans) =>
        spans is [.., { EndKind: ResidenceEnd.MovedOut }, { EndKind: ResidenceEnd.Died } death] && death.StartedOn == death.EndedOn;

    private static void DemandPossible(LedgerPerson person, string label, DateOnly day, DateOnly today)
    {
        if (day > today)
        {
            throw new RuleException($"{label}は今日({JapaneseDate.Format(today)})以前の日付を入力してください。");
        }

        if (day < person.BirthDate)
        {
            throw new RuleException($"{label}が生年月日({JapaneseDate.Format(person.BirthDate.Value)})より前です。日付を確かめてください。");
        }
    }

    private static void DemandAfterStart(string label, DateOnly day, ResidenceSpan span)
    {
        if (day < span.StartedOn)
        {
            throw new RuleException($"{label}が転入日({JapaneseDate.Format(span.StartedOn.Value)})より前です。日付を確かめてください。");
        }
    }
}
