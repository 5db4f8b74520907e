using PreferenceCenter.Domain;
using PreferenceCenter.Staff;

namespace PreferenceCenter.Features.Console;

/// <summary>
/// Remembers on a browser whether the console is light or dark. A form of the user menu sets it, with and without
/// script.
/// </summary>
internal static class ThemeCookie
{
    public const string Name = "__Host-staff-theme",
        Path = "/staff/theme";
    private static readonly TimeSpan KeptFor = TimeSpan.FromDays(400);

    public static ThemeChoice Of(HttpRequest request) =>
        WireName.Parse<ThemeChoice>(request.Cookies[Name]) ?? ThemeChoice.System;

    /// <summary>The mark of the document; none where the device decides.</summary>
    public static string? MarkOf(ThemeChoice theme) => theme == ThemeChoice.System ? null : WireName.Of(theme);

    public static void MapChoice(IEndpointRouteBuilder routes) =>
        routes.MapStaffForm(Path, StaffPolicies.SetUpOwnAccount, request => Task.FromResult(Choose(request)));

    private static IResult Choose(StaffPageContext request)
    {
        if (WireName.Parse<ThemeChoice>(request.Field("theme")) is { } chosen)
            request.Http.Response.Cookies.Append(
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
        return request.SeeOther(request.ReturnTo(request.Field("return")) ?? StaffRoutes.Home);
    }
}
