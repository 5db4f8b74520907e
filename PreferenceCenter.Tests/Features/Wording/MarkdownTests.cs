using PreferenceCenter.Catalogue.Notices;
using PreferenceCenter.Faults;
using Xunit;

namespace PreferenceCenter.Tests.Features.Wording;

/// <summary>
/// Tests the Markdown of notices: the page shows exactly the agreed words, and nothing in it is active.
/// </summary>
public sealed class MarkdownTests
{
    [Theory]
    [InlineData("Yes, write to me.", "<p>Yes, write to me.</p>")]
    [InlineData("Yes, **news** and *offers*.", "<p>Yes, <strong>news</strong> and <em>offers</em>.</p>")]
    [InlineData("- one\n- two", "<ul>\n<li>one</li>\n<li>two</li>\n</ul>")]
    [InlineData("See [terms](https://x.example/t).", "<p>See <a href=\"https://x.example/t\">terms</a>.</p>")]
    [InlineData("Write to [us](mailto:a@x.example).", "<p>Write to <a href=\"mailto:a@x.example\">us</a>.</p>")]
    // Letters of other scripts stay as they are: the page is UTF-8.
    [InlineData("Да, пишите мне.", "<p>Да, пишите мне.</p>")]
    [InlineData("5 < 6 & <b>bold</b>", "<p>5 &lt; 6 &amp; &lt;b&gt;bold&lt;/b&gt;</p>")]
    [InlineData("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>")]
    public void What_is_allowed_is_written_out(string source, string html)
    {
        Assert.Equal(html, NoticeMarkdown.TryRender(source, "statement", out var fault));
        Assert.Null(fault);
    }

    [Theory]
    [InlineData("# Big", "heading")]
    [InlineData("> quoted", "quotation")]
    [InlineData("`code`", "code")]
    [InlineData("    four spaces", "code")]
    [InlineData("a\n\n---\n\nb", "rule")]
    [InlineData("![i](https://x.example/i.png)", "image")]
    [InlineData("[x](javascript:alert(1))", "links")]
    [InlineData("[x](http://x.example)", "links")]
    [InlineData("[x](/privacy)", "links")]
    [InlineData("- a\n  > b", "quotation")]
    public void What_is_not_is_named(string source, string what)
    {
        Assert.Null(NoticeMarkdown.TryRender(source, "statement", out var fault));
        Assert.Contains(what, FaultWords.English.Reason(fault!), StringComparison.Ordinal);
    }
}
