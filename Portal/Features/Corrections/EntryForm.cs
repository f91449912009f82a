using System.Globalization;
using Portal.Components;
using Portal.Domain;
using Portal.Domain.Corrections;
using Portal.Domain.Ledger;

namespace Portal.Features.Corrections;

/// <summary>An open form: what is typed, what is wrong with it, and who hears of changes. Handed down to its fields.</summary>
/// <param name="prefix">Begins the ids of the inputs.</param>
/// <param name="entry">What is typed.</param>
/// <param name="changed">Called with the key of the item that has just changed.</param>
public sealed class EntryForm(string prefix, FormEntry entry, Func<string, Task> changed)
{
    private readonly Dictionary<string, string> _unfinishedDates = [];
    private Dictionary<string, string> _problems = [];

    public FormEntry Entry { get; } = entry;

    /// <summary>Everything wrong at the last attempt: a new list for every attempt, the same one in between.</summary>
    public IReadOnlyList<FieldError> Summary { get; private set; } = [];

    /// <summary>A button's act is under way.</summary>
    public bool Busy { get; private set; }

    public string IdOf(string key) => $"{prefix}-{key}";

    public string? ErrorOf(string key) => _unfinishedDates.GetValueOrDefault(key) ?? _problems.GetValueOrDefault(key);

    public Task SetAsync(string key, string? text)
    {
        Entry[key] = text ?? "";
        _problems.Remove(key);
        return changed(key);
    }

    public void SetDateError(string key, string? error)
    {
        if (error is null)
        {
            _unfinishedDates.Remove(key);
        }
        else
        {
            _unfinishedDates[key] = error;
        }
    }

    public void Show(IReadOnlyList<FieldProblem> problems)
    {
        _problems = problems.Where(p => p.Field is not null).ToDictionary(p => p.Field!, p => p.Message);
        Summary =
        [
            .. problems.Select(p => p.Field is { } key ? new FieldError(IdOf(key), _unfinishedDates.GetValueOrDefault(key) ?? p.Message) : new FieldError(null, p.Message)),
        ];
    }

    /// <summary>Runs what a button asks for, once at a time; a refusal is shown in the form.</summary>
    /// <param name="act">The act.</param>
    /// <param name="backToItems">Called where the refusal is about single items: they must be on screen.</param>
    public async Task RunAsync(Func<Task> act, Action backToItems)
    {
        if (Busy)
        {
            return;
        }

        Busy = true;
        try
        {
            await act();
        }
        catch (FieldProblemsException refusal)
        {
            backToItems();
            Show(refusal.Problems);
        }
        catch (RuleException refusal)
        {
            Show([new(null, refusal.Message)]);
        }
        finally
        {
            Busy = false;
        }
    }

    /// <summary>The texts as the desks take them: dates that are whole as yyyy-MM-dd, all else as typed.</summary>
    public Dictionary<string, string> Typed(params string[] dates) =>
        Entry.Texts.ToDictionary(t => t.Key, t => dates.Contains(t.Key) && DayOf(t.Key) is { } day ? FieldText.Day(day) : t.Value);

    /// <summary>The whole date that stands in a date box, if it is one.</summary>
    public DateOnly? DayOf(string key) => DateParts.FromText(Entry[key], "R").TryGetDate(out var day, out _) ? day : null;

    public int? NumberOf(string key) => int.TryParse(Entry[key], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
