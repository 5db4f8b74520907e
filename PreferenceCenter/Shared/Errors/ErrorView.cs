using PreferenceCenter.Shared.Layouts;

namespace PreferenceCenter.Shared.Errors;

/// <param name="Reference">What to name when asking for help: a request's id, never a token.</param>
public sealed record ErrorView(PageContext Frame, int Status, string? Reference = null) : PageView(Frame);
