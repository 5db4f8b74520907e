using PreferenceCenter.Catalogue;
using PreferenceCenter.Catalogue.Notices;
using PreferenceCenter.Faults;
using Xunit;

namespace PreferenceCenter.Tests.Features.Wording;

/// <summary>
/// Tests the Markdown of notices, whose page shows exactly the agreed words, and of sample issues: nothing in it is active.
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

    [Theory]
    [InlineData("# Big\n\n## Less", "<h2>Big</h2>\n<h3>Less</h3>")]
    [InlineData("### Only", "<h2>Only</h2>")]
    [InlineData("# a\n\n###### b", "<h2>a</h2>\n<h4>b</h4>")]
    [InlineData("> `x < y`", "<blockquote>\n<p><code>x &lt; y</code></p>\n</blockquote>")]
    [InlineData("See ![a *red* boat](https://x.example/i.png).", "<p>See a <em>red</em> boat.</p>")]
    [InlineData(
        "[**Read** it](https://x.example/t)",
        "<p><a href=\"https://x.example/t\"><strong>Read</strong> it</a></p>"
    )]
    [InlineData("[![boat](i.png)](https://x.example/t)", "<p><a href=\"https://x.example/t\">boat</a></p>")]
    [InlineData("![[x](https://x.example)](i.png)", "<p><a href=\"https://x.example\">x</a></p>")]
    [InlineData("[x](javascript:alert(1)) [y](/staff) [z](http://x.example)", "<p>x y z</p>")]
    [InlineData("![[x](javascript:a)](i.png)", "<p>x</p>")]
    [InlineData("[x][1]\n\n[1]: data:text/html,x", "<p>x</p>")]
    [InlineData(
        "<javascript:alert(1)> <a@x.example>",
        "<p>javascript:alert(1) <a href=\"mailto:a@x.example\">a@x.example</a></p>"
    )]
    [InlineData("<img src=x onerror=alert(1)>", "<p>&lt;img src=x onerror=alert(1)&gt;</p>")]
    public void A_sample_issue_is_rendered_whatever_it_holds_and_nothing_in_it_is_active(string source, string html) =>
        Assert.Equal(html, SafeMarkdown.ToHtml(source));

    [Theory]
    [InlineData(">")]
    [InlineData("- ")]
    [InlineData("[")]
    [InlineData("![")]
    [InlineData("**a ")]
    public void A_sample_issue_that_is_nested_as_deep_as_it_can_be_is_still_shown(string part) =>
        Assert.Contains(
            "end",
            SafeMarkdown.ToHtml(string.Concat(Enumerable.Repeat(part, 8000 / part.Length - 3)) + "end"),
            StringComparison.Ordinal
        );
}
