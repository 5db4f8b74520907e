using PreferenceCenter.Ledger.Log;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Ledger;

/// <summary>
/// Tests a rewritten log: the owner of the database can make it consistent in itself, but not with a checkpoint kept
/// elsewhere.
/// </summary>
[Trait("Requirement", "CON-17")]
public sealed class RewrittenPastTests(DamagedLog log) : IClassFixture<DamagedLog>
{
    private long SeenBatch => log.BatchOf(log.Seen.Size - 1);

    [Fact]
    public async Task A_tail_cut_before_the_checkpoint_is_seen()
    {
        var last = SeenBatch - 3;
        Assert.Null(await log.VerifyAsync(raw => CutAfter(raw, last)));
        var bad = await log.VerifyAsync(raw => CutAfter(raw, last), log.Seen);
        Assert.Equal((0, last + 1), (bad!.Log, bad.Batch));
    }

    [Fact]
    public async Task A_tail_cut_behind_the_checkpoint_is_seen_by_a_later_one_only()
    {
        Assert.Null(await log.VerifyAsync(raw => CutAfter(raw, SeenBatch + 1), log.Seen));
        await using var whole = await log.CopyAsync(_ => { });
        using var session = whole.Database.Read();
        var (size, root) = new PreferenceCenter.Ledger.Log.LogReader(session, 0).Head();
        Assert.Equal(
            SeenBatch + 2,
            (await log.VerifyAsync(raw => CutAfter(raw, SeenBatch + 1), new Checkpoint("log", size, root)))!.Batch
        );
    }

    [Fact]
    public async Task A_past_changed_and_sealed_anew_is_seen()
    {
        void Rewrite(RawDatabase raw)
        {
            raw.Run("""UPDATE "LedgerEvents" SET "At" = "At" + 1 WHERE "Position" = 10""");
            DamagedLog.Reseal(raw);
        }
        Assert.Null(await log.VerifyAsync(Rewrite));
        var bad = await log.VerifyAsync(Rewrite, log.Seen);
        Assert.Equal((0, SeenBatch), (bad!.Log, bad.Batch));
    }

    [Fact]
    public async Task What_was_resealed_without_a_change_is_the_same_log() =>
        Assert.Null(await log.VerifyAsync(DamagedLog.Reseal, log.Seen));

    [Fact]
    public async Task A_checkpoint_of_a_log_that_is_not_there_is_seen()
    {
        await using var center = await log.CopyAsync(_ => { });
        var bad = center.Verify((3, log.Seen)).Bad;
        Assert.Equal((3, 1), (bad!.Log, bad.Batch));
    }

    private void CutAfter(RawDatabase raw, long batch)
    {
        var size = log.EndOf(batch);
        raw.Run("""DELETE FROM "LedgerEvents" WHERE "Position" >= @p0""", size);
        raw.Run("""DELETE FROM "Evidence" WHERE "Position" >= @p0""", size);
        raw.Run("""DELETE FROM "Seals" WHERE "Batch" > @p0""", batch);
        DamagedLog.Reseal(raw);
    }
}
