using Portal.Components;
using Portal.Domain.Exchange.IntermediateServer;

namespace Portal.Features.Exchange.IntermediateServer;

/// <summary>How states of inquiries and provisions look.</summary>
internal static class InquiryWords
{
    /// <summary>The state, and 承認済み where it says more: approved, and not sent yet.</summary>
    public static string State(Inquiry inquiry) => inquiry.IsApproved ? "承認済み（送付待ち）" : inquiry.State.Label();

    public static TagKind Tag(Inquiry inquiry) => inquiry.State switch
    {
        InquiryState.Done => TagKind.Ok,
        InquiryState.Withheld => TagKind.Error,
        InquiryState.Withdrawn => TagKind.Neutral,
        _ => TagKind.Warn,
    };

    /// <summary>The state, and of an ended one how it was answered.</summary>
    public static string State(Provision provision) => provision.State == ProvisionState.Sent ? $"済（{provision.Decision!.Value.Label()}）" : provision.State.Label();

    public static TagKind Tag(Provision provision) => provision.State == ProvisionState.Sent ? TagKind.Ok : TagKind.Warn;
}
