using System.Data.Common;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain.Exchange;
using Portal.Domain.Exchange.Lists;
using Portal.Domain.Ledger;

namespace Portal.Features.Exchange.Lists;

/// <summary>
/// 取込用のファイル — writes lines as the import reads them. Each line is read back with the import's own rules before it is written: what would
/// not come back as it stands in the ledger is left out and counted, so that an export taken in again changes nothing.
/// </summary>
internal abstract class LayoutFile
{
    private readonly ZeroRepair _repair;
    private readonly IListSheet _sheet;
    private readonly HashSet<string> _shared;
    private int _line = 1;

    protected LayoutFile(IReadOnlyList<string> heading, ImportKind kind, IListSheet sheet, LeftOut leftOut, ZeroRepair repair, HashSet<string> shared)
    {
        (_sheet, LeftOut, _repair, _shared, Heading) = (sheet, leftOut, repair, shared, heading);
        Layout = ImportLayout.Of(kind, new CsvRecord(1, heading, heading.Count, string.Join(',', heading), HasStrayQuote: false));
    }

    protected LeftOut LeftOut { get; }

    protected IReadOnlyList<string> Heading { get; }

    private ImportLayout Layout { get; }

    /// <summary>Lines written beside the heading.</summary>
    public long Lines { get; private set; }

    public static async Task<LayoutFile> OfAsync(PortalDb db, ListQuestion asked, IListSheet sheet, LeftOut leftOut, CancellationToken cancellationToken)
    {
        var repair = new ZeroRepair(await ImportLook.UsualNumberLengthAsync(db, cancellationToken), ZeroRepair.Everything);
        var shared = await LayoutRows.SharedNumbers(db).ToHashSetAsync(cancellationToken);
        return asked.Kind switch
        {
            ListKind.VrsFile => new VrsFile(sheet, leftOut, repair, shared, asked.ShowsProtected),
            ListKind.ResidentFile => new ResidentFile(sheet, leftOut, repair, shared, await LayoutRows.SharedIntegratedNumbers(db).ToHashSetAsync(cancellationToken)),
            ListKind.CouponFile => new CouponFile(sheet, leftOut, repair, shared, await LayoutRows.SharedCoupons(db).ToHashSetAsync(cancellationToken), asked.ShowsProtected),
            _ => throw new ArgumentOutOfRangeException(nameof(asked)),
        };
    }

    public abstract IQueryable<object> Rows(PortalDb db, ListQuestion asked);

    /// <summary>The next row of <see cref="Rows"/>.</summary>
    public abstract void Take(DbDataReader row);

    /// <summary>Writes what the last rows said.</summary>
    public virtual void End()
    {
    }

    public void WriteHeading() => Send(null, Heading);

    /// <summary>Whether the import could tell this person from others by number; counts them where not.</summary>
    protected bool CanName(string number)
    {
        var isAlone = !_shared.Contains(SearchKeys.Number(number) ?? "");
        if (!isAlone)
        {
            LeftOut.Add("0を除くと同じ宛名番号の人が複数いる行");
        }

        return isAlone;
    }

    /// <summary>The line as the import would read it; null where it would refuse it.</summary>
    protected ImportLine? ReadBack(IReadOnlyList<string> values) =>
        ImportLine.Parse(Layout, new CsvRecord(_line, values, values.Count, "", HasStrayQuote: false), _repair, out _);

    protected void Write(string number, IReadOnlyList<string> values)
    {
        Send(number, values);
        Lines++;
    }

    protected static string Day(DateOnly? day) => day?.ToString("yyyyMMdd", CultureInfo.InvariantCulture) ?? "";

    protected static string? Text(DbDataReader row, string item) => row.GetOrdinal(item) is var at && row.IsDBNull(at) ? null : row.GetString(at);

    protected static DateOnly? DayOf(DbDataReader row, string item) => row.GetOrdinal(item) is var at && row.IsDBNull(at) ? null : row.GetFieldValue<DateOnly>(at);

    private void Send(string? number, IReadOnlyList<string> values)
    {
        _line++;
        _sheet.BeginRow(number);
        foreach (var value in values)
        {
            if (value.Length == 0)
            {
                _sheet.Empty();
            }
            else
            {
                _sheet.Text(value);
            }
        }

        _sheet.EndRow();
    }
}
