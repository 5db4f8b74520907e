using System.Collections.Immutable;
using PreferenceCenter.Domain;
using SQLitePCL;

namespace PreferenceCenter.Data.Sqlite;

/// <summary>
/// Reads a subscriber with all choices, by prepared statements that every page and every change begins with. For one
/// thread at a time.
/// </summary>
internal sealed class SqliteSubscriberReader(sqlite3 database) : ISubscriberReader
{
    private readonly SqliteStatement byAddress = new(database, Sql.SubscriberByAddress);
    private readonly SqliteStatement byId = new(database, Sql.SubscriberById);
    private readonly SqliteStatement byPublicId = new(database, Sql.SubscriberByPublicId);
    private readonly SqliteStatement choicesOf = new(database, Sql.ChoicesOf);

    public SubscriberSnapshot? Find(PersonKey key) =>
        Subscriber(key) is { } person ? new SubscriberSnapshot { Subscriber = person, State = State(person) } : null;

    /// <summary>SQLite has no asynchronous reads: the result is there, and no task is made for it.</summary>
    public ValueTask<SubscriberSnapshot?> FindAsync(PersonKey key) => ValueTask.FromResult(Find(key));

    private Subscriber? Subscriber(PersonKey key)
    {
        using var row = (
            key.AddressKey is { } address ? byAddress.With("@key", address)
            : key.SubscriberId != 0 ? byId.With("@key", key.SubscriberId)
            : byPublicId.With("@key", key.PublicId)
        ).Rows();
        return !row.Read()
            ? null
            : new Subscriber
            {
                Id = row.Int64(0),
                PublicId = row.Guid(1),
                LedgerId = row.Guid(2),
                Address = row.Text(3),
                AddressKey = row.Text(4),
                Name = row.IsNull(5) ? null : row.Text(5),
                Language = row.Text(6),
                CreatedAt = row.Instant(7),
                LastSeq = row.Int64(8),
                HeadSlot = row.Int32(9),
                HeadPosition = row.Int64(10),
                NoticeUntil = row.InstantOrNull(11),
                NoticeDay = row.InstantOrNull(12),
                NoticeCount = row.Int32(13),
            };
    }

    private PersonState State(Subscriber person)
    {
        var choices = ImmutableSortedDictionary.CreateBuilder<long, Choice>();
        using var row = choicesOf.With("@key", person.Id).Rows();
        while (row.Read())
            choices.Add(
                row.Int64(0),
                new Choice(row.Int64(0))
                {
                    Value = row.Int64(1),
                    Wish = row.IsNull(2) ? null : row.Int64(2),
                    Touched = row.Int64(3),
                    TouchedAt = row.Instant(4),
                    TouchedBy = (Channel)row.Byte(12),
                    LeftAt = row.InstantOrNull(5),
                    Grant = row.IsNull(6)
                        ? null
                        : new Grant(
                            row.Int64(6),
                            row.Instant(7),
                            (EventKind)row.Byte(8),
                            (LawfulBasis)row.Byte(9),
                            row.Int32(10),
                            row.Int32(11)
                        ),
                }
            );
        return new PersonState { Choices = choices.ToImmutable(), LastSeq = person.LastSeq };
    }

    public void Dispose()
    {
        foreach (var statement in (SqliteStatement[])[byAddress, byId, byPublicId, choicesOf])
            statement.Dispose();
    }
}
