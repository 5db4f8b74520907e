using Microsoft.Playwright;
using PreferenceCenter.Domain;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Journeys;

/// <summary>What editors and boards of other products got wrong: a line that is slow while others save.</summary>
public sealed partial class TopicsJourneyTests
{
    private static readonly TimeSpan Latency = TimeSpan.FromMilliseconds(200);

    [Fact]
    [Trait("Pitfall", "38")]
    [Trait("Pitfall", "39")]
    public async Task Two_editors_see_each_other_and_lose_no_letter()
    {
        await using var one = await browser.NewContext();
        await using var other = await browser.NewContext();
        var (ann, ben) = (
            await OpenAsync(console.Center, one, StaffRole.Marketing),
            await OpenAsync(console.Center, other, StaffRole.Owner)
        );
        await SlowAsync(ann);
        foreach (var page in new[] { ann, ben })
            await GoAsync(page, console.Center, "/staff/topics/reading-list");
        // Ann types into the middle of a text, over a slow line, while Ben edits another field, and then the same one.
        await ann.Locator(Description).FillAsync("before after");
        await ann.Locator(Description).EvaluateAsync("field => field.setSelectionRange(7, 7)");
        var typing = ann.Locator(Description).PressSequentiallyAsync(new string('x', 60), new() { Delay = 30 });
        await ben.Locator(Name).FillAsync("Reading");
        await typing;
        Assert.Equal($"before {new string('x', 60)}after", await ann.Locator(Description).InputValueAsync());
        Assert.Equal(67, await ann.Locator(Description).EvaluateAsync<int>("field => field.selectionStart"));
        await ann.WaitForFunctionAsync("() => document.querySelector('#f-texts-en-name').value === 'Reading'");
        await ben.WaitForFunctionAsync(
            "() => document.querySelector('#f-texts-en-description').value === `before ${'x'.repeat(60)}after`"
        );

        await ann.Locator(Name).PressSequentiallyAsync(" A");
        await ben.Locator(Name).FillAsync("Ben's");
        await Task.WhenAny(ann.Locator(".conflict").WaitForAsync(), ben.Locator(".conflict").WaitForAsync());
        var loser = await ann.Locator(".conflict").CountAsync() > 0 ? ann : ben;
        Assert.NotEqual("Reading", await loser.Locator(Name).InputValueAsync());
        await loser.GetByRole(AriaRole.Button, new() { Name = "Take theirs" }).ClickAsync();
        await loser.Locator(".conflict").WaitForAsync(new() { State = WaitForSelectorState.Detached });
        Assert.Equal(await ann.Locator(Name).InputValueAsync(), await ben.Locator(Name).InputValueAsync());
        Assert.Equal([], Complaints);
    }

    // What the page and the server say to each other is on its way for so long.
    private static Task SlowAsync(IPage page) =>
        page.RouteWebSocketAsync(
            "**/*",
            near =>
            {
                var far = near.ConnectToServer();
                var (up, down) = (Task.CompletedTask, Task.CompletedTask);
                near.OnMessage(frame => up = SendAsync(up, far, frame));
                far.OnMessage(frame => down = SendAsync(down, near, frame));
            }
        );

    private static async Task SendAsync(Task before, IWebSocketRoute to, IWebSocketFrame frame)
    {
        var arrives = Task.Delay(Latency);
        await before;
        await arrives;
        if (frame.Binary is { } bytes)
            to.Send(bytes);
        else
            to.Send(frame.Text!);
    }
}
