using Microsoft.AspNetCore.Components;
using PreferenceCenter.Shared.Layouts;

namespace PreferenceCenter.Features.Public.RequestStatus;

/// <summary>Status of a privacy request. It does not tell whose request it is.</summary>
/// <param name="Explained">Explanation of the status, if there is one.</param>
/// <param name="Days">Due dates, while the request is unanswered.</param>
public sealed record RequestStatusView(
    PageContext Frame,
    MarkupString Kind,
    MarkupString Standing,
    MarkupString? Explained,
    MarkupString Received,
    IReadOnlyList<MarkupString> Days,
    MarkupString Reference,
    MarkupString Questions
) : PageView(Frame);
