using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Writer;

namespace PreferenceCenter.Subscriptions.MailedLinks;

/// <summary>
/// Token of the link "this was not me" in an e-mail that somebody asked for: the key under which the mailbox is counted,
/// when it was mailed, and a seal. Nothing is stored for it, as the mailbox need not be anybody's here.
/// </summary>
internal static class NotMeToken
{
    private const int AtBegins = 16,
        SealBegins = 20,
        Length = 36,
        Characters = 48;

    public static string New(AddressHasher keys, EmailAddress address, DateTimeOffset at)
    {
        Span<byte> bytes = stackalloc byte[Length];
        keys.LimitKey(ChangeMails.NotMe, address.MailboxKey).CopyTo(bytes);
        BinaryPrimitives.WriteUInt32BigEndian(bytes[AtBegins..], (uint)at.ToUnixTimeSeconds());
        Seal(keys, bytes).CopyTo(bytes[SealBegins..]);
        return Base64Url.EncodeToString(bytes);
    }

    /// <returns>The key of the mailbox; null if the token is not ours or older than what it would bring about.</returns>
    public static byte[]? Read(string token, AddressHasher keys, DateTimeOffset now)
    {
        Span<byte> bytes = stackalloc byte[Length];
        if (
            token.Length != Characters
            || Base64Url.DecodeFromChars(token, bytes, out _, out var written) != OperationStatus.Done
            || written != Length
            || Base64Url.EncodeToString(bytes) != token
            || !CryptographicOperations.FixedTimeEquals(Seal(keys, bytes), bytes[SealBegins..])
        )
            return null;
        var at = DateTimeOffset.FromUnixTimeSeconds(BinaryPrimitives.ReadUInt32BigEndian(bytes[AtBegins..]));
        return now - at <= ChangeMails.NotMeFor ? bytes[..AtBegins].ToArray() : null;
    }

    private static byte[] Seal(AddressHasher keys, ReadOnlySpan<byte> bytes) =>
        keys.Seal($"not-me {Convert.ToHexString(bytes[..SealBegins])}");
}
