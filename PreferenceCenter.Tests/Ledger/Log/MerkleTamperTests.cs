using CsCheck;
using PreferenceCenter.Ledger.Log;
using Xunit;

namespace PreferenceCenter.Tests.Ledger.Log;

/// <summary>Tests that tampered proofs do not verify.</summary>
[Trait("Requirement", "CON-17")]
public sealed class MerkleTamperTests
{
    private static readonly TreeHash Stranger = MerkleTree.LeafHash("never happened"u8);

    [Fact]
    public void No_tampered_inclusion_proof_verifies() =>
        Gen.Select(Gen.Int[1, 600], Gen.Int[0, 599], Gen.Int[0, 10_000])
            .Where((size, index, _) => index < size)
            .Sample(
                (size, index, at) =>
                {
                    var leaves = NaiveTree.Leaves(size);
                    var (leaf, root) = (leaves[index], NaiveTree.Root(leaves));
                    var proof = NaiveTree.Inclusion(index, leaves).ToArray();

                    Assert.True(MerkleTree.VerifyInclusion(leaf, index, size, proof, root));
                    Assert.False(MerkleTree.VerifyInclusion(Stranger, index, size, proof, root));
                    Assert.False(MerkleTree.VerifyInclusion(leaf, index, size, proof, Stranger));
                    Assert.False(MerkleTree.VerifyInclusion(leaf, index, size, proof, MerkleTree.EmptyRoot));
                    foreach (var elsewhere in (int[])[-1, index - 1, index + 1, index ^ 2, index + size, size])
                        Assert.False(
                            elsewhere != index && MerkleTree.VerifyInclusion(leaf, elsewhere, size, proof, root)
                        );
                    foreach (var other in (int[])[size * 2, -1, 0, index])
                        Assert.False(MerkleTree.VerifyInclusion(leaf, index, other, proof, root));
                    foreach (var changed in Changed(proof, at, root))
                        Assert.False(MerkleTree.VerifyInclusion(leaf, index, size, changed, root));
                },
                iter: 150
            );

    [Fact]
    public void No_tampered_consistency_proof_verifies() =>
        Gen.Select(Gen.Int[2, 600], Gen.Int[1, 599], Gen.Int[0, 10_000])
            .Where((size, old, _) => old < size)
            .Sample(
                (size, old, at) =>
                {
                    var leaves = NaiveTree.Leaves(size);
                    var (oldRoot, root) = (NaiveTree.Root(leaves.AsSpan(0, old)), NaiveTree.Root(leaves));
                    var proof = NaiveTree.Consistency(old, leaves).ToArray();

                    Assert.True(MerkleTree.VerifyConsistency(old, oldRoot, size, root, proof));
                    Assert.False(MerkleTree.VerifyConsistency(old, Stranger, size, root, proof));
                    Assert.False(MerkleTree.VerifyConsistency(old, oldRoot, size, Stranger, proof));
                    Assert.False(MerkleTree.VerifyConsistency(old, root, size, oldRoot, proof));
                    Assert.False(MerkleTree.VerifyConsistency(size, oldRoot, old, root, proof));
                    Assert.False(MerkleTree.VerifyConsistency(old, oldRoot, size * 2, root, proof));
                    Assert.False(MerkleTree.VerifyConsistency(0, oldRoot, size, root, proof));
                    Assert.False(MerkleTree.VerifyConsistency(old, oldRoot, size, root, []));
                    foreach (var changed in Changed(proof, at, root))
                        Assert.False(MerkleTree.VerifyConsistency(old, oldRoot, size, root, changed));
                },
                iter: 150
            );

    [Fact]
    public void A_rewritten_past_has_no_consistency_proof() =>
        Gen.Select(Gen.Int[1, 300], Gen.Int[0, 299], Gen.Int[0, 300])
            .Where((old, at, _) => at < old)
            .Sample(
                (old, at, more) =>
                {
                    var honest = NaiveTree.Leaves(old + more);
                    var rewritten = honest.ToArray();
                    rewritten[at] = Stranger;
                    return !MerkleTree.VerifyConsistency(
                        old,
                        NaiveTree.Root(honest.AsSpan(0, old)),
                        old + more,
                        NaiveTree.Root(rewritten),
                        [.. NaiveTree.Consistency(old, rewritten)]
                    );
                },
                iter: 150
            );

    [Fact]
    public void Trees_without_a_past_are_consistent_only_with_themselves()
    {
        Assert.True(MerkleTree.VerifyConsistency(0, MerkleTree.EmptyRoot, 0, MerkleTree.EmptyRoot, []));
        Assert.True(MerkleTree.VerifyConsistency(0, MerkleTree.EmptyRoot, 3, Stranger, []));
        Assert.False(MerkleTree.VerifyConsistency(0, Stranger, 3, Stranger, []));
        Assert.False(MerkleTree.VerifyConsistency(0, MerkleTree.EmptyRoot, 3, Stranger, [Stranger]));
        Assert.False(MerkleTree.VerifyConsistency(1, Stranger, 1, MerkleTree.EmptyRoot, []));
        Assert.False(MerkleTree.VerifyConsistency(1, Stranger, 1, Stranger, [Stranger]));
        Assert.False(MerkleTree.VerifyConsistency(-1, Stranger, 1, Stranger, []));
        Assert.False(MerkleTree.VerifyInclusion(MerkleTree.EmptyRoot, 0, 0, [], MerkleTree.EmptyRoot));
    }

    private static IEnumerable<TreeHash[]> Changed(TreeHash[] proof, int at, TreeHash root)
    {
        yield return [.. proof, root];
        yield return [root, .. proof];
        yield return [.. proof, Stranger];
        if (proof.Length == 0)
            yield break;
        yield return proof[..^1];
        yield return proof[1..];
        if (proof.Length > 1)
            yield return [.. proof.Reverse()];
        for (var i = 0; i < proof.Length; i++)
        {
            var bytes = proof[i].ToArray();
            bytes[at % 32] ^= (byte)(1 << (at / 32 % 8));
            yield return [.. proof[..i], TreeHash.From(bytes), .. proof[(i + 1)..]];
        }
    }
}
