using PreferenceCenter.Data;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Ledger;

/// <summary>
/// Tests damage to sealed rows: for every kind, verification names the first batch that is not as it was sealed.
/// </summary>
[Trait("Requirement", "CON-17")]
public sealed class DamageTests(DamagedLog log) : IClassFixture<DamagedLog>
{
    private const long Middle = 300;

    public static TheoryData<string, int> EventColumns =>
        new MatrixTheoryData<string, int>(
            [.. typeof(LedgerEventRow).GetProperties().Select(p => p.Name)],
            [0, 1, 7, 8, 16, 31, 32, 40, 62, 63]
        );

    [Fact]
    public async Task Undamaged_it_verifies() => Assert.Null(await log.VerifyAsync(_ => { }, log.Seen));

    [Theory]
    [MemberData(nameof(EventColumns))]
    public async Task No_bit_of_a_column_of_an_event_can_be_changed(string column, int bit)
    {
        // Moved onto another event, it takes the place of that event, which may be in an earlier batch.
        var lands = Middle ^ (1L << bit);
        var first = column == "Position" && lands >= 0 ? Math.Min(Middle, lands) : Middle;
        await NamesAsync(log.BatchOf(first), raw => Flip(raw, "LedgerEvents", column, Middle, bit));
    }

    [Theory]
    [InlineData("LedgerId")]
    [InlineData("ActorId")]
    [InlineData("Commitment")]
    public async Task Nor_can_bytes_be_taken_from_its_end_or_added(string column)
    {
        await NamesAsync(
            log.BatchOf(Middle),
            raw => Change(raw, "LedgerEvents", column, Middle, value => ((byte[])value)[..^1])
        );
        await NamesAsync(
            log.BatchOf(Middle),
            raw => Change(raw, "LedgerEvents", column, Middle, value => (byte[])[.. (byte[])value, 0])
        );
        await NamesAsync(
            log.BatchOf(Middle),
            raw => Change(raw, "LedgerEvents", column, Middle, _ => Array.Empty<byte>())
        );
    }

    [Fact]
    public async Task The_first_event_of_a_batch_that_cannot_be_read_is_named_with_its_own_batch()
    {
        foreach (var batch in (long[])[2, 8, log.Batches])
            await NamesAsync(
                batch,
                raw => Change(raw, "LedgerEvents", "LedgerId", log.EndOf(batch - 1), _ => Array.Empty<byte>())
            );
    }

    [Fact]
    public async Task No_event_can_be_removed()
    {
        foreach (var position in (long[])[0, 1, Middle, log.Size - 2, log.Size - 1])
            await NamesAsync(
                log.BatchOf(position),
                raw => Assert.Equal(1, raw.Run("""DELETE FROM "LedgerEvents" WHERE "Position" = @p0""", position))
            );
    }

    [Fact]
    public async Task None_can_be_removed_with_the_later_ones_moved_up() =>
        await NamesAsync(
            log.BatchOf(Middle),
            raw =>
            {
                raw.Run("""DELETE FROM "LedgerEvents" WHERE "Position" = @p0""", Middle);
                for (var position = Middle + 1; position < log.Size; position++)
                    raw.Run("""UPDATE "LedgerEvents" SET "Position" = @p0 - 1 WHERE "Position" = @p0""", position);
            }
        );

    [Fact]
    public async Task None_can_be_added()
    {
        await NamesAsync(log.Batches + 1, raw => Copy(raw, Middle, to: log.Size));
        await NamesAsync(1, raw => Copy(raw, Middle, to: -1));
        await NamesAsync(
            log.BatchOf(Middle),
            raw =>
            {
                for (var position = log.Size - 1; position >= Middle; position--)
                    raw.Run("""UPDATE "LedgerEvents" SET "Position" = @p0 + 1 WHERE "Position" = @p0""", position);
                Copy(raw, 5, to: Middle);
            }
        );
    }

    [Fact]
    public async Task Two_cannot_change_places()
    {
        foreach (var (one, other) in ((long, long)[])[(Middle, Middle + 1), (3, Middle), (0, log.Size - 1)])
            await NamesAsync(
                log.BatchOf(one),
                raw =>
                {
                    raw.Run("""UPDATE "LedgerEvents" SET "Position" = -9 WHERE "Position" = @p0""", one);
                    raw.Run("""UPDATE "LedgerEvents" SET "Position" = @p0 WHERE "Position" = @p1""", one, other);
                    raw.Run("""UPDATE "LedgerEvents" SET "Position" = @p0 WHERE "Position" = -9""", other);
                }
            );
    }

    [Fact]
    public async Task No_seal_can_be_removed_added_or_changed()
    {
        foreach (var batch in (long[])[1, 7, log.Batches])
        {
            await NamesAsync(batch, raw => raw.Run("""DELETE FROM "Seals" WHERE "Batch" = @p0""", batch));
            await NamesAsync(
                batch,
                raw => raw.Run("""UPDATE "Seals" SET "Size" = "Size" + 1 WHERE "Batch" = @p0""", batch)
            );
            await NamesAsync(
                batch,
                raw => raw.Run("""UPDATE "Seals" SET "Size" = "Size" - 1 WHERE "Batch" = @p0""", batch)
            );
            await NamesAsync(batch, raw => Change(raw, "Seals", "Root", batch, Flipped, key: "Batch"));
            await NamesAsync(
                batch,
                raw => Change(raw, "Seals", "Root", batch, value => ((byte[])value)[..31], key: "Batch")
            );
            await NamesAsync(batch, raw => Change(raw, "Seals", "Others", batch, _ => new byte[] { 1 }, key: "Batch"));
            await NamesAsync(
                batch,
                raw => raw.Run("""UPDATE "Seals" SET "Batch" = 99999 WHERE "Batch" = @p0""", batch)
            );
        }
        await NamesAsync(
            1,
            raw =>
                raw.Run("""INSERT INTO "Seals" SELECT "Slot", 0, 0, "Root", "Others" FROM "Seals" WHERE "Batch" = 1""")
        );
        await NamesAsync(
            log.Batches + 1,
            raw =>
                raw.Run(
                    """INSERT INTO "Seals" SELECT "Slot", "Batch" + 1, "Size", "Root", "Others" FROM "Seals" ORDER BY "Batch" DESC LIMIT 1"""
                )
        );
        await NamesAsync(1, raw => raw.Run("""DELETE FROM "Seals" """));
    }

