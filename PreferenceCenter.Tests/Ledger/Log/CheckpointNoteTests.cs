using System.Text.Json;
using PreferenceCenter.Ledger.Log;
using Xunit;

namespace PreferenceCenter.Tests.Ledger.Log;

/// <summary>Tests signed checkpoint notes.</summary>
[Trait("Requirement", "CON-17")]
public sealed class CheckpointNoteTests
{
    private static readonly LogSigningKey Key = Parsed(LedgerVectors.Of("key").Text("privateKeyFile").TrimEnd('\n'));
    private static readonly string Good = LedgerVectors.Of("checkpoints")[0].Text("note");

    [Fact]
    public void Notes_are_signed_and_read_as_in_the_vectors()
    {
        foreach (var vector in LedgerVectors.Of("checkpoints").EnumerateArray())
        {
            var checkpoint = new Checkpoint(vector.Text("origin"), vector.Number("size"), vector.Hash("root"));
            Assert.Equal(vector.Text("note"), CheckpointNote.Sign(checkpoint, Key).ToString());

            var read = Note(vector.Text("note"));
            Assert.Equal(checkpoint.ToText(), read.Text);
            Assert.Equal(
                (checkpoint.Origin, checkpoint.Size, checkpoint.Root),
                (read.Checkpoint.Origin, read.Checkpoint.Size, read.Checkpoint.Root)
            );
            Assert.Equal(NoteVerdict.Signed, read.Verify(Key.Verifier));
            Assert.Equal(vector.Text("note"), read.ToString());
        }
    }

    // A checkpoint published by the Go checksum database: neither its key nor its signature was made by this program's
    // code.
    [Fact]
    public void A_checkpoint_of_a_public_log_verifies()
    {
        Assert.True(
            VerifierKey.TryParse("sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8", out var key)
        );
        var note = Note(
            "go.sum database tree\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n"
                + "— sum.golang.org Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n"
        );
        Assert.Equal(NoteVerdict.Signed, note.Verify(key));
        Assert.Equal(20_852_163, note.Checkpoint.Size);
    }

    [Fact]
    public void Extension_lines_are_kept_and_signed()
    {
        var note = CheckpointNote.Sign(
            new Checkpoint("a.example/log", 3, MerkleTree.EmptyRoot) { Extensions = ["one", "two words"] },
            Key
        );
        var read = Note(note.ToString());
        Assert.Equal(["one", "two words"], read.Checkpoint.Extensions);
        Assert.Equal(NoteVerdict.Signed, read.Verify(Key.Verifier));
        Assert.Equal(
            NoteVerdict.BadSignature,
            Note(note.ToString().Replace("two words", "two wards", StringComparison.Ordinal)).Verify(Key.Verifier)
        );
    }

    [Theory]
    [InlineData("\n8\n", "\n9\n")]
    [InlineData("lists.example.org/ledger\n", "lists.example.org/ledger/1\n")]
    [InlineData("\nXcna", "\nXcnb")]
    public void A_changed_text_is_not_signed(string from, string to)
    {
        var at = Good.IndexOf(from, StringComparison.Ordinal);
        Assert.Equal(NoteVerdict.BadSignature, Note(Good[..at] + to + Good[(at + from.Length)..]).Verify(Key.Verifier));
    }

