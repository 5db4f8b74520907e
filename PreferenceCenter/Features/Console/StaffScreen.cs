using System.Globalization;
using PreferenceCenter.Domain;
using PreferenceCenter.Shared.Layouts;

namespace PreferenceCenter.Features.Console;

/// <summary>The parts of a static console page that are the same on every page.</summary>
/// <param name="Token">Antiforgery token: proves that the form was shown to the account that posts it.</param>
/// <param name="Path">Path of the page, without its query.</param>
/// <param name="Places">The navigation; empty before the sign-in.</param>
/// <param name="Script">Path of the script for passkeys and recovery codes.</param>
/// <param name="Keys">Path of the script for keys; null where nobody is signed in.</param>
public sealed record StaffScreen(
    PageContext Frame,
    string Token,
    StaffPerson? Person,
    string Path,
    ThemeChoice Theme,
    IReadOnlyList<ConsolePlace> Places,
    IReadOnlyList<string> Styles,
    string Script,
    string? Keys
);

/// <summary>The signed-in account.</summary>
public sealed record StaffPerson(string Address, StaffRole Role)
{
    /// <summary>One or two letters for the picture that an account does not have.</summary>
    public string Initials { get; } =
        string.Concat(
                Address
                    .Split('@')[0]
                    .Split(['.', '_', '-', '+'], StringSplitOptions.RemoveEmptyEntries)
                    .Take(2)
                    .Select(word => StringInfo.GetNextTextElement(word))
            )
            .ToUpperInvariant();
}

/// <summary>View of a static console page.</summary>
public abstract record StaffView(StaffScreen Screen) : PageView(Screen.Frame);

/// <summary>Message that a page shows instead of its content.</summary>
public enum StaffMessage
{
    Forbidden,
    LinkOver,

    /// <summary>The form was made for another sign-in, or for a browser that keeps cookies.</summary>
    Stale,

    NotFound,

    /// <summary>What was sent could not be taken.</summary>
    Refused,

    /// <summary>It may work at the next attempt.</summary>
    Busy,
    Failed,

    /// <summary>The account has as many open pages as it may.</summary>
    Crowded,
}

/// <summary>The page of a message.</summary>
/// <param name="Next">The path to go on to, if there is one.</param>
public sealed record StaffMessageView(StaffScreen Screen, StaffMessage Message, string? Next = null)
    : StaffView(Screen);
