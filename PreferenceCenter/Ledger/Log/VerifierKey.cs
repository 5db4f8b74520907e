using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Org.BouncyCastle.Math.EC.Rfc8032;

namespace PreferenceCenter.Ledger.Log;

/// <summary>
/// Public half of a signing key with its name, in the format of Go's sumdb/note and of transparency log tools:
/// <c>name+keyid+base64(0x01 ‖ public key)</c>.
/// </summary>
internal sealed class VerifierKey
{
    /// <summary>Type byte of Ed25519 in c2sp.org/signed-note.</summary>
    public const byte Ed25519Type = 0x01;

    private readonly byte[] publicKey;

    private VerifierKey(string name, byte[] publicKey)
    {
        (Name, this.publicKey) = (name, publicKey);
        Id = BinaryPrimitives.ReadUInt32BigEndian(
            SHA256.HashData([.. Encoding.UTF8.GetBytes(name), (byte)'\n', Ed25519Type, .. publicKey])
        );
    }

    public string Name { get; }

    public uint Id { get; }

    public ReadOnlySpan<byte> PublicKey => this.publicKey;

    /// <exception cref="ArgumentException">The name or the key is invalid.</exception>
    public static VerifierKey Of(string name, ReadOnlySpan<byte> publicKey)
    {
        if (!IsName(name))
            throw new ArgumentException(
                "A key's name is not empty and has no blank, control character or plus.",
                nameof(name)
            );
        if (publicKey.Length != Ed25519.PublicKeySize || !Ed25519.ValidatePublicKeyFull(publicKey.ToArray(), 0))
            throw new ArgumentException("These bytes are no Ed25519 public key.", nameof(publicKey));
        return new VerifierKey(name, publicKey.ToArray());
    }

    public static bool TryParse(string text, [NotNullWhen(true)] out VerifierKey? key)
    {
        key = null;
        // The base64 text may contain a plus too: only the first two separate.
        var parts = text.Split('+', 3);
        if (
            parts.Length != 3
            || !IsName(parts[0])
            || !CanonicalBase64.TryDecode(parts[2], out var bytes)
            || bytes.Length != 1 + Ed25519.PublicKeySize
            || bytes[0] != Ed25519Type
            || !Ed25519.ValidatePublicKeyFull(bytes, 1)
        )
            return false;
        var parsed = new VerifierKey(parts[0], bytes[1..]);
        if (parts[1] == Hex(parsed.Id))
            key = parsed;
        return key is not null;
    }

    public bool Verify(string text, ReadOnlySpan<byte> signature)
    {
        var message = Encoding.UTF8.GetBytes(text);
        return signature.Length == Ed25519.SignatureSize
            && Ed25519.Verify(signature.ToArray(), 0, this.publicKey, 0, message, 0, message.Length);
    }

    public override string ToString() => $"{Name}+{Hex(Id)}+{Convert.ToBase64String([Ed25519Type, .. this.publicKey])}";

    public static bool IsName(string name) =>
        name.Length > 0 && !name.Any(c => c == '+' || char.IsWhiteSpace(c) || char.IsControl(c));

    private static string Hex(uint id) => id.ToString("x8", CultureInfo.InvariantCulture);
}
