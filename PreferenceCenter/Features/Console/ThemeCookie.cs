using PreferenceCenter.Domain;

namespace PreferenceCenter.Features.Console;

/// <summary>Remembers on a browser whether the console is light or dark.</summary>
internal static class ThemeCookie
{
    public const string Name = "__Host-staff-theme";
    private static readonly TimeSpan KeptFor = TimeSpan.FromDays(400);

    public static ThemeChoice Of(HttpRequest request) =>
        WireName.Parse<ThemeChoice>(request.Cookies[Name]) ?? ThemeChoice.System;

    /// <summary>The mark of the document; none where the device decides.</summary>
    public static string? MarkOf(ThemeChoice theme) => theme == ThemeChoice.System ? null : WireName.Of(theme);

    public static void Remember(HttpResponse response, ThemeChoice chosen) =>
        response.Cookies.Append(
            Name,
            WireName.Of(chosen),
            new CookieOptions
            {
                HttpOnly = true,
                Secure = true,
                SameSite = SameSiteMode.Strict,
                MaxAge = KeptFor,
            }
        );
}
