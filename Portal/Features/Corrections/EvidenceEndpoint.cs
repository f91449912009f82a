using Microsoft.Net.Http.Headers;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.Corrections;
using Portal.Security;

namespace Portal.Features.Corrections;

/// <summary>Downloads are HTTP: a circuit has no file to send.</summary>
public static class EvidenceEndpoint
{
    /// <summary>Whatever a file holds, the browser runs none of it.</summary>
    private static readonly ContentPolicy Sandboxed = new("default-src 'none'; sandbox; frame-ancestors 'none'");

    public static void MapEvidence(this IEndpointRouteBuilder app) =>
        app.MapGet($"{Addresses.EvidenceFiles}/{{id:guid}}", SendAsync)
            .RequireAuthorization(nameof(Permission.LedgerView))
            .WithMetadata(Sandboxed);

    private static async Task<IResult> SendAsync(Guid id, EvidenceStore store, HttpContext context, CancellationToken cancellationToken)
    {
        Evidence? evidence;
        try
        {
            evidence = await store.OpenAsync(context.Staff(), id, cancellationToken);
        }
        catch (PermissionDeniedException)
        {
            return Results.StatusCode(StatusCodes.Status403Forbidden);
        }

        if (evidence is null)
        {
            return Results.NotFound();
        }

        // Pictures may be looked at in place; a PDF is saved, since readers run what is in it.
        var disposition = new ContentDispositionHeaderValue(evidence.ContentType == EvidenceFile.Pdf ? "attachment" : "inline");
        disposition.SetHttpFileName(evidence.FileName);
        context.Response.Headers.ContentDisposition = disposition.ToString();
        return Results.Bytes(evidence.Content, evidence.ContentType);
    }
}
