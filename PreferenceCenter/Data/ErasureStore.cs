using System.Text.Json;
using Microsoft.EntityFrameworkCore;

namespace PreferenceCenter.Data;

/// <summary>An erasure as the cleaning worker sees it: its files, freed pages and certificate.</summary>
internal sealed record OpenErasure(
    Guid Id,
    DateTimeOffset ErasedAt,
    DateTimeOffset? SettlesAt,
    bool Suppressed,
    IReadOnlyList<MadeFor> Mails,
    string? Address,
    string? Language,
    DateTimeOffset? CleanedAt,
    DateTimeOffset? DroppedAt,
    DateTimeOffset? ProofUntil = null
)
{
    /// <summary>Whether deleted data may still be readable in freed pages.</summary>
    public bool NeedsScrub => SettlesAt is null && (CleanedAt is null || DroppedAt is not null);
}

/// <summary>Reads and records the progress of each erasure.</summary>
internal sealed class ErasureStore(Database database)
{
    private const string Columns =
        """ "Id", "ErasedAt", "SettlesAt", "Suppressed", "Mails", "Address", "Language", "CleanedAt", "DroppedAt", "ProofUntil" FROM "Erasures" """;
    internal const string OpenSql = $"""SELECT {Columns} ORDER BY "ErasedAt", "Id" LIMIT 10000""";
    internal const string OneSql = $"""SELECT {Columns} WHERE "Id" = @id""";
    internal const string AnyOpenSql = """SELECT 1 FROM "Erasures" LIMIT 1""";
    internal const string CertificateStateSql = """SELECT "State" FROM "Outbox" WHERE "OnceKey" = @key""";

    /// <summary>
    /// The open erasures, 10 000 at most: the oldest day first, those of a day in the order of their random ids.
    /// </summary>
    /// <param name="unreadable">Told of each row that cannot be read; the others are returned.</param>
    public IReadOnlyList<OpenErasure> Open(Action<Guid, Exception> unreadable) =>
        database.Ask(
            unreadable,
            static (session, unreadable) =>
            {
                var open = new List<OpenErasure>();
                if (session[AnyOpenSql].ExecuteScalar() is null)
                    return open;
                using var row = session[OpenSql].ExecuteReader();
                while (row.Read())
                    try
                    {
                        open.Add(Read(row));
                    }
                    // JSON, an instant or a number that is none.
                    catch (Exception reason)
                        when (reason
                                is JsonException
                                    or InvalidDataException
                                    or ArgumentException
                                    or InvalidCastException
                        )
                    {
                        unreadable(Sql.ReadGuid(row, 0), reason);
                    }
                return open;
            }
        );

    public OpenErasure? Find(Guid id) =>
        database.Ask(
            id,
            static (session, id) =>
            {
                using var row = session[OneSql, id.ToByteArray(bigEndian: true)].ExecuteReader();
                return row.Read() ? Read(row) : null;
            }
        );

    public static string CertificateKey(Guid id) => $"certificate:{id:N}";

    /// <summary>The states of the certificates' mails by key, of those that were queued.</summary>
    public Dictionary<string, MailState> CertificateStates(IReadOnlyCollection<Guid> ids) =>
        ids.Count == 0
            ? []
            : database.Ask(
                ids.Select(CertificateKey),
                static (session, keys) =>
                    session[session.Sets.Queued, session.Sets.Of(keys)]
                        .All(static row => (Key: row.GetString(0), State: (MailState)Sql.ReadByte(row, 1)))
                        .ToDictionary(one => one.Key, one => one.State, StringComparer.Ordinal)
            );

    /// <summary>
    /// Queues the certificate, only once however often it is called. Its address is only in the row of the erasure.
    /// </summary>
    public void QueueCertificate(OpenErasure erasure, DateTimeOffset now)
    {
        using var work = new WorkSession(database);
        work.Run(
            OutboxStore.OnceSql,
            ("@messageId", erasure.Id.ToByteArray(bigEndian: true)),
            ("@kind", (long)MailKind.Certificate),
            ("@address", null),
            ("@language", erasure.Language),
            ("@at", Instant.ToMicroseconds(now)),
            ("@onceKey", CertificateKey(erasure.Id))
        );
    }

    /// <summary>
    /// Records that no journal names the subscriber any more, and that the files of their mails are gone. The moment of
    /// the erasure goes, and the names of these files, which hold moments of events.
    /// </summary>
    public void Settle(IEnumerable<Guid> ids) =>
        Record(
            ids,
            (context, id) =>
                context
                    .Erasures.Where(e => e.Id == id)
                    .ExecuteUpdate(s =>
                        s.SetProperty(x => x.SettlesAt, (DateTimeOffset?)null).SetProperty(x => x.Mails, (string?)null)
                    )
        );

    /// <summary>
    /// Records that the files are free of the subscriber's data, which completes the privacy request.
    /// </summary>
    public void Clean(IEnumerable<Guid> ids, DateTimeOffset day) =>
        Record(
            ids,
            (context, id) =>
            {
                context
                    .Erasures.Where(e => e.Id == id && e.CleanedAt == null)
                    .ExecuteUpdate(s => s.SetProperty(x => x.CleanedAt, day));
                context.CloseErased(day);
            }
        );

    /// <summary>Records that the address of the certificate was deleted.</summary>
    public void Drop(IEnumerable<Guid> ids, DateTimeOffset day) =>
        Record(
            ids,
            (context, id) =>
                context
                    .Erasures.Where(e => e.Id == id && e.DroppedAt == null)
                    .ExecuteUpdate(s =>
                        s.SetProperty(x => x.DroppedAt, day)
                            .SetProperty(x => x.Address, (string?)null)
                            .SetProperty(x => x.Language, (string?)null)
                    )
        );

    /// <summary>Deletes the row: the files are free of that address too, and nothing is left to do.</summary>
    public void Close(IEnumerable<Guid> ids) =>
        Record(ids, (context, id) => context.Erasures.Where(e => e.Id == id).ExecuteDelete());

    private void Record(IEnumerable<Guid> ids, Action<CenterContext, Guid> record)
    {
        using var context = database.CreateContext();
        using var transaction = context.Database.BeginTransaction();
        foreach (var id in ids)
            record(context, id);
        transaction.Commit();
    }

    private static OpenErasure Read(System.Data.Common.DbDataReader row) =>
        new(
            Sql.ReadGuid(row, 0),
            Sql.ReadInstant(row, 1),
            At(row, 2),
            row.GetBoolean(3),
            row.IsDBNull(4) ? [] : JsonSerializer.Deserialize<MadeFor[]>(row.GetString(4))!,
            row.IsDBNull(5) ? null : row.GetString(5),
            row.IsDBNull(6) ? null : row.GetString(6),
            At(row, 7),
            At(row, 8),
            At(row, 9)
        );

    private static DateTimeOffset? At(System.Data.Common.DbDataReader row, int column) =>
        row.IsDBNull(column) ? null : Sql.ReadInstant(row, column);
}
