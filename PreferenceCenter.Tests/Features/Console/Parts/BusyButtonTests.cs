using Bunit;
using Microsoft.AspNetCore.Components;
using PreferenceCenter.Features.Console;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Features.Console.Parts;

/// <summary>Tests the button that is busy while its task runs.</summary>
public sealed class BusyButtonTests : ConsoleParts
{
    [Fact]
    public async Task It_takes_no_second_press_while_the_first_works_and_says_so()
    {
        var (pressed, done) = (0, new TaskCompletionSource());
        var button = Button(() =>
        {
            pressed++;
            return done.Task;
        });
        Assert.Null(button.Find("button").GetAttribute("aria-busy"));
        var first = button.Find("button").ClickAsync(new());
        Assert.Equal("true", button.Find("button").GetAttribute("aria-busy"));
        Assert.True(button.Find("button").HasAttribute("disabled"));
        await button.Find("button").ClickAsync(new());
        Assert.Equal(1, pressed);
        done.SetResult();
        await first;
        Assert.False(button.Find("button").HasAttribute("disabled"));
    }

    [Fact]
    public async Task It_can_be_pressed_again_after_a_failure()
    {
        var button = Button(() => throw new InvalidOperationException());
        await Assert.ThrowsAsync<InvalidOperationException>(() => button.Find("button").ClickAsync(new()));
        Assert.False(button.Find("button").HasAttribute("disabled"));
    }

    [Fact]
    public void It_waits_for_the_circuit_and_for_the_form_that_it_sends()
    {
        var sending = Render<BusyButton>(p => p.Add(b => b.Sending, true));
        Assert.Equal("true", sending.Find("button").GetAttribute("aria-busy"));
        SetRendererInfo(new RendererInfo("Static", isInteractive: false));
        var prerendered = Button(() => Task.CompletedTask).Find("button");
        Assert.True(prerendered.HasAttribute("disabled"));
        Assert.False(prerendered.HasAttribute("aria-busy"));
    }

    [Fact]
    public void One_that_cannot_be_pressed_is_not_busy()
    {
        var button = Render<BusyButton>(p => p.Add(b => b.Disabled, true).AddChildContent("Merge"));
        Assert.True(button.Find("button").HasAttribute("disabled"));
        Assert.False(button.Find("button").HasAttribute("aria-busy"));
        Assert.Empty(button.FindAll(".spin"));
    }

    private IRenderedComponent<BusyButton> Button(Func<Task> press) =>
        Render<BusyButton>(p => p.Add(b => b.OnPress, press).AddChildContent("Save"));
}
