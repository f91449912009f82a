using System.Globalization;

namespace Portal.Bench;

/// <summary>Prints each figure beside its limit, and remembers whether all were kept.</summary>
internal sealed class Report
{
    private int _missed;

    public static void Heading(string text) => Console.WriteLine($"\n{text}");

    public void Line(string what, double value, string unit, double limit, string beside = "", bool atLeast = false)
    {
        var kept = atLeast ? value >= limit : value <= limit;
        _missed += kept ? 0 : 1;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"  {(kept ? "ok  " : "MISS")} {what,-44} {value,10:0.00} {unit,-6} {(atLeast ? ">=" : "<=")} {limit,9:0.00}  {beside}"));
    }

    public static void Note(string text) => Console.WriteLine($"       {text}");

    /// <summary>Exit code: 0 when every limit was kept.</summary>
    public int Close()
    {
        Console.WriteLine(_missed == 0 ? "\nevery limit kept" : $"\n{_missed} limits missed");
        return _missed == 0 ? 0 : 1;
    }
}
