using Microsoft.AspNetCore.Components;
using Portal.Domain;
using Portal.Domain.Corrections;
using Portal.Domain.Ledger;
using Portal.Security;

namespace Portal.Features.Corrections;

/// <summary>The page of a dose or a person being corrected.</summary>
public sealed partial class RecordCorrection(CorrectionDesk desk, ApprovalDesk approvals, CurrentStaff current)
{
    private OpenedRecord? _opened;
    private CorrectionInput? _start;
    private bool _missing;
    private string? _refused;

    [Parameter]
    [EditorRequired]
    public required RecordKind Kind { get; set; }

    [Parameter]
    [EditorRequired]
    public required Guid RecordId { get; set; }

    [Parameter]
    public Guid? Redo { get; set; }

    /// <summary>What the page that leads here knows already; a draft goes before it.</summary>
    [Parameter]
    public Action<CorrectionInput>? Prefill { get; set; }

    private string Title => (Kind, _opened) switch
    {
        (RecordKind.Dose, { } opened) => $"{DoseFields.DoseNumber.Show(opened.Texts[DoseFields.DoseNumber.Key])}の訂正",
        (RecordKind.Dose, null) => "接種記録の訂正",
        _ => "被接種者の訂正",
    };

    protected override async Task OnInitializedAsync()
    {
        try
        {
            var staff = await current.GetAsync();
            _opened = await desk.OpenAsync(staff, Kind, RecordId);
            _missing = _opened is null;
            if (_opened is null)
            {
                return;
            }

            var returned = Redo is { } id ? (await approvals.OpenAsync(staff, id))?.Revision : null;
            _start = returned is { Act: RevisionAct.Correct } && returned.RecordId == RecordId
                ? CorrectionInput.Again(_opened, returned)
                : CorrectionInput.For(_opened);
            Prefill?.Invoke(_start);
        }
        catch (RuleException refused)
        {
            _refused = refused.Message;
        }
    }

    private async Task RevealAsync(string purpose)
    {
        try
        {
            _opened = await desk.OpenAsync(await current.GetAsync(), Kind, RecordId, purpose);
            _refused = null;
        }
        catch (RuleException refused)
        {
            _refused = refused.Message;
        }
    }
}
