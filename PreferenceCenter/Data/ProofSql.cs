namespace PreferenceCenter.Data;

/// <summary>Statements that find proof stubs.</summary>
internal static class ProofSql
{
    public const string Of = """
        SELECT "LedgerId", "Slot", "Position", "ErasedAt", "ExpiresAt" FROM "ProofStubs" WHERE "KeyedHash" = @hash AND "ExpiresAt" > @now ORDER BY "ErasedAt"
        """;

    public const string DaysOf =
        """SELECT "ErasedAt", "ExpiresAt" FROM "ProofStubs" WHERE "KeyedHash" = @hash ORDER BY "ErasedAt" """;
    public const string NextKey = """SELECT MIN("KeyId") FROM "ProofStubs" WHERE "KeyId" > @after""";
}

/// <summary>A stub that was found: ledger id, position of the last event, time of erasure and expiry.</summary>
internal sealed record FoundStub(
    Guid LedgerId,
    int Slot,
    long Position,
    DateTimeOffset ErasedAt,
    DateTimeOffset ExpiresAt
);

/// <summary>Finds proof stubs.</summary>
internal static class ProofRows
{
    /// <summary>The stubs of an address, one for each time it was erased, under any key, oldest first.</summary>
    public static ValueTask<List<FoundStub>> FindStubsAsync(
        this Database database,
        IEnumerable<byte[]> hashes,
        DateTimeOffset now
    ) =>
        database.AskAsync(
            (hashes, now),
            static async (session, asked) =>
            {
                var found = new List<FoundStub>();
                foreach (var hash in asked.hashes)
                    found.AddRange(
                        await session[ProofSql.Of, ("@hash", hash), ("@now", Instant.ToMicroseconds(asked.now))]
                            .AllAsync(static row => new FoundStub(
                                Sql.ReadGuid(row, 0),
                                Sql.ReadInt32(row, 1),
                                row.GetInt64(2),
                                Sql.ReadInstant(row, 3),
                                Sql.ReadInstant(row, 4)
                            ))
                    );
                return found.OrderBy(s => s.ErasedAt).ToList();
            }
        );
}
