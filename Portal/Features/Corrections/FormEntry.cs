using System.Text.Json.Serialization;

namespace Portal.Features.Corrections;

/// <summary>What stands in a form, as typed, by key of the record's items. This is what a draft keeps.</summary>
public sealed class FormEntry
{
    /// <summary>Id the record will get; made once, so that pressing twice saves once.</summary>
    public Guid RecordId { get; init; } = Guid.CreateVersion7();

    public Dictionary<string, string> Texts { get; init; } = [];

    /// <summary>What the form filled in by itself: replaced by a better guess until someone types over it.</summary>
    public Dictionary<string, string> Guessed { get; init; } = [];

    [JsonIgnore]
    public bool IsEmpty => Texts.Count == 0;

    [JsonIgnore]
    public string this[string key]
    {
        get => Texts.GetValueOrDefault(key, "");
        set
        {
            if (string.IsNullOrEmpty(value))
            {
                Texts.Remove(key);
            }
            else
            {
                Texts[key] = value;
            }
        }
    }

    /// <summary>Fills an item that is empty or still holds the last guess.</summary>
    public void Guess(string key, string? text)
    {
        if (this[key] != Guessed.GetValueOrDefault(key, ""))
        {
            return;
        }

        this[key] = text ?? "";
        Guessed[key] = text ?? "";
    }
}
