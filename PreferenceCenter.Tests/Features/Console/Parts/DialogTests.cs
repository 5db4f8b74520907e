using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using PreferenceCenter.Domain;
using PreferenceCenter.Features.Console;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Features.Console.Parts;

/// <summary>Tests the question before a grave act, and the list of keys.</summary>
public sealed class DialogTests : ConsoleParts
{
    public DialogTests()
        : base(services =>
            services.AddSingleton(new PageKey("/staff/requests", "J K", _ => new MarkupString("next and before")))
        ) { }

    [Fact]
    public async Task A_grave_act_waits_for_its_word()
    {
        var (dialog, answer) = Ask("DSR-0042");
        await dialog.FindAll("button")[^1].ClickAsync(new());
        Assert.False(answer.IsCompleted);
        var field = dialog.Find("input");
        Assert.Equal("true", field.GetAttribute("aria-invalid"));
        Assert.Contains("DSR-0042", dialog.Find($"#{field.GetAttribute("aria-describedby")}").TextContent);
        await field.InputAsync(" dsr-0042 ");
        await dialog.FindAll("button")[^1].ClickAsync(new());
        Assert.True(await answer.WaitAsync(Xunit.TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData(1, true), InlineData(2, false)]
    public async Task Another_is_done_by_one_press_and_left_by_the_other_button(int fromEnd, bool done)
    {
        var (dialog, answer) = Ask(null);
        Assert.Empty(dialog.FindAll("input"));
        await dialog.FindAll("button")[^fromEnd].ClickAsync(new());
        Assert.Equal(done, await answer.WaitAsync(Xunit.TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData(true, "This cannot be undone.", "error"), InlineData(false, "You can undo this afterwards.", "primary")]
    public void It_says_whether_the_act_can_be_undone_and_colours_its_button_so(bool final, string says, string color)
    {
        var (dialog, _) = Open(dialogs => ConfirmDialog.AskAsync(dialogs, new("Close?"), new("Close"), final: final));
        Assert.Equal([says], dialog.FindAll(".mud-dialog-content p").Select(p => p.TextContent));
        Assert.Contains($"mud-button-filled-{color}", dialog.FindAll("button")[^1].ClassList);
    }

    [Theory]
    [InlineData(StaffRole.Marketing, false)]
    [InlineData(StaffRole.Privacy, true)]
    public async Task The_keys_are_those_of_places_that_the_role_may_open(StaffRole role, bool requests)
    {
        As(role);
        var keys = JSInterop.Setup<bool>("preferenceConsole.keys").SetResult(true);
        var (dialog, _) = Open(async dialogs =>
        {
            await KeysDialog.OpenAsync(dialogs);
            return true;
        });
        Assert.Equal(requests, dialog.FindAll("dd").Any(d => d.TextContent == "next and before"));
        Assert.Equal(requests, dialog.FindAll("kbd").Any(k => k.TextContent == "R"));
        Assert.Single(keys.Invocations);
        // They can be turned off (WCAG 2.1.4).
        await dialog.Find("input[type=checkbox]").ChangeAsync(false);
        Assert.Equal(false, JSInterop.VerifyInvoke("preferenceConsole.setKeys").Arguments[0]);
    }

    private (IRenderedComponent<MudBlazor.MudDialogProvider> Dialog, Task<bool> Answer) Ask(string? word) =>
        Open(dialogs => ConfirmDialog.AskAsync(dialogs, new("Erase?"), new("Erase"), word: word));
}
