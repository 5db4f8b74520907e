using System.Collections.Immutable;
using PreferenceCenter.Domain;

namespace PreferenceCenter.Data.Sqlite;

internal sealed partial class SqliteWriteStore
{
    public Dossier?[] Load(IReadOnlyList<PersonKey> keys)
    {
        var found = new Dossier?[keys.Count];
        for (var i = 0; i < found.Length; i++)
            if (Subscriber(keys[i]) is { } person) found[i] = new Dossier { Subscriber = person, State = State(person) };
        return found;
    }

    private Subscriber? Subscriber(PersonKey key)
    {
        using var row = (key.AddressKey is { } address ? this[Sql.SubscriberByAddress].With(address)
            : key.SubscriberId != 0 ? this[Sql.SubscriberById].With(key.SubscriberId)
            : this[Sql.SubscriberByPublicId].With(key.PublicId)).Rows();
        return !row.Read() ? null : new Subscriber
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
        using var row = this[Sql.ChoicesOf].With(person.Id).Rows();
        while (row.Read())
            choices.Add(row.Int64(0), new Choice(row.Int64(0))
            {
                Value = row.Int64(1),
                Wish = row.IsNull(2) ? null : row.Int64(2),
                Touched = row.Int64(3),
                TouchedAt = row.Instant(4),
                TouchedBy = (Channel)row.Byte(12),
                LeftAt = row.InstantOrNull(5),
                Grant = row.IsNull(6)
                    ? null
                    : new Grant(row.Int64(6), row.Instant(7), (EventKind)row.Byte(8), (LawfulBasis)row.Byte(9), row.Int32(10), row.Int32(11)),
            });
        return new PersonState { Choices = choices.ToImmutable(), LastSeq = person.LastSeq };
    }
}
