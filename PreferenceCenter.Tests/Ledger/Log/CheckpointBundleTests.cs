using PreferenceCenter.Ledger.Log;
using Xunit;

namespace PreferenceCenter.Tests.Ledger.Log;

/// <summary>Tests files that hold several checkpoints.</summary>
[Trait("Requirement", "CON-17")]
public sealed class CheckpointBundleTests
{
    private static readonly string File = LedgerVectors.Of("checkpointFile").GetString()!;
    private static readonly string[] Notes =
    [
        .. LedgerVectors.Of("checkpoints").EnumerateArray().Select(vector => vector.Text("note")),
    ];

    [Fact]
    public void Several_checkpoints_make_the_file_of_the_vectors()
    {
        var notes = Read(File);
        Assert.Equal(Notes, notes.Select(note => note.ToString()));
        Assert.Equal(File, CheckpointBundle.Write(notes));
    }

    [Fact]
    public void One_checkpoint_is_a_file_too() => Assert.Equal(Notes[0], Assert.Single(Read(Notes[0])).ToString());

    [Fact]
    public void What_mail_and_editors_do_to_lines_is_undone()
    {
        Assert.Equal(Notes, Read(File.Replace("\n", "\r\n", StringComparison.Ordinal)).Select(note => note.ToString()));
        Assert.Equal(Notes, Read($"\uFEFF\n\n{File.TrimEnd('\n')}").Select(note => note.ToString()));
        Assert.Equal(Notes, Read($"{File}\n\n").Select(note => note.ToString()));
    }

    [Fact]
    public void What_a_mail_says_before_the_first_is_passed_over()
    {
        Assert.Equal(
            Notes,
            Read($"The log of consent.\nKeep this mail.\n\nReally.\n\n{File}").Select(note => note.ToString())
        );
        Assert.Equal(Notes[0], Assert.Single(Read($"hello\n\n{Notes[0]}")).ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n")]
    [InlineData("a.example\n1\n")]
    public void What_holds_no_checkpoint_is_refused(string file) =>
        Assert.False(CheckpointBundle.TryParse(file, out _));

    [Fact]
    public void One_that_is_broken_spoils_the_file()
    {
        Assert.False(
            CheckpointBundle.TryParse(
                $"{Notes[0]}\n{Notes[1].Replace("\n5\n", "\n05\n", StringComparison.Ordinal)}",
                out _
            )
        );
        Assert.False(CheckpointBundle.TryParse($"{Notes[0]}{Notes[1]}", out _));
        Assert.False(CheckpointBundle.TryParse(Notes[0].Replace("\n\n", "\n", StringComparison.Ordinal), out _));
    }

    [Fact]
    public void Words_between_and_after_and_the_marks_of_a_quotation_are_passed_over()
    {
        Assert.Equal(Notes[..2], Read($"{Notes[0]}\nhello\n\n{Notes[1]}").Select(note => note.ToString()));
        Assert.Equal(Notes[0], Assert.Single(Read($"{Notes[0]}\n-- \n— Ada of the list\n")).ToString());
        var quoted = string.Join('\n', File.Split('\n').Select(line => $"> {line} "));
        Assert.Equal(Notes, Read(quoted).Select(note => note.ToString()));
    }

    private static IReadOnlyList<CheckpointNote> Read(string file)
    {
        Assert.True(CheckpointBundle.TryParse(file, out var notes));
        return notes;
    }
}
