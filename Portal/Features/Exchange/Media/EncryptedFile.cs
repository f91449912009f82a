using Portal.Domain.Exchange.Media;

namespace Portal.Features.Exchange.Media;

/// <summary>What a form hands to a download: the order, and the passphrase that was shown with it.</summary>
public sealed record EncryptedOrder<TOrder>(TOrder Order, Passphrase Passphrase);

/// <summary>A file as it leaves: an encrypted ZIP with the file itself in it.</summary>
public sealed record EncryptedFile(string Name, byte[] Content)
{
    /// <param name="name">Of both, without what it ends in.</param>
    /// <param name="ending">Of the file inside: .xlsx.</param>
    /// <param name="plain">The file inside.</param>
    /// <param name="passphrase">Opens it.</param>
    /// <param name="ct">Stops it.</param>
    public static async Task<EncryptedFile> MakeAsync(string name, string ending, byte[] plain, Passphrase passphrase, CancellationToken ct)
    {
        using var zip = new MemoryStream();
        await EncryptedZip.WriteAsync(zip, name + ending, passphrase, (to, stop) => to.WriteAsync(plain, stop).AsTask(), ct);
        return new($"{name}.zip", zip.ToArray());
    }

    public IResult ToResult() => Results.File(Content, EncryptedZip.ContentType, Name);
}
