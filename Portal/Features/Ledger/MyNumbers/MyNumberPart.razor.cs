using Microsoft.AspNetCore.Components;
using Portal.Components;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.Ledger;
using Portal.Features.Accounts.SignIn;
using Portal.Features.Corrections;

namespace Portal.Features.Ledger.MyNumbers;

/// <summary>個人番号 on the person sheet: whether there is one, and the acts. The digits stand here for thirty seconds after a press, and nowhere else.</summary>
public sealed partial class MyNumberPart(
    MyNumberDesk desk, MyNumberUseDesk use, StepUpDesk steps, Drafts drafts, NavigationManager navigation, TimeProvider time)
{
    private readonly MyNumberForm _form = new();
    private ITimer? _timer;
    private ShownMyNumber? _shown;
    private MyNumberBox? _box;
    private Act _open;
    private string _reason = "";
    private string? _done;
    private IReadOnlyList<FieldError> _errors = [];
    private bool _has;
    private bool _isProved;
    private bool _busy;
    private bool _told;

    private enum Act
    {
        None,
        Register,
        Remove,
        Show,
    }

    [Parameter]
    [EditorRequired]
    public required Guid PersonId { get; set; }

    [Parameter]
    [EditorRequired]
    public required Staff By { get; set; }

    /// <summary>Whether one is registered; null for those who may not know.</summary>
    [Parameter]
    public bool? Has { get; set; }

    /// <summary>A withdrawn or merged record takes none.</summary>
    [Parameter]
    public bool CanRegister { get; set; }

    /// <summary>Whether something is open here that Esc closes.</summary>
    [Parameter]
    public EventCallback<bool> OnOpen { get; set; }

    private string Heading => _open switch
    {
        Act.Register => _has ? "個人番号を変更する" : "個人番号を登録する",
        Act.Remove => "個人番号を削除する",
        _ => "個人番号を表示する",
    };

    private string Submit => _open switch
    {
        Act.Register => _has ? "この番号に変更する" : "この番号を登録する",
        Act.Remove => "記録して削除する",
        _ => _isProved ? "記録して表示する" : "本人の再確認へ進む",
    };

    private string Undone => _open switch
    {
        Act.Show => "表示していません",
        Act.Remove => "削除していません",
        _ => _has ? "変更していません" : "登録していません",
    };

    protected override async Task OnInitializedAsync()
    {
        _has = Has == true;
        // Back from the 再確認, with what was chosen before.
        if (_has && By.May(Permission.MyNumberUse) && await _form.RestoreAsync(drafts, By, PersonId, time.GetUtcNow().UtcDateTime))
        {
            await OpenAsync(Act.Show);
        }
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        var isOpen = _open != Act.None || _shown is not null;
        if (isOpen != _told)
        {
            _told = isOpen;
            await OnOpen.InvokeAsync(isOpen);
        }
    }

    public void Dispose()
    {
        _timer?.Dispose();
        _shown?.Dispose();
    }

    private string Expanded(Act act) => _open == act ? "true" : "false";

    private async Task OpenAsync(Act act)
    {
        Hide();
        (_open, _errors, _done) = (act, [], null);
        _isProved = act == Act.Show && await steps.UntilAsync(By) is not null;
    }

    private void Close() => (_open, _errors, _reason) = (Act.None, [], "");

    private async Task SubmitAsync()
    {
        if (_busy)
        {
            return;
        }

        _busy = true;
        try
        {
            await (_open switch
            {
                Act.Register => RegisterAsync(),
                Act.Remove => RemoveAsync(),
                _ => ShowAsync(),
            });
        }
        catch (MyNumberRefusedException refused)
        {
            _errors = [_form.Refuse(refused)];
            _isProved &= refused.Why != MyNumberRefusal.NotProvedAgain;
        }
        catch (RuleException refused)
        {
            _errors = [new(_open == Act.Remove ? "my-number-reason" : null, refused.Message)];
        }
        finally
        {
            _busy = false;
        }
    }

    private async Task RegisterAsync()
    {
        await desk.RegisterAsync(By, PersonId, _box?.Typed, _form.Scene, _form.CaseNumber);
        _done = _has ? "変更しました。" : "登録しました。";
        _has = true;
        Close();
    }

    private async Task RemoveAsync()
    {
        await desk.RemoveAsync(By, PersonId, _reason);
        (_has, _done) = (false, "削除しました。");
        Close();
    }

    private async Task ShowAsync()
    {
        if (!_isProved)
        {
            await _form.KeepAsync(drafts, By, PersonId);
            navigation.NavigateTo(Addresses.ProveAgainFor("/" + navigation.ToBaseRelativePath(navigation.Uri)), forceLoad: true);
            return;
        }

        _shown = await use.ShowAsync(By, PersonId, _form.Scene, _form.CaseNumber);
        Close();
        _timer?.Dispose();
        _timer = time.CreateTimer(_ => InvokeAsync(Hide), null, ShownMyNumber.ShownFor, Timeout.InfiniteTimeSpan);
    }

    private void Hide()
    {
        _timer?.Dispose();
        _shown?.Dispose();
        _shown = null;
        StateHasChanged();
    }
}
