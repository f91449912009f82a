using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using Portal.Domain.Accounts;
using Portal.Domain.OperationLog;

namespace Portal.Domain.Exchange.ResidentIndex;

/// <summary>登録 → シークレット → 変更・再発行 → 停止・再開.</summary>
public partial class AddresseeClient
{
    private const string IdAlphabet = "abcdefghjkmnpqrstuvwxyz23456789";
    private const int IdLength = 10;
    private const int SecretBytes = 32;

    /// <summary>登録. It can do nothing before it has a secret.</summary>
    /// <exception cref="Corrections.FieldProblemsException">Something of the entry is missing or cannot be read.</exception>
    public static AddresseeClient Enter(ClientEntry entry, Staff by, DateTime now)
    {
        var client = new AddresseeClient
        {
            AddresseeClientId = Guid.CreateVersion7(now),
            ClientId = $"c-{RandomNumberGenerator.GetString(IdAlphabet, IdLength)}",
            Name = "",
            System = "",
            Contact = "",
            Scopes = "",
            AddressRanges = "",
            PerMinute = 0,
            ValidUntil = default,
            EnteredAt = now,
            EnteredByName = by.Name,
        };
        client.Describe(entry, JapanTime.DayOf(now));
        return client;
    }

    /// <summary>変更. It counts from the next request on, also for tokens given out before.</summary>
    /// <exception cref="Corrections.FieldProblemsException">Something of the entry is missing or cannot be read.</exception>
    public void Describe(ClientEntry entry, DateOnly today)
    {
        var plain = entry.Demand(today);
        (Name, System, Contact, AddressRanges) = (plain.Name!, plain.System!, plain.Contact!, plain.AddressRanges!);
        (Scopes, PerMinute, ValidUntil, Version) = (AddresseeScopes.Join(plain.Scopes), plain.Limit, plain.ValidUntil!.Value, Guid.CreateVersion7());
    }

    /// <summary>A new シークレット, to be shown once; the desk keeps a hash of it.</summary>
    public static string NewSecret() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes));

    /// <summary>シークレットの発行・再発行: the earlier one and every token made with it are void.</summary>
    /// <exception cref="RuleException">Stopped.</exception>
    public void TakeSecret(string hash, DateTime now)
    {
        if (State is ClientState.Stopped)
        {
            throw new RuleException("停止している連携先システムにシークレットは発行できません。先に再開してください。");
        }

        (SecretHash, SecretStamp, SecretChangedAt, Version) = (hash, Guid.NewGuid(), now, Guid.CreateVersion7());
    }

    /// <summary>停止, at once.</summary>
    /// <exception cref="RuleException">Stopped already, or no reason.</exception>
    public void Stop(string? reason, DateTime now)
    {
        if (State is ClientState.Stopped)
        {
            throw new RuleException("この連携先システムはすでに停止しています。画面を開き直してください。");
        }

        (StopReason, StoppedAt, State, Version) = (StatedPurpose.Demand("停止の理由", reason), now, ClientState.Stopped, Guid.CreateVersion7());
    }

    /// <summary>再開, with a new secret only: the old one may be why it was stopped.</summary>
    /// <exception cref="RuleException">Not stopped.</exception>
    public void Resume()
    {
        if (State is not ClientState.Stopped)
        {
            throw new RuleException("この連携先システムは停止していません。画面を開き直してください。");
        }

        (State, StopReason, StoppedAt, SecretHash, SecretStamp, Version) = (ClientState.Active, null, null, null, Guid.NewGuid(), Guid.CreateVersion7());
    }

    /// <summary>Whether it may ask at all at this moment; in words for the log, null when it may.</summary>
    public string? RefusalAt(DateTime now) => State is ClientState.Stopped ? "停止中" : JapanTime.DayOf(now) > ValidUntil ? "有効期限切れ" : null;

    public bool MayAskFrom(IPAddress? address) => Accounts.AddressRanges.Parse(AddressRanges).Contains(address);

    /// <summary>操作者 of its requests: it has none of the permissions of staff.</summary>
    public Staff Actor(IPAddress? address) =>
        new(ClientId, Name, System, $"{(address is { IsIPv4MappedToIPv6: true } ? address.MapToIPv4() : address)}", new HashSet<Permission>());
}
