using Microsoft.AspNetCore.Components;
using Portal.Components;
using Portal.Domain;
using Portal.Domain.Corrections;
using Portal.Features.Corrections;
using Portal.Security;

namespace Portal.Features.SlipComparison;

/// <summary>The ordinary correction of a difference: it begins with what was noted of the slip. The address names the line and never a value.</summary>
public sealed partial class SlipCorrectionPage(ComparisonShowDesk shows, CurrentStaff current)
{
    private ComparedRecord? _record;
    private string? _refused;

    [Parameter]
    public Guid LineId { get; set; }

    /// <summary>Which record of the line: its person's, or the dose's.</summary>
    [Parameter]
    public required string Word { get; set; }

    private RecordKind Kind => Word == Addresses.OfPerson ? RecordKind.Person : RecordKind.Dose;

    protected override async Task OnInitializedAsync()
    {
        try
        {
            _record = await shows.ShowAsync(await current.GetAsync(), LineId);
        }
        catch (RuleException refusal)
        {
            _refused = refusal.Message;
        }
        catch (Exception unreachable) when (Unreachable.Is(unreachable))
        {
            _refused = Unreachable.Words("開いて");
        }
    }

    private void Fill(CorrectionInput input)
    {
        foreach (var (part, paper) in _record!.Paper.Where(p => p.Key.Kind == Kind && input.Seen.ContainsKey(p.Key.Key)))
        {
            var editor = FieldEditor.For(Kind, RecordItems.Find(Kind, part.Key));
            input.Put(editor, editor.Typed(paper));
        }

        (input.Reason, input.ReasonText) = (ReasonKind.TranscriptionError, _record.GroundsText);
    }
}
