using System.Text;
using System.Text.Json;
using PreferenceCenter.ConsentEvidence.Receipts;
using PreferenceCenter.Ledger.Log;
using Xunit;

namespace PreferenceCenter.Tests.Ledger.Log;

/// <summary>Tests reading and verifying receipts.</summary>
[Trait("Requirement", "CON-17")]
public sealed class ReceiptTests
{
    public static TheoryData<string> Receipts =>
        [.. LedgerVectors.Of("receipts").EnumerateArray().Select(vector => vector.Text("what"))];

    public static TheoryData<string> NotReceipts =>
        [.. LedgerVectors.Of("notReceipts").EnumerateArray().Select(vector => vector.Text("what"))];

    [Theory]
    [MemberData(nameof(Receipts))]
    public void Every_receipt_of_the_vectors_is_judged_as_it_says(string what)
    {
        var vector = Vector("receipts", what);
        var receipt = Read(vector.GetProperty("receipt").GetRawText());
        VerifierKey? key = null;
        IReadOnlyList<CheckpointNote>? checkpoints = null;
        if (vector.TryGetProperty("publicKey", out var publicKey))
            Assert.True(VerifierKey.TryParse(publicKey.GetString()!, out key));
        if (vector.TryGetProperty("checkpointFile", out var file))
            Assert.True(CheckpointBundle.TryParse(file.GetString()!, out checkpoints));

        var verdict = receipt.Verify(key, checkpoints);

        Assert.Equal(vector.Text("fault"), verdict.Fault.ToString());
        Assert.Equal(verdict.Fault == ReceiptFault.None, verdict.Holds);
        Assert.Equal(key is null, verdict.KeyFromReceipt);
        Assert.EndsWith(".", verdict.Why, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(NotReceipts))]
    public void What_is_no_receipt_is_refused_with_a_reason(string what)
    {
        Assert.False(
            Receipt.TryParse(Encoding.UTF8.GetBytes(Vector("notReceipts", what).Text("text")), out _, out var why)
        );
        Assert.NotEmpty(why);
    }

    [Fact]
    public void The_vectors_know_every_fault()
    {
        var known = LedgerVectors.Of("receipts").EnumerateArray().Select(vector => vector.Text("fault")).ToHashSet();
        Assert.Equal(Enum.GetNames<ReceiptFault>().ToHashSet(), known);
    }

    [Fact]
    public void A_receipt_made_here_is_read_and_verified_elsewhere()
    {
        var key = LogSigningKey.New("lists.example.org/ledger");
        var events = Enumerable.Range(0, 1000).Select(i => Encoding.UTF8.GetBytes($"event {i} ü")).ToArray();
        var log = StoredLog.Of(events.Select(one => MerkleTree.LeafHash(one)));
        var note = CheckpointNote.Sign(new Checkpoint("lists.example.org/ledger", 1000, log.Frontier.Root()), key);
        var proofs = log.At(1000);
        var made = Receipt.Of(
            [
                ReceiptLog.Of(
                    note,
                    [.. new[] { 3, 511, 999 }.Select(i => new ReceiptEvent(i, events[i], proofs.Inclusion(i)))]
                ),
            ],
            key.Verifier
        );

        var json = made.ToJson();
        var read = Read(Encoding.UTF8.GetString(json));

        Assert.True(read.Verify(key.Verifier, [note]).Holds);
        Assert.Equal(json, read.ToJson());
        Assert.Equal(events[511], read.Events.ElementAt(1).Event);
        Assert.Contains("\"version\": 1,", Encoding.UTF8.GetString(json), StringComparison.Ordinal);
        Assert.DoesNotContain("\\u", Encoding.UTF8.GetString(json), StringComparison.Ordinal);
    }

    [Fact]
    public void No_byte_of_an_event_a_proof_or_an_index_can_be_changed()
    {
        var good = Read(Vector("receipts", "two events of one log").GetProperty("receipt").GetRawText());
        foreach (var changed in Changed(good.Logs[0].Events[0]))
        {
            var bad = good with { Logs = [good.Logs[0] with { Events = [changed, good.Logs[0].Events[1]] }] };
            Assert.Equal(ReceiptFault.NotInLog, bad.Verify().Fault);
        }
    }

    [Fact]
    public void A_file_beyond_all_measure_is_refused_unread()
    {
        Assert.False(Receipt.TryParse(new byte[Receipt.MostBytes + 1], out _, out var why));
        Assert.Contains("larger", why, StringComparison.Ordinal);
    }

    [Fact]
    public void Bytes_that_are_no_text_are_refused() =>
        Assert.False(Receipt.TryParse([0xFF, 0xFE, 0x00], out _, out _));

    private static IEnumerable<ReceiptEvent> Changed(ReceiptEvent one)
    {
        for (var index = -1; index < 10; index++)
        {
            if (index != one.Index)
                yield return one with
                {
                    Index = index,
                };
        }
        for (var at = 0; at < one.Event.Length; at++)
            yield return one with
            {
                Event = [.. one.Event[..at], (byte)(one.Event[at] ^ 1), .. one.Event[(at + 1)..]],
            };
        yield return one with
        {
            Event = [.. one.Event, 0],
        };
        for (var at = 0; at < one.Proof.Count; at++)
        {
            var hashes = one.Proof.ToArray();
            hashes[at] = MerkleTree.LeafHash("another"u8);
            yield return one with
            {
                Proof = hashes,
            };
        }
    }

    private static JsonElement Vector(string list, string what) =>
        LedgerVectors.Of(list).EnumerateArray().Single(vector => vector.Text("what") == what);

    private static Receipt Read(string json)
    {
        Assert.True(Receipt.TryParse(Encoding.UTF8.GetBytes(json), out var receipt, out var why), why);
        return receipt;
    }
}
