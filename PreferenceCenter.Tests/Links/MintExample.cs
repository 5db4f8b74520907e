using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;

namespace PreferenceCenter.Tests.Links;

/// <summary>
/// C# example of docs/links.md, word for word: a second implementation that shares no code with the program.
/// </summary>
internal static class MintExample
{
    public static string MintAsDocumented(
        byte keyId,
        byte[] key,
        byte purpose,
        Guid subscriber,
        uint scope,
        uint issuedAt
    ) => Mint(keyId, key, purpose, subscriber, scope, issuedAt);

    private static string Mint(byte keyId, byte[] key, byte purpose, Guid subscriber, uint scope, uint issuedAt)
    {
        var body = new byte[28];
        (body[0], body[1], body[2]) = (1, keyId, purpose);
        subscriber.TryWriteBytes(body.AsSpan(4), bigEndian: true, out _);
        BinaryPrimitives.WriteUInt32BigEndian(body.AsSpan(20), scope);
        BinaryPrimitives.WriteUInt32BigEndian(body.AsSpan(24), issuedAt);
        var mac = HMACSHA256.HashData(key, (byte[])[.. "preference-center/link/v1\0"u8, .. body]);
        return Base64Url.EncodeToString([.. body, .. mac[..16]]);
    }
}
