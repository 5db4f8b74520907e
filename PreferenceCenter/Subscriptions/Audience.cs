using System.Collections.Immutable;
using System.Data.Common;
using PreferenceCenter.Catalogue;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;

namespace PreferenceCenter.Subscriptions;

/// <summary>A subscriber who may be mailed about a topic.</summary>
internal readonly record struct AudienceMember(
    Guid PublicId,
    EmailAddress Address,
    string? Name,
    string Language,
    Frequency Frequency,
    TrackingConsent Tracking,
    Profiling Profiling
);

/// <summary>
/// Reads the subscribers who may be mailed about a topic, and no others (WDR-05). It reads page by page, each in a
/// short transaction, so that neither memory nor the write-ahead log grows with the list.
/// </summary>
internal sealed class Audience(
    Database database,
    CatalogueCache catalogue,
    AddressHasher suppressions,
    TimeProvider clock
)
{
    private const int PageSize = 2000,
        HashedTogether = 250;

    /// <summary>
    /// A page is read when it is asked for, so that whoever left while the page before it was written is not on it.
    /// </summary>
    public async IAsyncEnumerable<IReadOnlyList<AudienceMember>> PagesAsync(Topic topic)
    {
        if (!topic.Mailable)
            yield break;
        using var session = database.ReadThrough();
        for (var (last, read) = (0L, PageSize); read == PageSize; )
        {
            var page = new List<AudienceMember>(PageSize);
            var hashing = session[Sql.AnySuppressed].ExecuteScalar() is null ? null : new List<Task<byte[][]>>();
            using (
                var row = session[Sql.AudiencePage, ("@topic", topic.Number), ("@last", last), ("@count", PageSize)]
                    .ExecuteReader()
            )
                read = ReadPage(row, topic, clock.GetUtcNow(), page, hashing, ref last);
            if (hashing is not null)
                RemoveSuppressed(session, page, (await Task.WhenAll(hashing)).SelectMany(hashes => hashes).ToArray());
            if (page.Count > 0)
                yield return page;
        }
    }

    // Hashing a page's addresses takes about as long as reading it: both at the same time.
    private Task<byte[][]> HashAsync(List<AudienceMember> page, int count)
    {
        var (keys, members) = (suppressions.Current.All, page.GetRange(page.Count - count, count));
        return Task.Run(() => members.SelectMany(m => keys.Select(key => key.HashOf(m.Address).Bytes)).ToArray());
    }

    // One question for the whole page: the hashes of its addresses, under every key, of which hardly any is on the list.
    private static void RemoveSuppressed(ReadSession session, List<AudienceMember> page, byte[][] hashes)
    {
        if (page.Count == 0 || session.SuppressedOf(hashes) is not { Count: > 0 } suppressed)
            return;
        var (keys, first) = (hashes.Length / page.Count, 0);
        page.RemoveAll(_ =>
        {
            first += keys;
            return Array.Exists(hashes[(first - keys)..first], suppressed.Contains);
        });
    }

    private int ReadPage(
        DbDataReader row,
        Topic topic,
        DateTimeOffset now,
        List<AudienceMember> page,
        List<Task<byte[][]>>? hashing,
        ref long last
    )
    {
        var (read, notices) = (0, catalogue.Current.Notices);
        for (var more = row.Read(); more; read++)
        {
            last = row.GetInt64(0);
            var member = new AudienceMember(
                Sql.ReadGuid(row, 1),
                EmailAddress.Stored(row.GetString(2), row.GetString(3)),
                row.IsDBNull(4) ? null : row.GetString(4),
                row.GetString(5),
                Frequency.Off,
                TrackingConsent.Unknown,
                Profiling.Unknown
            );
            var choices = ImmutableSortedDictionary.CreateBuilder<long, Choice>();
            do
            {
                var aspect = row.GetInt64(6);
                choices[aspect] = new Choice(aspect)
                {
                    Value = row.GetInt64(7),
                    Wish = row.IsDBNull(8) ? null : row.GetInt64(8),
                    Grant = GrantOf(row),
                };
            } while ((more = row.Read()) && row.GetInt64(0) == last);

            var state = new PersonState { Choices = choices.ToImmutable() };
            if (Gate.MayMail(state, topic, now) != GateReason.None)
                continue;
            page.Add(
                member with
                {
                    Frequency = (Frequency)state[topic.Number].Value,
                    Tracking = Permission.Tracking(state, notices.GetValueOrDefault(Aspect.Tracking), now),
                    Profiling = Permission.Profiling(state, notices.GetValueOrDefault(Aspect.Profiling), now),
                }
            );
            if (page.Count % HashedTogether == 0)
                hashing?.Add(HashAsync(page, HashedTogether));
        }
        if (page.Count % HashedTogether is var rest and not 0)
            hashing?.Add(HashAsync(page, rest));
        return read;
    }

    // Only the parts that the send gate and the permissions need.
    private static Grant? GrantOf(DbDataReader row) =>
        row.IsDBNull(9)
            ? null
            : new Grant(
                0,
                default,
                (EventKind)Sql.ReadByte(row, 11),
                (LawfulBasis)Sql.ReadByte(row, 10),
                0,
                Sql.ReadInt32(row, 9)
            );
}
