namespace Portal.Features.Accounts.SignIn;

/// <summary>Where to go after a sign-in: an address of this portal, never one that was put into a link from outside.</summary>
internal static class LocalAddress
{
    /// <summary>The address itself, or the home page where it leads anywhere else or back to signing in.</summary>
    public static string Of(string? address) =>
        address is ['/', ..] and not ['/', '/' or '\\', ..] && !address.Any(char.IsControl) && !address.Contains('\\', StringComparison.Ordinal)
        && !address.StartsWith(Addresses.SignIn, StringComparison.OrdinalIgnoreCase) && !address.StartsWith(Addresses.SignOut, StringComparison.OrdinalIgnoreCase)
            ? address
            : Addresses.Home;
}
