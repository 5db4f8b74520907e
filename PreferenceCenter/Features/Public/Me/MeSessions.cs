using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using PreferenceCenter.Data;
using PreferenceCenter.Links;
using PreferenceCenter.PrivacyRequests.PersonalData;
using PreferenceCenter.PrivacyRequests.Retention;
using PreferenceCenter.Shared.Arrivals;
using PreferenceCenter.Shared.Layouts;
using PreferenceCenter.Shared.Web;
using PreferenceCenter.Subscriptions.AddressChanges;

namespace PreferenceCenter.Features.Public.Me;

/// <summary>
/// Opens, checks and ends data sessions by their cookie. Every request reads the session and the subscriber again.
/// </summary>
internal sealed class MeSessions(
    PrivacyRequestStore requests,
    DataSessionStore sessions,
    SubscriberReader subscribers,
    AddressMover addresses,
    PageContexts pages,
    TimeProvider clock
)
{
    public const string CookieName = "__Host-me";
    private const int MostBytes = 8 * 1024;
    private static readonly TimeSpan FormWithin = TimeSpan.FromSeconds(15);
    private static readonly CookieOptions Cookie = new()
    {
        Secure = true,
        HttpOnly = true,
        SameSite = SameSiteMode.Strict,
        Path = "/",
    };

    /// <summary>
    /// Uses the link and opens a session; false if another request used the link first. The session always gets a new
    /// id, and the session that this browser had is closed (SEC-05).
    /// </summary>
    public async ValueTask<bool> TryOpenAsync(HttpContext http, MailedLinkRow link, SubscriberSnapshot person)
    {
        var (now, token) = (clock.GetUtcNow(), MailedToken.New());
        var events = await subscribers.EventsAsync(person.Subscriber);
        var opened = await sessions.TryOpenAsync(
            link.Hash,
            new DataSessionRow
            {
                Hash = MailedToken.HashOf(token)!,
                SubscriberId = person.Subscriber.Id,
                CreatedAt = now,
                EndsAt = now + DataSessionStore.LongestFor,
                ExportWaits =
                    LastAct.IsDoubtful(person, events, now) && !await requests.IsGivenAsync(person.Subscriber.Id, now),
            }
        );
        if (!opened)
            return false;
        if (Token(http) is { } before)
            await sessions.EndAsync(MailedToken.HashOf(before)!);
        AskedCookie.Delete(http.Response);
        http.Response.Cookies.Append(CookieName, token, Cookie);
        return true;
    }

    /// <summary>A page of the session, or the page that says that no session is open.</summary>
    public async ValueTask<IResult> ShowAsync(HttpContext http, Func<MeSession, PageContext, IResult> show) =>
        await FindAsync(http) is { } session ? show(session, FrameOf(http, session)) : Over(http);

    public async ValueTask<IResult> ShowAsync(
        HttpContext http,
        Func<MeSession, PageContext, ValueTask<IResult>> show
    ) => await FindAsync(http) is { } session ? await show(session, FrameOf(http, session)) : Over(http);

    /// <summary>A post of the session. Without the session's form key it does nothing and answers 400.</summary>
    public async Task<IResult> TakeAsync(HttpContext http, Func<MeSession, IFormCollection, Task<IResult>> take)
    {
        if (await FindAsync(http) is not { } session)
            return Over(http);
        var (form, refusal) = await PostedForm.ReadAsync(http, MostBytes, FormWithin, clock);
        if (form is null)
            return Results.StatusCode(refusal);
        return IsOurs(form, session) ? await take(session, form) : Results.StatusCode(StatusCodes.Status400BadRequest);
    }

    public async ValueTask EndAsync(HttpContext http, MeSession session)
    {
        await sessions.EndAsync(session.Row.Hash);
        http.Response.Cookies.Delete(CookieName, Cookie);
    }

    /// <summary>Ends the session of the same person that has that key.</summary>
    public ValueTask EndAsync(MeSession session, long key) => sessions.EndAsync(session.Row.SubscriberId, key);

    public async ValueTask EndAllAsync(HttpContext http, MeSession session)
    {
        await sessions.EndAllAsync(session.Row.SubscriberId);
        http.Response.Cookies.Delete(CookieName, Cookie);
    }

    /// <summary>The browsers in which the data are open now, the latest first.</summary>
    public IEnumerable<OpenedSession> OpenedIn(DataRows rows, MeSession session)
    {
        int At(string column) => rows.Columns.ToList().IndexOf(column);
        var (now, created, seen, ends) = (clock.GetUtcNow(), At("createdAt"), At("lastSeenAt"), At("endsAt"));
        return rows
            .Rows.Select(r => new DataSessionRow
            {
                Hash = [],
                CreatedAt = (DateTimeOffset)r[created]!,
                LastSeenAt = (DateTimeOffset)r[seen]!,
                EndsAt = (DateTimeOffset)r[ends]!,
            })
            .Where(r => DataSessionStore.EndOf(r) > now && r.CreatedAt >= session.Person.State.AddressSince)
            .OrderByDescending(r => r.CreatedAt)
            .Select(r => new OpenedSession(r.CreatedAt, r.CreatedAt == session.Row.CreatedAt, KeyOf(r)));
    }

    /// <summary>
    /// Whether this browser has an open session of another subscriber. A link of one subscriber is not used in the
    /// session of another.
    /// </summary>
    public async ValueTask<bool> IsOthersAsync(HttpContext http, long subscriberId) =>
        await FindAsync(http) is { } session && session.Row.SubscriberId != subscriberId;

    public PageContext FrameOf(HttpContext http, MeSession session) =>
        pages.For(http.Request, session.Person.Subscriber.Language);

    private async ValueTask<MeSession?> FindAsync(HttpContext http)
    {
        var now = clock.GetUtcNow();
        if (
            Token(http) is not { } token
            || await sessions.FindAsync(MailedToken.HashOf(token)!, now) is not { } row
            || await subscribers.FindAsync(PersonKey.Of(row.SubscriberId)) is not { } person
        )
            return null;
        // A session opened from the previous mailbox proves nothing about the present one.
        if (row.CreatedAt < person.State.AddressSince || person.State.MergedInto != 0)
            return null;
        await sessions.TouchAsync(row, now);
        return new MeSession(
            row,
            person,
            FormKeyOf(token),
            DataSessionStore.EndOf(row),
            await addresses.WayBackOfAsync(person, now)
        );
    }

    private IResult Over(HttpContext http)
    {
        if (Arrival.IsNeeded(http.Request, CookieName))
            return Arrival.Of(pages.For(http.Request));
        var signedOut = HttpMethods.IsGet(http.Request.Method) && http.Request.Query["signed-out"] == "1";
        return Page.Of<NothingOpenPage>(
            new NothingOpenView(pages.For(http.Request), signedOut),
            signedOut ? StatusCodes.Status200OK : StatusCodes.Status403Forbidden
        );
    }

    private static bool IsOurs(IFormCollection form, MeSession session) =>
        CryptographicOperations.FixedTimeEquals(
            Encoding.UTF8.GetBytes(form[MeSession.KeyField].ToString()),
            Encoding.ASCII.GetBytes(session.FormKey)
        );

    private static string KeyOf(DataSessionRow row) => Invariant($"{Instant.ToMicroseconds(row.CreatedAt)}");

    private static string? Token(HttpContext http) =>
        http.Request.Cookies[CookieName] is { } token && MailedToken.HashOf(token) is not null ? token : null;

    private static string FormKeyOf(string token) =>
        Base64Url.EncodeToString(HMACSHA256.HashData(Encoding.ASCII.GetBytes(token), "me/form/v1"u8));
}
