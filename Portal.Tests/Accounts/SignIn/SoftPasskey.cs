using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Portal.Tests.Security;

namespace Portal.Tests.Accounts.SignIn;

/// <summary>A passkey as a browser would hold it (ES256, no attestation): answers the two kinds of question a server asks.</summary>
internal sealed class SoftPasskey : IDisposable
{
    private const byte Present = 1;
    private const byte Verified = 4;
    private const byte HoldsKey = 64;

    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly byte[] _id = RandomNumberGenerator.GetBytes(32);
    private string? _owner;

    /// <summary>Whether a finger or a PIN was asked for; a passkey only touched proves nobody.</summary>
    public bool VerifiesItsHolder { get; set; } = true;

    /// <summary>Registers it as the page about one's own ID does.</summary>
    /// <param name="browser">Signed in.</param>
    /// <param name="subject">account, or seat for whoever sits at a shared ID.</param>
    /// <param name="current">The password, or the PIN.</param>
    public async Task RegisterAsync(HttpClient browser, string subject, string current)
    {
        using var options = await PortalHost.PostAsync(browser, "/own/passkeys/options", new() { ["subject"] = subject, ["current"] = current }, from: "/own");
        var asked = JsonDocument.Parse(await options.Content.ReadAsStringAsync()).RootElement;
        _owner = asked.GetProperty("user").GetProperty("id").GetString();
        byte[] attestation = [0xA3, .. Text("fmt"), .. Text("none"), .. Text("attStmt"), 0xA0, .. Text("authData"), .. Bytes(NewKeyData())];
        using var registered = await PortalHost.PostAsync(
            browser, "/own/passkeys",
            new() { ["subject"] = subject, ["name"] = "机の端末", ["credential"] = Credential(new { clientDataJSON = Base64(ClientData("create", asked)), attestationObject = Base64(attestation) }) },
            from: "/own");
        if (registered.Headers.Location?.ToString() != "/own?done=factor")
        {
            throw new InvalidOperationException($"The passkey was not registered: {registered.StatusCode}.");
        }
    }

    /// <summary>What the browser posts in answer to the options of a sign-in or a step-up.</summary>
    public string Answer(string options)
    {
        var client = ClientData("get", JsonDocument.Parse(options).RootElement);
        var data = Data(Present);
        var signature = _key.SignData([.. data, .. SHA256.HashData(client)], HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        return Credential(new { clientDataJSON = Base64(client), authenticatorData = Base64(data), signature = Base64(signature), userHandle = _owner });
    }

    public void Dispose() => _key.Dispose();

    private string Credential(object response) => JsonSerializer.Serialize(new
    {
        id = Base64(_id),
        rawId = Base64(_id),
        type = "public-key",
        authenticatorAttachment = "platform",
        clientExtensionResults = new { },
        response,
    });

    private static byte[] ClientData(string act, JsonElement options) => JsonSerializer.SerializeToUtf8Bytes(new
    {
        type = $"webauthn.{act}",
        challenge = options.GetProperty("challenge").GetString(),
        origin = PortalHost.Base.GetLeftPart(UriPartial.Authority),
        crossOrigin = false,
    });

    /// <summary>It counts nothing, as passkeys that are kept on more than one device do: that an answer is taken once is left to the server.</summary>
    private byte[] Data(byte flags) => [.. SHA256.HashData(Encoding.UTF8.GetBytes(PortalHost.Base.Host)), (byte)(flags | (VerifiesItsHolder ? Verified : 0)), 0, 0, 0, 0];

    /// <summary>With an all-zero model, the id, and the public key as COSE writes it.</summary>
    private byte[] NewKeyData()
    {
        var point = _key.ExportParameters(includePrivateParameters: false).Q;
        return
        [
            .. Data(Present | HoldsKey), .. new byte[16], 0, (byte)_id.Length, .. _id,
            0xA5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, .. Bytes(point.X!), 0x22, .. Bytes(point.Y!),
        ];
    }

    /// <summary>CBOR, up to 23 letters.</summary>
    private static byte[] Text(string text) => [(byte)(0x60 + text.Length), .. Encoding.UTF8.GetBytes(text)];

    /// <summary>CBOR, 24 to 255 bytes.</summary>
    private static byte[] Bytes(byte[] bytes) => [0x58, (byte)bytes.Length, .. bytes];

    private static string Base64(byte[] bytes) => Base64Url.EncodeToString(bytes);
}
