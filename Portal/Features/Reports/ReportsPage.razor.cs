using Microsoft.AspNetCore.Components;
using Portal.Components;
using Portal.Domain;
using Portal.Domain.Ledger;
using Portal.Domain.Reports;
using Portal.Security;

namespace Portal.Features.Reports;

/// <summary>帳票: the choice of a period, and the runs there are.</summary>
public sealed partial class ReportsPage(ReportDesk desk, CurrentStaff current, NavigationManager navigation, TimeProvider time)
{
    private List<ReportRun>? _runs;
    private bool _more;
    private string? _failure;
    private bool _isYear;
    private int _year;
    private int _month;

    private DateOnly Today => JapanTime.DayOf(time.GetUtcNow().UtcDateTime);

    /// <summary>From the first year of the campaign, newest first.</summary>
    private IEnumerable<int> Years => Enumerable.Range(Dose.FirstDay.Year - 1, Today.Year - Dose.FirstDay.Year + 2).Reverse();

    protected override async Task OnInitializedAsync()
    {
        // The last month that can have doses: the office asks for that long after.
        var last = Today.AddMonths(-1) < Dose.LastDay ? Today.AddMonths(-1) : Dose.LastDay;
        (_year, _month) = (last.Year, last.Month);
        await LoadAsync(null);
    }

    private Task ShowMoreAsync() => LoadAsync(_runs?[^1].Number);

    private async Task LoadAsync(int? before)
    {
        try
        {
            var runs = await desk.RunsAsync(await current.GetAsync(), before);
            (_runs, _more) = ([.. _runs ?? [], .. runs], runs.Count == ReportDesk.PageSize);
        }
        catch (Exception unreachable) when (Unreachable.Is(unreachable))
        {
            _failure = Unreachable.Words("開いて");
        }
    }

    private string YearName(int year) => _isYear ? $"{ReportPeriod.OfYear(new(year, 4, 1)).Label}（{year}）" : $"{JapaneseEra.Of(new(year, 12, 31))!.YearName(new(year, 12, 31))}（{year}）";

    private void Open() => navigation.NavigateTo(Addresses.Report((_isYear ? ReportPeriod.OfYear(new(_year, 4, 1)) : ReportPeriod.OfMonth(new(_year, _month, 1))).Code));
}
