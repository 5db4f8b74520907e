using System.Security.Cryptography;
using MimeKit;
using MimeKit.Cryptography;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Security;
using PreferenceCenter.Mail.Dkim;

namespace PreferenceCenter.Tests.Mail.Dkim;

/// <summary>DKIM key pair: the private half of the owner and the record in DNS.</summary>
internal sealed class SigningKey(string domain = "example.org") : IDkimPublicKeyLocator
{
    private const string Selector = "centre";

    private readonly RSAParameters key = New();

    private static RSAParameters New()
    {
        using var rsa = RSA.Create(2048);
        return rsa.ExportParameters(includePrivateParameters: true);
    }

    public string Pem
    {
        get
        {
            using var rsa = RSA.Create(key);
            return rsa.ExportPkcs8PrivateKeyPem();
        }
    }

    public DkimOptions Options =>
        new()
        {
            Domain = domain,
            Selector = Selector,
            Key = key,
        };

    public AsymmetricCipherKeyPair Pair => DotNetUtilities.GetRsaKeyPair(key);

    public MailSigner Signer(TimeProvider? clock = null) =>
        new(new RsaDkimSigner(Options, clock ?? TimeProvider.System));

    // The interface dictates these names.
#pragma warning disable CA1725
    public AsymmetricKeyParameter LocatePublicKey(
        string methods,
        string asked,
        string selector,
        CancellationToken cancellationToken = default
    ) =>
        (asked, selector) == (domain, Selector)
            ? Pair.Public
            : throw new InvalidOperationException($"{selector}._domainkey.{asked} was asked for.");

    public Task<AsymmetricKeyParameter> LocatePublicKeyAsync(
        string methods,
        string asked,
        string selector,
        CancellationToken cancellationToken = default
    ) => Task.FromResult(LocatePublicKey(methods, asked, selector, cancellationToken));
#pragma warning restore CA1725

    /// <summary>Verifies the received bytes as a recipient does.</summary>
    public bool Verifies(byte[] raw)
    {
        var message = MimeMessage.Load(new MemoryStream(raw));
        return message.Headers[HeaderId.DkimSignature] is not null
            && new DkimVerifier(this).Verify(message, message.Headers[message.Headers.IndexOf(HeaderId.DkimSignature)]);
    }
}
