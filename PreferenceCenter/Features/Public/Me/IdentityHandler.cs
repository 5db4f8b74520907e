using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Writer;
using PreferenceCenter.Links;
using PreferenceCenter.Shared.Errors;
using PreferenceCenter.Shared.Layouts;
using PreferenceCenter.Shared.Localisation;
using PreferenceCenter.Shared.Web;
using PreferenceCenter.Subscriptions.MailedLinks;

namespace PreferenceCenter.Features.Public.Me;

/// <summary>
/// Identity check before the data pages: the subscriber requests a link, reads the mail and presses the button, all in
/// the same browser.
/// </summary>
internal sealed class IdentityHandler(
    SubscriberReader people,
    IdentityLinkSender identityLinks,
    MeSessions sessions,
    LinkLifetimes lifetimes,
    PageContexts pages,
    TimeProvider clock
)
{
    private const int MostBytes = 4 * 1024;
    private static readonly TimeSpan FormWithin = TimeSpan.FromSeconds(15);

    public IResult ShowAsking(HttpContext http) =>
        http.Request.Query["sent"] == "1"
            ? Page.Of<IdentitySentPage>(new IdentitySentView(pages.For(http.Request), Minutes))
            : Page.Of<PrivacyPage>(new PrivacyView(pages.For(http.Request)));

    public async Task<IResult> AskAsync(HttpContext http)
    {
        var frame = pages.For(http.Request);
        var (form, refusal) = await PostedForm.ReadAsync(http, MostBytes, FormWithin, clock);
        if (form is null)
            return Results.StatusCode(refusal);
        var typed = CleanText.Of(form["email"].ToString(), 320)!;
        if (EmailAddress.TryParseNew(typed) is not { } address)
            return Page.Of<PrivacyPage>(new PrivacyView(frame, Invalid: true, typed), StatusCodes.Status400BadRequest);
        return (await AskAsync(http, address, frame, form)).Refusal
            ?? new SeeOtherResult(http.Request.PathBase + frame.To("/privacy", "sent=1"));
    }

    public async ValueTask<IResult> ShowAsync(string token, HttpContext http)
    {
        if (await OpenAsync(token) is not var (link, person))
            return Over(http);
        var frame = pages.For(http.Request, person.Subscriber.Language);
        return Page.Of<IdentityPage>(
            new IdentityPageView(frame, "/me/" + token, Mask(person), IsSameBrowser(http, link))
        );
    }

    public async Task<IResult> OpenAsync(string token, HttpContext http)
    {
        if (await OpenAsync(token) is not var (link, person))
            return Over(http);
        var frame = pages.For(http.Request, person.Subscriber.Language);
        var (form, refusal) = http.Request.HasFormContentType
            ? await PostedForm.ReadAsync(http, MostBytes, FormWithin, clock)
            : (FormCollection.Empty, 0);
        if (form is null)
            return Results.StatusCode(refusal);
        switch (form["action"].ToString())
        {
            // The mail is read in this browser, but the link was requested in another one. This browser requests a link
            // of its own, and the address need not be typed again.
            case "send":
                var (asked, refused) = await AskAsync(
                    http,
                    EmailAddress.TryParse(person.Subscriber.Address)!,
                    frame,
                    form
                );
                if (asked.Held is { } held)
                    return new EmailHeldResult(
                        new EmailHeldView(frame, held.Declined, held.Until, "/me/" + token),
                        clock.GetUtcNow()
                    );
                return refused ?? Page.Of<IdentitySentPage>(new IdentitySentView(frame, Minutes, Mask(person)));
            case "" or "open" when !IsSameBrowser(http, link):
                return Page.Of<IdentityPage>(
                    new IdentityPageView(frame, "/me/" + token, Mask(person), Asked: false),
                    StatusCodes.Status403Forbidden
                );
            case "" or "open":
                return await sessions.TryOpenAsync(http, link, person)
                    ? new SeeOtherResult(http.Request.PathBase + frame.To("/me"))
                    : Over(http);
            default:
                return Results.StatusCode(StatusCodes.Status400BadRequest);
        }
    }

    // The refusal is null if the request was accepted. What holds the email is for the eyes of a link's holder alone.
    private async Task<(ChangeResult Asked, IResult? Refusal)> AskAsync(
        HttpContext http,
        EmailAddress address,
        PageContext frame,
        IFormCollection form
    )
    {
        var asked = await identityLinks.AskAsync(http, address, frame.Language.Code, FormKey.Read(form));
        return (
            asked,
            asked.Outcome switch
            {
                ChangeOutcome.Limited => new TooManyResult(asked.RetryAfter),
                ChangeOutcome.Busy => Results.StatusCode(StatusCodes.Status503ServiceUnavailable),
                _ => null,
            }
        );
    }

    private async ValueTask<(MailedLinkRow Link, SubscriberSnapshot Person)?> OpenAsync(string token) =>
        MailedToken.HashOf(token) is { } hash
        && await people.FindLinkAsync(hash) is { Kind: MailedLinkKind.Identity, UsedAt: null } link
        && link.ExpiresAt > clock.GetUtcNow()
        && await people.FindAsync(PersonKey.Of(link.SubscriberId)) is { State.MergedInto: 0 } person
        // A link mailed to an earlier address must not show the data of the present one.
        && link.ExpiresAt - lifetimes.Identity >= person.State.AddressSince
            ? (link, person)
            : null;

    private static bool IsSameBrowser(HttpContext http, MailedLinkRow link) =>
        link.BrowserId is { } asker && BrowserBinding.Of(AskedCookie.Read(http.Request)) == asker;

    private IResult Over(HttpContext http) =>
        Page.Of<IdentityOverPage>(new IdentityOverView(pages.For(http.Request)), StatusCodes.Status404NotFound);

    private static Microsoft.AspNetCore.Components.MarkupString Mask(SubscriberSnapshot person) =>
        Markup.Of(EmailAddress.Mask(person.Subscriber.Address));

    private int Minutes => (int)lifetimes.Identity.TotalMinutes;
}
