using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;
using Portal.Domain.Ledger;

namespace Portal.Features.Accounts.SignIn;

/// <summary>
/// 確認コード — six digits of a code generator (RFC 6238), each taken once. Identity's own provider takes a code as often as it is
/// shown; this one notes the step on the credential, whose concurrency stamp settles a race.
/// </summary>
public sealed class CodeGenerator(TimeProvider time) : IUserTwoFactorTokenProvider<Credential>
{
    private const int StepSeconds = 30;
    private const int Digits = 6;

    /// <summary>A clock half a minute off, either way.</summary>
    private const int Drift = 1;

    public async Task<bool> CanGenerateTwoFactorTokenAsync(UserManager<Credential> manager, Credential user) =>
        !string.IsNullOrEmpty(await manager.GetAuthenticatorKeyAsync(user));

    public Task<string> GenerateAsync(string purpose, UserManager<Credential> manager, Credential user) => Task.FromResult("");

    public async Task<bool> ValidateAsync(string purpose, string token, UserManager<Credential> manager, Credential user)
    {
        var typed = Fold.Digits(token);
        if (await manager.GetAuthenticatorKeyAsync(user) is not { Length: > 0 } key
            || typed.Length != Digits || !int.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out var code))
        {
            return false;
        }

        var secret = FromBase32(key);
        var now = time.GetUtcNow().ToUnixTimeSeconds() / StepSeconds;
        for (var step = now - Drift; step <= now + Drift; step++)
        {
            if (step > (user.LastTotpStep ?? 0) && Code(secret, step) == code)
            {
                user.LastTotpStep = step;
                return true;
            }
        }

        return false;
    }

    internal static int Code(ReadOnlySpan<byte> secret, long step)
    {
        Span<byte> counter = stackalloc byte[8];
        Span<byte> hash = stackalloc byte[HMACSHA1.HashSizeInBytes];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
#pragma warning disable CA5350 // RFC 6238 as every code generator speaks it; HMAC does not lean on collision resistance.
        HMACSHA1.HashData(secret, counter, hash);
#pragma warning restore CA5350
        return (BinaryPrimitives.ReadInt32BigEndian(hash[(hash[^1] & 0xF)..]) & 0x7FFFFFFF) % 1_000_000;
    }

    internal static byte[] FromBase32(string key)
    {
        var bytes = new byte[key.Length * 5 / 8];
        var (bits, held, at) = (0, 0, 0);
        foreach (var letter in key)
        {
            var value = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(letter, StringComparison.OrdinalIgnoreCase);
            ArgumentOutOfRangeException.ThrowIfNegative(value, nameof(key));
            bits = (bits << 5) | value;
            held += 5;
            if (held >= 8)
            {
                held -= 8;
                bytes[at++] = (byte)(bits >> held);
            }
        }

        return bytes;
    }
}
