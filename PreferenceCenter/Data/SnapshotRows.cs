using System.Collections.Immutable;
using System.Data.Common;
using PreferenceCenter.Domain;

namespace PreferenceCenter.Data;

/// <summary>Reads subscribers joined with their choices, one row a choice.</summary>
internal static class SnapshotRows
{
    private const int FirstOfChoice = 14;

    /// <summary>The subscriber of all rows; null where there is none.</summary>
    public static SubscriberSnapshot? ReadOne(DbDataReader row) => row.Read() ? ReadFirst(row).Snapshot : null;

    /// <summary>All subscribers. The rows of one follow each other.</summary>
    public static List<SubscriberSnapshot> ReadAll(DbDataReader row)
    {
        var all = new List<SubscriberSnapshot>();
        for (var more = row.Read(); more; )
        {
            var (snapshot, another) = ReadFirst(row);
            all.Add(snapshot);
            more = another;
        }
        return all;
    }

    // Ends on the first row of the next subscriber, if there is one.
    private static (SubscriberSnapshot Snapshot, bool More) ReadFirst(DbDataReader row)
    {
        var (person, more) = (ReadSubscriber(row), true);
        var choices = ImmutableSortedDictionary.CreateBuilder<long, Choice>();
        do
        {
            if (row.IsDBNull(FirstOfChoice))
                continue;
            var choice = ReadChoice(row, FirstOfChoice);
            choices.Add(choice.Aspect, choice);
        } while ((more = row.Read()) && row.GetInt64(0) == person.Id);
        return (SnapshotOf(person, choices), more);
    }

    /// <summary>The subscriber of all rows, read without blocking.</summary>
    public static async ValueTask<SubscriberSnapshot?> ReadOneAsync(DbDataReader row)
    {
        if (!await row.ReadAsync())
            return null;
        var person = ReadSubscriber(row);
        var choices = ImmutableSortedDictionary.CreateBuilder<long, Choice>();
        if (!row.IsDBNull(FirstOfChoice))
            do
            {
                var choice = ReadChoice(row, FirstOfChoice);
                choices.Add(choice.Aspect, choice);
            } while (await row.ReadAsync());
        return SnapshotOf(person, choices);
    }

    private static SubscriberSnapshot SnapshotOf(
        Subscriber person,
        ImmutableSortedDictionary<long, Choice>.Builder choices
    ) =>
        new()
        {
            Subscriber = person,
            State = new PersonState { Choices = choices.ToImmutable(), LastSeq = person.LastSeq },
        };

    internal static Subscriber ReadSubscriber(DbDataReader row) =>
        new()
        {
            Id = row.GetInt64(0),
            PublicId = Sql.ReadGuid(row, 1),
            LedgerId = Sql.ReadGuid(row, 2),
            Address = row.GetString(3),
            AddressKey = row.GetString(4),
            Name = row.IsDBNull(5) ? null : row.GetString(5),
            Language = row.GetString(6),
            CreatedAt = Sql.ReadInstant(row, 7),
            LastSeq = row.GetInt64(8),
            HeadSlot = Sql.ReadInt32(row, 9),
            HeadPosition = row.GetInt64(10),
            NoticeUntil = InstantOrNull(row, 11),
            NoticeDay = InstantOrNull(row, 12),
            NoticeCount = Sql.ReadInt32(row, 13),
        };

    internal static Choice ReadChoice(DbDataReader row, int first) =>
        new(row.GetInt64(first))
        {
            Value = row.GetInt64(first + 1),
            Wish = row.IsDBNull(first + 2) ? null : row.GetInt64(first + 2),
            Touched = row.GetInt64(first + 3),
            TouchedAt = Sql.ReadInstant(row, first + 4),
            LeftAt = InstantOrNull(row, first + 5),
            Grant = row.IsDBNull(first + 6)
                ? null
                : new Grant(
                    row.GetInt64(first + 6),
                    Sql.ReadInstant(row, first + 7),
                    (EventKind)Sql.ReadByte(row, first + 8),
                    (LawfulBasis)Sql.ReadByte(row, first + 9),
                    Sql.ReadInt32(row, first + 10),
                    Sql.ReadInt32(row, first + 11)
                ),
            TouchedBy = (Channel)Sql.ReadByte(row, first + 12),
        };

    private static DateTimeOffset? InstantOrNull(DbDataReader row, int column) =>
        row.IsDBNull(column) ? null : Sql.ReadInstant(row, column);
}
