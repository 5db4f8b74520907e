using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;

namespace PreferenceCenter.Links;

/// <summary>The purpose of a signed link; each purpose has its own path.</summary>
internal enum LinkPurpose : byte
{
    Unsubscribe = 1,
    Preferences = 2,
}

/// <summary>
/// A signed link as specified in docs/links.md, version 1. Writes and reads the token of a mail footer. Reading checks
/// only format and signature; <see cref="LinkReader"/> checks time and revocation.
/// </summary>
/// <param name="Scope">A topic's number, 0 for every topic.</param>
/// <param name="IssuedAt">Unix time in seconds.</param>
internal readonly record struct SignedLink(byte KeyId, LinkPurpose Purpose, Guid Subscriber, uint Scope, uint IssuedAt)
{
    /// <summary>Length of every token: 44 bytes in base64url without padding.</summary>
    public const int TokenLength = 59;

    private const int Body = 28;
    private const int Mac = 16;

    // The label separates these signatures from anything else the same key may sign in future.
    private static ReadOnlySpan<byte> Label => "preference-center/link/v1\0"u8;

    public static string Mint(LinkKey key, LinkPurpose purpose, Guid subscriber, uint scope, uint issuedAt) =>
        string.Create(
            TokenLength,
            new SignedLink(key.Id, purpose, subscriber, scope, issuedAt),
            (token, link) => link.Mint(key, token)
        );

    /// <summary>
    /// Writes the token into the first <see cref="TokenLength"/> characters of <paramref name="token"/>.
    /// </summary>
    public static void Mint(
        LinkKey key,
        LinkPurpose purpose,
        Guid subscriber,
        uint scope,
        uint issuedAt,
        Span<char> token
    ) => new SignedLink(key.Id, purpose, subscriber, scope, issuedAt).Mint(key, token);

    /// <summary>Reads a token; false where its format or signature is invalid.</summary>
    public static bool TryRead(ReadOnlySpan<char> token, LinkKeys keys, out SignedLink link)
    {
        link = default;
        if (token.Length != TokenLength)
            return false;

        Span<byte> signed = stackalloc byte[Label.Length + Body + Mac];
        Label.CopyTo(signed);
        var bytes = signed[Label.Length..];
        // The decoder skips white space and takes '=' or '%' as padding, but then 59 characters make fewer than 44
        // bytes. It refuses other characters, and unused low bits that are not zero. Never TryDecodeFromChars: it
        // throws.
        if (
            Base64Url.DecodeFromChars(token, bytes, out _, out var written) != OperationStatus.Done
            || written != bytes.Length
        )
            return false;
        if (bytes[0] != 1 || bytes[2] is not (1 or 2) || bytes[3] != 0 || keys.Find(bytes[1]) is not { } key)
            return false;

        Span<byte> mac = stackalloc byte[Mac];
        key.Sign(signed[..^Mac], mac);
        if (!CryptographicOperations.FixedTimeEquals(mac, bytes[Body..]))
            return false;

        link = new SignedLink(
            bytes[1],
            (LinkPurpose)bytes[2],
            new Guid(bytes[4..20], bigEndian: true),
            BinaryPrimitives.ReadUInt32BigEndian(bytes[20..]),
            BinaryPrimitives.ReadUInt32BigEndian(bytes[24..])
        );
        return true;
    }

    private void Mint(LinkKey key, Span<char> token)
    {
        Span<byte> signed = stackalloc byte[Label.Length + Body + Mac];
        Label.CopyTo(signed);
        var bytes = signed[Label.Length..];
        bytes[0] = 1;
        bytes[1] = KeyId;
        bytes[2] = (byte)Purpose;
        bytes[3] = 0;
        Subscriber.TryWriteBytes(bytes[4..], bigEndian: true, out _);
        BinaryPrimitives.WriteUInt32BigEndian(bytes[20..], Scope);
        BinaryPrimitives.WriteUInt32BigEndian(bytes[24..], IssuedAt);
        key.Sign(signed[..^Mac], bytes[Body..]);
        Base64Url.EncodeToChars(bytes, token);
    }
}
