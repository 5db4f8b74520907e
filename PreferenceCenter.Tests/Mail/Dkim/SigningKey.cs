using System.Security.Cryptography;
using MimeKit;
using MimeKit.Cryptography;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Security;
using PreferenceCenter.Mail.Dkim;

namespace PreferenceCenter.Tests.Mail.Dkim;

/// <summary>A key pair, as its owner has it and as DNS tells it.</summary>
internal sealed class SigningKey : IDkimPublicKeyLocator
{
    private const string Domain = "example.org", Selector = "centre";

    private readonly RSAParameters key;

    public SigningKey()
    {
        using var rsa = RSA.Create(2048);
        key = rsa.ExportParameters(includePrivateParameters: true);
    }

    public DkimOptions Options => new() { Domain = Domain, Selector = Selector, Key = key };

    public AsymmetricCipherKeyPair Pair => DotNetUtilities.GetRsaKeyPair(key);

    public MailSigner Signer(TimeProvider? clock = null) => new(new RsaDkimSigner(Options, clock ?? TimeProvider.System));

    public AsymmetricKeyParameter LocatePublicKey(string methods, string domain, string selector, CancellationToken cancellationToken = default) =>
        (domain, selector) == (Domain, Selector) ? Pair.Public : throw new InvalidOperationException($"{selector}._domainkey.{domain} was asked for.");

    public Task<AsymmetricKeyParameter> LocatePublicKeyAsync(string methods, string domain, string selector, CancellationToken cancellationToken = default) =>
        Task.FromResult(LocatePublicKey(methods, domain, selector, cancellationToken));

    /// <summary>As whoever receives these bytes finds them.</summary>
    public bool Verifies(byte[] raw)
    {
        var message = MimeMessage.Load(new MemoryStream(raw));
        return message.Headers[HeaderId.DkimSignature] is not null && new DkimVerifier(this).Verify(message, message.Headers[message.Headers.IndexOf(HeaderId.DkimSignature)]);
    }
}
