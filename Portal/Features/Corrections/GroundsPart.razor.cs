using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Portal.Components;
using Portal.Domain;
using Portal.Domain.Corrections;
using Portal.Security;

namespace Portal.Features.Corrections;

/// <summary>Reason, words and evidence: the same for every change to the ledger.</summary>
public sealed partial class GroundsPart(EvidenceStore store, CurrentStaff current)
{
    public const string ReasonId = "grounds-reason";
    public const string TextId = "grounds-text";
    private const string FileId = "grounds-file";

    private bool _busy;
    private string? _fileError;

    /// <summary>Whose papers the evidence becomes.</summary>
    [Parameter]
    [EditorRequired]
    public required Guid PersonId { get; set; }

    /// <summary>統合 or its 取消し, with a right of its own.</summary>
    [Parameter]
    public bool OfMerge { get; set; }

    /// <summary>統合の理由, 取消しの理由; 理由 where there is only one thing to give it for.</summary>
    [Parameter]
    public string? ReasonLabel { get; set; }

    [Parameter]
    public ReasonKind? Reason { get; set; }

    [Parameter]
    public EventCallback<ReasonKind?> ReasonChanged { get; set; }

    [Parameter]
    public string? ReasonText { get; set; }

    [Parameter]
    public EventCallback<string?> TextChanged { get; set; }

    [Parameter]
    public EvidenceLine? Evidence { get; set; }

    [Parameter]
    public EventCallback<EvidenceLine?> EvidenceChanged { get; set; }

    [Parameter]
    public IReadOnlyList<FieldError> Errors { get; set; } = [];

    private string? Error(string id) => Errors.FirstOrDefault(e => e.FieldId == id)?.Message;

    private Task ChooseAsync(ChangeEventArgs change) =>
        ReasonChanged.InvokeAsync(Enum.TryParse<ReasonKind>(change.Value as string, out var reason) && Enum.IsDefined(reason) ? reason : null);

    private async Task AttachAsync(InputFileChangeEventArgs chosen)
    {
        if (_busy)
        {
            return;
        }

        (_busy, _fileError) = (true, null);
        try
        {
            await using var content = chosen.File.OpenForReading(Domain.Corrections.Evidence.MaxBytes);
            var by = await current.GetAsync();
            await EvidenceChanged.InvokeAsync(await (OfMerge ? store.AttachToMergeAsync(by, PersonId, chosen.File.Name, content) : store.AttachAsync(by, PersonId, chosen.File.Name, content)));
        }
        catch (RuleException refused)
        {
            _fileError = refused.Message;
        }
        catch (IOException)
        {
            _fileError = "ファイルを読み取れませんでした。もう一度選んでください。";
        }
        finally
        {
            _busy = false;
        }
    }
}
