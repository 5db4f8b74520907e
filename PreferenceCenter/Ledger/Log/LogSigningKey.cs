using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using Org.BouncyCastle.Math.EC.Rfc8032;

namespace PreferenceCenter.Ledger.Log;

/// <summary>
/// Ed25519 key that signs checkpoints, in the format of Go's sumdb/note: <c>PRIVATE+KEY+name+keyid+base64(0x01 ‖
/// seed)</c>. The key id is derived from name and key, so a damaged file does not parse.
/// </summary>
internal sealed class LogSigningKey
{
    private const string Prefix = "PRIVATE+KEY+";
    private readonly byte[] seed;
    private readonly byte[] publicKey = new byte[Ed25519.PublicKeySize];

    private LogSigningKey(string name, byte[] seed)
    {
        this.seed = seed;
        Ed25519.GeneratePublicKey(seed, 0, publicKey, 0);
        Verifier = VerifierKey.Of(name, publicKey);
    }

    public VerifierKey Verifier { get; }

    public static LogSigningKey New(string name) => new(name, RandomNumberGenerator.GetBytes(Ed25519.SecretKeySize));

    public NoteSignature Sign(string text)
    {
        var message = Encoding.UTF8.GetBytes(text);
        var signature = new byte[Ed25519.SignatureSize];
        Ed25519.Sign(this.seed, 0, publicKey, 0, message, 0, message.Length, signature, 0);
        return new NoteSignature(Verifier.Name, Verifier.Id, signature);
    }

    public static bool TryParse(string text, [NotNullWhen(true)] out LogSigningKey? key)
    {
        key = null;
        if (!text.StartsWith(Prefix, StringComparison.Ordinal))
            return false;
        var parts = text[Prefix.Length..].Split('+', 3);
        if (
            parts.Length != 3
            || !VerifierKey.IsName(parts[0])
            || !CanonicalBase64.TryDecode(parts[2], out var bytes)
            || bytes.Length != 1 + Ed25519.SecretKeySize
            || bytes[0] != VerifierKey.Ed25519Type
        )
            return false;
        var parsed = new LogSigningKey(parts[0], bytes[1..]);
        if (parsed.ToSecretText() == text)
            key = parsed;
        return key is not null;
    }

    /// <summary>
    /// The secret key as text. It is not the result of ToString, so that string interpolation cannot log it by
    /// accident.
    /// </summary>
    public string ToSecretText() =>
        $"{Prefix}{Verifier.Name}+{Verifier.Id:x8}+{Convert.ToBase64String([VerifierKey.Ed25519Type, .. this.seed])}";

    public override string ToString() => $"signing key {Verifier.Name}+{Verifier.Id:x8}";
}
