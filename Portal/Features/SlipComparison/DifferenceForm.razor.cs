using Microsoft.AspNetCore.Components;
using Portal.Components;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.Corrections;
using Portal.Domain.Ledger;
using Portal.Domain.SlipComparison;
using Portal.Features.Corrections;

namespace Portal.Features.SlipComparison;

/// <summary>What the slip says in the items that differ: corrected now, or written down for later.</summary>
public sealed partial class DifferenceForm(DifferenceDesk desk)
{
    private readonly Dictionary<ComparedPart, string> _typed = [];
    private IReadOnlyList<FieldEditor> _editors = [];
    private IReadOnlyList<FieldError> _errors = [];
    private SlipCorrection? _asked;
    private IReadOnlyList<string> _warnings = [];
    private bool _busy;

    [Parameter]
    [EditorRequired]
    public required ComparedRecord Record { get; set; }

    [Parameter]
    [EditorRequired]
    public required IReadOnlyList<ComparedItem> Items { get; set; }

    [Parameter]
    [EditorRequired]
    public required Staff By { get; set; }

    /// <summary>What Esc does.</summary>
    [Parameter]
    public string LaterText { get; set; } = "閉じる";

    /// <summary>Back to the answer, where it is at hand.</summary>
    [Parameter]
    public EventCallback OnBack { get; set; }

    /// <summary>What happened, in words; empty when nothing did.</summary>
    [Parameter]
    public EventCallback<string> OnDone { get; set; }

    protected override void OnInitialized()
    {
        _editors = [.. Items.SelectMany(item => item.Parts()).Select(part => FieldEditor.For(part.Kind, RecordItems.Find(part.Kind, part.Key)))];
        foreach (var editor in _editors)
        {
            var part = new ComparedPart(editor.RecordKind, editor.Item.Key);
            _typed[part] = editor.Typed(Record.Paper.TryGetValue(part, out var paper) ? paper : Record.Texts[part]);
        }
    }

    /// <summary>A product has its maker: one choice is enough.</summary>
    private void Type(ComparedPart part, string typed)
    {
        _typed[part] = typed;
        var maker = new ComparedPart(RecordKind.Dose, DoseFields.Maker.Key);
        if (part.Key == DoseFields.ProductCode.Key && VaccineProduct.Find(typed) is { } product && _typed.ContainsKey(maker))
        {
            _typed[maker] = product.MakerName;
        }
    }

    private string? ErrorOf(FieldEditor editor) => _errors.FirstOrDefault(e => e.FieldId == CorrectionInput.InputId(editor.Item.Key))?.Message;

    private Task CorrectAsync() => DoAsync(async paper =>
    {
        // The same request however often it is pressed, until something else is typed: then it is looked at again.
        if (_asked is null || _asked.Paper.Count != paper.Count || _asked.Paper.Except(paper).Any())
        {
            _asked = new SlipCorrection { Seen = Record, Paper = paper };
            _warnings = await desk.WarningsAsync(By, _asked);
            if (_warnings.Count > 0)
            {
                return null;
            }
        }

        return await desk.CorrectAsync(By, _asked);
    });

    private Task NoteAsync() => DoAsync(async paper =>
    {
        await desk.NoteAsync(By, Record.Line.ComparisonLineId, paper.Where(p => p.Value != Record.Texts[p.Key]).ToDictionary());
        return "紙の値を控えました。";
    });

    private async Task DoAsync(Func<Dictionary<ComparedPart, string?>, Task<string?>> act)
    {
        if (_busy)
        {
            return;
        }

        (_busy, _errors) = (true, []);
        try
        {
            if (Read() is { } paper && await act(paper) is { } done)
            {
                await OnDone.InvokeAsync(done);
            }
        }
        catch (RuleException refusal)
        {
            _errors = [new(null, refusal.Message)];
        }
        catch (Exception unreachable) when (Unreachable.Is(unreachable))
        {
            _errors = [new(null, Unreachable.Words("押して"))];
        }
        finally
        {
            _busy = false;
        }
    }

    /// <summary>The canonical texts; null where an item cannot hold what was typed.</summary>
    private Dictionary<ComparedPart, string?>? Read()
    {
        var (read, errors) = (new Dictionary<ComparedPart, string?>(), new List<FieldError>());
        foreach (var editor in _editors)
        {
            try
            {
                var part = new ComparedPart(editor.RecordKind, editor.Item.Key);
                read[part] = editor.Read(_typed[part]);
            }
            catch (RuleException wrong)
            {
                errors.Add(new(CorrectionInput.InputId(editor.Item.Key), wrong.Message));
            }
        }

        // An item that was marked and left as it is would go on as a difference nobody has said.
        errors.AddRange(
            from item in Items
            where errors.Count == 0 && item.Parts().All(part => read[part] == Record.Texts[part])
            select new FieldError(CorrectionInput.InputId(item.Parts()[0].Key), $"「{item.Label()}」が台帳と同じです。紙の値を入力してください。{(OnBack.HasDelegate ? "違いでなければ F2 で判定に戻ってください。" : "違いでなければ、読み合わせの画面でこの記録に戻り、判定を変えてください。")}"));
        _errors = errors;
        return errors.Count == 0 ? read : null;
    }
}
