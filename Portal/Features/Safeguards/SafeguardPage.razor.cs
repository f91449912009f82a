using Microsoft.AspNetCore.Components;
using MudBlazor;
using Portal.Components;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.Safeguards;
using Portal.Security;

namespace Portal.Features.Safeguards;

/// <summary>One promise: its evidence, and the self-inspections of it.</summary>
public sealed partial class SafeguardPage(SafeguardsDesk desk, CurrentStaff current, ISnackbar snackbar, TimeProvider time)
{
    private Staff? _staff;
    private OpenedPromise? _opened;
    private string? _loaded;
    private IReadOnlyList<FieldError> _errors = [];
    private DateOnly? _on;
    private InspectionResult? _result;
    private string? _note;
    private string? _dayError;
    private string? _resultError;
    private string? _noteError;
    private bool _isRecorded;
    private string? _refused;
    private bool _missing;
    private bool _busy;

    [Parameter]
    public string Key { get; set; } = "";

    private Promise Promise => _opened!.Line.Promise;

    protected override async Task OnParametersSetAsync()
    {
        if (_loaded != Key)
        {
            _loaded = Key;
            _on = JapanTime.DayOf(time.GetUtcNow().UtcDateTime);
            await LoadAsync();
        }
    }

    private async Task LoadAsync()
    {
        _staff = await current.GetAsync();
        try
        {
            _opened = await desk.OpenAsync(_staff, Key);
            _missing = _opened is null;
        }
        catch (RuleException refusal)
        {
            _refused = refusal.Message;
        }
    }

    private async Task InspectAsync()
    {
        // A second F12 meets the form it has emptied itself: nothing is missing yet.
        if (_busy || (_isRecorded && _result is null && string.IsNullOrEmpty(_note)))
        {
            return;
        }

        (_errors, _isRecorded, _resultError, _noteError) = ([], false, _result is null ? "結果を選んでください。" : null, SelfInspection.Missing(_note));
        if (_result is not { } result || _noteError is not null)
        {
            return;
        }

        _busy = true;
        try
        {
            await desk.InspectAsync(await current.GetAsync(), Key, _on, result, _note);
            (_result, _note, _isRecorded) = (null, null, true);
            snackbar.Add($"{Promise.Title}の自己点検を記録しました。", Severity.Success);
            await LoadAsync();
        }
        catch (RuleException refusal)
        {
            _errors = [new("inspected-on", refusal.Message)];
        }
        finally
        {
            _busy = false;
        }
    }

    private static TagKind Kind(InspectionResult result) => result switch
    {
        InspectionResult.Kept => TagKind.Ok,
        InspectionResult.Partly => TagKind.Warn,
        InspectionResult.NotKept => TagKind.Error,
        _ => throw new ArgumentOutOfRangeException(nameof(result)),
    };
}
