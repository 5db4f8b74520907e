using PreferenceCenter.Shared.Terminal;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Shared;

/// <summary>Tests what steers a terminal or a header, how it is removed and how it is shown.</summary>
public sealed class ControlCharacterTests
{
    [Theory]
    [InlineData("Ann\u001B[2J", "U+001B", "Ann[2J", "Ann\\u001B[2J")]
    [InlineData("Nl\r\nBcc: eve", "U+000D", "Nl Bcc: eve", "Nl\\u000D\\u000ABcc: eve")]
    [InlineData("\u009B31mAnn\u007F", "U+009B", "31mAnn", "\\u009B31mAnn\\u007F")]
    [InlineData("Ann\u2028Lee\u2029", "U+2028", "Ann Lee", "Ann\\u2028Lee\\u2029")]
    [InlineData("Ann\u202Enotliame", "U+202E", "Annnotliame", "Ann\\u202Enotliame")]
    [InlineData("\u2066Ann\u2069", "U+2066", "Ann", "\\u2066Ann\\u2069")]
    public void Each_is_named_removed_and_escaped(string text, string named, string removed, string escaped)
    {
        Assert.Equal(named, ControlCharacter.FirstIn(text));
        Assert.Equal(removed, ControlCharacter.Remove(text));
        Assert.Equal(escaped, ControlCharacter.Escape(text));
    }

    [Theory]
    [InlineData("Zoë Ünal-O’Brien")]
    [InlineData("می\u200Cخواهم")]
    [InlineData("\u200Fأحمد\u200E")]
    [InlineData("Jean\u00A0Luc 👩\u200D🚀")]
    public void What_names_are_made_of_stays(string name)
    {
        Assert.Null(ControlCharacter.FirstIn(name));
        Assert.Equal((name, name), (ControlCharacter.Remove(name), ControlCharacter.Escape(name)));
    }

    [Fact]
    public async Task A_terminal_gets_none_by_any_way_to_write()
    {
        var (output, error) = (new StringWriter { NewLine = "\n" }, new StringWriter { NewLine = "\n" });
        var terminal = new Terminal(Stream.Null, output, error, Watched: false);
        const string Text = "a\u001Bb\n";
        terminal.Out.Write(Text);
        terminal.Out.Write(Text.AsSpan());
        terminal.Out.Write(Text.ToCharArray());
        foreach (var c in Text)
            terminal.Out.Write(c);
        terminal.Out.Write("{0}", Text);
        terminal.Out.WriteLine(Text);
        terminal.Out.WriteLine((object)Text);
        await terminal.Out.WriteAsync(Text);
        await terminal.Out.WriteAsync(Text.AsMemory(), CancellationToken.None);
        await terminal.Out.WriteLineAsync(Text);
        await terminal.Out.WriteLineAsync(Text.AsMemory(), CancellationToken.None);
        terminal.WriteJson(new { Name = "a\u001B\u009B\u202E" });
        terminal.Refuse(Text);
        Assert.DoesNotContain(output + error.ToString(), c => c != '\n' && ControlCharacter.Is(c));
        Assert.Contains("a\\u001Bb\n", error.ToString(), StringComparison.Ordinal);
    }
}
