using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Portal.Components;
using Portal.Features.Accounts.SignIn;

namespace Portal.Security;

/// <summary>
/// Stands before every event of an open page. A session that was ended, an ID that was stopped, a right that was changed, a terminal
/// that was lost, another person at the shared ID: from that moment no event is run, and the page leaves. While the database is away nobody can
/// say so: events wait in their order, the page tells its person, and what was pressed is done when the answer comes.
/// </summary>
public sealed class CircuitGuard(SessionGate gate, SessionWatch watch, AuthenticationStateProvider authentication, NavigationManager navigation, CircuitState state, TimeProvider time)
    : CircuitHandler, IDisposable
{
    /// <summary>More than anybody works with at once; each page costs the server memory.</summary>
    public const int MostPages = 60;

    private static readonly TimeSpan AskAgain = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim _turn = new(1);
    private readonly CancellationTokenSource _closing = new();
    private IDisposable? _watched;
    private bool _isRefusal;
    private Guid? _sessionId;
    private string? _stamp;

    public override async Task OnCircuitOpenedAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        state.Id = circuit?.Id;
        var user = (await authentication.GetAuthenticationStateAsync()).User;
        (_sessionId, _stamp) = (StaffClaims.SessionOf(user), StaffClaims.StampOf(user));
        if (_sessionId is { } sessionId && StaffClaims.PersonOf(user) is { } personId)
        {
            if (watch.PagesOf(personId) >= MostPages)
            {
                // Drawn, so that its person reads why. More of these than anybody opens are not even that.
                _isRefusal = watch.PagesOf(personId, refused: true) < MostPages;
                _watched = watch.Watch(sessionId, personId, _ => Task.CompletedTask, isRefused: true);
                state.Leave("開いている画面が多すぎます。使っていない画面を閉じてから、この画面を開き直してください。");
                return;
            }

            _watched = watch.Watch(sessionId, personId, LeaveUnlessAsync);
        }
    }

    public override Func<CircuitInboundActivityContext, Task> CreateInboundActivityHandler(Func<CircuitInboundActivityContext, Task> next) => async activity =>
    {
        if (await StartAsync(() => next(activity)) is { } running)
        {
            await running;
        }
    };

    public override Task OnCircuitClosedAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        Dispose();
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        _watched?.Dispose();
        // Not disposed: events that still wait hold its token.
        _closing.Cancel();
    }

    /// <summary>Begins an event when the sign-in still holds, in the order in which events came; null: it is not run.</summary>
    private async Task<Task?> StartAsync(Func<Task> run)
    {
        if (_isRefusal)
        {
            return run();
        }

        if (state.HasLeft || _sessionId is not { } sessionId)
        {
            return null;
        }

        try
        {
            await _turn.WaitAsync(_closing.Token);
            try
            {
                return await IsStillItselfAsync(sessionId, await AnswerAsync(sessionId)) ? run() : null;
            }
            finally
            {
                _turn.Release();
            }
        }
        catch (OperationCanceledException) when (_closing.IsCancellationRequested)
        {
            return null;
        }
    }

    private async Task<bool> IsStillItselfAsync(Guid sessionId, SessionAnswer answer)
    {
        // A circuit that reconnects takes on the identity of whatever cookie the browser has by then.
        var user = (await authentication.GetAuthenticationStateAsync()).User;
        if (StaffClaims.SessionOf(user) == sessionId && answer is SessionAnswer.Open { Session: var open } && open.Stamp == _stamp)
        {
            return true;
        }

        await state.RunAsync(() => Leave(answer));
        return false;
    }

    /// <exception cref="OperationCanceledException">The page was closed before there was an answer.</exception>
    private async Task<SessionAnswer> AnswerAsync(Guid sessionId)
    {
        while (true)
        {
            if (await TryAskAsync(sessionId) is { } answer)
            {
                await state.WaitAsync(false);
                return answer;
            }

            await state.WaitAsync(true);
            await Task.Delay(AskAgain, time, _closing.Token);
        }
    }

    private async Task<SessionAnswer?> TryAskAsync(Guid sessionId)
    {
        try
        {
            return await gate.AskAsync(sessionId, _closing.Token);
        }
        catch (Exception away) when (Unreachable.Is(away))
        {
            return null;
        }
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
