using Microsoft.AspNetCore.Components;
using PreferenceCenter.Shared.Layouts;

namespace PreferenceCenter.Features.Public.Confirm;

/// <summary>One thing to say yes to, in the words the yes is about.</summary>
/// <param name="Statement">Exactly the published words; empty where there are none.</param>
public sealed record ConfirmWish(
    MarkupString Name,
    MarkupString Description,
    MarkupString HowOften,
    MarkupString Statement = default
);

/// <param name="Address">Masked.</param>
/// <param name="Notice">The information of GDPR article 13, where it is published.</param>
public sealed record ConfirmView(
    PageContext Frame,
    string Path,
    MarkupString Address,
    IReadOnlyList<ConfirmWish> Wishes,
    MarkupString Notice = default
) : PageView(Frame);

/// <param name="Started">What comes now.</param>
public sealed record ConfirmedView(PageContext Frame, DateTimeOffset At, IReadOnlyList<MarkupString> Started)
    : PageView(Frame);

/// <summary>There is nothing to confirm here.</summary>
/// <param name="Rejected">The person said "this was not me"; else expired, answered or void.</param>
public sealed record ConfirmOverView(PageContext Frame, bool Rejected) : PageView(Frame);
