using Microsoft.AspNetCore.Components;
using PreferenceCenter.Shared.Layouts;

namespace PreferenceCenter.Shared.Outcomes;

/// <summary>What a saved change did: what stopped, what continues, since when, and how to undo it (WDR-11).</summary>
/// <param name="At">Since when the change is in force.</param>
/// <param name="WayBack">A sentence that says how to undo the change; null where the page says so itself.</param>
public sealed record OutcomeView(PageContext Frame, MarkupString Heading, DateTimeOffset At, MarkupString? WayBack)
{
    public IReadOnlyList<MarkupString> Stopped { get; init; } = [];
    public IReadOnlyList<MarkupString> Started { get; init; } = [];

    /// <summary>Other changes, one sentence each.</summary>
    public IReadOnlyList<MarkupString> Changed { get; init; } = [];

    /// <summary>Topics that start after the confirmation mail is answered.</summary>
    public IReadOnlyList<MarkupString> Waiting { get; init; } = [];

    /// <summary>All mail was stopped, not single topics.</summary>
    public bool LeftAll { get; init; }

    /// <summary>Topics that are still subscribed to and do not come now, because something holds back all mail.</summary>
    public IReadOnlyList<MarkupString> Held { get; init; } = [];

    /// <summary>What keeps the topics from coming, or from lasting, one sentence each.</summary>
    public IReadOnlyList<MarkupString> Notes { get; init; } = [];

    /// <summary>Topics that are still mailed, in addition to the service mails, which are always named.</summary>
    public IReadOnlyList<MarkupString> GoesOn { get; init; } = [];

    /// <summary>Where the undo of this very change is posted, if the page offers one.</summary>
    public string? Undo { get; init; }

    /// <summary>Field of the undo that says which change it undoes, where its path does not.</summary>
    public string? Undoes { get; init; }

    /// <summary>What stopped, stopped a moment ago: a mail of it may still arrive.</summary>
    public bool OnItsWay { get; init; } = true;

    /// <summary>The outcome is the whole page, not a part of one.</summary>
    public bool Headline { get; init; }
}
