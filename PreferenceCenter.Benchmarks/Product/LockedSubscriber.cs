using Npgsql;
using PreferenceCenter.Benchmarks.Databases;
using PreferenceCenter.Benchmarks.Processes;

namespace PreferenceCenter.Benchmarks.Product;

/// <summary>Finds a subscriber whose row a node holds locked at the moment the node is stopped.</summary>
internal static class LockedSubscriber
{
    private const int MaxTries = 500;

    // The locks are released at once. A row that the statement skips is locked by another transaction.
    private const string FreeSql =
        """SELECT "PublicId" FROM "Subscribers" WHERE "PublicId" = ANY($1) FOR NO KEY UPDATE SKIP LOCKED""";

    /// <summary>Stops the node in the middle of a transaction and leaves it stopped.</summary>
    public static async Task<Guid> StopHoldingOneAsync(
        Child node,
        Place place,
        IReadOnlyList<Guid> candidates,
        CancellationToken cancel
    )
    {
        for (var tries = 0; tries < MaxTries; tries++)
        {
            node.Signal("STOP");
            // Another node releases its locks within moments; those of the stopped node stay.
            var held = await HeldAsync(place, candidates, cancel);
            if (held.Count > 0)
            {
                await Task.Delay(50, cancel);
                held = await HeldAsync(place, held, cancel);
            }
            if (held.Count > 0)
                return held[0];
            node.Signal("CONT");
            await Task.Delay(Random.Shared.Next(5, 30), cancel);
        }
        throw new InvalidOperationException("The node was never found holding anybody.");
    }

    private static async Task<IReadOnlyList<Guid>> HeldAsync(
        Place place,
        IReadOnlyList<Guid> candidates,
        CancellationToken cancel
    )
    {
        await using var connection = new NpgsqlConnection(place.ConnectionString);
        await connection.OpenAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await using var command = new NpgsqlCommand(FreeSql, connection, transaction)
        {
            Parameters = { new() { Value = candidates.Select(id => id.ToByteArray(bigEndian: true)).ToArray() } },
        };
        var held = candidates.ToHashSet();
        await using (var row = await command.ExecuteReaderAsync(cancel))
            while (await row.ReadAsync(cancel))
                held.Remove(new Guid(row.GetFieldValue<byte[]>(0), bigEndian: true));
        await transaction.RollbackAsync(cancel);
        return [.. held];
    }
}
