using Microsoft.AspNetCore.Components;

namespace PreferenceCenter.Features.Console;

/// <summary>Something that waits for the reader, as a row of the home page with one button.</summary>
/// <param name="Icon">A Material icon, as MudBlazor names them.</param>
/// <param name="What">What it is, in a few words.</param>
/// <param name="Act">The words of the button, which leads to the page.</param>
public sealed record WaitingItem(string Icon, MarkupString What, string Path, MarkupString Act)
{
    /// <summary>A short name in the machine's hand, such as a reference.</summary>
    public string? Reference { get; init; }

    /// <summary>How it stands, and the look of that: a class of <c>.tag</c>.</summary>
    public (MarkupString Words, string Look)? Status { get; init; }
    public MarkupString? When { get; init; }

    /// <summary>The look of that: <c>late</c> of what is overdue or broken, <c>soon</c> of what nearly is.</summary>
    public string WhenLook { get; init; } = "";
}
