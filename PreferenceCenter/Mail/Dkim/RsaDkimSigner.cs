using System.Collections.Concurrent;
using System.Security.Cryptography;
using MimeKit.Cryptography;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Security;

namespace PreferenceCenter.Mail.Dkim;

/// <summary>
/// DKIM signer that uses the system's RSA implementation. MimeKit's own signer does the same in managed code, thirteen
/// times slower. Both produce the same bytes, which a test checks.
/// </summary>
internal sealed class RsaDkimSigner : DkimSigner, IDisposable
{
    private readonly RSAParameters key;
    private readonly TimeProvider clock;

    // An RSA object must not be used by several threads at the same time.
    private readonly ConcurrentBag<RSA> idle = [];

    // MimeKit's constructor requires a key of its own type; that key is never used.
    public RsaDkimSigner(DkimOptions options, TimeProvider clock)
        : base(DotNetUtilities.GetRsaKeyPair(options.Key).Private, options.Domain, options.Selector)
    {
        (key, this.clock) = (options.Key, clock);
        HeaderCanonicalizationAlgorithm = BodyCanonicalizationAlgorithm = DkimCanonicalizationAlgorithm.Relaxed;
    }

    protected override long GetTimestamp() => this.clock.GetUtcNow().ToUnixTimeSeconds();

    protected override ISigner CreateSigningContext() => new RsaSha256(this);

    private byte[] Sign(byte[] hash)
    {
        if (!idle.TryTake(out var rsa))
            rsa = RSA.Create(key);
        var signature = rsa.SignHash(hash, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        idle.Add(rsa);
        return signature;
    }

    public void Dispose()
    {
        while (idle.TryTake(out var rsa))
            rsa.Dispose();
    }

    /// <summary>Signing context that receives the canonical header from MimeKit.</summary>
    private sealed class RsaSha256(RsaDkimSigner owner) : ISigner
    {
        private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

        public string AlgorithmName => "SHA-256withRSA";

        public void Init(bool forSigning, ICipherParameters parameters)
        {
            // The key is set already, and this context never verifies.
        }

        public void Update(byte input) => this.hash.AppendData([input]);

        public void BlockUpdate(byte[] input, int inOff, int inLen) => this.hash.AppendData(input, inOff, inLen);

        public void BlockUpdate(ReadOnlySpan<byte> input) => this.hash.AppendData(input);

        public int GetMaxSignatureSize() => owner.key.Modulus!.Length;

        public byte[] GenerateSignature()
        {
            using (this.hash)
                return owner.Sign(this.hash.GetHashAndReset());
        }

        public bool VerifySignature(byte[] signature) => throw new NotSupportedException();

        public void Reset() => _ = this.hash.GetHashAndReset();
    }
}
