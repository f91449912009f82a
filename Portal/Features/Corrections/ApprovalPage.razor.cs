using Microsoft.AspNetCore.Components;
using MudBlazor;
using Portal.Components;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.Corrections;
using Portal.Security;

namespace Portal.Features.Corrections;

/// <summary>One request: what an approver weighs, and what the requester is told.</summary>
public sealed partial class ApprovalPage(ApprovalDesk desk, CurrentStaff current, NavigationManager navigation, ISnackbar snackbar)
{
    private const string NoteId = "decision-note";

    private Staff? _staff;
    private OpenedRequest? _request;
    private IReadOnlyList<FieldError> _errors = [];
    private string? _note;
    private string? _refused;
    private bool _missing;
    private bool _busy;

    [Parameter]
    public Guid Id { get; set; }

    private Revision Revision => _request!.Revision;

    private bool IsOwn => Revision.RequestedBy == _staff!.PersonKey;

    private string? NoteError => _errors.FirstOrDefault(e => e.FieldId == NoteId)?.Message;

    protected override Task OnInitializedAsync() => LoadAsync(null);

    private async Task LoadAsync(string? addressPurpose)
    {
        _staff ??= await current.GetAsync();
        try
        {
            _request = await desk.OpenAsync(_staff, Id, addressPurpose);
            _missing = _request is null;
        }
        catch (RuleException refused)
        {
            _refused = refused.Message;
        }
    }

    private Task ApproveAsync() => DecideAsync("承認しました。台帳に反映しました。", async () =>
    {
        if (await desk.ApproveAsync(_staff!, Id) is { Count: > 0 })
        {
            await LoadAsync(null);
            throw new RuleException("申請の後に同じ項目が変わったため、承認できませんでした。台帳は変わっていません。");
        }
    });

    private Task ReturnAsync()
    {
        _errors = Revision.MissingInNote(_note) is { } missing ? [new FieldError(NoteId, missing)] : [];
        return _errors.Count > 0 ? Task.CompletedTask : DecideAsync("差し戻しました。", () => desk.ReturnAsync(_staff!, Id, _note));
    }

    private Task WithdrawAsync() => DecideAsync("申請を取り下げました。", () => desk.WithdrawAsync(_staff!, Id));

    private async Task DecideAsync(string done, Func<Task> decide)
    {
        if (_busy)
        {
            return;
        }

        _busy = true;
        try
        {
            await decide();
            snackbar.Add(done, Severity.Success);
            Leave();
        }
        catch (RuleException refused)
        {
            _errors = [new FieldError(null, refused.Message)];
        }
        finally
        {
            _busy = false;
        }
    }

    private void Leave() => navigation.NavigateTo(_staff!.May(Permission.CorrectionApprove) ? Addresses.Approvals : Addresses.Requests);

    private string ConflictWords(FieldConflict field)
    {
        var item = RecordItems.Find(Revision.RecordKind, field.Field);
        var who = field.ChangedAt is { } at ? $"（{field.ChangedBy}・{Moments.Show(at)}）" : "";
        return _request!.AddressHidden && ProtectedAddress.Covers(Revision.RecordKind, field.Field)
            ? $"{item.Label}: {ProtectedAddress.Words}{who}"
            : $"{item.Label}: いまは「{item.Show(field.Theirs)}」{who}";
    }
}
