using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;

namespace PreferenceCenter.Ledger.Log;

/// <summary>
/// Signature line of a note (c2sp.org/signed-note): em dash, key name, base64 of key id and signature.
/// </summary>
internal sealed record NoteSignature(string KeyName, uint KeyId, byte[] Signature)
{
    public const string Prefix = "\u2014 ";
    private const int KeyIdLength = sizeof(uint);

    public override string ToString()
    {
        var bytes = new byte[KeyIdLength + Signature.Length];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, KeyId);
        Signature.CopyTo(bytes, KeyIdLength);
        return $"{Prefix}{KeyName} {Convert.ToBase64String(bytes)}";
    }

    public static bool TryParse(string line, [NotNullWhen(true)] out NoteSignature? signature)
    {
        signature = null;
        if (!line.StartsWith(Prefix, StringComparison.Ordinal))
            return false;
        var parts = line[Prefix.Length..].Split(' ');
        if (
            parts.Length != 2
            || !VerifierKey.IsName(parts[0])
            || !CanonicalBase64.TryDecode(parts[1], out var bytes)
            || bytes.Length <= KeyIdLength
        )
            return false;
        signature = new NoteSignature(parts[0], BinaryPrimitives.ReadUInt32BigEndian(bytes), bytes[KeyIdLength..]);
        return true;
    }
}
