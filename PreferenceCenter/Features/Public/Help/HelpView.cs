using PreferenceCenter.Shared.Layouts;

namespace PreferenceCenter.Features.Public.Help;

/// <param name="RepliesTo">The mailbox that takes unsubscribes by mail, where there is one.</param>
public sealed record HelpView(PageContext Frame, string? RepliesTo = null) : PageView(Frame);
