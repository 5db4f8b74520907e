using System.Collections.Concurrent;
using System.Collections.Frozen;
using Microsoft.EntityFrameworkCore;
using PreferenceCenter.Data;

namespace PreferenceCenter.Mail.Messages;

/// <summary>
/// Finds kept templates that hold somebody's address, and empties them. A message is read once: its digest stands for its
/// bytes.
/// </summary>
internal static class KeptMessages
{
    private const int MostRead = 1000;
    private static readonly byte[] Emptied = [];
    private static readonly ConcurrentDictionary<string, FrozenSet<string>> Read = [];

    /// <summary>What a message of that digest was read to hold; null if it was not read yet.</summary>
    public static FrozenSet<string>? AddressesOf(string digest) => Read.GetValueOrDefault(digest);

    public static FrozenSet<string> NoteAddresses(string digest, byte[] content)
    {
        if (Read.Count > MostRead)
            Read.Clear();
        return Read[digest] = MessageAddresses.KeysIn(content);
    }

    /// <summary>The names of those that hold one of these addresses.</summary>
    public static IReadOnlyList<string> Holding(CenterContext context, params IEnumerable<string> addressKeys) =>
        [
            .. Kept(context)
                .ToList()
                .Where(t =>
                    (AddressesOf(t.Digest) ?? NoteAddresses(t.Digest, ContentOf(context, t.Key).Single())).Overlaps(
                        addressKeys
                    )
                )
                .Select(t => t.Key),
        ];

    /// <summary>All addresses that they hold.</summary>
    public static IEnumerable<string> Addresses(CenterContext context) =>
        Kept(context)
            .ToList()
            .SelectMany(t => AddressesOf(t.Digest) ?? NoteAddresses(t.Digest, ContentOf(context, t.Key).Single()));

    /// <summary>Whether one of them holds the address.</summary>
    public static async Task<bool> HoldAsync(CenterContext context, string addressKey)
    {
        foreach (var t in await Kept(context).ToListAsync())
            if (
                (
                    AddressesOf(t.Digest) ?? NoteAddresses(t.Digest, await ContentOf(context, t.Key).SingleAsync())
                ).Contains(addressKey)
            )
                return true;
        return false;
    }

    private static IQueryable<KeptMessage> Kept(CenterContext context) =>
        context
            .Templates.Where(t => t.Content != Emptied)
            .OrderBy(t => t.Key)
            .Select(t => new KeptMessage(t.Key, t.Digest));

    private static IQueryable<byte[]> ContentOf(CenterContext context, string key) =>
        context.Templates.Where(t => t.Key == key).Select(t => t.Content);

    private sealed record KeptMessage(string Key, string Digest);

    /// <summary>
    /// Empties those that hold one of these addresses. The log is told by the next check, of that night, so that its
    /// place there leads to nobody.
    /// </summary>
    public static void Empty(CenterContext context, params IEnumerable<string> addressKeys)
    {
        string[] keys = [.. Holding(context, addressKeys)];
        if (keys.Length > 0)
            context
                .Templates.Where(t => EF.Parameter(keys).Contains(t.Key))
                .ExecuteUpdate(s => s.SetProperty(t => t.Content, Emptied));
    }
}
