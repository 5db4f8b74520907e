using Microsoft.AspNetCore.Components;
using PreferenceCenter.Shared.Layouts;

namespace PreferenceCenter.Features.Public.Undo;

/// <summary>The page that asks before it undoes a change.</summary>
/// <param name="ChangedAt">Time of the change that is undone.</param>
/// <param name="ComesBack">The topics that pressing the button restores.</param>
/// <param name="StaysAway">The topics that a later change touched: they stay as they are.</param>
public sealed record UndoView(
    PageContext Frame,
    string Path,
    DateTimeOffset ChangedAt,
    IReadOnlyList<MarkupString> ComesBack,
    IReadOnlyList<MarkupString> StaysAway
) : PageView(Frame);

/// <summary>The page after an undo, with what was restored.</summary>
public sealed record UndoneView(PageContext Frame, DateTimeOffset At, IReadOnlyList<MarkupString> Restored)
    : PageView(Frame)
{
    /// <summary>What keeps the choices from having their effect, one sentence each.</summary>
    public IReadOnlyList<MarkupString> Notes { get; init; } = [];
}

/// <summary>There is nothing left to undo.</summary>
/// <param name="Used">The undo link was used before; otherwise a later change made it void.</param>
public sealed record UndoOverView(PageContext Frame, bool Used) : PageView(Frame);
