using Portal.Components;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.Corrections;
using Portal.Domain.Exchange.IntermediateServer;
using Portal.Security;

namespace Portal.Features.Exchange.IntermediateServer.Permits;

/// <summary>The list; whoever keeps it adds and ends entries.</summary>
public sealed partial class PermitsPage(PermitDesk desk, CurrentStaff current, TimeProvider time)
{
    private Staff? _by;
    private IReadOnlyList<InquiryPermit>? _permits;
    private IReadOnlyList<FieldError> _errors = [];
    private PermitForm _form = new();
    private InquiryPermit? _ending;
    private Panel _open;
    private DateOnly _today;
    private DateOnly? _lastDay;
    private string? _basis;
    private string? _dayError;
    private string? _done;
    private string? _failure;
    private bool _busy;

    private enum Panel
    {
        None,
        Enter,
        End,
    }

    protected override async Task OnInitializedAsync()
    {
        try
        {
            _by = await current.GetAsync();
            await LoadAsync();
        }
        catch (RuleException refused)
        {
            _failure = refused.Message;
        }
        catch (Exception exception) when (Unreachable.Is(exception))
        {
            _failure = Unreachable.Words("開いて");
        }
    }

    private static string IdOf(string key) => $"permit-{key}".ToLowerInvariant();

    private string? ErrorOf(string key) => _errors.FirstOrDefault(e => e.FieldId == IdOf(key))?.Message;

    private async Task LoadAsync()
    {
        _today = JapanTime.DayOf(time.GetUtcNow().UtcDateTime);
        _permits = await desk.ListAsync(_by!);
    }

    private void Open(Panel panel, InquiryPermit? ending)
    {
        (_open, _ending, _errors, _dayError, _done) = (panel, ending, [], null, null);
        (_form, _lastDay, _basis) = (new(), null, null);
    }

    private Task EnterAsync() => ActAsync(() => desk.EnterAsync(_by!, _form.ToEntry()), "リストに追加しました。");

    private Task EndAsync() => ActAsync(() => desk.EndAsync(_by!, _ending!.InquiryPermitId, _ending.Version, _lastDay, _basis), "終了の日を記録しました。");

    private async Task ActAsync(Func<Task> act, string done)
    {
        if (_busy)
        {
            return;
        }

        (_busy, _errors) = (true, []);
        try
        {
            await act();
            await LoadAsync();
            Open(Panel.None, null);
            _done = done;
        }
        catch (FieldProblemsException wrong)
        {
            _errors = [.. wrong.Problems.Select(p => new FieldError(p.Field is null ? null : IdOf(p.Field), p.Message))];
        }
        catch (RuleException refused)
        {
            _errors = [new(null, refused.Message)];
        }
        catch (Exception exception) when (Unreachable.Is(exception))
        {
            _errors = [new(null, Unreachable.Words("保存して"))];
        }
        finally
        {
            _busy = false;
        }
    }
}
