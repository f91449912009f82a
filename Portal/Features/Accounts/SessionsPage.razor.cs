using Portal.Components;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Security;

namespace Portal.Features.Accounts;

/// <summary>サインイン中 — who is in now; an administrator ends a sign-in from here.</summary>
public sealed partial class SessionsPage(OpenSessionDesk desk, CurrentStaff current, TimeProvider time)
{
    private Staff? _by;
    private IReadOnlyList<OpenSessionRow>? _rows;
    private IReadOnlyList<FieldError> _errors = [];
    private OpenSessionRow? _ending;
    private DateTime _at;
    private string? _done;
    private bool _busy;

    protected override async Task OnInitializedAsync()
    {
        _by = await current.GetAsync();
        await LoadAsync();
    }

    private async Task LoadAsync()
    {
        (_ending, _done, _errors, _at) = (null, null, [], time.GetUtcNow().UtcDateTime);
        try
        {
            _rows = await desk.ListAsync(_by!);
        }
        catch (RuleException refused)
        {
            _errors = [new(null, refused.Message)];
        }
    }

    private void Ask(OpenSessionRow row) => (_ending, _done, _errors) = (row, null, []);

    private async Task EndAsync()
    {
        if (_busy || _ending is not { } ending)
        {
            return;
        }

        _busy = true;
        try
        {
            await desk.EndAsync(_by!, ending.SessionId);
            await LoadAsync();
            _done = $"{ending.PersonName}さんのサインインを終了しました。";
        }
        catch (RuleException refused)
        {
            _errors = [new(null, refused.Message)];
        }
        finally
        {
            _busy = false;
        }
    }

    private string Ago(OpenSessionRow row) => (int)(_at - row.LastActiveAt).TotalMinutes is > 0 and var minutes ? $"{minutes}分前" : "いま";
}
