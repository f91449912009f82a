using Microsoft.AspNetCore.Components;
using Portal.Components;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Security;

namespace Portal.Features.OperationLog.Screens;

/// <summary>この記録を見た人 — one resident's sheet, on screen as it is printed.</summary>
public sealed partial class LogViewersPage(LogViewersDesk desk, CurrentStaff current)
{
    private Guid? _opened;
    private Staff? _by;
    private LogViewers? _shown;
    private DateOnly? _from;
    private DateOnly? _until;
    private bool _withNames;
    private bool _asksPurpose;
    private string? _purpose;
    private DateTime? _printedAt;
    private string? _failure;
    private bool _missing;

    [Parameter]
    public Guid Id { get; set; }

    protected override async Task OnParametersSetAsync()
    {
        if (_opened == Id)
        {
            return;
        }

        _opened = Id;
        (_from, _until, _withNames) = (null, null, false);
        _by = await current.GetAsync();
        await LoadAsync();
    }

    private async Task LoadAsync()
    {
        (_shown, _failure, _missing, _asksPurpose, _printedAt) = (null, null, false, false, null);
        try
        {
            _shown = await desk.ShowAsync(_by!, Id, _from, _until);
            _missing = _shown is null;
        }
        catch (RuleException refused)
        {
            _failure = refused.Message;
        }
        catch (Exception unreachable) when (Unreachable.Is(unreachable))
        {
            _failure = Unreachable.Words("表示して");
        }
    }

    private async Task PrintAsync(string purpose)
    {
        _printedAt = await desk.PrintAsync(_by!, _shown!, _withNames, purpose);
        (_purpose, _asksPurpose) = (purpose, false);
    }
}
