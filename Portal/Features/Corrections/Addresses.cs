using Portal.Domain.Corrections;

namespace Portal.Features.Corrections;

/// <summary>The addresses of the subject's pages: ids only, never a name or a number of a person.</summary>
public static class Addresses
{
    public const string Approvals = "/corrections/approvals";
    public const string Requests = "/corrections/requests";

    public static string Sheet(Guid personId) => $"/ledger/people/{personId}";

    public static string Correct(RecordKind kind, Guid recordId) => $"/corrections/{(kind == RecordKind.Dose ? "doses" : "people")}/{recordId}";

    public static string Residence(Guid personId) => $"/corrections/people/{personId}/residence";

    public static string Restore(Guid revisionId) => $"/corrections/revisions/{revisionId}/restore";

    public static string Request(Guid revisionId) => $"{Approvals}/{revisionId}";
}