    [Fact]
    public async Task The_head_cannot_be_rewound_changed_or_removed()
    {
        await NamesAsync(log.Batches, raw => raw.Run("""DELETE FROM "LogHeads" """));
        foreach (var column in (string[])["Batch", "HouseSeq", "HousePosition"])
            await NamesAsync(log.Batches, raw => raw.Run($"""UPDATE "LogHeads" SET "{column}" = "{column}" - 1"""));
        await NamesAsync(log.Batches, raw => Change(raw, "LogHeads", "Frontier", 0, Flipped, key: "Slot"));
        await NamesAsync(
            log.Batches,
            raw => Change(raw, "LogHeads", "Frontier", 0, _ => Array.Empty<byte>(), key: "Slot")
        );
    }

    [Fact]
    public async Task A_log_does_not_vanish_with_its_head_and_seals()
    {
        await NamesAsync(1, raw => raw.Run("""DELETE FROM "LogHeads"; DELETE FROM "Seals"; DELETE FROM "LogNodes";"""));
        await NamesAsync(
            1,
            raw =>
                raw.Run(
                    """DELETE FROM "LogHeads"; DELETE FROM "Seals"; DELETE FROM "LogNodes"; DELETE FROM "LedgerEvents";"""
                )
        );
        // If everything is deleted, the centre looks as if it had never written; only a checkpoint kept elsewhere shows
        // the loss.
        void Nothing(RawDatabase raw) =>
            raw.Run(
                """DELETE FROM "LogHeads"; DELETE FROM "Seals"; DELETE FROM "LogNodes"; DELETE FROM "LedgerEvents"; DELETE FROM "Evidence";"""
            );
        Assert.Null(await log.VerifyAsync(Nothing));
        Assert.Equal(1, (await log.VerifyAsync(Nothing, log.Seen))!.Batch);
    }

    [Fact]
    public async Task Kept_subtrees_cannot_be_changed_removed_or_added()
    {
        foreach (var index in (long[])[0, 1])
        {
            var batch = log.BatchOf((index + 1) * 256 - 1);
            await NamesAsync(batch, raw => Change(raw, "LogNodes", "Hash", index, Flipped, key: "Index"));
            await NamesAsync(batch, raw => raw.Run("""DELETE FROM "LogNodes" WHERE "Index" = @p0""", index));
        }
        await NamesAsync(log.BatchOf(255), raw => raw.Run("""UPDATE "LogNodes" SET "Level" = 16 WHERE "Index" = 0"""));
        foreach (var (level, index) in ((long, long)[])[(8, 999_999), (16, 0), (-1, 0), (70, 0), (8, -1)])
            await NamesAsync(
                log.Batches,
                raw => raw.Run("""INSERT INTO "LogNodes" VALUES (0, @p0, @p1, zeroblob(32))""", level, index)
            );
    }

    private async Task NamesAsync(long batch, Action<RawDatabase> damage)
    {
        var bad = await log.VerifyAsync(damage);
        Assert.NotNull(bad);
        Assert.Equal((0, batch), (bad.Log, bad.Batch));
        // A verifier with a checkpoint sees no less.
        Assert.Equal(batch, (await log.VerifyAsync(damage, log.Seen))!.Batch);
    }

    private static void Copy(RawDatabase raw, long from, long to)
    {
        raw.Run("""CREATE TEMP TABLE "Copy" AS SELECT * FROM "LedgerEvents" WHERE "Position" = @p0""", from);
        raw.Run("""UPDATE "Copy" SET "Position" = @p0""", to);
        Assert.Equal(1, raw.Run("""INSERT INTO "LedgerEvents" SELECT * FROM "Copy" """));
    }

    internal static void Flip(RawDatabase raw, string table, string column, long position, int bit) =>
        Change(
            raw,
            table,
            column,
            position,
            value =>
                value is long number
                    ? number ^ (1L << bit)
                    : ((byte[])value).Select((b, i) => i == bit / 8 ? (byte)(b ^ (1 << (bit % 8))) : b).ToArray()
        );

    internal static object Flipped(object value) =>
        ((byte[])value).Select((b, i) => i == 9 ? (byte)(b ^ 4) : b).ToArray();

    internal static void Change(
        RawDatabase raw,
        string table,
        string column,
        long id,
        Func<object, object> change,
        string key = "Position"
    )
    {
        var value = raw.Scalar<object>($"""SELECT "{column}" FROM "{table}" WHERE "{key}" = @p0""", id);
        Assert.Equal(
            1,
            raw.Run($"""UPDATE OR REPLACE "{table}" SET "{column}" = @p0 WHERE "{key}" = @p1""", change(value), id)
        );
    }
}
