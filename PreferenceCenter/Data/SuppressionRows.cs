using PreferenceCenter.Domain;

namespace PreferenceCenter.Data;

/// <summary>Looks in the suppression list: a lookup a key, of which there is one until somebody rotates.</summary>
internal static class SuppressionRows
{
    internal const string NextKeySql = """SELECT MIN("KeyId") FROM "Suppressions" WHERE "KeyId" > @after""";
    internal const string CountSql = """SELECT COUNT(*) FROM "Suppressions" WHERE "KeyId" = @key""";

    public static bool IsSuppressed(this ReadSession session, IReadOnlyList<KeyedHash> hashes)
    {
        for (var i = 0; i < hashes.Count; i++)
            if (session[Sql.IsSuppressed, hashes[i].Bytes].ExecuteScalar() is not null)
                return true;
        return false;
    }

    /// <summary>Under several keys: the last that was written.</summary>
    public static SuppressionRow? FindSuppression(this ReadSession session, IReadOnlyList<KeyedHash> hashes)
    {
        SuppressionRow? found = null;
        foreach (var hash in hashes)
        {
            using var row = session[Sql.Suppression, hash.Bytes].ExecuteReader();
            if (row.Read() && Sql.ReadInstant(row, 2) is var at && (found is null || at > found.At))
                found = new SuppressionRow
                {
                    KeyedHash = hash.Bytes,
                    KeyId = Sql.ReadInt32(row, 0),
                    Reason = (Domain.SuppressionReason)Sql.ReadByte(row, 1),
                    At = at,
                };
        }
        return found;
    }

    /// <summary>
    /// Every key id that a row names, also of a stub of proof: from one to the next by the index, however many rows
    /// there are.
    /// </summary>
    public static IEnumerable<int> SuppressionKeyIds(this Database database) =>
        (
            (string[])
                [
                    .. database.Holds("Suppressions") ? [NextKeySql] : Array.Empty<string>(),
                    .. database.Holds("ProofStubs") ? [ProofSql.NextKey] : Array.Empty<string>(),
                ]
        ).SelectMany(sql => database.Ask(sql, NextAndNext));

    private static List<int> NextAndNext(ReadSession session, string nextSql)
    {
        var ids = new List<int>();
        for (var last = 0; session[nextSql, last].ExecuteScalar() is { } next and not DBNull; ids.Add(last))
            last = Convert.ToInt32(next, null);
        return ids;
    }

    public static long CountSuppressed(this Database database, int keyId) =>
        database.Ask(keyId, static (session, key) => Convert.ToInt64(session[CountSql, key].ExecuteScalar(), null));
}
