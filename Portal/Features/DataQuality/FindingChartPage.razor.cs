using System.Globalization;
using Microsoft.AspNetCore.Components;
using MudBlazor;
using Portal.Components;
using Portal.Domain.DataQuality;
using Portal.Domain.Ledger;
using Portal.Security;

namespace Portal.Features.DataQuality;

/// <summary>残りの推移: one line of what is left day by day, and beneath it each rule now, a week and a month ago.</summary>
public sealed partial class FindingChartPage(FindingChart chart, CurrentStaff current, NavigationManager navigation)
{
    /// <summary>So many dates fit beside each other under the line.</summary>
    private const int MostLabels = 12;

    private IReadOnlyList<FindingDay>? _days;
    private string? _failure;

    private static LineChartOptions Options { get; } = new() { YAxisRequireZeroPoint = true, ShowLegend = false };

    private FindingDay Last => _days![^1];

    private List<ChartSeries<double>> Series => [new() { Name = "残り", Data = _days!.Select(d => (double)d.Total).ToArray() }];

    private string[] Labels => [.. _days!.Select((d, i) => (_days!.Count - 1 - i) % ((_days.Count / MostLabels) + 1) == 0 ? d.Day.ToString("M/d", CultureInfo.InvariantCulture) : "")];

    private string Caption => $"{JapaneseDate.Format(_days![0].Day)} {_days[0].Total:N0}件から {JapaneseDate.Format(Last.Day)} {Last.Total:N0}件";

    private IReadOnlyList<FindingRule> Rules => [.. FindingRules.All.Select(t => t.Rule).Where(rule => _days!.Any(d => d.Left.GetValueOrDefault(rule) > 0))];

    protected override async Task OnInitializedAsync()
    {
        try
        {
            _days = await chart.ShowAsync(await current.GetAsync());
        }
        catch (Exception unreachable) when (Unreachable.Is(unreachable))
        {
            _failure = Unreachable.Words("開いて");
        }
    }

    /// <summary>The last day counted so many days before the newest, or earlier.</summary>
    private FindingDay? Before(int days) => _days!.LastOrDefault(d => d.Day <= Last.Day.AddDays(-days));

    private static string Show(DateOnly day) => JapaneseDate.FormatShort(day);

    private static string Number(FindingDay day, FindingRule rule) => day.Left.TryGetValue(rule, out var left) ? left.ToString("N0", CultureInfo.InvariantCulture) : "－";

    private string Change(FindingDay then, FindingRule rule) =>
        then.Left.TryGetValue(rule, out var before) && Last.Left.TryGetValue(rule, out var now) ? (now - before).ToString("+#,0;-#,0;±0", CultureInfo.InvariantCulture) : "－";

    private void Open(FindingRule rule) => navigation.NavigateTo(Addresses.FindingsOf(FindingView.Left, rule));
}
