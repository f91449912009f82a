namespace Portal.Features.Exchange;

/// <summary>The addresses of the imports' screens and downloads.</summary>
public static class ImportAddresses
{
    public const string List = "/exchange/imports";
    public const string New = "/exchange/imports/new";

    public static string Run(Guid importRunId) => $"/exchange/imports/{importRunId}";

    public static string Report(Guid previewId) => $"/exchange/imports/previews/{previewId}/report";

    public static string Held(Guid importRunId) => $"/exchange/imports/{importRunId}/held";
}
