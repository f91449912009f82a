namespace Portal.Tests.Exchange.IntermediateServer;

/// <summary>Its export of the 副本 for 原本照合, by docs/exchange/replica-export-1.md.</summary>
internal sealed partial class StandIn
{
    public byte[] Export(AnswerFault fault = AnswerFault.None)
    {
        var columns = Documented("replica-export-1").Select(c => Column(c.Item1)).ToList();
        return SheetStandIn.Write("replica-export-1", 7, Replica.Values.OrderByDescending(v => v[Column("管理番号")], StringComparer.Ordinal).Select(v => columns.Select(c => v[c]).ToArray()), fault);
    }

    /// <summary>Something goes wrong over there.</summary>
    public void Spoil(Guid recordId, string column, string value)
    {
        List<string> values = [.. Replica[recordId.ToString("N")]];
        values[Column(column)] = value;
        Replica[recordId.ToString("N")] = values;
    }

    /// <summary>A record appears that nobody sent.</summary>
    public Guid Invent(Guid like, string? integratedNumber = null)
    {
        var id = Guid.NewGuid();
        List<string> values = [.. Replica[like.ToString("N")]];
        values[Column("管理番号")] = id.ToString("N");
        values[Column("統合宛名番号")] = integratedNumber ?? values[Column("統合宛名番号")];
        Replica[id.ToString("N")] = values;
        return id;
    }
}
