using Microsoft.AspNetCore.Components;
using Portal.Components;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.Exchange.Media;

namespace Portal.Features.Exchange.Media;

/// <summary>One act on a use, as its page carries it out.</summary>
/// <param name="Do">It.</param>
/// <param name="Done">What is said when it is done.</param>
/// <param name="FieldId">Where a refusal is put right.</param>
public sealed record MediumUseAct(Func<Task> Do, string Done, string? FieldId = null);

/// <summary>What whoever looks may do next with a use.</summary>
public sealed partial class MediumUseSteps(MediumUseDesk desk)
{
    private const string NoteId = "use-note";
    private const string ToId = "use-to";
    private const string MethodId = "use-method";

    private IReadOnlyList<PossibleWitness>? _witnesses;
    private string? _failure;
    private string? _note;
    private string? _to;
    private string? _witness;
    private ErasureMethod? _method;

    [Parameter]
    [EditorRequired]
    public required OpenedMediumUse Opened { get; set; }

    [Parameter]
    [EditorRequired]
    public required Staff By { get; set; }

    [Parameter]
    public IReadOnlyList<FieldError> Errors { get; set; } = [];

    [Parameter]
    public bool Busy { get; set; }

    [Parameter]
    public EventCallback<MediumUseAct> OnAct { get; set; }

    [Parameter]
    public EventCallback OnLeave { get; set; }

    private MediumUse Use => Opened.Use;

    private bool IsOwn => Use.ApplicantKey == By.PersonKey;

    protected override async Task OnInitializedAsync()
    {
        if (Use.State is MediumUseState.Approved && By.May(Permission.MediumManage))
        {
            try
            {
                _witnesses = await desk.WitnessesAsync(By);
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
    }

    private Task ApproveAsync() => ActAsync(() => desk.ApproveAsync(By, Use.MediumUseId, Use.Version, _note), "承認しました。");

    private Task ReturnAsync() => ActAsync(() => desk.ReturnAsync(By, Use.MediumUseId, Use.Version, _note), "差し戻しました。", NoteId);

    private Task WithdrawAsync() => ActAsync(() => desk.WithdrawAsync(By, Use.MediumUseId, Use.Version), "取り下げました。");

    private Task HandOverAsync() => ActAsync(() => desk.HandOverAsync(By, Use.MediumUseId, Use.Version, _to), "持出しを記録しました。", ToId);

    private Task TakeBackAsync() => ActAsync(() => desk.TakeBackAsync(By, Use.MediumUseId, Use.Version), "返却を記録しました。");

    private Task EraseAsync() => ActAsync(
        () => desk.EraseAsync(By, Use.MediumUseId, Use.Version, _method, Guid.TryParse(_witness, out var id) ? id : null), "消去を記録しました。", _method is null ? MethodId : null);

    private Task ActAsync(Func<Task> act, string done, string? fieldId = null) => OnAct.InvokeAsync(new(act, done, fieldId));
}
