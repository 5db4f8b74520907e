using PreferenceCenter.Shared.Layouts;

namespace PreferenceCenter.Shared.Errors;

/// <summary>What the error page shows.</summary>
/// <param name="Reference">Id of the request, to be named when asking for help. Never a token.</param>
public sealed record ErrorView(PageContext Frame, int Status, string? Reference = null) : PageView(Frame);
