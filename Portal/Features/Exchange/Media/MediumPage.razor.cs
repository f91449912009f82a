using Microsoft.AspNetCore.Components;
using MudBlazor;
using Portal.Components;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.Corrections;
using Portal.Domain.Exchange.Media;
using Portal.Domain.OperationLog;
using Portal.Security;

namespace Portal.Features.Exchange.Media;

/// <summary>One medium: what it was used for, change, lost, found, discarded.</summary>
public sealed partial class MediumPage(MediaDesk register, MediumDesk desk, CurrentStaff current, NavigationManager navigation, ISnackbar snackbar)
{
    private const string ReasonId = "medium-reason";

    private static readonly Step Lose = new("紛失", "紛失の状況", "紛失を記録する", "紛失を記録しました。", IsGrave: true);
    private static readonly Step Settle = new("紛失への対応を記録", "紛失への対応", "対応を記録する", "対応を記録しました。", IsGrave: false);
    private static readonly Step Find = new("発見", "発見の経緯", "発見を記録する", "発見を記録しました。", IsGrave: false);
    private static readonly Step Discard = new("廃棄", "廃棄の理由と方法", "廃棄する", "廃棄を記録しました。", IsGrave: true);

    private Staff? _staff;
    private OpenedMedium? _opened;
    private MediumForm _form = new();
    private IReadOnlyList<FieldError> _errors = [];
    private Step? _asking;
    private string? _reason;
    private string? _refused;
    private bool _missing;
    private bool _busy;

    [Parameter]
    public Guid Id { get; set; }

    private Medium Medium => _opened!.Medium;

    private IEnumerable<Step> Steps => Medium.State switch
    {
        MediumState.Lost when Medium.LossReportedAt is null => [Settle, Find],
        MediumState.Lost => [Find],
        MediumState.Stored => [Lose, Discard],
        _ => [Lose],
    };

    protected override async Task OnInitializedAsync()
    {
        try
        {
            _staff = await current.GetAsync();
            await LoadAsync();
        }
        catch (RuleException refused)
        {
            _refused = refused.Message;
        }
        catch (Exception exception) when (Unreachable.Is(exception))
        {
            _refused = Unreachable.Words("開いて");
        }
    }

    private async Task LoadAsync()
    {
        _opened = await register.OpenAsync(_staff!, Id);
        _missing = _opened is null;
        _form = _opened is null ? _form : MediumForm.Of(Medium);
    }

    private (string Words, TagKind Kind) Standing(MediumUse use) => MediaWords.Standing(use, Medium, _opened!.Today);

    private void Ask(Step? step) => (_asking, _reason, _errors) = (step, null, []);

    private void Leave() => navigation.NavigateTo(Addresses.Media);

    private Task ChangeAsync() => ActAsync("変更を保存しました。", () => desk.ChangeAsync(_staff!, Id, Medium.Version, _form.ToEntry()));

    private Task StateAsync(Step step)
    {
        if (StatedPurpose.Missing(step.Label, _reason) is { } missing)
        {
            _errors = [new(ReasonId, missing)];
            return Task.CompletedTask;
        }

        return ActAsync(step.Done, () => step == Lose ? desk.LoseAsync(_staff!, Id, Medium.Version, _reason)
            : step == Settle ? desk.SettleLossAsync(_staff!, Id, Medium.Version, _reason)
            : step == Find ? desk.FindAsync(_staff!, Id, Medium.Version, _reason)
            : desk.DiscardAsync(_staff!, Id, Medium.Version, _reason));
    }

    private async Task ActAsync(string done, Func<Task> act)
    {
        if (_busy)
        {
            return;
        }

        (_busy, _errors) = (true, []);
        try
        {
            await act();
            Ask(null);
            await LoadAsync();
            snackbar.Add(done, Severity.Success);
        }
        catch (FieldProblemsException wrong)
        {
            _errors = MediumForm.Errors(wrong);
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

    /// <summary>One change of state a medium can go through, as its form words it.</summary>
    private sealed record Step(string Title, string Label, string Button, string Done, bool IsGrave);
}
