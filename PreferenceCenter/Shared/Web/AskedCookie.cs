namespace PreferenceCenter.Shared.Web;

/// <summary>
/// The cookie of the browser that asked for an identity link: the link works in no other browser (ASVS 5.0 6.6.2). It
/// is SameSite=Lax, so that it is sent when the link in the mail is followed.
/// </summary>
internal static class AskedCookie
{
    public const string Name = "__Host-asked";

    public static string? Read(HttpRequest request) => request.Cookies[Name];

    public static void Write(HttpResponse response, string secret, TimeSpan lifetime) =>
        response.Cookies.Append(
            Name,
            secret,
            new CookieOptions
            {
                Secure = true,
                HttpOnly = true,
                SameSite = SameSiteMode.Lax,
                Path = "/",
                MaxAge = lifetime,
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
