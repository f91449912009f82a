using System.Text.Json.Serialization;
using Portal.Components;
using Portal.Domain;
using Portal.Domain.Corrections;
using Portal.Domain.Ledger;

namespace Portal.Features.Corrections;

/// <summary>Everything a clerk has put into a correction form so far, as typed. A draft keeps all of it.</summary>
public sealed class CorrectionInput
{
    /// <summary>Key of the revision to be made: the same however often, and after whatever interruption, the form is sent.</summary>
    public Guid RevisionId { get; set; } = Guid.CreateVersion7();

    public required RecordKind Kind { get; init; }

    /// <summary>Canonical texts the clerk saw, so that a conflict is still found after a restart.</summary>
    public required Dictionary<string, string?> Seen { get; init; }

    /// <summary>Touched items only, as they stand in their inputs.</summary>
    public Dictionary<string, string> Typed { get; init; } = [];

    /// <summary>取消: the record is cancelled instead of corrected.</summary>
    public bool Cancels { get; set; }

    public ReasonKind? Reason { get; set; }

    public string? ReasonText { get; set; }

    public EvidenceLine? Evidence { get; set; }

    [JsonIgnore]
    public Grounds Grounds => new(Reason, ReasonText, Evidence?.EvidenceId);

    [JsonIgnore]
    public bool IsUntouched => Typed.Count == 0 && !Cancels && Reason is null && string.IsNullOrEmpty(ReasonText) && Evidence is null;

    public static CorrectionInput For(OpenedRecord opened) => new() { Kind = opened.Kind, Seen = new(opened.Texts) };

    /// <summary>Starts from a request that was returned: its values once more, on the record as it is now.</summary>
    public static CorrectionInput Again(OpenedRecord opened, Revision returned)
    {
        var input = For(opened);
        foreach (var change in returned.Changes.Where(c => opened.Texts.ContainsKey(c.Field)))
        {
            var editor = FieldEditor.For(opened.Kind, RecordItems.Find(opened.Kind, change.Field));
            input.Put(editor, editor.Typed(change.NewValue));
        }

        (input.Reason, input.ReasonText) = (returned.Reason, returned.ReasonText);
        return input;
    }

    public string TypedOf(FieldEditor editor) => Typed.GetValueOrDefault(editor.Item.Key) ?? editor.Typed(Seen[editor.Item.Key]);

    public void Put(FieldEditor editor, string typed)
    {
        if (typed == editor.Typed(Seen[editor.Item.Key]))
        {
            Typed.Remove(editor.Item.Key);
        }
        else
        {
            Typed[editor.Item.Key] = typed;
        }
    }

    /// <summary>What is wrong with one item as typed; null when nothing is.</summary>
    public string? ErrorOf(FieldEditor editor)
    {
        try
        {
            if (Typed.TryGetValue(editor.Item.Key, out var typed))
            {
                editor.Read(typed);
            }

            return null;
        }
        catch (RuleException wrong)
        {
            return wrong.Message;
        }
    }

    /// <summary>Everything wrong in the form, in its order; empty when it can be checked and saved.</summary>
    public IReadOnlyList<FieldError> Errors(IEnumerable<FieldEditor> editors)
    {
        List<FieldError> errors =
        [
            .. from editor in Cancels ? [] : editors
               let error = ErrorOf(editor)
               where error is not null
               select new FieldError(InputId(editor.Item.Key), error),
        ];
        if (Grounds.Missing() is { } missing)
        {
            errors.Add(new FieldError(Reason is null ? GroundsPart.ReasonId : GroundsPart.TextId, missing));
        }

        return errors;
    }

    /// <summary>Canonical texts of the items that differ from what the clerk saw.</summary>
    /// <exception cref="RuleException">An item that <see cref="Errors"/> names.</exception>
    public Dictionary<string, string?> Wanted() => Typed
        .Select(t => (t.Key, Text: FieldEditor.For(Kind, RecordItems.Find(Kind, t.Key)).Read(t.Value)))
        .Where(w => w.Text != Seen[w.Key])
        .ToDictionary(w => w.Key, w => w.Text);

    /// <summary>What saving would change: the wanted texts, or the cancellation.</summary>
    /// <exception cref="RuleException">An item that <see cref="Errors"/> names.</exception>
    public Dictionary<string, string?> Changes() => Cancels ? new() { [RecordItems.Status] = nameof(RecordStatus.Cancelled) } : Wanted();

    /// <exception cref="RuleException">An item that <see cref="Errors"/> names.</exception>
    public CorrectionRequest Request() => new() { RevisionId = RevisionId, Act = RevisionAct.Correct, Seen = Seen, Wanted = Wanted(), Grounds = Grounds };

    /// <summary>Items shown since the form opened join what the clerk saw; what was seen and typed stays.</summary>
    public void Show(IReadOnlyDictionary<string, string?> texts)
    {
        foreach (var (key, text) in texts)
        {
            Seen.TryAdd(key, text);
        }
    }

    /// <summary>Items hidden again since a draft was written stay out until their purpose has been stated anew.</summary>
    public void HideAllBut(IEnumerable<string> visible)
    {
        foreach (var key in Seen.Keys.Except(visible).ToList())
        {
            Seen.Remove(key);
            Typed.Remove(key);
        }
    }

    /// <summary>After a conflict: the newer text becomes what was seen; what the clerk chose to give up is no longer wanted.</summary>
    public void Settle(IEnumerable<FieldConflict> conflicts, IReadOnlySet<string> keepMine)
    {
        foreach (var conflict in conflicts)
        {
            Seen[conflict.Field] = conflict.Theirs;
            if (!keepMine.Contains(conflict.Field))
            {
                Typed.Remove(conflict.Field);
            }
        }
    }

    public static string InputId(string key) => $"field-{key}";
}
