using PreferenceCenter.ConsentEvidence.Receipts;
using PreferenceCenter.Ledger.Events;
using PreferenceCenter.Ledger.Log;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Ledger;

/// <summary>Tests the receipts a person can keep: each proves its events with nothing but the public key.</summary>
[Trait("Requirement", "CON-17")]
public sealed class ReceiptsTests(DamagedLog log) : IClassFixture<DamagedLog>
{
    private static readonly LogSigningKey Key = LogSigningKey.New("lists.example.org/ledger");

    [DatabaseFact]
    public async Task Receipts_of_anybodys_events_verify_offline()
    {
        await using var center = await log.CopyAsync(_ => { });
        var receipts = new ReceiptIssuer(center.Database, Key);
        foreach (var person in log.People)
        {
            var events = center.EventsOf(person);
            var file = receipts.For(events).ToJson();
            Assert.True(Receipt.TryParse(file, out var receipt, out var why), why);
            Assert.True(receipt.Verify(Key.Verifier).Holds);
            Assert.Equal(
                events.Select(e => e.Seq),
                receipt.Events.Select(e => EventBytes.Read(e.Event, 0, e.Index)!.Seq)
            );
            Assert.False(receipt.Verify(LogSigningKey.New(Key.Verifier.Name).Verifier).Holds);
        }
    }

    [DatabaseFact]
    public async Task With_one_bit_changed_they_do_not()
    {
        await using var center = await log.CopyAsync(_ => { });
        var events = center.EventsOf(log.People[0]);
        var whole = new ReceiptIssuer(center.Database, Key).For([events[0], events[^1]]);
        for (var bit = 0; bit < EventBytes.Length * 8; bit++)
        {
            var (first, last) = (whole.Logs[0].Events[0], whole.Logs[0].Events[1]);
            var changed = first.Event.ToArray();
            changed[bit / 8] ^= (byte)(1 << (bit % 8));
            var receipt = whole with
            {
                Logs = [whole.Logs[0] with { Events = [first with { Event = changed }, last] }],
            };
            Assert.Equal(ReceiptFault.NotInLog, receipt.Verify(Key.Verifier).Fault);
        }
        var moved = whole with
        {
            Logs =
            [
                whole.Logs[0] with
                {
                    Events = [whole.Logs[0].Events[0] with { Index = whole.Logs[0].Events[0].Index + 1 }],
                },
            ],
        };
        Assert.Equal(ReceiptFault.NotInLog, moved.Verify(Key.Verifier).Fault);
    }

    [DatabaseFact]
    public async Task A_receipt_outlives_what_is_written_later_and_fits_the_checkpoint_of_its_time()
    {
        await using var center = await log.CopyAsync(_ => { });
        var receipts = new ReceiptIssuer(center.Database, Key);
        var checkpoint = Assert.Single(receipts.Checkpoints());
        var receipt = receipts.For(center.EventsOf(log.People[0]));
        await ChangeWriterTests.RegisterAsync(center, 50);
        Assert.True(receipt.Verify(Key.Verifier, [checkpoint]).Holds);
        var later = Assert.Single(receipts.Checkpoints());
        Assert.Equal(ReceiptFault.CheckpointOfOtherSize, receipt.Verify(Key.Verifier, [later]).Fault);
        Assert.Null(center.Verify((0, checkpoint.Checkpoint), (0, later.Checkpoint)).Bad);
    }

    [DatabaseFact]
    public async Task Asked_for_up_to_a_checkpoint_that_somebody_kept_it_fits_that_one()
    {
        await using var center = await log.CopyAsync(_ => { });
        var receipts = new ReceiptIssuer(center.Database, Key);
        var kept = Assert.Single(receipts.Checkpoints());
        await ChangeWriterTests.RegisterAsync(center, 50);
        var events = center.EventsOf(log.People[0]);
        Assert.True(receipts.For(events, kept.Checkpoint.Size).Verify(Key.Verifier, [kept]).Holds);
        // No proof leads to a tree size below the events' positions or above the log's size; the receipt then uses the
        // present size.
        var now = Assert.Single(receipts.Checkpoints());
        foreach (var impossible in new[] { 0, events[^1].Position, now.Checkpoint.Size + 1 })
            Assert.True(receipts.For(events, impossible).Verify(Key.Verifier, [now]).Holds);
    }

    [DatabaseFact]
    public async Task After_erasure_the_receipt_a_person_kept_still_verifies_and_so_does_one_made_then()
    {
        await using var center = await log.CopyAsync(raw =>
            raw.Run("""DELETE FROM "Evidence"; DELETE FROM "Choices";""")
        );
        var events = center.EventsOf(log.People[5]);
        using (var raw = center.Raw())
            raw.Run("""DELETE FROM "Subscribers" """);
        Assert.True(new ReceiptIssuer(center.Database, Key).For(events).Verify(Key.Verifier).Holds);
    }

    [DatabaseFact]
    public async Task Events_of_no_log_make_no_receipt()
    {
        await using var center = await log.CopyAsync(_ => { });
        var outside = center.EventsOf(log.People[0])[0];
        outside.Position = log.Size;
        Assert.Throws<ArgumentOutOfRangeException>(() => new ReceiptIssuer(center.Database, Key).For([outside]));
    }
}
