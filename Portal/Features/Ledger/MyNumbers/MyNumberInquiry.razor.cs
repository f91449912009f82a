using Microsoft.AspNetCore.Components;
using Portal.Components;
using Portal.Domain.Accounts;
using Portal.Domain.Ledger;
using Portal.Features.Accounts.SignIn;
using Portal.Features.Corrections;

namespace Portal.Features.Ledger.MyNumbers;

/// <summary>個人番号による照会 — leads to the person sheet, or says that there is nobody. The number is in memory only, until it is asked by.</summary>
public sealed partial class MyNumberInquiry(MyNumberUseDesk use, StepUpDesk steps, Drafts drafts, NavigationManager navigation, TimeProvider time)
{
    private readonly MyNumberForm _form = new();
    private MyNumberBox? _box;
    private WithheldText? _number;
    private IReadOnlyList<FieldError> _errors = [];
    private DateTime? _answered;
    private bool _isProved;
    private bool _asked;
    private bool _busy;

    [Parameter]
    [EditorRequired]
    public required Staff By { get; set; }

    /// <summary>Typed into the search box already; null to have it typed here.</summary>
    [Parameter]
    public WithheldText? Number { get; set; }

    [Parameter]
    public EventCallback OnCancel { get; set; }

    /// <summary>Asked: what was typed into the search box is needed no longer.</summary>
    [Parameter]
    public EventCallback OnAsked { get; set; }

    protected override async Task OnInitializedAsync()
    {
        _number = Number;
        await _form.RestoreAsync(drafts, By, null, time.GetUtcNow().UtcDateTime);
        await AskProofAsync();
    }

    private async Task AskProofAsync() => (_isProved, _asked) = (await steps.UntilAsync(By) is not null, true);

    private async Task SubmitAsync()
    {
        if (_busy)
        {
            return;
        }

        _busy = true;
        try
        {
            var typed = _number is { } number ? number.Text : _box?.Typed;
            var found = await use.SearchAsync(By, typed, _form.Scene, _form.CaseNumber);
            _number = null;
            await OnAsked.InvokeAsync();
            if (found is { } personId)
            {
                navigation.NavigateTo(Addresses.Person(personId));
                return;
            }

            _answered = time.GetUtcNow().UtcDateTime;
        }
        catch (MyNumberRefusedException refused)
        {
            _errors = [_form.Refuse(refused)];
            await AskProofAsync();
        }
        finally
        {
            _busy = false;
        }
    }

    private async Task ProveAsync()
    {
        _busy = true;
        await _form.KeepAsync(drafts, By, null);
        navigation.NavigateTo(Addresses.ProveAgainFor(Addresses.MyNumberSearch), forceLoad: true);
    }

    private async Task AgainAsync()
    {
        (_answered, _errors, _form.CaseNumber) = (null, [], "");
        await AskProofAsync();
    }
}
