using Portal.Domain;
using Portal.Features.Exchange.Runs;

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
        var content = await PartnerText.BytesAsync(file, ct);
        if (content.Length > MaxBytes)
        {
            throw new RuleException("ファイルが大きすぎます（20MBまで）。ファイルの選択を確かめてください。");
        }

        return (content, PartnerText.Of(content));
    }
}
