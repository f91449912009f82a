using System.Data.Common;
using System.Globalization;
using Portal.Domain.Exchange.Lists;
using Portal.Domain.Ledger;

namespace Portal.Features.Exchange.Lists;

/// <summary>Puts the chosen columns of each row into a sheet. Where somebody under 支援措置 lives, and may be found, is left out here, whatever was chosen.</summary>
internal sealed class ListRowWriter(IReadOnlyList<ListColumn> columns, bool showsProtected, IListSheet sheet)
{
    private readonly int[] _ordinals = new int[columns.Count];
    private DbDataReader? _of;
    private int _number;
    private int _isProtected;
    private int _birth;
    private int _day;

    public void Write(DbDataReader row)
    {
        if (!ReferenceEquals(_of, row))
        {
            Find(row);
        }

        var hides = row.GetBoolean(_isProtected);
        sheet.BeginRow(row.IsDBNull(_number) ? null : row.GetString(_number));
        for (var at = 0; at < columns.Count; at++)
        {
            Write(row, columns[at], _ordinals[at], hides);
        }

        sheet.EndRow();
    }

    private void Write(DbDataReader row, ListColumn column, int at, bool hides)
    {
        if (hides && column.IsWithheld(showsProtected) && (column.IsAddress || !row.IsDBNull(at)))
        {
            Withhold(column);
        }
        else if (column.Kind == ListCellKind.Age)
        {
            WriteAge(row);
        }
        else if (row.IsDBNull(at))
        {
            sheet.Empty();
        }
        else
        {
            WriteValue(row, column, at);
        }
    }

    private void WriteValue(DbDataReader row, ListColumn column, int at)
    {
        switch (column.Kind)
        {
            case ListCellKind.Text:
                var text = row.GetValue(at) as string ?? Convert.ToString(row.GetValue(at), CultureInfo.InvariantCulture)!;
                sheet.Text(column.Words is { } words ? words(text) : column.IsFreeText ? MyNumberScan.StrikeOut(text) : text);
                break;
            case ListCellKind.Day:
                sheet.Day(row.GetFieldValue<DateOnly>(at));
                break;
            case ListCellKind.Month:
                sheet.Month(row.GetFieldValue<DateOnly>(at));
                break;
            case ListCellKind.Moment:
                sheet.Moment(row.GetDateTime(at));
                break;
            case ListCellKind.Whole:
                sheet.Whole(row.GetInt32(at));
                break;
            case ListCellKind.Amount:
                sheet.Amount(row.GetDecimal(at));
                break;
            case ListCellKind.Flag when row.GetBoolean(at):
                sheet.Text("○");
                break;
            default:
                sheet.Empty();
                break;
        }
    }

    private void Withhold(ListColumn column)
    {
        if (!column.IsAddress || column.Key == "Address")
        {
            sheet.Text(ListColumns.Withheld);
        }
        else
        {
            sheet.Empty();
        }
    }

    private void WriteAge(DbDataReader row)
    {
        if (row.IsDBNull(_birth))
        {
            sheet.Empty();
            return;
        }

        sheet.Whole(Age.LegalOn(row.GetFieldValue<DateOnly>(_birth), row.GetFieldValue<DateOnly>(_day)));
    }

    /// <summary>Where the items stand in this statement.</summary>
    private void Find(DbDataReader row)
    {
        _of = row;
        (_number, _isProtected) = (row.GetOrdinal("ResidentNumber"), row.GetOrdinal("IsProtected"));
        for (var at = 0; at < columns.Count; at++)
        {
            if (columns[at].Kind == ListCellKind.Age)
            {
                (_birth, _day) = (row.GetOrdinal("BirthDate"), row.GetOrdinal("VaccinatedOn"));
            }
            else
            {
                _ordinals[at] = row.GetOrdinal(columns[at].Key);
            }
        }
    }
}
