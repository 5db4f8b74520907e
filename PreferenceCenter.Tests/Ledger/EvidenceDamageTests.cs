using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Events;
using PreferenceCenter.Ledger.Writer;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Ledger;

/// <summary>
/// Tests that evidence can be erased only with an event in the log, and cannot be altered, moved or removed without
/// detection.
/// </summary>
[Trait("Requirement", "CON-17")]
[Trait("Requirement", "ERA-11")]
public sealed class EvidenceDamageTests(DamagedLog log) : IClassFixture<DamagedLog>
{
    [Theory]
    [InlineData("Content")]
    [InlineData("Salt")]
    public async Task Not_a_bit_of_it_can_be_changed(string column)
    {
        foreach (var bit in (int[])[0, 7, 8])
            await NamesAsync(raw => DamageTests.Flip(raw, "Evidence", column, First(raw), bit));
        await NamesAsync(raw =>
            DamageTests.Change(raw, "Evidence", column, First(raw), value => ((byte[])value)[..^1])
        );
        await NamesAsync(raw =>
            DamageTests.Change(raw, "Evidence", column, First(raw), value => (byte[])[.. (byte[])value, 0])
        );
    }

    [Theory]
    [InlineData(2)]
    [InlineData(1)]
    [InlineData(-1)]
    [InlineData(1000)]
    public async Task It_speaks_for_the_events_it_spoke_for_and_no_others(int more) =>
        await NamesAsync(raw =>
            raw.Run("""UPDATE "Evidence" SET "Count" = "Count" + @p0 WHERE "Position" = @p1""", more, First(raw))
        );

    [Fact]
    public async Task The_last_cannot_reach_beyond_the_log()
    {
        await NamesLastAsync(raw =>
            raw.Run(
                """UPDATE "Evidence" SET "Count" = "Count" + 1 WHERE "Position" = (SELECT MAX("Position") FROM "Evidence")"""
            )
        );
        var bad = await log.VerifyAsync(raw =>
            raw.Run(
                """INSERT INTO "Evidence" SELECT 0, @p0, 1, "Salt", "Content" FROM "Evidence" LIMIT 1""",
                log.Size + 5
            )
        );
        Assert.Equal(log.Batches + 1, bad!.Batch);
    }

    [Fact]
    public async Task None_can_be_added_between_or_before() =>
        Assert.All(
            [
                (
                    await log.VerifyAsync(raw =>
                        raw.Run(
                            """INSERT INTO "Evidence" SELECT 0, "Position" + 1, 1, "Salt", "Content" FROM "Evidence" WHERE "Count" > 1 LIMIT 1"""
                        )
                    )
                )!.Batch,
                (
                    await log.VerifyAsync(raw =>
                        raw.Run("""INSERT INTO "Evidence" SELECT 0, -7, 1, "Salt", "Content" FROM "Evidence" LIMIT 1""")
                    )
                )!.Batch,
            ],
            batch => Assert.InRange(batch, 1, log.Batches)
        );

    [Fact]
    public async Task Gone_without_an_event_it_is_missed_in_the_first_batch_it_is_gone_from()
    {
        await NamesAsync(raw =>
            Assert.Equal(1, raw.Run("""DELETE FROM "Evidence" WHERE "Position" = @p0""", First(raw)))
        );
        await NamesLastAsync(raw =>
            raw.Run("""DELETE FROM "Evidence" WHERE "Position" = (SELECT MAX("Position") FROM "Evidence")""")
        );
        var bad = await log.VerifyAsync(raw => raw.Run("""DELETE FROM "Evidence" """));
        Assert.Equal(1, bad!.Batch);
        Assert.Contains("no event", bad.Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Erased_with_an_event_that_says_so_the_log_verifies_and_what_comes_later_is_kept()
    {
        await using var center = await log.CopyAsync(_ => { });
        var person = center.Find(log.People[0]).Subscriber;
        await center.Writer.SubmitAsync(new Erasing(PersonKey.Of(person.Id), center.Act(Channel.System)));
        await center.ChooseAsync(person.PublicId, true, (Aspect.Tracking, 2));
        await center.ChooseAsync(person.PublicId, true, (Aspect.Tracking, 1));
        var events = center.EventsOf(person.PublicId);
        var erasure = events.Single(e => e.Kind == EventKind.EvidenceErased);
        using var raw = center.Raw();
        foreach (var e in events.Where(e => e.Seq < erasure.Seq))
            raw.Run("""DELETE FROM "Evidence" WHERE "Position" = @p0""", e.Position);
        Assert.Null(center.Verify((0, log.Seen)).Bad);
        Assert.Empty(center.Rebuild());

        raw.Run("""DELETE FROM "Evidence" WHERE "Position" = @p0""", events[^1].Position);
        var bad = center.Verify().Bad;
        Assert.NotNull(bad);
        Assert.Equal(
            raw.Scalar<long>("""SELECT MIN("Batch") FROM "Seals" WHERE "Size" > @p0""", events[^1].Position),
            bad.Batch
        );
    }

    /// <summary>Submission that records and performs the erasure of evidence.</summary>
    private sealed class Erasing(PersonKey key, Act act) : Submission
    {
        public override PersonKey? Key => key;

        protected override ChangeResult Decide(Batch batch, SubscriberSnapshot? subscriber)
        {
            batch.Append(
                subscriber!,
                [
                    new ConsentEvent(
                        subscriber!.State.LastSeq + 1,
                        EventKind.EvidenceErased,
                        Aspect.Everything,
                        0,
                        0,
                        0,
                        act
                    ),
                ],
                new Evidence()
            );
            return new ChangeResult(ChangeOutcome.Done);
        }
    }

    // Evidence of a change in the middle of the log that has two or more events.
    private static long First(RawDatabase raw) =>
        raw.Scalar<long>("""SELECT MIN("Position") FROM "Evidence" WHERE "Position" > 300 AND "Count" = 2""");

    private async Task NamesAsync(Action<RawDatabase> damage)
    {
        long position = 0;
        var bad = await log.VerifyAsync(raw =>
        {
            position = First(raw);
            damage(raw);
        });
        Assert.NotNull(bad);
        Assert.Equal((0, log.BatchOf(position)), (bad.Log, bad.Batch));
    }

    private async Task NamesLastAsync(Action<RawDatabase> damage) =>
        Assert.Equal(log.Batches, (await log.VerifyAsync(damage))!.Batch);
}
