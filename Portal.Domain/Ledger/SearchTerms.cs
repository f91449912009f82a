namespace Portal.Domain.Ledger;

/// <summary>
/// What was typed or scanned into the one box, understood before anything is asked of the ledger: terms that must all hold, each with
/// the readings it can have. A text that may hold a My Number is understood as nothing else, and no part of it is kept here.
/// </summary>
public sealed class SearchTerms
{
    public const int MaxLength = 100;
    public const int MaxTerms = 6;

    /// <summary>Each combination of readings is a query of its own.</summary>
    public const int MaxCombinations = 8;

    private static readonly SearchTerms Nothing = new([], [], mayHoldMyNumber: false);

    private SearchTerms(IReadOnlyList<SearchTerm> terms, IReadOnlyList<string> problems, bool mayHoldMyNumber) =>
        (Terms, Problems, MayHoldMyNumber) = (terms, problems, mayHoldMyNumber);

    public IReadOnlyList<SearchTerm> Terms { get; }

    /// <summary>Why the text cannot be searched for, in words a clerk can act on. With any of these nothing is looked up.</summary>
    public IReadOnlyList<string> Problems { get; }

    /// <summary>個人番号の可能性: twelve digits whose check digit agrees stand in the text.</summary>
    public bool MayHoldMyNumber { get; }

    public bool CanSearch => Terms.Count > 0 && Problems.Count == 0;

    /// <summary>Every choice of one reading for each term, the likelier first.</summary>
    public IEnumerable<IReadOnlyList<SearchReading>> Combinations => Terms.Aggregate(
        Enumerable.Repeat<IReadOnlyList<SearchReading>>([], 1),
        (chosen, term) => chosen.SelectMany(readings => term.Readings.Select(reading => (IReadOnlyList<SearchReading>)[.. readings, reading])));

    /// <param name="text">As typed or scanned, in any width.</param>
    /// <param name="notMyNumber">The clerk has said that the twelve digits are a 宛名番号.</param>
    public static SearchTerms Understand(string? text, bool notMyNumber = false)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return Nothing;
        }

        if (!notMyNumber && MyNumberScan.Finds(text))
        {
            return new([], [], mayHoldMyNumber: true);
        }

        if (text.Length > MaxLength)
        {
            return new([], [$"検索できるのは{MaxLength}文字までです（いま{text.Length}文字）。語を減らしてください。"], mayHoldMyNumber: false);
        }

        var (terms, problems) = SearchWords.Read(text);
        if (terms.Count > MaxTerms)
        {
            problems.Add($"条件は{MaxTerms}個までです（いま{terms.Count}個）。語を減らしてください。");
        }
        else if (terms.Aggregate(1, (product, term) => product * term.Readings.Count) > MaxCombinations)
        {
            problems.Add("番号にも日付にも読める語が多すぎます。S25.3.4 や 花園四丁目 のように書くか、語を減らしてください。");
        }

        return new(terms, problems, mayHoldMyNumber: false);
    }

    public override string ToString() => string.Join(' ', Terms);
}
