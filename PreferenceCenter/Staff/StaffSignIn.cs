using Microsoft.AspNetCore.Authentication;

namespace PreferenceCenter.Staff;

/// <summary>The sign-in a browser shows with every request.</summary>
internal static class StaffSignIn
{
    public const string Scheme = "__Host-staff";
    public static readonly TimeSpan IdleFor = TimeSpan.FromMinutes(30);

    public static async Task<StaffTicket?> ReadAsync(HttpContext http)
    {
        var user = (await http.AuthenticateAsync(Scheme)).Principal;
        // Forms are bound to whoever they were shown to.
        if (user is not null)
            http.User = user;
        return StaffTicket.Of(user);
    }
}
