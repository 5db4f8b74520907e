using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;

namespace PreferenceCenter.Features.Console.Accounts;

/// <summary>
/// The cookie of a browser in which accounts have signed in before. Wrong passwords of strangers do not lock such a
/// browser out of its accounts (OWASP, Slow Down Online Guessing Attacks with Device Cookies). It opens nothing.
/// </summary>
internal sealed class KnownBrowser(IDataProtectionProvider protection, AddressHasher hashes)
{
    public const string CookieName = "__Host-staff-known";
    private const int MostAccounts = 8;

    // The longest that browsers keep a cookie (RFC 6265bis §5.5).
    private static readonly TimeSpan LastsFor = TimeSpan.FromDays(400);
    private readonly IDataProtector sealer = protection.CreateProtector("staff", "known-browser");

    /// <summary>The id of this browser, if the account with this address has signed in here before.</summary>
    public string? For(HttpContext http, string address) =>
        Read(http) is [var id, .. var accounts] && accounts.Contains(NameOf(address)) ? id : null;

    /// <summary>Remembers that the account with this address has signed in here.</summary>
    public void Remember(HttpContext http, string address)
    {
        var (before, name) = (Read(http), NameOf(address));
        string[] kept =
        [
            before is [var id, ..] ? id : $"{RandomId.New():N}",
            name,
            .. before.Skip(1).Where(n => n != name).Take(MostAccounts - 1),
        ];
        http.Response.Cookies.Append(
            CookieName,
            sealer.Protect(string.Join(',', kept)),
            new CookieOptions
            {
                Secure = true,
                HttpOnly = true,
                SameSite = SameSiteMode.Strict,
                Path = "/",
                MaxAge = LastsFor,
            }
        );
    }

    private string[] Read(HttpContext http)
    {
        if (http.Request.Cookies[CookieName] is not { } cookie)
            return [];
        try
        {
            return sealer.Unprotect(cookie).Split(',');
        }
        // Keys were lost, or somebody made it up: a stranger.
        catch (CryptographicException)
        {
            return [];
        }
    }

    // No address stands in a cookie.
    private string NameOf(string address) => Convert.ToHexStringLower(hashes.LimitKey("staff-known", address))[..16];
}
