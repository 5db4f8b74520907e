namespace PreferenceCenter.Data;

/// <summary>Stubs of proof: written with an erasure, found by hash, gone when they expire.</summary>
internal static class ProofSql
{
    public const string Keep = """
        INSERT INTO "ProofStubs" ("Id", "KeyedHash", "KeyId", "LedgerId", "Slot", "Position", "ErasedAt", "ExpiresAt")
        VALUES (@id, @hash, @key, @ledgerId, @slot, @position, @erasedAt, @expiresAt)
        """;
    public const string Of = """
        SELECT "LedgerId", "Slot", "Position", "ErasedAt", "ExpiresAt" FROM "ProofStubs" WHERE "KeyedHash" = @hash AND "ExpiresAt" > @now ORDER BY "ErasedAt"
        """;
    public const string NextKey = """SELECT MIN("KeyId") FROM "ProofStubs" WHERE "KeyId" > @after""";
    public const string Expire = """DELETE FROM "ProofStubs" WHERE "ExpiresAt" <= @now""";
    public const string ForgetReadings = """DELETE FROM "ProofReadings" WHERE "AskedAt" < @before""";
}

/// <summary>Whose events, from when to when they may be shown.</summary>
internal sealed record FoundStub(
    Guid LedgerId,
    int Slot,
    long Position,
    DateTimeOffset ErasedAt,
    DateTimeOffset ExpiresAt
);

internal static class ProofRows
{
    /// <summary>One for each time that address was erased, under whichever key, the oldest first.</summary>
    public static IReadOnlyList<FoundStub> FindStubs(
        this Database database,
        IEnumerable<byte[]> hashes,
        DateTimeOffset now
    ) =>
        database.Ask(
            (hashes, now),
            static (session, asked) =>
            {
                var found = new List<FoundStub>();
                foreach (var hash in asked.hashes)
                {
                    using var row = session[ProofSql.Of, hash, Instant.ToMicroseconds(asked.now)].ExecuteReader();
                    while (row.Read())
                        found.Add(
                            new FoundStub(
                                Sql.ReadGuid(row, 0),
                                Sql.ReadInt32(row, 1),
                                row.GetInt64(2),
                                Sql.ReadInstant(row, 3),
                                Sql.ReadInstant(row, 4)
                            )
                        );
                }
                return (IReadOnlyList<FoundStub>)[.. found.OrderBy(s => s.ErasedAt)];
            }
        );
}
