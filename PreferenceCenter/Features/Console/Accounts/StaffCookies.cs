using System.Linq.Expressions;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Writer;
using PreferenceCenter.Staff;

namespace PreferenceCenter.Features.Console.Accounts;

/// <summary>
/// Cookies of the console: the sign-in, and for some minutes the state between a correct password and the second
/// factor.
/// </summary>
internal static class StaffCookies
{
    public const string HalfWay = "__Host-staff-second",
        Form = "__Host-staff-form";
    public static readonly TimeSpan LastsFor = TimeSpan.FromHours(12),
        HalfWayFor = TimeSpan.FromMinutes(10);

    public static IServiceCollection AddStaffCookies(this IServiceCollection services)
    {
        services
            .AddAuthentication()
            .AddCookie(
                StaffSignIn.Scheme,
                options =>
                {
                    options.Cookie = new HostCookie { Name = StaffSignIn.Scheme };
                    (options.ExpireTimeSpan, options.SlidingExpiration) = (StaffSignIn.IdleFor, true);
                }
            )
            .AddCookie(
                HalfWay,
                options =>
                {
                    options.Cookie = new HostCookie { Name = HalfWay };
                    (options.ExpireTimeSpan, options.SlidingExpiration) = (HalfWayFor, false);
                }
            );
        return services.AddAntiforgery(options =>
        {
            options.Cookie = new HostCookie { Name = Form };
            (options.FormFieldName, options.HeaderName, options.SuppressXFrameOptionsHeader) = (
                StaffPageContext.TokenField,
                null,
                true
            );
        });
    }

    /// <summary>
    /// Opens a session under a new id, and removes the previous session of this browser and expired ones.
    /// </summary>
    public static async Task OpenAsync(
        HttpContext http,
        StaffSelf self,
        StaffAccount account,
        bool strong,
        DateTimeOffset now
    )
    {
        var before = (await StaffSignIn.ReadAsync(http))?.Session ?? Guid.Empty;
        await BeginSessionAsync(
            http,
            self,
            account,
            new StaffSessionRow
            {
                Id = RandomId.New(),
                AccountId = account.Id,
                StartedAt = now,
                EndsAt = now + LastsFor,
                Strong = strong,
            },
            null,
            StaffRows.Fact(StaffAct.SignedIn, account.Id),
            s => s.Id == before || (s.AccountId == account.Id && s.EndsAt <= now)
        );
        await http.SignOutAsync(HalfWay);
    }

    /// <summary>
    /// Ends every session of the account after a sign-in method was changed. The present session continues under a new
    /// id, and ends no later than before.
    /// </summary>
    public static Task ContinueAsync(
        HttpContext http,
        StaffSelf self,
        StaffAccount account,
        bool strong,
        StaffIdentity who,
        DateTimeOffset now,
        AdminEvent adminEvent
    ) =>
        BeginSessionAsync(
            http,
            self,
            account,
            new StaffSessionRow
            {
                Id = RandomId.New(),
                AccountId = account.Id,
                StartedAt = now,
                EndsAt = who.EndsAt,
                Strong = strong,
            },
            who.Ticket,
            adminEvent,
            s => s.AccountId == account.Id
        );

    private static async Task BeginSessionAsync(
        HttpContext http,
        StaffSelf self,
        StaffAccount account,
        StaffSessionRow session,
        StaffTicket? signIn,
        AdminEvent adminEvent,
        Expression<Func<StaffSessionRow, bool>> over
    )
    {
        await self.CommitAsync(
            new Actor(ActorKind.Staff, account.ActorId),
            signIn,
            [adminEvent],
            target =>
            {
                target.StaffSessions.RemoveRange(target.StaffSessions.Where(over));
                target.StaffSessions.Add(session);
            }
        );
        var ticket = new StaffTicket(account.Id, session.Id, account.SecurityStamp!).ToPrincipal(StaffSignIn.Scheme);
        // The response to this request is already rendered for the signed-in account.
        http.User = ticket;
        await http.SignInAsync(StaffSignIn.Scheme, ticket);
    }

    public static Task BeginAsync(HttpContext http, StaffAccount account, string? returnTo) =>
        http.SignInAsync(
            HalfWay,
            new ClaimsPrincipal(
                new ClaimsIdentity(
                    [
                        new(ClaimTypes.NameIdentifier, $"{account.Id}"),
                        new("stamp", account.SecurityStamp!),
                        new("return", returnTo ?? ""),
                    ],
                    HalfWay
                )
            )
        );

    /// <summary>The account whose password was correct a moment ago, and the path to return to.</summary>
    public static async Task<(StaffAccount Account, string? ReturnTo)?> HalfWayAsync(
        HttpContext http,
        StaffSelf self
    ) =>
        (await http.AuthenticateAsync(HalfWay)).Principal is { } user
        && Guid.TryParse(user.FindFirstValue(ClaimTypes.NameIdentifier), out var id)
        && await self.LoadAsync(id) is { } account
        && account.SecurityStamp == user.FindFirstValue("stamp")
            ? (account, user.FindFirstValue("return"))
            : null;

    /// <summary>
    /// Cookie that is always secure, whatever connection the server sees. The server may be behind a proxy, or in
    /// Development on localhost, which browsers trust.
    /// </summary>
    private sealed class HostCookie : CookieBuilder
    {
        public HostCookie() =>
            (HttpOnly, SameSite, Path, SecurePolicy) = (true, SameSiteMode.Strict, "/", CookieSecurePolicy.None);

        public override CookieOptions Build(HttpContext context, DateTimeOffset expiresFrom)
        {
            var options = base.Build(context, expiresFrom);
            (options.Secure, options.Domain) = (true, null);
            return options;
        }
    }
}
