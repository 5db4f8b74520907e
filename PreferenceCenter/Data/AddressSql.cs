using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using PreferenceCenter.Domain;

namespace PreferenceCenter.Data;

/// <summary>Statements about changes of address, in SQL that both databases accept.</summary>
internal static class AddressSql
{
    private const string Columns =
        """ "Id", "SubscriberId", "Address", "AddressKey", "CreatedAt", "Until", "ConfirmedAt", "RevertedAt", "FromSeq", "ToSeq", "MergedId" """;

    public const string Of = $"""SELECT {Columns} FROM "AddressChanges" WHERE "SubscriberId" = @id""";
    public const string ById = $"""SELECT {Columns} FROM "AddressChanges" WHERE "Id" = @id""";

    /// <summary>Changes that a restored database has forgotten; few rows stand in the table.</summary>
    public const string InDoubt =
        """SELECT "SubscriberId" FROM "AddressChanges" WHERE "ConfirmedAt" IS NOT NULL AND "RevertedAt" IS NULL AND "Address" IS NULL AND "Until" > @now""";
    public const string Readdress =
        """UPDATE "Subscribers" SET "Address" = @address, "AddressKey" = @key WHERE "Id" = @id""";

    /// <summary>
    /// Deletes unsent mails about the time before the change, so that the new mailbox does not get them. They are
    /// selected by kind; the change itself has voided the requests in them.
    /// </summary>
    public static readonly string DropMails = Invariant(
        $"""DELETE FROM "Outbox" WHERE "SubscriberId" = @id AND "State" = {(int)MailState.Waiting} AND "Kind" IN ({(int)MailKind.Changes}, {(int)MailKind.Confirm}, {(int)MailKind.Renewal}, {(int)MailKind.NewAddress})"""
    );

    /// <summary>
    /// Adds an address to the suppression list, unless it is already there for any reason. That its owner asked for it
    /// counts more than that a subscriber left it: the way back of a change of address does not lift it.
    /// </summary>
    public static readonly string KeepAway = Invariant(
        $"""
        INSERT INTO "Suppressions" ("KeyedHash", "KeyId", "Reason") VALUES (@hash, @key, @reason)
        ON CONFLICT ("KeyedHash") DO UPDATE SET "Reason" = excluded."Reason"
        WHERE "Suppressions"."Reason" = {(int)SuppressionReason.Moved} AND excluded."Reason" = {(int)
        SuppressionReason.Asked}
        """
    );

    /// <summary>Finds subscribers merged into one, by the index of that choice, which few subscribers have.</summary>
    public static readonly string MergedInto = Invariant(
        $"""SELECT "SubscriberId" FROM "Choices" WHERE "Aspect" = {Aspect.Merged} AND "Value" = @id"""
    );

    /// <summary>The same with those merged into these, and so on.</summary>
    public static readonly string AllMergedInto = Invariant(
        $"""
        WITH RECURSIVE "Merged" AS (
            SELECT "SubscriberId" FROM "Choices" WHERE "Aspect" = {Aspect.Merged} AND "Value" = @id UNION
            SELECT c."SubscriberId" FROM "Merged" m JOIN "Choices" c ON c."Aspect" = {Aspect.Merged} AND c."Value" = m."SubscriberId")
        SELECT "SubscriberId" FROM "Merged"
        """
    );

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

/// <summary>Reads changes of address for pages, mails and workers, and deletes old ones.</summary>
internal sealed class AddressChangeStore(Database database)
{
    public ValueTask<AddressChangeRow?> FindAsync(Guid id) =>
        database.AskAsync(
            id,
            static (session, id) =>
                session[AddressSql.ById, id.ToByteArray(bigEndian: true)].FirstAsync(AddressSql.Read)
        );

    public ValueTask<List<AddressChangeRow>> OfAsync(long subscriberId) =>
        database.AskAsync(subscriberId, static (session, id) => OfAsync(session, id));

    internal static ValueTask<List<AddressChangeRow>> OfAsync(ReadSession session, long subscriberId) =>
        session[AddressSql.Of, subscriberId].AllAsync(AddressSql.Read);

    /// <summary>Everybody merged into that subscriber, and into these, with their events.</summary>
    /// <exception cref="InvalidDataException">One of them cannot be read.</exception>
    public IReadOnlyList<PersonHistory> HistoriesMergedInto(long subscriberId) =>
        database.Ask(
            subscriberId,
            static (session, id) =>
            {
                using var moment = session.Snapshot();
                var merged = session[AddressSql.AllMergedInto, id].All(static row => row.GetInt64(0));
                return merged.Count == 0 ? [] : session.Histories(merged, Fail);
            }
        );

    private static void Fail(long id, Exception reason) =>
        throw new InvalidDataException(Invariant($"Subscriber {id} cannot be read."), reason);

    /// <summary>Everybody merged into that subscriber, and into these.</summary>
    internal static ValueTask<List<long>> AllMergedIntoAsync(ReadSession session, long subscriberId) =>
        session[AddressSql.AllMergedInto, subscriberId].AllAsync(static row => row.GetInt64(0));

    /// <summary>Whose address a restore left in doubt.</summary>
    public ValueTask<List<long>> InDoubtAsync(DateTimeOffset now) =>
        database.AskAsync(
            Instant.ToMicroseconds(now),
            static (session, now) => session[AddressSql.InDoubt, now].AllAsync(static row => row.GetInt64(0))
        );

    public async ValueTask<bool> AreForgottenAsync(DateTimeOffset now) => (await InDoubtAsync(now)).Count > 0;

    public void Sweep(DateTimeOffset now)
    {
        using var context = database.CreateContext();
        context.AddressChanges.Where(c => c.Until < now).ExecuteDelete();
    }
}
