using Microsoft.AspNetCore.Components;
using PreferenceCenter.Shared.Layouts;

namespace PreferenceCenter.Features.Public.RequestStatus;

/// <summary>How a request stands: nothing of whose it is.</summary>
/// <param name="Explained">What more there is to say about it, if anything.</param>
/// <param name="Days">Until when there is an answer, while there is none.</param>
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
