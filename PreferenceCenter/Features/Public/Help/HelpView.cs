using PreferenceCenter.Shared.Layouts;

namespace PreferenceCenter.Features.Public.Help;

/// <summary>The help page.</summary>
/// <param name="RepliesTo">The mailbox that takes unsubscribe requests by mail, if there is one.</param>
public sealed record HelpView(PageContext Frame, string? RepliesTo = null) : PageView(Frame);
