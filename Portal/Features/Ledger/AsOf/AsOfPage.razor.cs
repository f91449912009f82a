using Microsoft.AspNetCore.Components;
using Portal.Components;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Security;

namespace Portal.Features.Ledger.AsOf;

/// <summary>時点の個人票. The address names the moments, so that a sheet can be come back to; each arrival is a look of its own.</summary>
public sealed partial class AsOfPage(AsOfDesk desk, CurrentStaff current, NavigationManager navigation, TimeProvider time) : IDisposable
{
    private const int ShownChanges = 12;

    private readonly CancellationTokenSource _closing = new();
    private string? _shown;
    private Staff? _by;
    private AsOfView? _view;
    private MomentField? _moment;
    private MomentField? _other;
    private string? _failure;
    private bool _unread;
    private bool _missing;
    private bool _busy;

    [Parameter]
    public Guid Id { get; set; }

    [SupplyParameterFromQuery(Name = "at")]
    private string? At { get; set; }

    [SupplyParameterFromQuery(Name = "with")]
    private string? With { get; set; }

    /// <summary>No moment was asked for yet.</summary>
    private bool IsNow => Parse(At) is null;

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    private DateTime Earlier => _view!.Moment <= _view.Other ? _view.Moment : _view.Other;

    private DateTime Later => _view!.Moment <= _view.Other ? _view.Other : _view.Moment;

    protected override async Task OnParametersSetAsync()
    {
        var asked = $"{Id} {At} {With}";
        if (_shown == asked)
        {
            return;
        }

        _shown = asked;
        _by ??= await current.GetAsync();
        _unread = (At is not null && Parse(At) is null) || (With is not null && Parse(With) is null);
        await OpenAsync(Parse(At) ?? Now, Parse(With));
    }

    public void Dispose()
    {
        _closing.Cancel();
        _closing.Dispose();
    }

    private async Task OpenAsync(DateTime moment, DateTime? other)
    {
        (_busy, _view, _failure) = (true, null, null);
        try
        {
            var asked = _shown;
            var view = await desk.OpenAsync(_by!, Id, moment, other, _closing.Token);
            if (asked == _shown)
            {
                (_view, _missing) = (view, view is null);
            }
        }
        catch (OperationCanceledException) when (_closing.IsCancellationRequested)
        {
        }
        catch (RuleException refused)
        {
            _failure = refused.Message;
        }
        catch (Exception unreachable) when (Unreachable.Is(unreachable))
        {
            _failure = Unreachable.Words("開いて");
        }
        finally
        {
            _busy = false;
        }
    }

    private void Go()
    {
        if (!_busy && _moment!.TryTake(out var moment) & _other!.TryTake(out var other))
        {
            navigation.NavigateTo(Addresses.AsOf(Id, moment, other));
        }
    }

    private DateTime? Parse(string? text) => MomentAddress.Parse(text, Now);
}
