using System.Globalization;
using Microsoft.AspNetCore.Components;
using Portal.Components;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.Ledger;
using Portal.Domain.SlipComparison;
using Portal.Security;

namespace Portal.Features.SlipComparison;

/// <summary>The binder, how much of it, how it is sorted, and the two people.</summary>
public sealed partial class NewComparisonPage(ComparisonStartDesk desk, CurrentStaff current, NavigationManager navigation)
{
    private Staff? _by;
    private IReadOnlyList<PossibleReader> _readers = [];
    private IReadOnlyList<MonthsInstitution>? _institutions;
    private IReadOnlyList<FieldError> _errors = [];
    private string _month = "";
    private string _institution = "";
    private string _product = "";
    private string _doseNumber = "";
    private int? _size;
    private bool _isSample;
    private string? _sample;
    private BinderOrder _order;
    private Guid? _reader;
    private bool _busy;

    private static IEnumerable<DateOnly> Months
    {
        get
        {
            for (var month = First(Dose.LastDay); month >= First(Dose.FirstDay); month = month.AddMonths(-1))
            {
                yield return month;
            }
        }
    }

    private ComparisonSet? Set => DateOnly.TryParseExact(_month, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var month) && _institution.Length > 0
        ? new(_institution, month, _product.Length == 0 ? null : _product, int.TryParse(_doseNumber, CultureInfo.InvariantCulture, out var number) ? number : null)
        : null;

    private string StartText => (_size, _isSample) switch
    {
        ({ } size, false) => $"{size:N0}件の読み合わせを始める",
        _ => "読み合わせを始める",
    };

    protected override Task OnInitializedAsync() => DoAsync(async () =>
    {
        _by = await current.GetAsync();
        _readers = await desk.ReadersAsync(_by);
    });

    private Task ChooseMonthAsync(string month) => ChooseAsync(async () =>
    {
        (_month, _institution) = (month, "");
        _institutions = month.Length == 0 ? null : await desk.InstitutionsAsync(_by!, DateOnly.ParseExact(month, "yyyy-MM-dd", CultureInfo.InvariantCulture));
    });

    private Task ChooseAsync(Action choose) => ChooseAsync(() =>
    {
        choose();
        return Task.CompletedTask;
    });

    private Task ChooseAsync(Func<Task> choose) => DoAsync(async () =>
    {
        _size = null;
        await choose();
        if (Set is { } set)
        {
            _size = await desk.SizeAsync(_by!, set);
            _sample = $"{SampleSize.For(_size.Value)}";
        }
    });

    private void SampleChosen()
    {
        _isSample = true;
        _sample ??= _size is { } size ? $"{SampleSize.For(size)}" : null;
    }

    private Task StartAsync() => DoAsync(async () =>
    {
        List<FieldError> errors =
        [
            .. Set is null ? [new FieldError(_month.Length == 0 ? "month" : "institution", "接種月と医療機関を選んでください。")] : Array.Empty<FieldError>(),
            .. _reader is null ? [new FieldError("reader", "紙を読む人を選んでください。")] : Array.Empty<FieldError>(),
        ];
        int? sample = int.TryParse(Fold.Digits(_sample), CultureInfo.InvariantCulture, out var typed) ? typed : null;
        if (_isSample && sample is null)
        {
            errors.Add(new("sample", "抽出する件数を数字で入力してください。"));
        }

        _errors = errors;
        if (errors.Count == 0)
        {
            var comparison = await desk.StartAsync(_by!, Set!, _isSample ? sample : null, _order, _reader!.Value);
            navigation.NavigateTo(Addresses.CompareSlips(comparison.ComparisonId));
        }
    });

    private async Task DoAsync(Func<Task> act)
    {
        if (_busy)
        {
            return;
        }

        (_busy, _errors) = (true, []);
        try
        {
            await act();
        }
        catch (RuleException refusal)
        {
            _errors = [new(null, refusal.Message)];
        }
        catch (Exception unreachable) when (Unreachable.Is(unreachable))
        {
            _errors = [new(null, Unreachable.Words("選んで"))];
        }
        finally
        {
            _busy = false;
        }
    }

    private static DateOnly First(DateOnly day) => new(day.Year, day.Month, 1);

    private static string Word(DateOnly month) => month.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
