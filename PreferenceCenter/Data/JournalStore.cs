using System.Data.Common;

namespace PreferenceCenter.Data;

/// <summary>Reads and writes which journals this database has.</summary>
internal sealed class JournalStore(Database database)
{
    internal const string AllSql =
        """SELECT "Id", "DatabaseId", "Place", "Confirmed", "LostAt", "SeenAt" FROM "Journals" ORDER BY "Id" """;
    internal const string NoteSql = """
        INSERT INTO "Journals" ("Id", "DatabaseId", "Place", "Confirmed", "LostAt", "SeenAt")
        VALUES (@id, COALESCE((SELECT "DatabaseId" FROM "Journals" LIMIT 1), @database), @place, @confirmed, NULL, @at)
        ON CONFLICT ("Id") DO UPDATE SET "Place" = excluded."Place", "Confirmed" = excluded."Confirmed", "LostAt" = NULL, "SeenAt" = excluded."SeenAt"
        """;
    internal const string ConfirmSql =
        """UPDATE "Journals" SET "Confirmed" = @confirmed WHERE "Id" = @id AND "LostAt" IS NULL""";
    internal const string SeeSql = """UPDATE "Journals" SET "SeenAt" = @at WHERE "Id" = @id""";
    internal const string NameErasedSql =
        """INSERT INTO "ErasedIds" ("KeyedHash") VALUES (@hash) ON CONFLICT ("KeyedHash") DO NOTHING""";
    internal const string LoseSql = """UPDATE "Journals" SET "Confirmed" = '', "LostAt" = @at WHERE "Id" = @id""";

    /// <summary>Every journal of the database; none before the first one was begun.</summary>
    public IReadOnlyList<JournalRow> All()
    {
        using var session = database.Read();
        return All(session);
    }

    public static IReadOnlyList<JournalRow> All(ReadSession session) => session[AllSql].All(Read);

    /// <summary>
    /// Notes a journal and what it was compared with. The first one gives the database its id; the others take it over.
    /// </summary>
    /// <returns>The id of the database.</returns>
    public Guid Note(JournalRow journal)
    {
        using var work = new WorkSession(database);
        var id = journal.DatabaseId;
        work.Together(() =>
        {
            if (database.JournalsLock is { } only)
                work.Run(only);
            work.Run(
                NoteSql,
                ("@id", Bytes(journal.Id)),
                ("@database", Bytes(journal.DatabaseId)),
                ("@place", journal.Place),
                ("@confirmed", journal.Confirmed),
                ("@at", Instant.ToMicroseconds(journal.SeenAt))
            );
            id = work[AllSql].All(Read)[0].DatabaseId;
        });
        return id;
    }

    /// <summary>Notes what a journal was compared with; the empty text where the database lacks something of it.</summary>
    public void Confirm(Guid id, string incarnation) =>
        Run(ConfirmSql, ("@confirmed", incarnation), ("@id", Bytes(id)));

    public void See(Guid id, DateTimeOffset at) => Run(SeeSql, ("@at", Instant.ToMicroseconds(at)), ("@id", Bytes(id)));

    /// <summary>Notes that two people accepted the loss of a journal.</summary>
    public void Lose(Guid id, DateTimeOffset at) =>
        Run(LoseSql, ("@at", Instant.ToMicroseconds(at)), ("@id", Bytes(id)));

    /// <summary>Names erased ids, by their keyed hashes, to the journals of other nodes.</summary>
    public void NameErased(IReadOnlyCollection<byte[]> hashes)
    {
        if (hashes.Count == 0)
            return;
        using var work = new WorkSession(database);
        work.Together(() =>
        {
            foreach (var hash in hashes)
                work.Run(NameErasedSql, ("@hash", hash));
        });
    }

    private void Run(string sql, params ReadOnlySpan<(string Name, object? Value)> values)
    {
        using var work = new WorkSession(database);
        work.Run(sql, values);
    }

    private static JournalRow Read(DbDataReader row) =>
        new()
        {
            Id = Sql.ReadGuid(row, 0),
            DatabaseId = Sql.ReadGuid(row, 1),
            Place = row.GetString(2),
            Confirmed = row.GetString(3),
            LostAt = row.IsDBNull(4) ? null : Sql.ReadInstant(row, 4),
            SeenAt = Sql.ReadInstant(row, 5),
        };

    private static byte[] Bytes(Guid id) => id.ToByteArray(bigEndian: true);
}
