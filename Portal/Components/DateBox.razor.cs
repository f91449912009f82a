using Microsoft.AspNetCore.Components;
using Portal.Domain.Ledger;

namespace Portal.Components;

/// <summary>
/// A date as it stands on paper: era, year, month, day. Moving on, pasting and stepping happen in the browser (<c>date-box.js</c>);
/// what the parts mean is decided here.
/// </summary>
public sealed partial class DateBox
{
    private static readonly (string Letter, string Name)[] Eras =
        [.. JapaneseEra.All.Reverse().Select(era => ($"{era.Letter}", era.Name)), (DateParts.Western, "西暦")];

    private DateParts _parts = DateParts.Empty;
    private (DateOnly? Value, string? Text, string Era) _handedIn = (null, null, DateParts.Empty.Era);

    /// <summary>Given to the first part, so that label and error summary lead there.</summary>
    [Parameter]
    [EditorRequired]
    public required string Id { get; set; }

    [Parameter]
    public DateOnly? Value { get; set; }

    [Parameter]
    public EventCallback<DateOnly?> ValueChanged { get; set; }

    /// <summary>What stands in the boxes (<c>R4.7.</c>), also while it is not yet a date; what a draft keeps.</summary>
    [Parameter]
    public string? Text { get; set; }

    [Parameter]
    public EventCallback<string> TextChanged { get; set; }

    /// <summary>What is missing or wrong, in words; <see langword="null"/> for a date and for empty boxes.</summary>
    [Parameter]
    public EventCallback<string?> ErrorChanged { get; set; }

    /// <summary>The era offered while the boxes are empty: <c>R</c>, <c>H</c>, <c>S</c>, <c>T</c>, <c>M</c>, or <c>W</c> for western years.</summary>
    [Parameter]
    public string Era { get; set; } = "R";

    [Parameter]
    public string? DescribedBy { get; set; }

    /// <summary>The word for <c>aria-invalid</c>, from <see cref="FieldIds.Invalid"/>.</summary>
    [Parameter]
    public string? Invalid { get; set; }

    [Parameter]
    public bool Disabled { get; set; }

    private DateOnly? Shown => _parts.TryGetDate(out var date, out _) ? date : null;

    /// <summary>
    /// Takes over a value or text only when the page hands in a new one that the boxes do not already say: a render on the way of our own
    /// change must not undo what is being typed.
    /// </summary>
    protected override void OnParametersSet()
    {
        if (Text is not null && Text != _handedIn.Text && Text != _parts.Text)
        {
            _parts = DateParts.FromText(Text, Era);
        }
        else if (Value != _handedIn.Value && Value != Shown)
        {
            _parts = Value is { } value ? DateParts.FromDate(value, Era == DateParts.Western) : DateParts.Empty with { Era = Era };
        }
        else if (_parts.IsEmpty && _handedIn.Era != Era)
        {
            _parts = _parts with { Era = Era };
        }

        _handedIn = (Value, Text, Era);
    }

    private static string Typed(ChangeEventArgs change) => (change.Value as string ?? "").Trim();

    private async Task ChangeAsync(DateParts parts)
    {
        _parts = parts;
        parts.TryGetDate(out _, out var error);
        await TextChanged.InvokeAsync(parts.Text);
        await ErrorChanged.InvokeAsync(error);
        await ValueChanged.InvokeAsync(Shown);
    }
}
