namespace Portal.Tests.Security;

/// <summary>What is wrong with the one answer an <see cref="OpenIdProvider"/> gives.</summary>
public enum OpenIdFault
{
    None,
    IssuerOfAnotherTenant,
    IssuerOfAnotherHost,
    AnotherTenantsPerson,
    NobodyNamed,
    AudienceOfAnotherApplication,
    NonceOfAnotherSignIn,
    NoNonce,
    SignedWithAnUnknownKey,
    NotSigned,
    Expired,
}
