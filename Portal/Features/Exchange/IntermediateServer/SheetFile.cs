using System.Text;
using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain;

namespace Portal.Features.Exchange.IntermediateServer;

/// <summary>The small files of inquiries and provisions: their layouts, and how one that came in is read.</summary>
internal static class SheetFile
{
    public const string Inquiry = "inquiry-1";
    public const string InquiryAnswer = "inquiry-answer-1";
    public const string ProvisionRequest = "provision-request-1";
    public const string ProvisionAnswer = "provision-answer-1";
    public const long MaxBytes = 20L * 1024 * 1024;

    /// <exception cref="RuleException">Too large, or not UTF-8.</exception>
    public static async Task<(byte[] Content, string Text)> ReadAsync(Stream file, CancellationToken ct)
    {
        // A browser's stream reads only when awaited.
        using var whole = new MemoryStream();
        await file.CopyToAsync(whole, ct);
        if (whole.Length > MaxBytes)
        {
            throw new RuleException("ファイルが大きすぎます（20MBまで）。ファイルの選択を確かめてください。");
        }

        try
        {
            return (whole.ToArray(), new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(whole.GetBuffer(), 0, (int)whole.Length));
        }
        catch (DecoderFallbackException)
        {
            throw new RuleException("文字コードが UTF-8 ではありません。取り込んでいません。相手に確かめてください。");
        }
    }

    /// <summary>連携番号 of a new run.</summary>
    public static async Task<int> NextNumberAsync(PortalDb db, CancellationToken ct) => (await db.ExchangeRuns.MaxAsync(r => (int?)r.Number, ct) ?? 0) + 1;
}
