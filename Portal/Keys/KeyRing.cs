using Portal.Domain;
using Portal.Domain.Keys;

namespace Portal.Keys;

/// <summary>
/// 鍵束 — the keys of the operation log, of My Numbers and of the cookies' keys, kept outside the database and its backups. Written with the newest key of a
/// use, read with the one the row names. A key another process adds is seen within a second.
/// </summary>
public sealed class KeyRing
{
    private static readonly TimeSpan Grain = TimeSpan.FromSeconds(1);

    private readonly KeySource _source;
    private readonly TimeProvider _clock;
    private readonly Lock _reading = new();
    private IReadOnlyList<SecretKey> _keys;
    private long _askedAt;
    private object _stamp;

    /// <exception cref="RuleException">There are no keys, or they cannot be read.</exception>
    public KeyRing(KeySource source, TimeProvider? clock = null)
    {
        (_source, _clock) = (source, clock ?? TimeProvider.System);
        (_stamp, _keys) = source.Read();
        _askedAt = _clock.GetTimestamp();
    }

    public IReadOnlyList<SecretKey> All
    {
        get
        {
            Refresh(isForced: false);
            return _keys;
        }
    }

    /// <exception cref="RuleException">No key for this use.</exception>
    public SecretKey Current(KeyUse use) => All.Where(k => k.Use == use).MaxBy(k => k.Id)
        ?? throw new RuleException($"鍵束に「{use.Label()}」の鍵がありません。{(use is KeyUse.CookieKeys ? "keys rotate cookie-keys で作ってから起動してください。" : "keys init で作った鍵ファイルを指定してください。")}");

    public bool Has(KeyUse use) => All.Any(k => k.Use == use);

    /// <summary>Null when the ring does not hold it (any more).</summary>
    public SecretKey? Find(KeyUse use, int id)
    {
        var known = In(All, use, id);
        if (known is null)
        {
            Refresh(isForced: true);
            known = In(_keys, use, id);
        }

        return known;
    }

    /// <summary>Adds a new key, with which everything is written from now on.</summary>
    /// <exception cref="RuleException">The keys come from the environment, and are changed there.</exception>
    public SecretKey Rotate(KeyUse use, DateTime now)
    {
        using var turn = _source.TakeTurn();
        Refresh(isForced: true);
        // Rings from before have none for the cookies' keys. Of the other uses a second first key would be one for another that was lost.
        var key = SecretKey.Make(use, use is KeyUse.CookieKeys && !Has(use) ? 1 : Current(use).Id + 1, now);
        _source.Write([.. _keys, key]);
        Refresh(isForced: true);
        return key;
    }

    /// <summary>Takes out a key nothing is written with any more; the caller has made sure.</summary>
    /// <exception cref="RuleException">It is the current one, or the keys come from the environment.</exception>
    public void Remove(KeyUse use, int id)
    {
        using var turn = _source.TakeTurn();
        Refresh(isForced: true);
        if (Current(use).Id == id)
        {
            throw new RuleException($"{use.Label()} 第{id}号は使用中の鍵です。先に鍵を切り替えてください。");
        }

        _source.Write([.. _keys.Where(k => k.Use != use || k.Id != id)]);
        Refresh(isForced: true);
    }

    /// <summary>Undoes <see cref="Remove"/>: a row has turned up that needs the key.</summary>
    public void PutBack(SecretKey key)
    {
        using var turn = _source.TakeTurn();
        Refresh(isForced: true);
        if (In(_keys, key.Use, key.Id) is null)
        {
            _source.Write([.. _keys, key]);
            Refresh(isForced: true);
        }
    }

    private void Refresh(bool isForced)
    {
        if (!isForced && _clock.GetElapsedTime(Interlocked.Read(ref _askedAt)) < Grain)
        {
            return;
        }

        lock (_reading)
        {
            Interlocked.Exchange(ref _askedAt, _clock.GetTimestamp());
            if (isForced || !_stamp.Equals(_source.Stamp()))
            {
                (_stamp, _keys) = _source.Read();
            }
        }
    }

    private static SecretKey? In(IReadOnlyList<SecretKey> keys, KeyUse use, int id) => keys.FirstOrDefault(k => k.Use == use && k.Id == id);
}
