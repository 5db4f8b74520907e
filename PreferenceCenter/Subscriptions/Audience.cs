using System.Collections.Immutable;
using System.Data.Common;
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
    TrackingConsent Tracking
);

/// <summary>
/// Reads the subscribers who may be mailed about a topic, and no others (WDR-05). It reads page by page, each in a
/// short transaction, so that neither memory nor the write-ahead log grows with the list.
/// </summary>
internal sealed class Audience(Database database, AddressHasher suppressions, TimeProvider clock)
{
    private const int PageSize = 2000;

    public async IAsyncEnumerable<IReadOnlyList<AudienceMember>> PagesAsync(Topic topic)
    {
        if (!topic.Mailable)
            yield break;
        using var session = database.ReadThrough();
        for (var page = ReadPage(session, topic, 0); page is not null; )
        {
            // Hashing a page's addresses takes about as long as reading it: both at the same time.
            var members = page.Members;
            var check = Task.Run(() => RemoveSuppressed(members));
            page = page.IsLast ? null : ReadPage(session, topic, page.End);
            await check;
            if (members.Count > 0)
                yield return members;
        }
    }

    private MembersPage ReadPage(ReadSession session, Topic topic, long last)
    {
        var page = new List<AudienceMember>(PageSize);
        using var row = session[Sql.AudiencePage, ("@topic", topic.Number), ("@last", last), ("@count", PageSize)]
            .ExecuteReader();
        var read = ReadPage(row, topic, clock.GetUtcNow(), page, ref last);
        return new MembersPage(page, last, IsLast: read < PageSize);
    }

    private sealed record MembersPage(List<AudienceMember> Members, long End, bool IsLast);

    // One question for the whole page: the hashes of its addresses, under every key, of which hardly any is on the list.
    private void RemoveSuppressed(List<AudienceMember> page)
    {
        using var session = database.Read();
        if (page.Count == 0 || session[Sql.AnySuppressed].ExecuteScalar() is null)
            return;
        var keys = suppressions.Current.All;
        var hashes = new byte[page.Count * keys.Count][];
        for (var i = 0; i < hashes.Length; i++)
            hashes[i] = keys[i % keys.Count].HashOf(page[i / keys.Count].Address).Bytes;
        var suppressed = session.SuppressedOf(hashes);
        if (suppressed.Count == 0)
            return;
        var first = -keys.Count;
        page.RemoveAll(_ =>
        {
            first += keys.Count;
            return Array.Exists(hashes[first..(first + keys.Count)], suppressed.Contains);
        });
    }

    private static int ReadPage(
        DbDataReader row,
        Topic topic,
        DateTimeOffset now,
        List<AudienceMember> page,
        ref long last
    )
    {
        var read = 0;
        for (var more = row.Read(); more; read++)
        {
            last = row.GetInt64(0);
            var member = new AudienceMember(
                Sql.ReadGuid(row, 1),
                new EmailAddress(row.GetString(2), row.GetString(3)),
                row.IsDBNull(4) ? null : row.GetString(4),
                row.GetString(5),
                Frequency.Off,
                TrackingConsent.Unknown
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
            if (Gate.MayMail(state, topic, now) == GateReason.None)
                page.Add(member with { Frequency = (Frequency)state[topic.Number].Value, Tracking = state.Tracking });
        }
        return read;
    }

    // Only the parts that the send gate needs.
    private static Grant? GrantOf(DbDataReader row) =>
        row.IsDBNull(9)
            ? null
            : new Grant(0, default, default, (LawfulBasis)Sql.ReadByte(row, 10), 0, Sql.ReadInt32(row, 9));
}
