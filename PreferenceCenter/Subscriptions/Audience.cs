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

    public IEnumerable<IReadOnlyList<AudienceMember>> Pages(Topic topic)
    {
        if (!topic.Mailable)
            yield break;
        using var session = database.ReadThrough();
        for (long last = 0; ; )
        {
            var page = new List<AudienceMember>(PageSize);
            var (read, end) = ReadPage(session, topic, last, page);
            if (page.Count > 0)
                yield return page;
            if (read < PageSize)
                yield break;
            last = end;
        }
    }

    private (int Read, long Last) ReadPage(ReadSession session, Topic topic, long last, List<AudienceMember> page)
    {
        int read;
        using (
            var row = session[Sql.AudiencePage, ("@topic", topic.Number), ("@last", last), ("@count", PageSize)]
                .ExecuteReader()
        )
            read = ReadPage(row, topic, clock.GetUtcNow(), page, ref last);
        if (
            page.Count > 0
            && session[Sql.AnySuppressed].ExecuteScalar() is not null
            && suppressions.Current is var keys
        )
            page.RemoveAll(member => session.IsSuppressed(keys.HashesOf(member.Address)));
        return (read, last);
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
