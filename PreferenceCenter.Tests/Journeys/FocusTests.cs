using PreferenceCenter.Tests.Browser;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Journeys;

/// <summary>Tests that the focus is seen at every stop of every public page, by tabbing through them.</summary>
public sealed class FocusTests(BrowserFixture browser, DemoCenter demo) : IClassFixture<DemoCenter>
{
    private const string Unseen = """
        () => {
            const e = document.activeElement, s = getComputedStyle(e);
            return e === document.body ? null : s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2 ? '' : e.outerHTML.slice(0, 160);
        }
        """;

    [Fact]
    [Trait("Requirement", "A11-15")]
    public async Task The_focus_is_seen_at_every_stop_of_every_public_page()
    {
        var unseen = new List<string>();
        await using var user = await BrowserUser.StartAsync(
            browser,
            demo,
            new()
            {
                ViewportSize = new() { Width = 390, Height = 844 },
            }
        );
        await new PageWalkthrough(user, demo, "en").VisitAllAsync(async name =>
        {
            await user.Page.EvaluateAsync("() => document.activeElement.blur()");
            for (var stops = 0; stops < 120; stops++)
            {
                await user.Page.Keyboard.PressAsync("Tab");
                if (await user.Page.EvaluateAsync<string?>(Unseen) is not { } stop)
                    return;
                if (stop.Length > 0)
                    unseen.Add($"{name}: {stop}");
            }
            unseen.Add($"{name} has no end");
        });
        Assert.Equal("", string.Join('\n', unseen));
    }
}
