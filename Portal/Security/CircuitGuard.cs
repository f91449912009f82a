using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Portal.Features.Accounts.SignIn;

namespace Portal.Security;

/// <summary>
/// Stands before every event of an open page. A session that was ended, an ID that was stopped, a right that was changed, a terminal
/// that was lost, another person at the shared ID: from that moment no event is run, and the page leaves.
/// </summary>
public sealed class CircuitGuard(SessionGate gate, SessionWatch watch, AuthenticationStateProvider authentication, NavigationManager navigation, CircuitState state)
    : CircuitHandler, IDisposable
{
    /// <summary>More than anybody works with at once; each page costs the server memory.</summary>
    public const int MostPages = 60;

    private IDisposable? _watched;
    private Guid? _sessionId;
    private string? _stamp;

    public override async Task OnCircuitOpenedAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        state.Id = circuit?.Id;
        var user = (await authentication.GetAuthenticationStateAsync()).User;
        (_sessionId, _stamp) = (StaffClaims.SessionOf(user), StaffClaims.StampOf(user));
        if (_sessionId is { } sessionId)
        {
            if (watch.PagesOf(sessionId) >= MostPages)
            {
                state.Leave("開いている画面が多すぎます。使っていない画面を閉じてから、この画面を開き直してください。");
                return;
            }

            _watched = watch.Watch(sessionId, LeaveUnlessAsync);
        }
    }

    public override Func<CircuitInboundActivityContext, Task> CreateInboundActivityHandler(Func<CircuitInboundActivityContext, Task> next) => async activity =>
    {
        if (await IsStillItselfAsync())
        {
            await next(activity);
        }
    };

    public override Task OnCircuitClosedAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        Dispose();
        return Task.CompletedTask;
    }

    public void Dispose() => _watched?.Dispose();

    private async Task<bool> IsStillItselfAsync()
    {
        if (state.HasLeft || _sessionId is not { } sessionId)
        {
            return false;
        }

        // A circuit that reconnects takes on the identity of whatever cookie the browser has by then.
        var user = (await authentication.GetAuthenticationStateAsync()).User;
        var answer = await gate.AskAsync(sessionId);
        if (StaffClaims.SessionOf(user) == sessionId && answer is SessionAnswer.Open { Session: var open } && open.Stamp == _stamp)
        {
            return true;
        }

        Leave(answer);
        return false;
    }

    /// <summary>Asked by the watch, on no circuit's thread: without an event the page leaves within seconds.</summary>
    private async Task LeaveUnlessAsync(SessionAnswer answer)
    {
        if (answer is not SessionAnswer.Open { Session: var open } || open.Stamp != _stamp)
        {
            await state.RunAsync(() => Leave(answer));
        }
    }

    private void Leave(SessionAnswer answer)
    {
        if (state.HasLeft)
        {
            return;
        }

        var here = "/" + navigation.ToBaseRelativePath(navigation.Uri);
        state.Leave();
        navigation.NavigateTo(
            answer is SessionAnswer.Over { Reason: var reason } ? $"{Addresses.SignIn}?ended={reason}&back={Uri.EscapeDataString(here)}" : here,
            forceLoad: true);
    }
}

/// <summary>Whether this circuit still shows anything. The layout asks, so that what was on the screen goes with the right to see it.</summary>
public sealed class CircuitState
{
    private Func<Action, Task>? _dispatcher;

    /// <summary>Of the circuit, for the log; null while the page is drawn for the first time.</summary>
    public string? Id { get; set; }

    public bool HasLeft { get; private set; }

    /// <summary>What stands in its place.</summary>
    public string Words { get; private set; } = "画面を切り替えています…";

    public event Action? Left;

    /// <summary>Set by the layout: how to get onto the circuit's own thread.</summary>
    public void UseDispatcher(Func<Action, Task> dispatcher) => _dispatcher = dispatcher;

    public Task RunAsync(Action act) => _dispatcher?.Invoke(act) ?? Task.CompletedTask;

    /// <param name="words">Where the page goes nowhere else: why.</param>
    public void Leave(string? words = null)
    {
        (HasLeft, Words) = (true, words ?? Words);
        Left?.Invoke();
    }
}
