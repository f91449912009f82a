using System.Text;
using Portal.Domain;

namespace Portal.Features.Exchange.Runs;

/// <summary>A partner's file as text: UTF-8 and nothing else.</summary>
internal static class PartnerText
{
    /// <summary>The bytes of an upload: a browser's stream reads only when awaited.</summary>
    public static async Task<byte[]> BytesAsync(Stream file, CancellationToken ct)
    {
        using var whole = new MemoryStream();
        await file.CopyToAsync(whole, ct);
        return whole.ToArray();
    }

    /// <exception cref="RuleException">Not UTF-8.</exception>
    public static string Of(byte[] bytes)
    {
        try
        {
            // Documented without a mark; a partner that writes one says nothing else by it.
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes).TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException)
        {
            throw new RuleException("文字コードが UTF-8 ではありません。取り込んでいません。相手のシステムで出力し直してください。");
        }
    }
}
