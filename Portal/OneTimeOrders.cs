using System.Collections.Concurrent;
using Portal.Components;
using Portal.Domain.Accounts;

namespace Portal;

/// <summary>Orders between a form and its download: the address of a download carries an id, and nothing that was typed. Each serves once.</summary>
public abstract class OneTimeOrders<TOrder>(TimeProvider time)
    where TOrder : class
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<Guid, (string Person, DateTimeOffset Until, TOrder Order)> _orders = [];
    private readonly ConcurrentDictionary<Guid, (DateTimeOffset Until, OrderAnswer Answer)> _answers = [];

    public Guid Keep(Staff by, TOrder order)
    {
        foreach (var (old, _) in _orders.Where(o => o.Value.Until < time.GetUtcNow()))
        {
            _orders.TryRemove(old, out _);
        }

        foreach (var (old, _) in _answers.Where(a => a.Value.Until < time.GetUtcNow()))
        {
            _answers.TryRemove(old, out _);
        }

        var id = Guid.NewGuid();
        _orders[id] = (by.PersonKey, time.GetUtcNow() + Lifetime, order);
        return id;
    }

    /// <summary>Answers a download, and the page that waits for it: a refusal would otherwise be seen by nobody.</summary>
    /// <param name="by">Who fetches.</param>
    /// <param name="id">Of the order.</param>
    /// <param name="where">It is asked for again, when it is gone.</param>
    /// <param name="fill">Makes the file.</param>
    public async Task<IResult> AnswerAsync(Staff by, Guid id, string where, Func<TOrder, Task<IResult>> fill)
    {
        var isOurs = _orders.TryGetValue(id, out var kept) && kept.Person == by.PersonKey;
        if (Take(by, id) is not { } order)
        {
            if (isOurs)
            {
                Say(id, OneTimeOrder.Words(where));
            }

            return OneTimeOrder.Gone(where);
        }

        try
        {
            var result = await Downloads.AnswerAsync(() => fill(order), refusal => Say(id, refusal));
            Say(id, null);
            return new Watched(result, cut => _answers[id] = (time.GetUtcNow() + Lifetime, new OrderAnswer(cut) { IsEnded = true }));
        }
        catch (Exception failure)
        {
            Say(id, Unreachable.Is(failure) ? Unreachable.Words("出力を用意して") : "ファイルを作れませんでした。もう一度用意してください。続くときはシステム担当に伝えてください。");
            throw;
        }
    }

    /// <summary>What the download of an order was answered; null while it was not fetched, or is being made.</summary>
    public OrderAnswer? AnswerOf(Guid id) => _answers.TryGetValue(id, out var said) ? said.Answer : null;

    /// <summary>The same once nothing more comes: refused, whole, or cut off on its way.</summary>
    public OrderAnswer? EndOf(Guid id) => AnswerOf(id) is { } answer && (answer.IsEnded || answer.Refusal is not null) ? answer : null;

    /// <summary>The first word stands.</summary>
    private void Say(Guid id, string? refusal) => _answers.TryAdd(id, (time.GetUtcNow() + Lifetime, new OrderAnswer(refusal)));

    /// <returns>Null for an id that is unknown, used, over, or of somebody else: answer <see cref="OneTimeOrder.Gone"/>.</returns>
    public TOrder? Take(Staff by, Guid id) =>
        _orders.TryGetValue(id, out var kept) && kept.Person == by.PersonKey && kept.Until >= time.GetUtcNow() && _orders.TryRemove(id, out _) ? kept.Order : null;
}

/// <summary>How a download was answered: with the file, or with a refusal in words.</summary>
public sealed record OrderAnswer(string? Refusal)
{
    /// <summary>The last byte is out, or none comes any more.</summary>
    public bool IsEnded { get; init; }
}

/// <summary>Tells how an answer ended: null when it went out whole, what the clerk is told otherwise.</summary>
internal sealed class Watched(IResult result, Action<string?> ended) : IResult
{
    internal const string Cut =
        "受取りが途中で切れました。保存されたファイルがあれば開けません。削除してから、もう一度用意してください。続くときはシステム担当に伝えてください。";

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var isWhole = false;
        try
        {
            await result.ExecuteAsync(httpContext);
            isWhole = !httpContext.RequestAborted.IsCancellationRequested;
        }
        finally
        {
            ended(isWhole ? null : Cut);
        }
    }
}

public static class OneTimeOrder
{
    internal static string Words(string where) =>
        $"このファイルはもう受け取れません。受け取れるのは、用意した本人が5分以内に一度だけです。もう一度出力するときは、{where}で目的と媒体を入力し直してください。";

    /// <summary>In words, where an empty answer would end on 「画面が見つかりません」.</summary>
    /// <param name="where">Where it is asked for again.</param>
    public static IResult Gone(string where) => Results.Text(
        Words(where), "text/plain; charset=utf-8", statusCode: StatusCodes.Status410Gone);
}