    [Fact]
    public void No_bit_of_the_signature_can_be_changed()
    {
        var signature = Note(Good).Signatures[0];
        for (var bit = 0; bit < signature.Signature.Length * 8; bit++)
        {
            var changed = signature.Signature.ToArray();
            changed[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.Equal(
                NoteVerdict.BadSignature,
                Note($"{Note(Good).Text}\n{signature with { Signature = changed }}\n").Verify(Key.Verifier)
            );
        }
    }

    [Fact]
    public void Another_key_another_name_another_id_are_not_this_key()
    {
        var note = Note(Good);
        var signature = note.Signatures[0];
        Assert.Equal(NoteVerdict.NotByThisKey, note.Verify(LogSigningKey.New(Key.Verifier.Name).Verifier));
        Assert.Equal(
            NoteVerdict.NotByThisKey,
            note.Verify(VerifierKey.Of("other.example/ledger", Key.Verifier.PublicKey))
        );
        foreach (
            var other in (NoteSignature[])[signature with { KeyName = "other.example" }, signature with { KeyId = 1 }]
        )
            Assert.Equal(NoteVerdict.NotByThisKey, Note($"{note.Text}\n{other}\n").Verify(Key.Verifier));
    }

    [Fact]
    public void Signatures_of_strangers_are_passed_over_and_a_false_one_of_ours_spoils_the_note()
    {
        var note = Note(Good);
        var foreignSignature = LogSigningKey.New("witness.example").Sign(note.Text);
        Assert.Equal(
            NoteVerdict.Signed,
            Note($"{note.Text}\n{foreignSignature}\n{note.Signatures[0]}\n").Verify(Key.Verifier)
        );
        var falseOne = Key.Sign("something else\n");
        Assert.Equal(NoteVerdict.BadSignature, Note($"{Good}{falseOne}\n").Verify(Key.Verifier));
    }

    [Theory]
    [InlineData("\n\n", "\n")]
    [InlineData("\n\n", "\n\n\n")]
    [InlineData("\n8\n", "\n08\n")]
    [InlineData("\n8\n", "\n+8\n")]
    [InlineData("\n8\n", "\n-8\n")]
    [InlineData("\n8\n", "\n 8\n")]
    [InlineData("\n8\n", "\n8.0\n")]
    [InlineData("\n8\n", "\n٨\n")]
    [InlineData("\n8\n", "\n9223372036854775808\n")]
    [InlineData("\n8\n", "\n\n")]
    [InlineData("\n8\n", "\n")]
    [InlineData("lists.example.org/ledger\n8", "\n8")]
    [InlineData("Qyg=\n\n", "Qyh=\n\n")]
    [InlineData("Qyg=\n\n", "Qyg\n\n")]
    [InlineData("Qyg=\n\n", "Qyg= \n\n")]
    [InlineData("Qyg=\n\n", "\n\n")]
    [InlineData("Qyg=\n\n", "Qyg=\nline\twith tab\n\n")]
    [InlineData("Qyg=\n\n", "Qyg=\r\n\r\n")]
    [InlineData("Qyg=\n\n", "Qyg=\nlone \ud800\n\n")]
    [InlineData("— ", "- ")]
    [InlineData("— ", "—")]
    [InlineData("— lists.example.org/ledger ", "— lists.example.org/ledger  ")]
    [InlineData("— lists.example.org/ledger ", "— a+b ")]
    [InlineData("— lists.example.org/ledger ", "— a b ")]
    [InlineData("— lists.example.org/ledger ", "—  ")]
    [InlineData("JwA=\n", "JwB=\n")]
    [InlineData("JwA=\n", "JwA=")]
    [InlineData("JwA=\n", "JwA=\nsomething\n")]
    [InlineData("JwA=\n", "JwA=\n\n")]
    public void Whatever_is_not_exactly_a_note_is_refused(string from, string to)
    {
        Assert.Contains(from, Good, StringComparison.Ordinal);
        var at = Good.IndexOf(from, StringComparison.Ordinal);
        Assert.False(CheckpointNote.TryParse(Good[..at] + to + Good[(at + from.Length)..], out _));
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n\n")]
    [InlineData("— a AAAA\n")]
    public void Nothing_is_no_note(string note) => Assert.False(CheckpointNote.TryParse(note, out _));

    [Theory]
    [InlineData("", "")]
    [InlineData("a\ttab", "one")]
    [InlineData("a.example", "")]
    public void What_could_not_be_read_back_is_not_signed(string origin, string extension) =>
        Assert.Throws<ArgumentException>(() =>
            CheckpointNote.Sign(new Checkpoint(origin, 1, MerkleTree.EmptyRoot) { Extensions = [extension] }, Key)
        );

    private static CheckpointNote Note(string text) =>
        CheckpointNote.TryParse(text, out var note) ? note : throw new JsonException(text);

    private static LogSigningKey Parsed(string text) =>
        LogSigningKey.TryParse(text, out var key) ? key : throw new JsonException(text);
}
