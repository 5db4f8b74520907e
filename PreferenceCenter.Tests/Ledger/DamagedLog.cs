using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Events;
using PreferenceCenter.Ledger.Log;
using PreferenceCenter.Ledger.Verification;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Ledger;

/// <summary>Valid log of about six hundred events in many batches, copied for each kind of damage.</summary>
public sealed class DamagedLog : Xunit.IAsyncLifetime
{
    private byte[] good = [];
    private long[] ends = [];

    internal Guid[] People { get; private set; } = [];
    internal long Size => ends[^1];
    internal long Batches => ends.Length;

    /// <summary>The log as a verifier outside saw it in the middle of its life.</summary>
    internal Checkpoint Seen { get; private set; } = null!;

    internal long BatchOf(long position) => 1 + Array.FindIndex(ends, end => end > position);

    internal long EndOf(long batch) => ends[batch - 1];

    public async ValueTask InitializeAsync()
    {
        await using var center = await TestCenter.NewAsync();
        People = await Histories.LiveAsync(center, Histories.Long(300, 1));
        using (var session = center.Database.Read())
        {
            var (size, root) = new LogReader(session, 0).Head();
            Seen = new Checkpoint("log", size, root);
        }
        for (var i = 0; i < 100; i++)
            await center.Writer.SubmitAsync(center.AdminEvent(i));
        await Histories.LiveAsync(center, Histories.Long(400, 2));
        using (var raw = center.Raw())
            ends = [.. raw.Rows("""SELECT "Size" FROM "Seals" ORDER BY "Batch" """).Select(row => (long)row[0]!)];
        Assert.Null(center.Verify((0, Seen)).Bad);
        Assert.InRange(Size, 513, 5000);
        await center.StopAsync();
        using (var raw = center.Raw())
            foreach (var trigger in raw.Rows("SELECT name FROM sqlite_master WHERE type = 'trigger'"))
                raw.Run($"""DROP TRIGGER "{trigger[0]}" """);
        good = await center.ToBytesAsync();
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>Makes a copy without triggers, as the owner of the file could make it.</summary>
    internal async Task<TestCenter> CopyAsync(Action<RawDatabase> damage)
    {
        var center = await TestCenter.NewAsync(database: good);
        using var raw = center.Raw();
        damage(raw);
        return center;
    }

    internal async Task<BadBatch?> VerifyAsync(Action<RawDatabase> damage, Checkpoint? checkpoint = null)
    {
        await using var center = await CopyAsync(damage);
        return (checkpoint is null ? center.Verify() : center.Verify((0, checkpoint))).Bad;
    }

    /// <summary>Recomputes everything derived from the events, as a careful forger would.</summary>
    internal static void Reseal(RawDatabase raw)
    {
        var frontier = new MerkleFrontier();
        var completed = new List<CompletedSubtree>();
        var seals = new Queue<(long Batch, long Size)>(
            raw.Rows("""SELECT "Batch", "Size" FROM "Seals" ORDER BY "Batch" """)
                .Select(row => ((long)row[0]!, (long)row[1]!))
        );
        var (batches, admin) = (0L, (Seq: 0L, Position: -1L));
        var bytes = new byte[EventBytes.Length];
        foreach (var e in Events(raw))
        {
            EventBytes.Write(e, bytes);
            frontier.Append(MerkleTree.LeafHash(bytes), completed);
            if (e.LedgerId == Guid.Empty)
                admin = (e.Seq, e.Position);
            if (frontier.Size < seals.Peek().Size)
                continue;
            batches = seals.Dequeue().Batch;
            raw.Run("""UPDATE "Seals" SET "Root" = @p0 WHERE "Batch" = @p1""", frontier.Root().ToArray(), batches);
        }
        raw.Run("""DELETE FROM "LogNodes" """);
        foreach (var node in completed)
            raw.Run(
                """INSERT INTO "LogNodes" ("Slot", "Level", "Index", "Hash") VALUES (0, @p0, @p1, @p2)""",
                node.Level,
                node.Index,
                node.Hash.ToArray()
            );
        raw.Run(
            """UPDATE "LogHeads" SET "Batch" = @p0, "Frontier" = @p1, "HouseSeq" = @p2, "HousePosition" = @p3""",
            batches,
            frontier.ToBytes(),
            admin.Seq,
            admin.Position
        );
    }

    private static IEnumerable<LedgerEventRow> Events(RawDatabase raw) =>
        raw.Rows(
                """
                SELECT "Position", "LedgerId", "Seq", "Kind", "Aspect", "Value", "Before", "Refers", "Channel", "ActorKind", "ActorId", "Basis", "Controller", "Notice", "At",
                    "PrevSlot", "PrevPosition", "Commitment" FROM "LedgerEvents" ORDER BY "Position"
                """
            )
            .Select(row => new LedgerEventRow
            {
                Position = (long)row[0]!,
                LedgerId = new Guid((byte[])row[1]!, true),
                Seq = (long)row[2]!,
                Kind = (EventKind)(long)row[3]!,
                Aspect = (long)row[4]!,
                Value = (long)row[5]!,
                Before = (long)row[6]!,
                Refers = (long)row[7]!,
                Channel = (Channel)(long)row[8]!,
                ActorKind = (ActorKind)(long)row[9]!,
                ActorId = new Guid((byte[])row[10]!, true),
                Basis = (LawfulBasis)(long)row[11]!,
                Controller = (int)(long)row[12]!,
                Notice = (int)(long)row[13]!,
                At = Instant.FromMicroseconds((long)row[14]!),
                PrevSlot = (int)(long)row[15]!,
                PrevPosition = (long)row[16]!,
                Commitment = (byte[])row[17]!,
            });
}
