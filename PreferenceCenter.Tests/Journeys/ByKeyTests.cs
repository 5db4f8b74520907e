using Microsoft.Playwright;
using PreferenceCenter.Domain;
using PreferenceCenter.Tests.Browser;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Journeys;

/// <summary>Tests the pages with the keyboard only, in forced colours, and with reduced motion.</summary>
public sealed class ByKeyTests(BrowserFixture browser, DemoCenter demo) : IClassFixture<DemoCenter>
{
    [Fact]
    [Trait("Requirement", "A11-02")]
    [Trait("Requirement", "A11-15")]
    public async Task By_keys_alone_a_topic_is_left_and_then_everything_and_the_reason_given()
    {
        var person = await demo.SubscribeAsync("en", DemoCenter.NewsNumber, DemoCenter.ReadingNumber);
        await using var user = await BrowserUser.StartAsync(browser, demo);
        await user.Open(demo.Center.PreferencesPath(person));

        await TabTo(user.Page, $"[value={DemoCenter.News}]");
        await user.Page.Keyboard.PressAsync("Space");
        await TabTo(user.Page, "[value=save]");
        await Press(user.Page, "Enter");
        Assert.Equal("not-subscribed", demo.Center.Gate(person, DemoCenter.News));
        Assert.Equal("allowed", demo.Center.Gate(person, "reading-list"));

        await TabTo(user.Page, "[value=leave-all]");
        await Press(user.Page, "Space");
        Assert.Equal("stopped", demo.Center.Gate(person, "reading-list"));

        await TabTo(user.Page, "[name=reason]");
        await user.Page.Keyboard.PressAsync("ArrowDown");
        await TabTo(user.Page, "form[action*=reason] button");
        await Press(user.Page, "Enter");
        Assert.Equal(
            (EventKind.ReasonGiven, Aspect.Reason, (long)LeaveReason.NotRelevant),
            demo.Center.ActsOf(person)[^1]
        );
    }

    [Theory]
    [InlineData(ForcedColors.Active, "auto"), InlineData(ForcedColors.None, "none")]
    [Trait("Requirement", "A11-12")]
    public async Task In_the_systems_own_colours_the_system_draws_what_is_chosen(ForcedColors colors, string drawn)
    {
        await using var user = await BrowserUser.StartAsync(browser, demo, new() { ForcedColors = colors });
        await user.Open(demo.Center.PreferencesPath(await demo.SubscribeAsync("en", DemoCenter.NewsNumber)));
        var found = await user.Page.EvaluateAsync<string[]>(
            "() => [...document.querySelectorAll('[role=switch], .opts input')].map(e => getComputedStyle(e).appearance)"
        );
        Assert.NotEmpty(found);
        Assert.All(found, f => Assert.Equal(drawn, f));
    }

    [Fact]
    [Trait("Requirement", "A11-12")]
    public async Task In_the_systems_own_colours_the_frequency_that_is_chosen_stands_out()
    {
        await using var user = await BrowserUser.StartAsync(
            browser,
            demo,
            new() { ForcedColors = ForcedColors.Active }
        );
        await user.Open(demo.Center.PreferencesPath(await demo.SubscribeAsync("en", DemoCenter.NewsNumber)));
        const string check =
            "e => { const s = getComputedStyle(e); return [s.borderTopStyle, s.borderTopWidth].join() }";
        Task<string> Look(string value) =>
            user.Page.Locator($"[name='frequency.{DemoCenter.News}'][value={value}]").EvaluateAsync<string>(check);
        Assert.Equal("solid,4px", await Look("every"));
        Assert.NotEqual("solid,4px", await Look("weekly"));
    }

    [Theory]
    [InlineData(ReducedMotion.Reduce, false), InlineData(ReducedMotion.NoPreference, true)]
    public async Task Who_wants_no_motion_gets_none(ReducedMotion wish, bool moves)
    {
        await using var user = await BrowserUser.StartAsync(browser, demo, new() { ReducedMotion = wish });
        await user.Open(demo.Center.PreferencesPath(await demo.SubscribeAsync("en", DemoCenter.NewsNumber)));
        const string moving = """
            () => [...document.querySelectorAll('*')].some(e => [null, '::before', '::after'].some(part => {
                const s = getComputedStyle(e, part);
                return s.transitionDuration.split(', ').some(d => d !== '0s') || s.animationName !== 'none' || s.scrollBehavior === 'smooth';
            }))
            """;
        Assert.Equal(moves, await user.Page.EvaluateAsync<bool>(moving));
    }

    /// <summary>Checks that the focus is visible at every stop.</summary>
    private static async Task TabTo(IPage page, string selector)
    {
        for (var stops = 0; stops < 80; stops++)
        {
            await page.Keyboard.PressAsync("Tab");
            var focus = await page.Focus();
            Assert.False(focus.Body, $"The round is over without {selector}");
            Assert.True(focus.Seen == 3, $"{focus.Name} is covered");
            const string ring =
                "e => { const s = getComputedStyle(e); return s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2 }";
            Assert.True(
                await page.Locator(":focus").EvaluateAsync<bool>(ring),
                $"{focus.Name} does not show that it has the focus"
            );
            if (await page.Locator(":focus").EvaluateAsync<bool>("(e, selector) => e.matches(selector)", selector))
                return;
        }
        Assert.Fail($"Too far to {selector}");
    }

    private static async Task Press(IPage page, string key)
    {
        var arrived = page.WaitForResponseAsync(response =>
            response.Request.IsNavigationRequest && response.Status == 200
        );
        await page.Keyboard.PressAsync(key);
        await (await arrived).FinishedAsync();
        await page.WaitForLoadStateAsync();
    }
}
