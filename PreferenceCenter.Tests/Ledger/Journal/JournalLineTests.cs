using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Journal;
using PreferenceCenter.Ledger.Log;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Ledger.Journal;

/// <summary>Tests the format of journal lines and the detection of damaged ones.</summary>
public sealed class JournalLineTests
{
    private static readonly Guid Person = new("6f9619ff-8b86-4011-b42d-00c04fc964ff");

    public static TheoryData<string> Lines =>
        [
            new ReducedLine(0, 957, Person, EventKind.Withdrawn, 3, 0, Channel.OneClick, TestCenter.Start).ToString(),
            new ReducedLine(
                7,
                0,
                Person,
                EventKind.Changed,
                Aspect.Pause,
                1_800_000_000,
                Channel.FooterPage,
                TestCenter.Start
            ).ToString(),
            new LeftLine(Person, 0, TestCenter.Start).ToString(),
            new MarkLine(0, MerkleTree.EmptyRoot, TestCenter.Start).ToString(),
            new ErasedIdLine(new string('a', 64)).ToString(),
            new ErasedAddressLine(new string('b', 64), 2).ToString(),
        ];

    [Theory]
    [MemberData(nameof(Lines))]
    public void A_line_says_what_was_written(string line) => Assert.Equal(line, JournalLine.Parse(line)!.ToString());

    [Theory]
    [MemberData(nameof(Lines))]
    public void Cut_anywhere_it_is_no_line(string line) =>
        Assert.All(Enumerable.Range(0, line.Length), length => Assert.Null(JournalLine.Parse(line[..length])));

    [Theory]
    [MemberData(nameof(Lines))]
    public void Nor_with_any_character_changed(string line) =>
        Assert.All(
            Enumerable.Range(0, line.Length),
            at => Assert.Null(JournalLine.Parse(line[..at] + (line[at] == '1' ? '2' : '1') + line[(at + 1)..]))
        );

    [Fact]
    public void It_is_as_the_document_shows_it() =>
        Assert.Equal(
            "reduced\t0\t957\t6f9619ff-8b86-4011-b42d-00c04fc964ff\t6\t3\t0\t1\t1795435200000000\t"
                + Check("reduced\t0\t957\t6f9619ff-8b86-4011-b42d-00c04fc964ff\t6\t3\t0\t1\t1795435200000000"),
            Lines.First().Data
        );

    // An erasure written by a later version: if it were skipped, a subscriber would be kept whose erasure was promised.
    [Theory]
    [InlineData("erased\t0\t6f9619ff-8b86-4011-b42d-00c04fc964ff\t1795435200000000")]
    [InlineData("reduced\t0\t957\tsomebody\t6\t3\t0\t1\t1795435200000000")]
    [InlineData("mark\t9\tAAAA\t1795435200000000")]
    public void What_this_version_does_not_know_is_refused_and_not_skipped(string fields) =>
        Assert.Throws<InvalidDataException>(() => JournalLine.Parse($"{fields}\t{Check(fields)}"));

    internal static string Check(string fields) =>
        Convert.ToHexStringLower(
            System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.ASCII.GetBytes(fields))
        )[..8];
}
