using Microsoft.AspNetCore.Components;
using PreferenceCenter.Shared.Layouts;

namespace PreferenceCenter.Shared.Outcomes;

/// <summary>What a saved change did: what stopped, what goes on, from when, and the way back (WDR-11).</summary>
/// <param name="At">From when it holds.</param>
/// <param name="WayBack">How it is undone, a sentence.</param>
public sealed record OutcomeView(PageContext Frame, MarkupString Heading, DateTimeOffset At, MarkupString WayBack)
{
    public IReadOnlyList<MarkupString> Stopped { get; init; } = [];
    public IReadOnlyList<MarkupString> Started { get; init; } = [];

    /// <summary>Other changes, a sentence each.</summary>
    public IReadOnlyList<MarkupString> Changed { get; init; } = [];

    /// <summary>What takes effect after the confirmation mail.</summary>
    public IReadOnlyList<MarkupString> Waiting { get; init; } = [];

    /// <summary>What still comes beside the service mails, which are always named.</summary>
    public IReadOnlyList<MarkupString> GoesOn { get; init; } = [];

    /// <summary>The outcome is the page, not a part of one.</summary>
    public bool Headline { get; init; }
}
