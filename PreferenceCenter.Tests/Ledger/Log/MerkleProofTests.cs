using CsCheck;
using PreferenceCenter.Ledger.Log;
using Xunit;

namespace PreferenceCenter.Tests.Ledger.Log;

/// <summary>Tests inclusion and consistency proofs against a naive implementation.</summary>
[Trait("Requirement", "CON-17")]
public sealed class MerkleProofTests
{
    private static readonly Lazy<TreeHash[]> Leaves = new(() => NaiveTree.Leaves(66_500));
    private static readonly Lazy<StoredLog> Log = new(() => StoredLog.Of(Leaves.Value));

    [Fact]
    public void Every_inclusion_proof_of_every_small_tree_is_the_naive_one_and_verifies()
    {
        for (var size = 1; size <= 70; size++)
        {
            var leaves = Leaves.Value[..size];
            for (var index = 0; index < size; index++)
            {
                var proof = Log.Value.At(size).Inclusion(index);
                Assert.Equal(NaiveTree.Inclusion(index, leaves), proof);
                Assert.True(MerkleTree.VerifyInclusion(leaves[index], index, size, proof, NaiveTree.Root(leaves)));
            }
        }
    }

    [Fact]
    public void Every_consistency_proof_of_every_small_tree_is_the_naive_one_and_verifies()
    {
        for (var size = 0; size <= 70; size++)
        {
            var leaves = Leaves.Value[..size];
            for (var oldSize = 0; oldSize <= size; oldSize++)
            {
                var proof = Log.Value.At(size).Consistency(oldSize);
                Assert.Equal(NaiveTree.Consistency(oldSize, leaves), proof);
                Assert.True(
                    MerkleTree.VerifyConsistency(
                        oldSize,
                        NaiveTree.Root(leaves.AsSpan(0, oldSize)),
                        size,
                        NaiveTree.Root(leaves),
                        proof
                    )
                );
            }
        }
    }

    [Fact]
    public void Proofs_from_kept_subtrees_are_the_naive_ones_at_any_past_size() =>
        Gen.Select(Gen.Int[1, 66_500], Gen.Int[0, 66_499], Gen.Int[0, 66_500])
            .Where((size, index, old) => index < size && old <= size)
            .Sample(
                (size, index, old) =>
                {
                    var leaves = Leaves.Value.AsSpan(0, size);
                    var proofs = Log.Value.At(size);
                    return proofs.Inclusion(index).SequenceEqual(NaiveTree.Inclusion(index, leaves))
                        && proofs.Consistency(old).SequenceEqual(NaiveTree.Consistency(old, leaves))
                        && proofs.Root() == NaiveTree.Root(leaves);
                },
                iter: 25
            );

    [Fact]
    public void A_proof_in_a_million_events_reads_six_ranges_of_at_most_256_hashes()
    {
        const int million = 1_000_000;
        var log = StoredLog.Of(NaiveTree.Leaves(million));
        Gen.Int[0, million - 1]
            .Sample(
                index =>
                {
                    log.Reads.Clear();
                    var proof = log.At(million).Inclusion(index);
                    return proof.Length <= 20
                        && log.Reads.Count <= 6
                        && log.Reads.All(range => range.Count <= 256)
                        && MerkleTree.VerifyInclusion(
                            NaiveTree.Leaves(1, index)[0],
                            index,
                            million,
                            proof,
                            log.Frontier.Root()
                        );
                },
                iter: 100,
                threads: 1
            );
    }

    [Fact]
    public void A_range_is_asked_for_once_however_many_events_are_proved()
    {
        var log = StoredLog.Of(Leaves.Value[..5000]);
        var proofs = log.At(5000);
        for (var index = 300; index < 500; index++)
            proofs.Inclusion(index);
        Assert.Equal(log.Reads.Count, log.Reads.Distinct().Count());
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(5)]
    public void What_is_not_in_the_log_has_no_proof(long index) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Log.Value.At(5).Inclusion(index));

    [Fact]
    public void A_log_that_answers_short_is_an_error_and_not_a_wrong_proof() =>
        Assert.Throws<InvalidOperationException>(() => new MerkleProofs(5, _ => []).Inclusion(0));
}
