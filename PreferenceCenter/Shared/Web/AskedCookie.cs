namespace PreferenceCenter.Shared.Web;

/// <summary>
/// Marks the browser that asked for an identity link: the link opens nothing anywhere else (ASVS 5.0 6.6.2). Lax, so
/// that whoever comes by the mail is told at once.
/// </summary>
internal static class AskedCookie
{
    public const string Name = "__Host-asked";

    public static string? Read(HttpRequest request) => request.Cookies[Name];

    public static void Write(HttpResponse response, string secret, TimeSpan lives) =>
        response.Cookies.Append(
            Name,
            secret,
            new CookieOptions
            {
                Secure = true,
                HttpOnly = true,
                SameSite = SameSiteMode.Lax,
                Path = "/",
                MaxAge = lives,
            }
        );

    public static void Delete(HttpResponse response) =>
        response.Cookies.Delete(
            Name,
            new CookieOptions
            {
                Secure = true,
                HttpOnly = true,
                SameSite = SameSiteMode.Lax,
                Path = "/",
            }
        );
}
