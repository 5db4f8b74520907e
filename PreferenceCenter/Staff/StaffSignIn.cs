using Microsoft.AspNetCore.Authentication;

namespace PreferenceCenter.Staff;

/// <summary>Reads the sign-in cookie of a request.</summary>
internal static class StaffSignIn
{
    public const string Scheme = "__Host-staff";
    public static readonly TimeSpan IdleFor = TimeSpan.FromMinutes(30);

    public static async Task<StaffTicket?> ReadAsync(HttpContext http)
    {
        var user = (await http.AuthenticateAsync(Scheme)).Principal;
        // Antiforgery tokens are bound to the signed-in user.
        if (user is not null)
            http.User = user;
        return StaffTicket.Of(user);
    }
}
