using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Portal.Domain.Ledger;
using Portal.Domain.OperationLog;

namespace Portal.Domain.Accounts;

/// <summary>追加 → コード → 登録 → 紛失・廃止.</summary>
public partial class Terminal
{
    /// <summary>How long a registration code (登録コード) may be typed.</summary>
    public static readonly TimeSpan CodeValidFor = TimeSpan.FromDays(1);

    // Without look-alikes (0/O, 1/I/L): it is read from paper. Twelve of them are 59 bits.
    private const string CodeAlphabet = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";
    private const int CodeLength = 12;
    private const int SecretBytes = 32;

    /// <summary>端末の追加: it waits until its code is typed there.</summary>
    /// <exception cref="RuleException">Something of the entry is missing or cannot be read.</exception>
    public static Terminal Enter(TerminalEntry entry, DateTime now)
    {
        var terminal = new Terminal
        {
            TerminalId = Guid.CreateVersion7(now),
            Name = "",
            Place = "",
            OwnerId = Guid.Empty,
            IsLgwan = entry.IsLgwan,
            AddressRanges = "",
            EnteredAt = now,
        };
        terminal.Describe(entry);
        return terminal;
    }

    /// <summary>名称・設置場所・責任者・LGWAN・アドレス範囲, as the administrator enters them. That no other terminal has the name, the desk looks up.</summary>
    /// <exception cref="RuleException">Something is missing or cannot be read, or the terminal is out of use.</exception>
    public void Describe(TerminalEntry entry)
    {
        if (State is TerminalState.Retired)
        {
            throw new RuleException("廃止した端末は変更できません。新しい端末として追加してください。");
        }

        Name = TerminalEntry.NameOf(entry.Name);
        Place = TerminalEntry.PlaceOf(entry.Place);
        OwnerId = entry.OwnerId ?? throw new RuleException("管理責任者を選んでください。");
        IsLgwan = entry.IsLgwan;
        AddressRanges = TerminalEntry.RangesOf(entry.AddressRanges);
        Version = Guid.CreateVersion7();
    }

    /// <summary>登録コードの発行: whatever its browser kept is void, and the terminal waits for the code. Shown once, kept as a hash.</summary>
    /// <exception cref="RuleException">Retired.</exception>
    public string NewCode(DateTime now)
    {
        if (State is TerminalState.Retired)
        {
            throw new RuleException("廃止した端末に登録コードは発行できません。新しい端末として追加してください。");
        }

        var code = RandomNumberGenerator.GetString(CodeAlphabet, CodeLength);
        (State, SecretHash, RegisteredAt) = (TerminalState.Waiting, null, null);
        (CodeHash, CodeExpiresAt) = (HashOf(code), now + CodeValidFor);
        (EndReason, EndedAt) = (null, null);
        Version = Guid.CreateVersion7();
        return string.Join('-', code.Chunk(4).Select(part => new string(part)));
    }

    /// <summary>What the hash of a code typed at a terminal would be: the column it is found by.</summary>
    public static string CodeHashOf(string? typed) => HashOf(Fold.Digits(typed).ToUpperInvariant());

    /// <summary>Whether this is the terminal's code, not yet used and not out of date.</summary>
    public bool AcceptsCode(string? typed, DateTime now) =>
        State == TerminalState.Waiting && CodeHash is not null && Same(CodeHash, CodeHashOf(typed)) && now < CodeExpiresAt;

    /// <summary>登録, with the code typed at the terminal. The code is used up.</summary>
    /// <returns>The secret for the browser's cookie; only its hash stays here.</returns>
    /// <exception cref="RuleException">Not its code, too late, or typed somewhere else.</exception>
    public string Register(string? code, IPAddress? from, DateTime now)
    {
        if (!AcceptsCode(code, now))
        {
            throw new RuleException("登録コードが違うか、期限が切れています。指定管理者に新しいコードの発行を依頼してください。");
        }

        if (!Accounts.AddressRanges.Parse(AddressRanges).Contains(from))
        {
            throw new RuleException($"このパソコンのアドレス（{Plain(from)}）は、端末「{Name}」に登録した範囲の外です。指定管理者にアドレス範囲の確認を依頼してください。");
        }

        var secret = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes));
        (State, SecretHash, RegisteredAt) = (TerminalState.Active, HashOf(secret), now);
        (CodeHash, CodeExpiresAt) = (null, null);
        Version = Guid.CreateVersion7();
        return secret;
    }

    /// <summary>Whether a browser with this secret, at this address, is the terminal.</summary>
    public bool IsAt(string? secret, IPAddress? from) =>
        State == TerminalState.Active && secret is not null && SecretHash is not null
        && Same(SecretHash, HashOf(secret)) && Accounts.AddressRanges.Parse(AddressRanges).Contains(from);

    /// <summary>紛失, at once.</summary>
    public void Lose(string? reason, DateTime now) => End(TerminalState.Lost, "紛失の状況", reason, now);

    /// <summary>廃止, for good.</summary>
    public void Retire(string? reason, DateTime now) => End(TerminalState.Retired, "廃止の理由", reason, now);

    private void End(TerminalState state, string label, string? reason, DateTime now)
    {
        if (State is TerminalState.Retired || State == state)
        {
            throw new RuleException($"この端末はすでに「{State.Label()}」です。画面を開き直してください。");
        }

        EndReason = StatedPurpose.Demand(label, reason);
        (State, EndedAt) = (state, now);
        (SecretHash, CodeHash, CodeExpiresAt) = (null, null, null);
        Version = Guid.CreateVersion7();
    }

    private static string HashOf(string text) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static bool Same(string kept, string given) =>
        CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(kept), Encoding.ASCII.GetBytes(given));

    private static string Plain(IPAddress? address) =>
        address is null ? "不明" : $"{(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address)}";
}

/// <summary>What an administrator enters about a terminal, as typed.</summary>
public sealed record TerminalEntry
{
    public string? Name { get; init; }
    public string? Place { get; init; }
    public Guid? OwnerId { get; init; }
    public bool IsLgwan { get; init; }
    public string? AddressRanges { get; init; }

    public static string NameOf(string? typed) => Fold.Plain(typed) is { Length: > 0 and <= Staff.TerminalMaxLength } name
        ? MyNumberScan.Refuse("端末の名称", name)
        : throw new RuleException($"端末の名称を{Staff.TerminalMaxLength}文字以内で入力してください。例: 窓口2");

    public static string PlaceOf(string? typed) => Fold.Plain(typed) is { Length: > 0 and <= Terminal.PlaceMaxLength } place
        ? MyNumberScan.Refuse("設置場所", place)
        : throw new RuleException($"設置場所を{Terminal.PlaceMaxLength}文字以内で入力してください。例: 保健所1階 窓口");

    public static string RangesOf(string? typed) => Accounts.AddressRanges.Parse(typed).ToString() is { Length: <= Terminal.AddressRangesMaxLength } ranges
        ? ranges
        : throw new RuleException("アドレス範囲が多すぎます。まとめられる範囲は1つにまとめてください。");
}
