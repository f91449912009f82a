using Microsoft.AspNetCore.Components;
using Portal.Components;
using Portal.Domain;
using Portal.Domain.Accounts;

namespace Portal.Features.Corrections;

/// <summary>きょうの登録, under the place where the next slip begins.</summary>
public sealed partial class OwnEntriesPart(OwnEntriesDesk desk)
{
    private OwnEntries? _entries;
    private Guid? _asked;

    /// <summary>Of the undoing that is asked for: made anew with each question.</summary>
    private Guid _revisionId;

    private IReadOnlyList<FieldError> _errors = [];
    private bool _busy;

    [Parameter]
    [EditorRequired]
    public required Staff By { get; set; }

    protected override Task OnInitializedAsync() => LoadAsync();

    private void Ask(OwnEntry entry) => (_asked, _revisionId, _errors) = (entry.DoseId, Guid.CreateVersion7(), []);

    private async Task UndoAsync(OwnEntry entry)
    {
        if (_busy)
        {
            return;
        }

        (_busy, _errors) = (true, []);
        try
        {
            await desk.UndoAsync(By, entry.DoseId, _revisionId);
        }
        catch (RuleException refused)
        {
            _errors = [new(null, refused.Message)];
        }
        catch (Exception unreachable) when (Unreachable.Is(unreachable))
        {
            _errors = [new(null, Unreachable.Words("取り消して"))];
        }
        finally
        {
            (_busy, _asked) = (false, null);
        }

        await LoadAsync();
    }

    private async Task LoadAsync()
    {
        try
        {
            _entries = await desk.ShowAsync(By);
        }
        catch (Exception unreachable) when (Unreachable.Is(unreachable))
        {
            _errors = [new(null, Unreachable.Words("開いて"))];
        }
    }
}
