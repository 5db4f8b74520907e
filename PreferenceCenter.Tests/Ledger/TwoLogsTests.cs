using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Events;
using PreferenceCenter.Ledger.Log;
using PreferenceCenter.Ledger.Verification;
using PreferenceCenter.Ledger.Writer;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Ledger;

/// <summary>
/// Tests the logs of two nodes on one server. Each node has its own log, and their seals name each other, so that the
/// owner of the database can neither truncate nor drop one of them undetected.
/// </summary>
[Trait(PostgresCases.Trait, PostgresCases.PostgreSql)]
[Trait("Requirement", "CON-17")]
public sealed class TwoLogsTests
{
    [Fact]
    public async Task The_seals_name_the_roots_of_the_others()
    {
        await using var center = await TestCenter.NewAsync();
        await WriteAsync(center, Node(center, 0), Node(center, 1), Node(center, 2));
        using var raw = center.Raw();
        foreach (var slot in (int[])[0, 1, 2])
        {
            var seen = OtherRoots
                .Read(
                    raw.Scalar<byte[]>(
                        """SELECT "Others" FROM "Seals" WHERE "Slot" = @p0 ORDER BY "Batch" DESC LIMIT 1""",
                        slot
                    )
                )
                .ToArray();
            Assert.Equal(Enumerable.Range(0, slot), seen.Select(one => one.Slot));
            Assert.All(
                seen,
                one =>
                    Assert.Equal(
                        raw.Scalar<byte[]>(
                            """SELECT "Root" FROM "Seals" WHERE "Slot" = @p0 AND "Size" = @p1""",
                            one.Slot,
                            one.Seen.Size
                        ),
                        one.Seen.Root.ToArray()
                    )
            );
        }
        Assert.Equal(new LedgerVerdict(3, 3, 3, null), center.Verify());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task One_that_is_cut_back_is_told_of_by_whoever_saw_it(bool seen)
    {
        await using var center = await TestCenter.NewAsync();
        var (first, second) = (Node(center, 0), Node(center, 1));
        await WriteAsync(center, first, second);
        using var raw = center.Raw();
        var head = raw.Rows(
                """SELECT "Batch", "Frontier", "HouseSeq", "HousePosition" FROM "LogHeads" WHERE "Slot" = 1"""
            )
            .Single();
        await WriteAsync(center, second);
        if (seen)
            await WriteAsync(center, Node(center, 2));
        Unprotect(raw);
        foreach (var table in (string[])["LedgerEvents", "Evidence"])
            Assert.Equal(1, raw.Run($"""DELETE FROM "{table}" WHERE "Slot" = 1 AND "Position" >= 1"""));
        Assert.Equal(1, raw.Run("""DELETE FROM "Seals" WHERE "Slot" = 1 AND "Batch" > @p0""", head[0]));
        raw.Run(
            """UPDATE "LogHeads" SET "Batch" = @p0, "Frontier" = @p1, "HouseSeq" = @p2, "HousePosition" = @p3 WHERE "Slot" = 1""",
            head
        );
        // A change that no node has seen is detected only with a checkpoint kept elsewhere.
        Assert.Equal(seen ? 2 : null, center.Verify().Bad?.Log);
    }

    [Fact]
    public async Task One_that_is_left_out_is_told_of_by_the_others()
    {
        await using var center = await TestCenter.NewAsync();
        await WriteAsync(center, Node(center, 0), Node(center, 1), Node(center, 2));
        using var raw = center.Raw();
        Unprotect(raw);
        foreach (var table in (string[])["LedgerEvents", "Evidence", "Seals", "LogHeads"])
            Assert.Equal(1, raw.Run($"""DELETE FROM "{table}" WHERE "Slot" = 1"""));
        Assert.Equal(2, center.Verify().Bad?.Log);
    }

    [Fact]
    public async Task The_log_of_a_node_that_is_gone_goes_on_under_the_next()
    {
        await using var center = await TestCenter.NewAsync();
        var (first, second) = (Node(center, 0), Node(center, 1));
        await WriteAsync(center, first, second);
        await second.StopAsync(TestContext.Current.CancellationToken);
        await UntilFreeAsync(center, 1);
        await WriteAsync(center, first, Node(center, 1));
        Assert.Equal(new LedgerVerdict(2, 4, 4, null), center.Verify());
    }

    // One node may erase the evidence that another wrote.
    [Fact]
    [Trait("Requirement", "ERA-11")]
    public async Task Evidence_of_one_log_is_erased_by_an_event_of_another()
    {
        await using var center = await TestCenter.NewAsync();
        var person = await center.RegisterAsync();
        using var raw = center.Raw();
        Assert.Equal(1, raw.Run("""DELETE FROM "Evidence" WHERE "Slot" = 0"""));
        Assert.Equal(0, center.Verify().Bad?.Log);
        await Node(center, 1).SubmitAsync(new Erasing(PersonKey.Of(person.Id), center.Act(Channel.System)));
        Assert.Equal([0, 1], center.EventsOf(person.PublicId).Select(e => e.Slot));
        Assert.Null(center.Verify().Bad);
    }

    /// <summary>A node that has just started and therefore reads all existing logs.</summary>
    private static ChangeWriter Node(TestCenter center, int slot)
    {
        var node = center.StartWriter(center.Database);
        using var raw = center.Raw();
        Assert.Equal(slot + 1, raw.Scalar<long>(SlotsTaken));
        return node;
    }

    private static async Task WriteAsync(TestCenter center, params ChangeWriter[] nodes)
    {
        foreach (var node in nodes)
            Assert.Equal(ChangeOutcome.Done, (await node.SubmitAsync(center.AdminEvent(1))).Outcome);
    }

    // A process's log slot is released when the server notices that the connection is gone.
    private static async Task UntilFreeAsync(TestCenter center, int slot)
    {
        using var raw = center.Raw();
        while (raw.Scalar<long>(SlotsTaken) > slot)
            await Task.Delay(5, TestContext.Current.CancellationToken);
    }

    private const string SlotsTaken = """
        SELECT COUNT(*) FROM pg_locks WHERE locktype = 'advisory' AND database = (SELECT oid FROM pg_database WHERE datname = current_database()) AND objsubid = 2 AND objid < 1024
        """;

    private static void Unprotect(RawDatabase raw)
    {
        foreach (var table in (string[])["LedgerEvents", "Seals", "LogNodes", "Evidence"])
            raw.Unprotect(table);
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
}
