using Microsoft.AspNetCore.Components;
using Portal.Components;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.OperationLog;

namespace Portal.Features.Accounts;

/// <summary>変更申請: other roles, another end, one permission more or one less.</summary>
public sealed partial class ChangeForm(AccountDesk desk)
{
    private const string RolesId = "change-roles";
    private const string ReasonId = "change-reason";

    private IReadOnlyList<FieldError> _errors = [];
    private HashSet<Role> _roles = [];
    private DateOnly? _until;
    private Permission? _adjusted;
    private AdjustmentEffect _effect;
    private DateOnly? _adjustedUntil;
    private Guid? _ends;
    private string? _reason;
    private bool _busy;

    [Parameter]
    [EditorRequired]
    public required OpenedAccount Opened { get; set; }

    [Parameter]
    [EditorRequired]
    public required Staff By { get; set; }

    [Parameter]
    public EventCallback OnDone { get; set; }

    [Parameter]
    public EventCallback OnCancel { get; set; }

    private List<PermissionAdjustment> Held => [.. Opened.Account.Adjustments.Where(a => a.HoldsAt(Opened.At)).OrderBy(a => a.Permission)];

    protected override void OnInitialized() => (_roles, _until) = ([.. Opened.Account.Roles], Opened.Account.ValidUntil);

    private string? Error(string id) => _errors.FirstOrDefault(e => e.FieldId == id)?.Message;

    private async Task RequestAsync()
    {
        _errors =
        [
            .. _roles.Count == 0 ? new[] { new FieldError(RolesId, "役割を1つ以上選んでください。") } : [],
            .. _until is null ? new[] { new FieldError("change-until", "期限を入力してください。") } : [],
            .. _adjusted is not null && _adjustedUntil is null ? new[] { new FieldError("change-adjusted-until", "個別の権限の期限を入力してください。") } : [],
            .. StatedPurpose.Missing("変更の理由", _reason) is { } missing ? new[] { new FieldError(ReasonId, missing) } : [],
        ];
        if (_busy || _errors.Count > 0)
        {
            return;
        }

        _busy = true;
        try
        {
            await desk.RequestChangeAsync(By, Opened.Account.AccountKey, Opened.Account.Version, new ChangeRequest
            {
                Roles = [.. _roles],
                ValidUntil = _until,
                Adjusted = _adjusted,
                Effect = _effect,
                AdjustedUntil = _adjustedUntil,
                EndsAdjustmentId = _ends,
                Reason = _reason,
            });
            await OnDone.InvokeAsync();
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
}
