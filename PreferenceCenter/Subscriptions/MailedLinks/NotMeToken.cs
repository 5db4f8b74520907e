using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Writer;

namespace PreferenceCenter.Subscriptions.MailedLinks;

/// <summary>
/// Token of the link "this was not me" in an e-mail that somebody asked for: the key under which its kind is stopped for
/// the mailbox, when it was mailed, and a seal over both and the kind. Nothing is stored for it, as the mailbox need not
/// be anybody's here.
/// </summary>
internal static class NotMeToken
{
    private const int AtBegins = 16,
        SealBegins = 20,
        Length = 36,
        Characters = 48;

    public static string New(AddressHasher keys, AskedKind kind, EmailAddress address, DateTimeOffset at)
    {
        Span<byte> bytes = stackalloc byte[Length];
        keys.LimitKey(AskedMails.BlockOf(kind), address.MailboxKey).CopyTo(bytes);
        BinaryPrimitives.WriteUInt32BigEndian(bytes[AtBegins..], (uint)at.ToUnixTimeSeconds());
        Seal(keys, kind, bytes).CopyTo(bytes[SealBegins..]);
        return Base64Url.EncodeToString(bytes);
    }

    /// <returns>The kind and the key of the mailbox; null if the token is not ours or older than what it would bring about.</returns>
    public static (AskedKind Kind, byte[] Mailbox)? Read(string token, AddressHasher keys, DateTimeOffset now)
    {
        Span<byte> bytes = stackalloc byte[Length];
        if (
            token.Length != Characters
            || Base64Url.DecodeFromChars(token, bytes, out _, out var written) != OperationStatus.Done
            || written != Length
            || Base64Url.EncodeToString(bytes) != token
        )
            return null;
        var at = DateTimeOffset.FromUnixTimeSeconds(BinaryPrimitives.ReadUInt32BigEndian(bytes[AtBegins..]));
        if (now - at > AskedMails.DeclinedFor)
            return null;
        foreach (var kind in AskedMails.Kinds)
            if (CryptographicOperations.FixedTimeEquals(Seal(keys, kind, bytes), bytes[SealBegins..]))
                return (kind, bytes[..AtBegins].ToArray());
        return null;
    }

    private static byte[] Seal(AddressHasher keys, AskedKind kind, ReadOnlySpan<byte> bytes) =>
        keys.Seal($"{AskedMails.BlockOf(kind)} {Convert.ToHexString(bytes[..SealBegins])}");
}
