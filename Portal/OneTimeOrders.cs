using System.Collections.Concurrent;
using Portal.Domain.Accounts;

namespace Portal;

/// <summary>Orders between a form and its download: the address of a download carries an id, and nothing that was typed. Each serves once.</summary>
public abstract class OneTimeOrders<TOrder>(TimeProvider time)
    where TOrder : class
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<Guid, (string Person, DateTimeOffset Until, TOrder Order)> _orders = [];

    public Guid Keep(Staff by, TOrder order)
    {
        foreach (var (old, _) in _orders.Where(o => o.Value.Until < time.GetUtcNow()))
        {
            _orders.TryRemove(old, out _);
        }

        var id = Guid.NewGuid();
        _orders[id] = (by.PersonKey, time.GetUtcNow() + Lifetime, order);
        return id;
    }

    /// <returns>Null for an id that is unknown, used, over, or of somebody else: answer <see cref="OneTimeOrder.Gone"/>.</returns>
    public TOrder? Take(Staff by, Guid id) =>
        _orders.TryGetValue(id, out var kept) && kept.Person == by.PersonKey && kept.Until >= time.GetUtcNow() && _orders.TryRemove(id, out _) ? kept.Order : null;
}

public static class OneTimeOrder
{
    /// <summary>In words, where an empty answer would end on 「画面が見つかりません」.</summary>
    /// <param name="where">Where it is asked for again.</param>
    public static IResult Gone(string where) => Results.Text(
        $"このファイルはもう受け取れません。受け取れるのは、用意した本人が5分以内に一度だけです。もう一度出力するときは、{where}で目的と媒体を入力し直してください。",
        "text/plain; charset=utf-8", statusCode: StatusCodes.Status410Gone);
}
