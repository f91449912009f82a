namespace Portal.Security;

/// <summary>Endpoint metadata: the Content-Security-Policy of a response that is not a page of the portal.</summary>
public sealed record ContentPolicy(string Value);
