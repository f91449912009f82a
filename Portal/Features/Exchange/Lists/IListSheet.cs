namespace Portal.Features.Exchange.Lists;

/// <summary>Takes a list cell by cell, row by row, and keeps none of it.</summary>
internal interface IListSheet
{
    /// <param name="place">宛名番号 the row is about; null where there is none.</param>
    void BeginRow(string? place);

    void Empty();

    void Text(string text);

    void Day(DateOnly day);

    /// <param name="month">Its first day.</param>
    void Month(DateOnly month);

    /// <param name="utc">Written in Japan's time.</param>
    void Moment(DateTime utc);

    void Whole(long number);

    void Amount(decimal number);

    void EndRow();
}
