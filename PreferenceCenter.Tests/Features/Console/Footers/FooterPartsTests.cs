using Bunit;
using PreferenceCenter.Features.Console.Footers;
using PreferenceCenter.Tests.Features.Console.Parts;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Features.Console.Footers;

/// <summary>Tests the parts of the footer page: the test message, what is copied, and the preview.</summary>
public sealed class FooterPartsTests : ConsoleParts
{
    [Fact]
    [Trait("Requirement", "TPL-08")]
    public async Task A_test_takes_one_press_at_a_time_and_says_what_came_of_it()
    {
        var (presses, sent) = (0, new TaskCompletionSource<TestMessageResult?>());
        var part = Render<FooterTest>(p =>
            p.Add(
                f => f.Send,
                () =>
                {
                    presses++;
                    return sent.Task;
                }
            )
        );
        Assert.Contains("anna.keane@people.example", part.Find("p").TextContent, StringComparison.Ordinal);
        Assert.Empty(part.Find("[role=status]").TextContent);
        var first = part.Find("button").ClickAsync(new());
        await part.Find("button").ClickAsync(new());
        Assert.Equal(1, presses);
        sent.SetResult(new TestMessageResult());
        await first;
        Assert.Equal("Sent to anna.keane@people.example.", part.Find("[role=status] .good").TextContent);
    }

    [Theory]
    [InlineData(
        "550 5.1.1 (policy) <b>relaying</b> denied",
        false,
        "Not sent: 550 5.1.1 (policy) <b>relaying</b> denied"
    )]
    [InlineData(null, true, "That was the most for now. Try again at")]
    public async Task A_test_that_did_not_go_out_says_why(string? refused, bool limited, string says)
    {
        var result = new TestMessageResult(refused, limited ? DateTimeOffset.UnixEpoch : null);
        var part = Render<FooterTest>(p => p.Add(f => f.Send, () => Task.FromResult<TestMessageResult?>(result)));
        await part.Find("button").ClickAsync(new());
        Assert.StartsWith(says, part.Find("[role=status] .bad").TextContent, StringComparison.Ordinal);
        Assert.Empty(part.FindAll("[role=status] .good"));
    }

    [Theory]
    [InlineData(true, "Copied.")]
    [InlineData(false, "The browser does not allow it. Select the text and copy it.")]
    public async Task What_is_copied_is_the_text_and_a_browser_that_refuses_is_told_of(bool allowed, string says)
    {
        var copy = JSInterop.Setup<bool>("preferenceConsole.copy", "<p>Footer</p>").SetResult(allowed);
        var part = Render<FooterPart>(p =>
            p.Add(f => f.Id, "x").Add(f => f.Name, new("HTML")).Add(f => f.Text, "<p>Footer</p>")
        );
        Assert.Equal("<p>Footer</p>", part.Find("pre").TextContent);
        Assert.Equal("0", part.Find("pre").GetAttribute("tabindex"));
        await part.Find("button").ClickAsync(new());
        Assert.Single(copy.Invocations);
        Assert.Equal(says, Notices.Text?.Value);
    }

    [Fact]
    public async Task The_preview_shows_the_dark_screen_when_it_is_asked_for_and_says_so()
    {
        var part = Render<FooterPreview>(p =>
            p.Add(f => f.Html, "<style>x</style>\n<div>Footer</div>")
                .Add(f => f.Style, "@media (prefers-color-scheme:dark){a{color:red}}")
                .Add(f => f.Language, "ar")
                .Add(f => f.Passes, true)
        );
        Assert.Equal("false", part.Find("button").GetAttribute("aria-pressed"));
        await part.Find("button").ClickAsync(new());
        Assert.Equal("true", part.Find("button").GetAttribute("aria-pressed"));
        var painted = JSInterop.Invocations["preferenceConsole.paint"];
        Assert.Equal(2, painted.Count);
        Assert.Contains("@media not all", (string)painted[0].Arguments[^1]!, StringComparison.Ordinal);
        Assert.Contains("@media all", (string)painted[1].Arguments[^1]!, StringComparison.Ordinal);
        Assert.Contains("lang=\"ar\"", (string)painted[1].Arguments[^2]!, StringComparison.Ordinal);
    }
}
