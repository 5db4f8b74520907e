namespace PreferenceCenter.Data;

/// <summary>Reads the suppression list: one look-up per key. There is one key until the first rotation.</summary>
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

    /// <summary>
    /// Those of some hashes that are on the list: one question for a page of people, by one key or by several.
    /// </summary>
    public static HashSet<byte[]> SuppressedOf(this ReadSession session, IReadOnlyCollection<byte[]> hashes) =>
        session[session.Sets.Suppressed, session.Sets.Of(hashes)]
            .All(static row => row.GetFieldValue<byte[]>(0))
            .ToHashSet(HashComparer.Instance);

    /// <summary>The entry of an address; of several keys, the one under the latest key.</summary>
    public static async ValueTask<SuppressionRow?> FindSuppressionAsync(
        this ReadSession session,
        IReadOnlyList<KeyedHash> hashes
    )
    {
        SuppressionRow? found = null;
        foreach (var hash in hashes)
            if (
                await session[Sql.Suppression, hash.Bytes].FirstAsync(row => Read(row, hash.Bytes)) is { } entry
                && (found is null || entry.KeyId > found.KeyId)
            )
                found = entry;
        return found;
    }

    private static SuppressionRow Read(System.Data.Common.DbDataReader row, byte[] hash) =>
        new()
        {
            KeyedHash = hash,
            KeyId = Sql.ReadInt32(row, 0),
            Reason = (Domain.SuppressionReason)Sql.ReadByte(row, 1),
        };

    /// <summary>
    /// Every key id used by rows of the list or by proof stubs. It steps from one to the next by the index,
    /// independent of the number of rows.
    /// </summary>
    public static IEnumerable<int> SuppressionKeyIds(this Database database) =>
        (
            (string[])
                [
                    .. database.Holds("Suppressions") ? [NextKeySql] : Array.Empty<string>(),
                    .. database.Holds("ProofStubs") ? [ProofSql.NextKey] : Array.Empty<string>(),
                ]
        ).SelectMany(sql => database.Ask(sql, DistinctKeyIds));

    private static List<int> DistinctKeyIds(ReadSession session, string nextSql)
    {
        var ids = new List<int>();
        for (var last = 0; session[nextSql, last].ExecuteScalar() is { } next and not DBNull; ids.Add(last))
            last = Convert.ToInt32(next, null);
        return ids;
    }

    public static long CountSuppressed(this Database database, int keyId) =>
        database.Ask(keyId, static (session, key) => Convert.ToInt64(session[CountSql, key].ExecuteScalar(), null));
}
