using Portal.Components;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.Corrections;
using Portal.Domain.Exchange.Lists;
using Portal.Security;

namespace Portal.Features.Exchange.Lists;

/// <summary>Which list, how many rows, what for and onto which medium; then a passphrase and a file that can be fetched once.</summary>
public sealed partial class ListsPage(ListExportDesk desk, ListExportOrders orders, KeptListChoices kept, CurrentStaff current)
{
    private const string KindId = "list-kind";

    private CancellationTokenSource _stop = new();
    private Staff? _staff;
    private ListKind _kind = ListKind.Doses;
    private ListConditions _conditions = new();
    private int _cleared;
    private ListChoice? _choice;
    private ListLook? _look;
    private (Guid Id, ListReady Ready)? _ready;
    private IReadOnlyList<FieldError> _errors = [];
    private ListProgress _progress;
    private string? _dateError;
    private string? _purpose;
    private Guid? _medium;
    private bool _replaces;
    private bool _looking;
    private bool _ordering;

    private string FormatHint => _kind.IsLayout()
        ? "取込はCSVだけを読みます。"
        : "Excelで開くときはExcelを選んでください。CSVをExcelで直接開くと、宛名番号などの先頭の0が消えます。";

    protected override Task OnInitializedAsync() => TryAsync("開いて", async () =>
    {
        _staff = await current.GetAsync();
        await RecallAsync(_kind);
    });

    public void Dispose()
    {
        _stop.Cancel();
        _stop.Dispose();
    }

    private string? ErrorOf(string field) => _errors.FirstOrDefault(e => e.FieldId == field)?.Message;

    private Task ChooseAsync(ListKind kind) => TryAsync("選んで", async () =>
    {
        Change(() => (_kind, _dateError) = (kind, null));
        await RecallAsync(kind);
    });

    private async Task RecallAsync(ListKind kind)
    {
        _choice = await kept.FindAsync(_staff!, kind);
        _conditions = _choice.Conditions;
    }

    /// <summary>Every row again. The fields are drawn anew: what is half typed goes too.</summary>
    private void Clear() => Change(() => (_conditions, _dateError, _cleared) = (new(), null, _cleared + 1));

    /// <summary>What was counted is what was asked for, and nothing else.</summary>
    private void Change(Action change)
    {
        change();
        (_look, _replaces, _errors) = (null, false, []);
    }

    private async Task LookAsync()
    {
        if (_looking)
        {
            return;
        }

        if (_dateError is not null)
        {
            _errors = [new(null, _dateError)];
            return;
        }

        (_looking, _look, _progress) = (true, null, default);
        _stop.Dispose();
        _stop = new CancellationTokenSource();
        var progress = new Progress<ListProgress>(Show);
        await TryAsync("確かめて", async () =>
        {
            // Only what can be answered is remembered.
            var question = new ListQuestion(_kind, _conditions, _choice!.Columns, _choice.Format).Demand();
            _choice = _choice with { Conditions = question.Conditions };
            await kept.KeepAsync(_staff!, _kind, _choice);
            _look = await Task.Run(() => desk.LookAsync(_staff!, question, progress, _stop.Token));
        });
        _looking = false;
    }

    private async Task OrderAsync()
    {
        if (_ordering || _look is not { } look)
        {
            return;
        }

        _ordering = true;
        await TryAsync("用意して", async () =>
        {
            var ready = await desk.OrderAsync(_staff!, look, _purpose, _medium, _replaces);
            _ready = (orders.Keep(_staff!, ready), ready);
        });
        _ordering = false;
    }

    private async Task TryAsync(string again, Func<Task> act)
    {
        _errors = [];
        try
        {
            await act();
        }
        catch (OperationCanceledException)
        {
            _errors = [new(null, "中止しました。何も出力していません。")];
        }
        catch (FieldProblemsException wrong)
        {
            _errors = [.. wrong.Problems.Select(p => new FieldError(p.Field, p.Message))];
        }
        catch (RuleException refused)
        {
            _errors = [new(null, refused.Message)];
        }
        catch (Exception unreachable) when (Unreachable.Is(unreachable))
        {
            _errors = [new(null, Unreachable.Words(again))];
        }
    }

    private void Show(ListProgress progress)
    {
        _progress = progress;
        StateHasChanged();
    }

    private Task Stop() => _stop.CancelAsync();

    private void StartOver() => (_ready, _look, _replaces, _purpose) = (null, null, false, null);
}
