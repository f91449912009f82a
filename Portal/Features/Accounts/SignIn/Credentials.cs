using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Portal.Data;

namespace Portal.Features.Accounts.SignIn;

/// <summary>Makes Identity's parts over the context of one act. They save nothing: the act's own save does, its log row with it.</summary>
public sealed class Credentials(
    IOptions<IdentityOptions> options, IOptions<IdentityPasskeyOptions> passkeys, IPasswordHasher<Credential> hasher,
    IDataProtectionProvider protection, IServiceProvider services, ILogger<UserManager<Credential>> logger)
{
    private readonly UpperInvariantLookupNormalizer _normalizer = new();
    private readonly IdentityErrorDescriber _errors = new();
    private readonly IDataProtector _protector = protection.CreateProtector("Portal.CodeGeneratorKeys");

    /// <summary>Without validators: the ID and its password are the domain's to judge.</summary>
    public UserManager<Credential> Over(PortalDb db) => new(new Store(db, _protector), options, hasher, [], [], _normalizer, _errors, services, logger);

    public PasskeyHandler<Credential> Passkeys(UserManager<Credential> manager) => new(manager, passkeys);

    private sealed class Store : UserOnlyStore<Credential, PortalDb, string>
    {
        private readonly IDataProtector _protector;

        public Store(PortalDb db, IDataProtector protector) : base(db) => (AutoSaveChanges, _protector) = (false, protector);

        /// <summary>
        /// The base attaches the user first, which takes the changes made so far for what the database holds: a second step of the
        /// same act would then update a row with a stamp that was never saved.
        /// </summary>
        public override Task<IdentityResult> UpdateAsync(Credential user, CancellationToken cancellationToken = default)
        {
            ArgumentNullException.ThrowIfNull(user);
            user.ConcurrencyStamp = Guid.NewGuid().ToString();
            return Task.FromResult(IdentityResult.Success);
        }

        /// <summary>The key makes codes: a copy of the database must not be enough to have it.</summary>
        public override Task SetAuthenticatorKeyAsync(Credential user, string key, CancellationToken cancellationToken) =>
            base.SetAuthenticatorKeyAsync(user, _protector.Protect(key), cancellationToken);

        public override async Task<string?> GetAuthenticatorKeyAsync(Credential user, CancellationToken cancellationToken) =>
            await base.GetAuthenticatorKeyAsync(user, cancellationToken) is { } kept ? _protector.Unprotect(kept) : null;

        /// <summary>Keeps neither the attestation nor the client data: nothing reads them again, and they are the bulk of the row.</summary>
        protected override IdentityUserPasskey<string> CreateUserPasskey(Credential user, UserPasskeyInfo passkey)
        {
            var created = base.CreateUserPasskey(user, passkey);
            created.Data.AttestationObject = [];
            created.Data.ClientDataJson = [];
            return created;
        }
    }
}
