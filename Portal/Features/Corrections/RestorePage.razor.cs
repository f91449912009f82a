using Microsoft.AspNetCore.Components;
using MudBlazor;
using Portal.Components;
using Portal.Domain;
using Portal.Domain.Corrections;
using Portal.Security;

namespace Portal.Features.Corrections;

/// <summary>Any earlier version beside today's, and the way back to it.</summary>
public sealed partial class RestorePage(CorrectionDesk desk, ApprovalPolicy policy, CurrentStaff current, NavigationManager navigation, ISnackbar snackbar)
{
    private OpenedVersion? _version;
    private bool _missing;
    private bool _before = true;
    private bool _busy;
    private Guid _revisionId = Guid.CreateVersion7();
    private ReasonKind? _reason;
    private string? _text;
    private EvidenceLine? _evidence;
    private IReadOnlyList<FieldError> _errors = [];
    private IReadOnlyList<FieldConflict> _changedSince = [];
    private string? _refused;

    [Parameter]
    public Guid Id { get; set; }

    private IReadOnlyList<CompareRow> Rows => CompareRow.Of(_version!.Now.Kind, _version.Now.Texts, _version.Then);

    private bool NeedsApproval => policy.Needs(Rows.Where(r => r.IsChanged).Select(r => r.Item.Key));

    private Grounds Grounds => new(_reason, _text, _evidence?.EvidenceId);

    protected override Task OnInitializedAsync() => LoadAsync();

    private Task ChooseAsync(bool before)
    {
        _before = before;
        _changedSince = [];
        return LoadAsync();
    }

    private async Task LoadAsync()
    {
        try
        {
            _version = await desk.OpenVersionAsync(await current.GetAsync(), new VersionPoint(Id, _before));
            _missing = _version is null;
        }
        catch (RuleException refused)
        {
            _refused = refused.Message;
        }
    }

    private async Task SaveAsync()
    {
        if (_busy)
        {
            return;
        }

        _errors = Grounds.Missing() is { } missing ? [new FieldError(_reason is null ? GroundsPart.ReasonId : GroundsPart.TextId, missing)] : [];
        if (_errors.Count > 0)
        {
            return;
        }

        _busy = true;
        try
        {
            await TellAsync(await desk.RestoreAsync(await current.GetAsync(), new VersionPoint(Id, _before), _revisionId, _version!.Now.Texts, Grounds));
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

    private async Task TellAsync(CorrectionOutcome outcome)
    {
        switch (outcome)
        {
            case CorrectionOutcome.Applied:
                snackbar.Add("以前の版に戻しました。", Severity.Success);
                Leave();
                break;
            case CorrectionOutcome.Pending:
                snackbar.Add("申請しました。ほかの職員が承認すると台帳に反映されます。", Severity.Success);
                Leave();
                break;
            case CorrectionOutcome.NothingChanged:
                snackbar.Add("台帳はすでにこの版の内容です。", Severity.Info);
                Leave();
                break;
            case CorrectionOutcome.Conflict conflict:
                _changedSince = conflict.Fields;
                await LoadAsync();
                break;
            case CorrectionOutcome.AlreadyPending waiting:
                _errors = [new FieldError(null, Waiting.Words(waiting.Other))];
                break;
        }
    }

    private void Leave() => navigation.NavigateTo(Addresses.Person(_version!.Now.Person.LedgerPersonId));
}
