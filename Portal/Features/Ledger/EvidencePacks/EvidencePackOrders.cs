using System.Collections.Concurrent;
using Portal.Domain.Accounts;

namespace Portal.Features.Ledger.EvidencePacks;

/// <summary>Orders between the form and the download: the address of a download carries an id, and no purpose and no date. Each serves once.</summary>
public sealed class EvidencePackOrders(TimeProvider time)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<Guid, (string Person, DateTimeOffset Until, EvidencePackOrder Order)> _orders = [];

    public Guid Keep(Staff by, EvidencePackOrder order)
    {
        foreach (var (old, _) in _orders.Where(o => o.Value.Until < time.GetUtcNow()))
        {
            _orders.TryRemove(old, out _);
        }

        var id = Guid.NewGuid();
        _orders[id] = (by.PersonKey, time.GetUtcNow() + Lifetime, order);
        return id;
    }

    /// <returns>Null for an id that is unknown, used, over, or of somebody else.</returns>
    public EvidencePackOrder? Take(Staff by, Guid id) =>
        _orders.TryGetValue(id, out var kept) && kept.Person == by.PersonKey && kept.Until >= time.GetUtcNow() && _orders.TryRemove(id, out _) ? kept.Order : null;
}
