using Portal.Domain.Exchange.IntermediateServer;
using Portal.Security;

namespace Portal.Features.Exchange.IntermediateServer.Inquiries;

/// <summary>One inquiry: what it is, what came back beside the ledger, what comes next.</summary>
public sealed partial class InquiryPage(InquiryDesk desk, CurrentStaff current) : OpenedPage<OpenedInquiry>(current)
{
    private Inquiry Inquiry => Opened!.Inquiry;

    protected override Task<OpenedInquiry?> OpenAsync() => desk.OpenAsync(By!, Id);
}
