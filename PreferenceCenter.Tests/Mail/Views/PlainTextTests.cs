using AngleSharp.Html.Parser;
using PreferenceCenter.Mail.Views;
using Xunit;

namespace PreferenceCenter.Tests.Mail.Views;

/// <summary>Tests the plain-text version of mails.</summary>
public class PlainTextTests
{
    private static string Of(string body) =>
        PlainText.Of(new HtmlParser().ParseDocument($"<title>no</title><style>no{{}}</style><body>{body}"));

    [Theory]
    [InlineData("<h1>Title</h1><p>One\n   two</p>", "Title\n\nOne two\n")]
    [InlineData(
        "<p>Look <a href='https://a.example/x'>here</a></p><p>More</p>",
        "Look\nhere: https://a.example/x\n\nMore\n"
    )]
    [InlineData("<p><a href='https://a.example/x'>https://a.example/x</a></p>", "https://a.example/x\n")]
    [InlineData("<p><a href='mailto:a@b.example'>a@b.example</a></p>", "a@b.example\n")]
    [InlineData(
        "<p>List:</p><ul><li>a</li><li><b>b</b>: c<br><span>d</span></li></ul><p>End</p>",
        "List:\n\n- a\n- b: c\n  d\n\nEnd\n"
    )]
    [InlineData("<div><div><p>a<br>b</p></div></div>", "a\nb\n")]
    [InlineData("<p>&lt;b&gt; &amp; \u00a0:</p>", "<b> & \u00a0:\n")]
    [InlineData("<p> </p><p></p>", "\n")]
    public void The_words_keep_their_order(string html, string text) => Assert.Equal(text, Of(html));

    [Fact]
    public void Lines_end_by_76_unless_a_word_is_longer_and_an_item_hangs()
    {
        var lines = Of(
                $"<p>{string.Join(' ', Enumerable.Repeat("word", 100))}</p><ul><li>{string.Join(' ', Enumerable.Repeat("item", 40))}</li></ul><p>a {new string('x', 100)} b</p>"
            )
            .Split('\n');
        Assert.All(lines, line => Assert.True(line.Length <= 76 || line == new string('x', 100), line));
        Assert.Contains(lines, line => line.Length > 70);
        Assert.Equal(
            ["- ", "  ", "  "],
            lines.Where(line => line.Contains("item", StringComparison.Ordinal)).Select(line => line[..2])
        );
        Assert.Contains(new string('x', 100), lines);
    }

    [Fact]
    public void A_link_stands_on_its_line_whole() =>
        Assert.Contains(
            $"\nOpen: https://a.example/{new string('x', 90)}\n",
            Of($"<p>First</p><p><a href='https://a.example/{new string('x', 90)}'>Open</a></p><p>Last</p>"),
            StringComparison.Ordinal
        );
}
