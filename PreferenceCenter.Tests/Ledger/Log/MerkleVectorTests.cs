using System.Buffers.Binary;
using System.Text.Json;
using PreferenceCenter.Ledger.Log;
using Xunit;

namespace PreferenceCenter.Tests.Ledger.Log;

/// <summary>Tests Merkle trees and proofs against published and documented vectors.</summary>
[Trait("Requirement", "CON-17")]
public sealed class MerkleVectorTests
{
    private static readonly JsonElement Tree = LedgerVectors.Of("tree");
    private static readonly JsonElement LongTree = LedgerVectors.Of("longTree");

    private static readonly Lazy<StoredLog> Short = new(() => StoredLog.Of(Tree.Hashes("leafHashes")));

    private static readonly Lazy<StoredLog> Long = new(() =>
        StoredLog.Of(Enumerable.Range(0, (int)LongTree.Number("size")).Select(LongLeaf))
    );

    // Published by the Certificate Transparency project; repeated here so that a wrong file and wrong code cannot
    // agree.
    [Theory]
    [InlineData(0, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")]
    [InlineData(1, "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d")]
    [InlineData(2, "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125")]
    [InlineData(3, "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77")]
    [InlineData(4, "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7")]
    [InlineData(5, "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4")]
    [InlineData(6, "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef")]
    [InlineData(7, "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c")]
    [InlineData(8, "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328")]
    public void The_roots_are_the_published_ones(int size, string root)
    {
        string[] published =
        [
            "",
            "00",
            "10",
            "2021",
            "3031",
            "40414243",
            "5051525354555657",
            "606162636465666768696a6b6c6d6e6f",
        ];
        var frontier = new MerkleFrontier();
        foreach (var leaf in published[..size])
            frontier.Append(MerkleTree.LeafHash(Convert.FromHexString(leaf)));

        Assert.Equal(root, frontier.Root().ToString());
        Assert.Equal(root, Short.Value.At(size).Root().ToString());
        Assert.Equal(root, Tree.GetProperty("roots")[size].Text("root"));
    }

    [Fact]
    public void Leaf_hashes_and_frontiers_are_those_of_the_vectors()
    {
        var leaves = Tree.GetProperty("leaves")
            .EnumerateArray()
            .Select(leaf => MerkleTree.LeafHash(Convert.FromHexString(leaf.GetString()!)));
        Assert.Equal(Tree.Hashes("leafHashes"), leaves);

        var frontier = new MerkleFrontier();
        foreach (var expected in Tree.GetProperty("frontiers").EnumerateArray())
        {
            while (frontier.Size < expected.Number("size"))
                frontier.Append(Tree.Hashes("leafHashes")[frontier.Size]);
            Assert.Equal(expected.Text("bytes"), Convert.ToHexStringLower(frontier.ToBytes()));
        }
    }

    [Fact]
    public void Inclusion_proofs_are_those_of_the_vectors()
    {
        foreach (var (log, vector) in Vectors("inclusion"))
        {
            var (index, size) = (vector.Number("index"), vector.Number("size"));
            var proof = vector.Hashes("proof");
            var leaf = log == Short.Value ? Tree.Hashes("leafHashes")[index] : LongLeaf((int)index);

            Assert.Equal(proof, log.At(size).Inclusion(index));
            Assert.True(MerkleTree.VerifyInclusion(leaf, index, size, proof, log.At(size).Root()));
        }
    }

    [Fact]
    public void Consistency_proofs_are_those_of_the_vectors()
    {
        foreach (var (log, vector) in Vectors("consistency"))
        {
            var (oldSize, size) = (vector.Number("oldSize"), vector.Number("size"));
            var proof = vector.Hashes("proof");

            Assert.Equal(proof, log.At(size).Consistency(oldSize));
            Assert.True(
                MerkleTree.VerifyConsistency(oldSize, log.At(oldSize).Root(), size, log.At(size).Root(), proof)
            );
        }
    }

    [Fact]
    public void A_long_log_has_the_root_and_the_kept_subtrees_of_the_vectors()
    {
        Assert.Equal(LongTree.Hash("root"), Long.Value.Frontier.Root());

        var completed = new List<CompletedSubtree>();
        var frontier = new MerkleFrontier();
        for (var i = 0; i < LongTree.Number("size"); i++)
            frontier.Append(LongLeaf(i), completed);
        Assert.Equal(273 + 1, completed.Count);
        foreach (var subtree in LongTree.GetProperty("subtrees").EnumerateArray())
            Assert.Contains(
                new CompletedSubtree((int)subtree.Number("level"), subtree.Number("index"), subtree.Hash("hash")),
                completed
            );
    }

    private static IEnumerable<(StoredLog Log, JsonElement Vector)> Vectors(string name) =>
        [
            .. Tree.GetProperty(name).EnumerateArray().Select(vector => (Short.Value, vector)),
            .. LongTree.GetProperty(name).EnumerateArray().Select(vector => (Long.Value, vector)),
        ];

    private static TreeHash LongLeaf(int index)
    {
        var data = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(data, index);
        return MerkleTree.LeafHash(data);
    }
}
