using Portal.Data;
using Portal.Domain.Accounts;
using Portal.Domain.Ledger;
using Portal.Features.Ledger;

namespace Portal.Bench;

/// <summary>Searching and opening a sheet, the operation log's entry included, against the bare query without a log.</summary>
internal static class SearchBench
{
    private const int Calls = 300;
    private static readonly Staff By = Staff.System("bench");

    /// <summary>A larger ledger gives these more rows to show; their time is held to the limit in milliseconds, not to the growth.</summary>
    private static readonly string[] HitsGrow = ["kana, family name", "name, two characters", "kana with a birth year"];

    public static async Task RunAsync(Ledgers ledgers, Report report)
    {
        var families = Families(ledgers.Small);
        await MeasureAsync(ledgers.Small, families, null);
        var small = await MeasureAsync(ledgers.Small, families, null);
        Report.Heading($"Search and sheet, {ledgers.LargePeople:N0} people, server side, {Calls} calls each");
        var large = await MeasureAsync(ledgers.Large, families, report);
        Report.Heading($"Growth of p50 from {ledgers.LargePeople / 10:N0} to {ledgers.LargePeople:N0} people");
        foreach (var (name, p50) in large.Where(c => !HitsGrow.Contains(c.Key)))
        {
            report.Line(name, p50 / small[name], "x", 1.5, $"{small[name]:0.00} → {p50:0.00} ms");
        }

        foreach (var name in HitsGrow)
        {
            Report.Note($"{name}: {small[name]:0.00} → {large[name]:0.00} ms, with up to ten times the rows found and shown");
        }
    }

    /// <summary>Readings that fill the first page in the small ledger too, so that growth compares pages of the same hundred rows.</summary>
    private static List<string> Families(string small)
    {
        using var raw = new RawLedger(small);
        return raw.Sample("SELECT substr(Kana, 1, instr(Kana, ' ') - 1) AS family FROM LedgerPerson WHERE instr(Kana, ' ') > 0 GROUP BY family HAVING COUNT(*) > 110 ORDER BY family");
    }

    private static async Task<Dictionary<string, double>> MeasureAsync(string file, List<string> families, Report? report)
    {
        var factory = new PortalDbSetup.SqliteFactory($"Data Source={file}", BenchChain.New());
        var search = new LedgerSearch(factory, TimeProvider.System);
        var sheet = new PersonSheet(factory, TimeProvider.System);
        using var raw = new RawLedger(file);
        Dictionary<string, double> medians = [];

        var numbers = raw.Sample($"SELECT ResidentNumber FROM LedgerPerson WHERE ResidentNumber IS NOT NULL ORDER BY substr(LedgerPersonId, -6) LIMIT {Calls}");
        await CaseAsync("resident number", numbers, n => search.FindAsync(n, By), n => raw.ByResidentNumber(ResidentNumber.Parse(n).Key), 20);
        var coupons = raw.Sample($"SELECT CouponNumber FROM Coupon ORDER BY substr(CouponId, -6) LIMIT {Calls}");
        await CaseAsync("coupon number", coupons, n => search.FindAsync(n, By), raw.ByCoupon, 20);
        var people = raw.Sample($"SELECT LedgerPersonId FROM LedgerPerson ORDER BY substr(LedgerPersonId, -5) LIMIT {Calls}");
        await CaseAsync("open a sheet", people, id => sheet.OpenAsync(Guid.Parse(id), By), raw.Sheet, 20);

        var kana = raw.Sample($"SELECT replace(Kana, '　', ' ') FROM LedgerPerson WHERE Kana LIKE '% %' ORDER BY substr(LedgerPersonId, -6) LIMIT {Calls}");
        await CaseAsync("kana, whole name", kana, k => search.FindAsync(k, By), k => raw.ByKana(KanaKey.Of(k).Value, PrefixRange.NextPrefix(KanaKey.Of(k).Value)), 50);
        var family = kana.ConvertAll(k => k.Split(' ')[0]);
        await CaseAsync("kana, family name", family, k => search.FindAsync(k, By), k => raw.ByKana(KanaKey.Of(k).Value, PrefixRange.NextPrefix(KanaKey.Of(k).Value)), 50);
        await CaseAsync("kana, a full page", families, k => search.FindAsync(k, By), k => raw.ByKana(KanaKey.Of(k).Value, PrefixRange.NextPrefix(KanaKey.Of(k).Value)), 50);
        var names = raw.Sample($"SELECT Name FROM LedgerPerson WHERE Name GLOB '* *' ORDER BY substr(LedgerPersonId, -6) LIMIT {Calls}");
        await CaseAsync("name, whole", names, n => search.FindAsync(n, By), n => raw.ByName(NameKey.Of(n).Value, PrefixRange.NextPrefix(NameKey.Of(n).Value)), 50);
        var two = names.ConvertAll(n => n.Split(' ')[0]).Where(n => n.EnumerateRunes().Count() == 2).ToList();
        await CaseAsync("name, two characters", two, n => search.FindAsync(n, By), n => raw.ByName(NameKey.Of(n).Value, PrefixRange.NextPrefix(NameKey.Of(n).Value)), 50);
        var nobody = Enumerable.Range(0, Calls).Select(i => $"ヌル{(char)('ァ' + (i % 80))}ヌヌ").ToList();
        await CaseAsync("not found", nobody, n => search.FindAsync(n, By), n => raw.ByKana(KanaKey.Of(n).Value, PrefixRange.NextPrefix(KanaKey.Of(n).Value)), 50);
        await CaseAsync("kana with a birth year", family, k => search.FindAsync($"{k} S25", By), k => raw.ByKana(KanaKey.Of(k).Value, PrefixRange.NextPrefix(KanaKey.Of(k).Value)), 50);
        return medians;

        async Task CaseAsync(string name, List<string> inputs, Func<string, Task> ours, Func<string, Task> byHand, double limit)
        {
            var hand = await Measured.EachAsync(inputs, byHand);
            var portal = await Measured.EachAsync(inputs, ours);
            medians[name] = portal.P50;
            report?.Line($"{name}, p95", portal.P95, "ms", limit, $"p50 {portal.P50:0.00} ms");
            report?.Line($"{name}, p50 against 2 x raw + 5 ms", portal.P50, "ms", (2 * hand.P50) + 5, $"raw p50 {hand.P50:0.00} ms, ratio {portal.P50 / hand.P50:0.0}");
        }
    }
}
