using Microsoft.AspNetCore.Components;
using PreferenceCenter.Shared.Layouts;

namespace PreferenceCenter.Features.Public.Undo;

/// <param name="ChangedAt">When the change was made that this takes back.</param>
/// <param name="ComesBack">What pressing restores, topic by topic.</param>
/// <param name="StaysAway">What something later touched: it stays as it is.</param>
public sealed record UndoView(
    PageContext Frame,
    string Path,
    DateTimeOffset ChangedAt,
    IReadOnlyList<MarkupString> ComesBack,
    IReadOnlyList<MarkupString> StaysAway
) : PageView(Frame);

public sealed record UndoneView(PageContext Frame, DateTimeOffset At, IReadOnlyList<MarkupString> Restored)
    : PageView(Frame);

/// <summary>Nothing to take back any more.</summary>
/// <param name="Used">Pressed before; else something later made it void.</param>
public sealed record UndoOverView(PageContext Frame, bool Used) : PageView(Frame);
