using Microsoft.AspNetCore.Components;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Writer;
using PreferenceCenter.Links;
using PreferenceCenter.Shared.Layouts;
using PreferenceCenter.Shared.Localisation;
using PreferenceCenter.Shared.Web;
using PreferenceCenter.Subscriptions;
using PreferenceCenter.Subscriptions.AddressChanges;

namespace PreferenceCenter.Features.Public.Me;

/// <summary>
/// Pages of the two links of a change of address: the mail to the new address confirms the change, the mail to the old
/// address reverts it. Reading a page changes nothing, and neither page shows the other address in full.
/// </summary>
internal sealed class AddressLinkHandler(
    AddressMover mover,
    MeSessions sessions,
    HttpEvidence evidence,
    PageContexts pages
)
{
    public async ValueTask<IResult> ShowNewAsync(string token, HttpContext http) =>
        await OpenAsync(token, MailedLinkKind.NewAddress) is var (_, _, person)
            ? Page.Of<NewAddressPage>(
                new NewAddressPageView(FrameOf(http, person), "/address/" + token, Masked(person.Subscriber.Address))
            )
            : await DoneOrOverAsync(http, token, MailedLinkKind.NewAddress);

    public async Task<IResult> ConfirmAsync(string token, HttpContext http)
    {
        if (await OpenAsync(token, MailedLinkKind.NewAddress) is not var (hash, change, person))
            return await DoneOrOverAsync(http, token, MailedLinkKind.NewAddress);
        if (await sessions.IsOthersAsync(http, change.SubscriberId))
            return Over(http, StatusCodes.Status403Forbidden);
        var frame = FrameOf(http, person);
        return await AnswerAsync(
            http,
            token,
            MailedLinkKind.NewAddress,
            await mover.ConfirmAsync(change, person, hash, evidence.Of(http, "mailed/address", frame.Language.Code)),
            frame
        );
    }

    public async ValueTask<IResult> ShowBackAsync(string token, HttpContext http) =>
        await OpenAsync(token, MailedLinkKind.WayBack) is var (_, change, person)
            ? Page.Of<WayBackPage>(
                new WayBackView(
                    FrameOf(http, person),
                    "/back/" + token,
                    change.ConfirmedAt!.Value,
                    Masked(change.Address!)
                )
            )
            : await DoneOrOverAsync(http, token, MailedLinkKind.WayBack);

    public async Task<IResult> TakeBackAsync(string token, HttpContext http)
    {
        if (await OpenAsync(token, MailedLinkKind.WayBack) is not var (hash, change, person))
            return await DoneOrOverAsync(http, token, MailedLinkKind.WayBack);
        var frame = FrameOf(http, person);
        return await AnswerAsync(
            http,
            token,
            MailedLinkKind.WayBack,
            await mover.TakeBackAsync(change, hash, evidence.Of(http, "mailed/back", frame.Language.Code)),
            frame
        );
    }

    private async ValueTask<(byte[] Hash, AddressChangeRow Change, SubscriberSnapshot Person)?> OpenAsync(
        string token,
        MailedLinkKind kind
    ) =>
        MailedToken.HashOf(token) is { } hash && await mover.OpenAsync(hash, kind) is var (change, person)
            ? (hash, change, person)
            : null;

    private async ValueTask<IResult> AnswerAsync(
        HttpContext http,
        string token,
        MailedLinkKind kind,
        ChangeResult result,
        PageContext frame
    ) =>
        result.Outcome switch
        {
            ChangeOutcome.Busy => Results.StatusCode(StatusCodes.Status503ServiceUnavailable),
            ChangeOutcome.Done => new SeeOtherResult(frame.To(PathOf(kind) + token, "done=1")),
            _ => await DoneOrOverAsync(http, token, kind),
        };

    // A second press, a page loaded again and an email opened again find what they wanted done.
    private async ValueTask<IResult> DoneOrOverAsync(HttpContext http, string token, MailedLinkKind kind)
    {
        if (MailedToken.HashOf(token) is not { } hash || await mover.DoneAsync(hash, kind) is not { } person)
            return Over(http);
        var frame = FrameOf(http, person);
        return HttpMethods.IsPost(http.Request.Method)
            ? new SeeOtherResult(frame.To(PathOf(kind) + token))
            : Page.Of<AddressResultPage>(
                new AddressResultView(
                    frame,
                    kind == MailedLinkKind.NewAddress ? AddressResult.Changed : AddressResult.TakenBack
                )
                {
                    Before = http.Request.Query["done"] != "1",
                }
            );
    }

    private static string PathOf(MailedLinkKind kind) => kind == MailedLinkKind.NewAddress ? "/address/" : "/back/";

    private IResult Over(HttpContext http, int status = StatusCodes.Status404NotFound) =>
        Page.Of<AddressResultPage>(new AddressResultView(pages.For(http.Request), AddressResult.Over), status);

    private PageContext FrameOf(HttpContext http, SubscriberSnapshot person) =>
        pages.For(http.Request, person.Subscriber.Language);

    private static MarkupString Masked(string address) => Markup.Of(EmailAddress.Mask(address));
}
