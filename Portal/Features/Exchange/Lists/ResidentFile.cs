using System.Data.Common;
using Portal.Data;
using Portal.Domain.Exchange;
using Portal.Domain.Exchange.Lists;
using Portal.Domain.Ledger;
using Columns = Portal.Domain.Exchange.ImportColumns;

namespace Portal.Features.Exchange.Lists;

/// <summary>
/// 宛名: a person a line. People under 支援措置 are left out: a line without their address would be taken for one that knows none, and one
/// with it must not leave. The column 支援措置 stays empty, as only a 0 could lift the measure of somebody protected since.
/// </summary>
internal sealed class ResidentFile(IListSheet sheet, LeftOut leftOut, ZeroRepair repair, HashSet<string> shared, HashSet<string> sharedIntegrated)
    : LayoutFile([.. Columns.Residents.Select(c => c.Name)], ImportKind.Residents, sheet, leftOut, repair, shared)
{
    private static readonly string[] Titles = [.. Columns.Residents.Select(c => c.Name)];

    /// <summary>Of these an empty column means "not known", so that they can be left empty.</summary>
    private static readonly (string Column, RecordField<LedgerPerson> Field)[] CanBeSilent =
    [
        (Columns.IntegratedNumber, PersonFields.IntegratedNumber), (Columns.BirthDate, PersonFields.BirthDate),
        (Columns.PostalCode, PersonFields.PostalCode), (Columns.Address, PersonFields.Address),
    ];

    private readonly string[] _line = new string[Titles.Length];
    private readonly List<ResidenceSpan> _spans = [];
    private readonly Dictionary<string, string?> _ours = [];
    private string? _number;
    private bool _isProtected;

    public override IQueryable<object> Rows(PortalDb db, ListQuestion asked) => LayoutRows.Residents(db, asked);

    public override void Take(DbDataReader row)
    {
        var number = row.GetString(row.GetOrdinal("ResidentNumber"));
        if (number != _number)
        {
            End();
            Begin(number, row);
        }

        if (!row.IsDBNull(row.GetOrdinal("HasSpan")))
        {
            _spans.Add(new ResidenceSpan
            {
                StartedOn = DayOf(row, "StartedOn"),
                EndedOn = DayOf(row, "EndedOn"),
                EndKind = Text(row, "EndKind") is { } kind ? Enum.Parse<ResidenceEnd>(kind) : null,
            });
        }
    }

    public override void End()
    {
        if (_number is null)
        {
            return;
        }

        if (_isProtected)
        {
            LeftOut.Add("支援措置の対象者");
            return;
        }

        if (!CanName(_number))
        {
            return;
        }

        PutResidence();
        if (!ComesBack())
        {
            Mend();
        }

        if (ComesBack())
        {
            Write(_number, _line);
        }
        else
        {
            LeftOut.Add("取込が別の値に読む人");
        }
    }

    private void Begin(string number, DbDataReader row)
    {
        _number = number;
        _isProtected = row.GetBoolean(row.GetOrdinal("IsProtected"));
        _spans.Clear();
        Array.Fill(_line, "");
        var sex = Enum.Parse<Sex>(row.GetString(row.GetOrdinal("Sex")));
        Put(Columns.ResidentNumber, number);
        Put(Columns.Name, Own(PersonFields.Name, Text(row, "Name")));
        Put(Columns.Kana, Own(PersonFields.Kana, Text(row, "Kana")));
        Put(Columns.FormerName, Own(PersonFields.FormerName, Text(row, "FormerName")));
        Put(Columns.AliasName, Own(PersonFields.AliasName, Text(row, "AliasName")));
        Own(PersonFields.Sex, sex.ToString());
        Put(Columns.Sex, sex switch { Sex.Male => "1", Sex.Female => "2", _ => "9" });
        var birth = DayOf(row, "BirthDate");
        Own(PersonFields.BirthDate, FieldText.Day(birth));
        Put(Columns.BirthDate, Day(birth));
        Put(Columns.PostalCode, Own(PersonFields.PostalCode, Text(row, "PostalCode")));
        Put(Columns.Address, Own(PersonFields.Address, Text(row, "Address")));
        Put(Columns.Building, Own(PersonFields.Building, Text(row, "Building")));
        var integrated = Own(PersonFields.IntegratedNumber, Text(row, "IntegratedNumber"));
        if (sharedIntegrated.Contains(SearchKeys.Number(integrated) ?? ""))
        {
            LeftOut.Add("ほかの人と同じ統合宛名番号（空欄にしました）");
        }
        else
        {
            Put(Columns.IntegratedNumber, integrated);
        }
    }

    /// <summary>The last stay, as the resident system would tell it.</summary>
    private void PutResidence()
    {
        if (_spans.LastOrDefault() is not { } last)
        {
            return;
        }

        Put(Columns.MovedInOn, Day(last.StartedOn));
        if (last is { EndedOn: { } ended, EndKind: { } kind })
        {
            Put(Columns.MoveReason, kind == ResidenceEnd.Died ? "死亡" : "転出");
            Put(Columns.MovedOn, Day(ended));
        }
    }

    private bool ComesBack() => ReadBack(_line) is ResidentLine back
        && SearchKeys.Number(back.ResidentNumber) == SearchKeys.Number(_number)
        && back.Items.All(item => item.Value == _ours.GetValueOrDefault(item.Field.Key))
        && back.Cleared.All(field => _ours.GetValueOrDefault(field.Key) is null)
        && ResidenceSpan.ToText(ResidentMove.Apply(_spans, back.MovedInOn, back.Move)) == ResidenceSpan.ToText(_spans);

    /// <summary>Empties what does not come back and may be empty.</summary>
    private void Mend()
    {
        var whole = _line.ToArray();
        foreach (var (column, _) in CanBeSilent)
        {
            Put(column, "");
        }

        foreach (var column in (string[])[Columns.MovedInOn, Columns.MoveReason, Columns.MovedOn])
        {
            Put(column, "");
        }

        if (!ComesBack())
        {
            return;
        }

        foreach (var (column, _) in CanBeSilent)
        {
            Restore(whole, column);
        }

        Restore(whole, Columns.MovedInOn);
        Restore(whole, Columns.MoveReason, Columns.MovedOn);
    }

    private void Restore(string[] whole, params string[] columns)
    {
        foreach (var column in columns)
        {
            Put(column, whole[Array.IndexOf(Titles, column)]);
        }

        if (!ComesBack())
        {
            LeftOut.Add("取込が別の値に読む項目（空欄にしました）");
            foreach (var column in columns)
            {
                Put(column, "");
            }
        }
    }

    private string? Own(RecordField<LedgerPerson> field, string? value)
    {
        _ours[field.Key] = value;
        return value;
    }

    private void Put(string column, string? value) => _line[Array.IndexOf(Titles, column)] = value ?? "";
}
