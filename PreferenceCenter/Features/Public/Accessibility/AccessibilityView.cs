using PreferenceCenter.Shared.Layouts;

namespace PreferenceCenter.Features.Public.Accessibility;

/// <summary>The accessibility statement.</summary>
/// <param name="BuiltOn">The day on which the program was built.</param>
/// <param name="EnforcementBody">Whom people may turn to in the operator's country; null where the operator names none.</param>
public sealed record AccessibilityView(PageContext Frame, DateTimeOffset BuiltOn, string? EnforcementBody = null)
    : PageView(Frame);
