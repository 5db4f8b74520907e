using CsCheck;
using PreferenceCenter.Ledger.Log;
using Xunit;

namespace PreferenceCenter.Tests.Ledger.Log;

/// <summary>Tests the Merkle frontier, which computes the root of a growing log.</summary>
[Trait("Requirement", "CON-17")]
public sealed class MerkleFrontierTests
{
    [Fact]
    public void The_root_is_that_of_the_naive_recursion() =>
        Gen.Int[0, 1200]
            .Sample(
                size =>
                {
                    var leaves = NaiveTree.Leaves(size);
                    return StoredLog.Of(leaves).Frontier.Root() == NaiveTree.Root(leaves);
                },
                iter: 60
            );

    [Fact]
    public void A_frontier_read_back_goes_on_as_if_never_written() =>
        Gen.Select(Gen.Int[0, 700], Gen.Int[0, 700])
            .Sample(
                (before, after) =>
                {
                    var leaves = NaiveTree.Leaves(before + after);
                    var bytes = StoredLog.Of(leaves[..before]).Frontier.ToBytes();
                    var frontier = MerkleFrontier.Parse(bytes);
                    foreach (var leaf in leaves[before..])
                        frontier.Append(leaf);
                    return bytes.Length <= 8 + 64 * 32
                        && frontier.Size == leaves.Length
                        && frontier.Root() == NaiveTree.Root(leaves);
                },
                iter: 60
            );

    [Fact]
    public void A_copy_is_apart_from_its_original()
    {
        var leaves = NaiveTree.Leaves(300);
        var committed = StoredLog.Of(leaves[..200]).Frontier;
        var batch = committed.Copy();
        foreach (var leaf in leaves[200..])
            batch.Append(leaf);

        Assert.Equal(NaiveTree.Root(leaves.AsSpan(0, 200)), committed.Root());
        Assert.Equal(NaiveTree.Root(leaves), batch.Root());
    }

    [Fact]
    public void Each_whole_group_of_256_and_65536_is_reported_once_when_it_is_whole()
    {
        const int size = 65_536 + 300;
        var leaves = NaiveTree.Leaves(size);
        var frontier = new MerkleFrontier();
        var reported = new List<CompletedSubtree>();
        foreach (var leaf in leaves)
        {
            var before = reported.Count;
            frontier.Append(leaf, reported);
            Assert.Equal(
                (frontier.Size % 256 == 0 ? 1 : 0) + (frontier.Size % 65_536 == 0 ? 1 : 0),
                reported.Count - before
            );
        }

        Assert.Equal(257, reported.Count(subtree => subtree.Level == 8));
        foreach (var (level, index, hash) in reported)
            Assert.Equal(NaiveTree.Root(leaves.AsSpan((int)index << level, 1 << level)), hash);
    }

    [Theory]
    [InlineData("")]
    [InlineData("00000000000000")]
    [InlineData("0000000000000001")]
    [InlineData("ffffffffffffffff")]
    [InlineData("000000000000000000")]
    public void Damaged_bytes_are_refused(string hex) =>
        Assert.Throws<FormatException>(() => MerkleFrontier.Parse(Convert.FromHexString(hex)));

    [Fact]
    public void A_hash_too_many_or_too_few_is_refused()
    {
        var bytes = StoredLog.Of(NaiveTree.Leaves(7)).Frontier.ToBytes();
        Assert.Throws<FormatException>(() => MerkleFrontier.Parse(bytes.AsSpan(0, bytes.Length - 32)));
        Assert.Throws<FormatException>(() => MerkleFrontier.Parse([.. bytes, .. new byte[32]]));
    }

    [Fact]
    public void Appending_allocates_nothing_but_what_it_reports()
    {
        var frontier = new MerkleFrontier();
        var leaf = MerkleTree.LeafHash([1, 2, 3]);
        frontier.Append(leaf);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 10_000; i++)
            frontier.Append(MerkleTree.LeafHash([1, 2, 3]));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1000);
    }
}
