using System.Data.Common;

namespace PreferenceCenter.Data;

/// <summary>Changes of address, by statements that both databases read.</summary>
internal static class AddressSql
{
    private const string Columns =
        """ "Id", "SubscriberId", "Address", "AddressKey", "CreatedAt", "Until", "ConfirmedAt", "RevertedAt", "FromSeq", "ToSeq", "MergedId" """;

    public const string Of = $"""SELECT {Columns} FROM "AddressChanges" WHERE "SubscriberId" = @id""";
    public const string ById = $"""SELECT {Columns} FROM "AddressChanges" WHERE "Id" = @id""";
    public const string Write = $"""
        INSERT INTO "AddressChanges" ({Columns})
        VALUES (@id, @person, @address, @addressKey, @createdAt, @until, @confirmedAt, @revertedAt, @from, @to, @merged)
        ON CONFLICT ("Id") DO UPDATE SET "Address" = excluded."Address", "AddressKey" = excluded."AddressKey", "Until" = excluded."Until", "ConfirmedAt" = excluded."ConfirmedAt",
            "RevertedAt" = excluded."RevertedAt", "FromSeq" = excluded."FromSeq", "ToSeq" = excluded."ToSeq", "MergedId" = excluded."MergedId"
        """;
    public const string Readdress =
        """UPDATE "Subscribers" SET "Address" = @address, "AddressKey" = @key WHERE "Id" = @id""";

    /// <summary>What else the person asked for and did not confirm.</summary>
    public const string DropWaiting =
        """DELETE FROM "AddressChanges" WHERE "SubscriberId" = @id AND "ConfirmedAt" IS NULL""";

    /// <summary>
    /// Mails about what was before, not sent yet: the new mailbox is not told of it. By their kinds; the change itself
    /// has voided what they ask.
    /// </summary>
    public const string DropMails =
        """DELETE FROM "Outbox" WHERE "SubscriberId" = @id AND "State" = 0 AND "Kind" IN (1, 2, 6, 11)""";

    /// <summary>
    /// An address that its person left: kept away from lists unless it is already, for whatever reason.
    /// </summary>
    public const string KeepAway = """
        INSERT INTO "Suppressions" ("KeyedHash", "KeyId", "Reason", "At") VALUES (@hash, @key, @reason, @at) ON CONFLICT DO NOTHING
        """;

    /// <summary>By the index of that one choice, which few people have.</summary>
    public const string MergedInto = """SELECT "SubscriberId" FROM "Choices" WHERE "Aspect" = -11 AND "Value" = @id""";
    public const string Sweep = """DELETE FROM "AddressChanges" WHERE "Until" < @before""";

    public static List<AddressChangeRow> ReadAll(DbDataReader row)
    {
        var changes = new List<AddressChangeRow>();
        while (row.Read())
            changes.Add(Read(row));
        return changes;
    }

    public static AddressChangeRow Read(DbDataReader row) =>
        new()
        {
            Id = Sql.ReadGuid(row, 0),
            SubscriberId = row.GetInt64(1),
            Address = row.IsDBNull(2) ? null : row.GetString(2),
            AddressKey = row.IsDBNull(3) ? null : row.GetString(3),
            CreatedAt = Sql.ReadInstant(row, 4),
            Until = Sql.ReadInstant(row, 5),
            ConfirmedAt = row.IsDBNull(6) ? null : Sql.ReadInstant(row, 6),
            RevertedAt = row.IsDBNull(7) ? null : Sql.ReadInstant(row, 7),
            FromSeq = row.GetInt64(8),
            ToSeq = row.GetInt64(9),
            MergedId = row.IsDBNull(10) ? null : row.GetInt64(10),
        };
}

/// <summary>Changes of address as pages, mails and workers read them.</summary>
internal sealed class AddressChangeStore(Database database)
{
    public AddressChangeRow? Find(Guid id) =>
        database.Ask(
            id,
            static (session, id) =>
            {
                using var row = session[AddressSql.ById, id.ToByteArray(bigEndian: true)].ExecuteReader();
                return row.Read() ? AddressSql.Read(row) : null;
            }
        );

    public IReadOnlyList<AddressChangeRow> Of(long subscriberId) =>
        database.Ask(subscriberId, static (session, id) => Of(session, id));

    internal static List<AddressChangeRow> Of(ReadSession session, long subscriberId)
    {
        using var row = session[AddressSql.Of, subscriberId].ExecuteReader();
        return AddressSql.ReadAll(row);
    }

    /// <summary>Who became part of that one.</summary>
    public IReadOnlyList<long> MergedInto(long subscriberId) =>
        database.Ask(subscriberId, static (session, id) => MergedInto(session, id));

    internal static List<long> MergedInto(ReadSession session, long subscriberId)
    {
        var merged = new List<long>();
        using var row = session[AddressSql.MergedInto, subscriberId].ExecuteReader();
        while (row.Read())
            merged.Add(row.GetInt64(0));
        return merged;
    }

    public void Sweep(DateTimeOffset now)
    {
        using var work = new WorkSession(database);
        work.Run(AddressSql.Sweep, Instant.ToMicroseconds(now));
    }
}
