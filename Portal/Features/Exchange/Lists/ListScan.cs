using Portal.Domain.Exchange.Lists;

namespace Portal.Features.Exchange.Lists;

/// <summary>Takes a list and keeps nothing but what CP932 cannot hold of it.</summary>
internal sealed class ListScan(UnwritableCharacters found) : IListSheet
{
    private string _place = "";
    private long _row;

    public void BeginRow(string? place)
    {
        _row++;
        _place = place ?? $"{_row:N0}行目（宛名番号なし）";
    }

    public void Empty()
    {
    }

    public void Text(string text) => found.Look(text, _place);

    public void Day(DateOnly day)
    {
    }

    public void Month(DateOnly month)
    {
    }

    public void Moment(DateTime utc)
    {
    }

    public void Whole(long number)
    {
    }

    public void Amount(decimal number)
    {
    }

    public void EndRow()
    {
    }
}
