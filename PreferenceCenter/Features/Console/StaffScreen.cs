using PreferenceCenter.Domain;
using PreferenceCenter.Shared.Layouts;

namespace PreferenceCenter.Features.Console;

/// <summary>The parts of a static console page that are the same on every page.</summary>
/// <param name="Token">Antiforgery token: proves that the form was shown to the account that posts it.</param>
public sealed record StaffScreen(PageContext Frame, string Token, StaffPerson? Person, string Style, string Script);

/// <summary>The signed-in account.</summary>
public sealed record StaffPerson(string Address, StaffRole Role, bool ReadsAccounts);

/// <summary>View of a static console page.</summary>
public abstract record StaffView(StaffScreen Screen) : PageView(Screen.Frame);

/// <summary>Message that a page shows instead of its content.</summary>
public enum StaffMessage
{
    Forbidden,
    LinkOver,

    /// <summary>The form was made for another sign-in, or for a browser that keeps cookies.</summary>
    Stale,

    /// <summary>The account has as many open pages as it may.</summary>
    Crowded,
}

/// <summary>The page of a message.</summary>
/// <param name="Next">The path to go on to, if there is one.</param>
public sealed record StaffMessageView(StaffScreen Screen, StaffMessage Message, string? Next = null)
    : StaffView(Screen);
