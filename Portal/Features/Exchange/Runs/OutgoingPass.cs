using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain.Exchange.Layouts;
using Portal.Domain.Exchange.Runs;
using Portal.Features.Exchange.Lists;

namespace Portal.Features.Exchange.Runs;

/// <summary>What a file has, or would have.</summary>
/// <param name="Adds">追加.</param>
/// <param name="Changes">更新.</param>
/// <param name="Removes">削除.</param>
/// <param name="Same">Held as they are; in a file of changes they do not stand.</param>
/// <param name="LeftOut">Records of people the partner cannot be told of: no 統合宛名番号.</param>
/// <param name="Faults">Left out by 形式チェック, by what is wrong.</param>
public sealed record OutgoingCounts(int Adds, int Changes, int Removes, int Same, int LeftOut, IReadOnlyDictionary<string, int> Faults)
{
    public int Lines => Adds + Changes + Removes;
    public int Faulty => Faults.Values.Sum();
}

/// <summary>One pass over the ledger beside what the partner holds. A look and a file differ only in who takes the lines.</summary>
internal sealed class OutgoingPass(PortalDb db, FileLayout layout, OutgoingFile file, bool isFull)
{
    private const int RowsPerReport = 2000;

    private readonly Dictionary<Guid, (Guid PersonId, UInt128 Digest)> _held = [];
    private readonly Dictionary<string, int> _faults = [];
    private readonly int _line = layout.IndexOf("Line");
    private readonly int _act = layout.IndexOf("Act");
    private int _adds;
    private int _changes;
    private int _removes;
    private int _same;

    /// <summary>Sees how many rows are done, now and then.</summary>
    public Action<long> OnProgress { get; init; } = static _ => { };

    public static OutgoingPass Of(PortalDb db, ExchangeLayouts layouts, OutgoingFiles files, ExchangeKind kind, Action<long>? onProgress = null)
    {
        var file = files.Of(kind);
        return new(db, layouts.Of(file.Layout), file, kind == file.Full) { OnProgress = onProgress ?? (static _ => { }) };
    }

    /// <param name="take">The line for the register, and its values in the order of the layout.</param>
    /// <param name="cancellationToken">Between rows.</param>
    public async Task<OutgoingCounts> RunAsync(Action<OutgoingLine, IReadOnlyList<string?>> take, CancellationToken cancellationToken)
    {
        var leftOut = await file.LeftOut(db).CountAsync(cancellationToken);
        await ListReading.EachAsync(db, [file.Held(db)], row =>
        {
            _held[row.GetGuid(0)] = (row.GetGuid(1), UInt128.Parse(row.GetString(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
            return true;
        }, cancellationToken);
        var seen = 0L;
        await ListReading.EachAsync(db, [file.Rows(db)], row =>
        {
            Take(file.Record(row), take);
            if (++seen % RowsPerReport == 0)
            {
                OnProgress(seen);
            }

            return true;
        }, cancellationToken);
        OnProgress(seen);
        if (!isFull)
        {
            Remove(take);
        }

        return new(_adds, _changes, _removes, _same, leftOut, _faults);
    }

    private void Take(OutgoingRecord record, Action<OutgoingLine, IReadOnlyList<string?>> take)
    {
        var values = layout.Columns.Select(c => record.Value(c.Item)).ToArray();
        var digest = DigestOf(values);
        var isHeld = _held.Remove(record.RecordId, out var held);
        if (!isFull && isHeld && !record.IsGone && held.Digest == digest)
        {
            _same++;
            TakePrior(record, take);
            return;
        }

        var act = record.IsGone ? ExchangeAct.Remove : (isHeld || record.IsKnown) && !isFull ? ExchangeAct.Change : ExchangeAct.Add;
        values[_act] = Code(act);
        if (Fault(values) is { } fault)
        {
            // What the partner has stays: a record that cannot be sent is no reason to take the one before away.
            _faults[fault] = _faults.GetValueOrDefault(fault) + 1;
            return;
        }

        TakePrior(record, take);
        values[_line] = NextLine;
        _adds += act == ExchangeAct.Add ? 1 : 0;
        _changes += act == ExchangeAct.Change ? 1 : 0;
        _removes += act == ExchangeAct.Remove ? 1 : 0;
        take(new(record.RecordId, record.PersonId, act, digest.ToString("x32", CultureInfo.InvariantCulture)), values);
    }

    /// <summary>Before the record's own line: the partner keeps one dose for a number and a day.</summary>
    private void TakePrior(OutgoingRecord record, Action<OutgoingLine, IReadOnlyList<string?>> take)
    {
        if (record.Prior is not { } prior || isFull)
        {
            return;
        }

        var values = layout.Columns.Select(c => prior(c.Item)).ToArray();
        var digest = DigestOf(values);
        (values[_line], values[_act]) = (NextLine, Code(ExchangeAct.RemovePrior));
        _removes++;
        take(new(record.RecordId, record.PersonId, ExchangeAct.RemovePrior, digest.ToString("x32", CultureInfo.InvariantCulture)), values);
    }

    private string? Fault(string?[] values)
    {
        values[_line] = NextLine;
        return layout.Fault(values);
    }

    /// <summary>What is held and not in the ledger any more: cancelled, or its person gone.</summary>
    private void Remove(Action<OutgoingLine, IReadOnlyList<string?>> take)
    {
        foreach (var (recordId, held) in _held)
        {
            var values = new string?[layout.Columns.Count];
            (values[_line], values[_act], values[layout.IndexOf("RecordId")]) = (NextLine, Code(ExchangeAct.Remove), recordId.ToString("N"));
            _removes++;
            take(new(recordId, held.PersonId, ExchangeAct.Remove, held.Digest.ToString("x32", CultureInfo.InvariantCulture)), values);
        }
    }

    private string NextLine => (_adds + _changes + _removes + 1).ToString(CultureInfo.InvariantCulture);

    private static string Code(ExchangeAct act) => act switch
    {
        ExchangeAct.Add => "1",
        ExchangeAct.Change => "2",
        _ => FileLayout.Removal,
    };

    /// <summary>Over the values of the ledger only; 行番号 and 処理区分 are not set yet.</summary>
    internal static UInt128 DigestOf(IReadOnlyList<string?> values)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\u001F', values)), hash);
        return new(System.Buffers.Binary.BinaryPrimitives.ReadUInt64BigEndian(hash), System.Buffers.Binary.BinaryPrimitives.ReadUInt64BigEndian(hash[8..]));
    }
}

/// <summary>What the register keeps of a line.</summary>
internal readonly record struct OutgoingLine(Guid RecordId, Guid PersonId, ExchangeAct Act, string Digest);
