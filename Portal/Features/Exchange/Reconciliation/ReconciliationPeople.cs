using System.Data.Common;
using System.Globalization;
using Portal.Data;
using Portal.Domain.Exchange;
using Portal.Domain.Exchange.Runs;
using Portal.Domain.Ledger;

namespace Portal.Features.Exchange.Reconciliation;

/// <summary>
/// Everybody of the ledger by the number the file knows them by, some forty bytes each: a line then finds its person without asking the database, and whoever the
/// file does not name is known at its end.
/// </summary>
internal sealed class ReconciliationPeople(string numberName)
{
    private readonly List<Slot> _slots = [];
    private readonly Dictionary<ulong, int> _byNumber = [];
    private readonly Dictionary<Guid, int> _byId = [];

    /// <summary>Everybody, merged and cancelled ones too: the number of somebody merged leads to who they are now.</summary>
    public static IQueryable<object> Rows(PortalDb db, ExchangeKind kind) => kind == ExchangeKind.HealthReconciliation
        ? db.People.OrderBy(p => p.LedgerPersonId).Select(p => new { p.LedgerPersonId, Number = p.IntegratedNumber, p.Status, p.MergedIntoId })
        : db.People.OrderBy(p => p.LedgerPersonId).Select(p => new { p.LedgerPersonId, Number = p.ResidentNumber, p.Status, p.MergedIntoId });

    /// <param name="db">The database.</param>
    /// <param name="kind">Whose file: VRS knows people by 宛名番号, 健康管理システム by 統合宛名番号.</param>
    /// <param name="cancellationToken">Between rows.</param>
    public static async Task<ReconciliationPeople> LoadAsync(PortalDb db, ExchangeKind kind, CancellationToken cancellationToken)
    {
        var people = new ReconciliationPeople(kind == ExchangeKind.HealthReconciliation ? ImportColumns.IntegratedNumber : ImportColumns.ResidentNumber);
        await db.PlainRowsAsync(Rows(db, kind), people.Add, cancellationToken);
        return people;
    }

    /// <summary>The holder of a number: whoever has it with the same zeros, or the only one who has it at all.</summary>
    /// <param name="number">As the file has it, digits.</param>
    /// <param name="whyNot">Why there is no holder.</param>
    public Guid? Find(string number, out string whyNot)
    {
        whyNot = "";
        if (!TryKey(number, out var key) || !_byNumber.TryGetValue(key, out var at))
        {
            whyNot = $"この{numberName}の人が台帳にいません。";
            return null;
        }

        var (first, isAlone) = (_slots[at].Holder, true);
        for (; at >= 0; at = _slots[at].Next)
        {
            if (_slots[at].Length == number.Length)
            {
                return _slots[at].Holder;
            }

            isAlone &= _slots[at].Holder == first;
        }

        whyNot = isAlone ? "" : $"0を除くと同じ{numberName}の人が複数います。";
        return isAlone ? first : null;
    }

    /// <summary>Marks the person as named by the file; false where they were before.</summary>
    public bool Take(Guid personId)
    {
        var at = _byId[personId];
        var slot = _slots[at];
        _slots[at] = slot with { IsTaken = true };
        return !slot.IsTaken;
    }

    /// <summary>Who somebody is now: themselves, or whom they were merged into; null for nobody.</summary>
    public Guid? Now(Guid personId) => _byId.TryGetValue(personId, out var at) ? _slots[at].Holder : null;

    /// <summary>Whom the file did not name, in the order of their ids.</summary>
    public IEnumerable<Guid> Left() => _slots.Where(slot => !slot.IsTaken).Select(slot => slot.Id);

    private bool Add(DbDataReader row)
    {
        var (id, number, mergedInto) = (row.GetGuid(0), row.Text(1), row.IsDBNull(3) ? (Guid?)null : row.GetGuid(3));
        _byId.Add(id, _slots.Count);
        var isActive = row.GetString(2) == nameof(RecordStatus.Active);
        var next = -1;
        if (isActive && TryKey(number, out var key))
        {
            next = _byNumber.GetValueOrDefault(key, -1);
            _byNumber[key] = _slots.Count;
        }

        _slots.Add(new(id, mergedInto ?? id, (byte)(number?.Length ?? 0), next, IsTaken: false));
        return true;
    }

    private static bool TryKey(string? number, out ulong key) => ulong.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out key);

    private readonly record struct Slot(Guid Id, Guid Holder, byte Length, int Next, bool IsTaken);
}
