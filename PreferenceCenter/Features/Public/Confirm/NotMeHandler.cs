using PreferenceCenter.Data;
using PreferenceCenter.Ledger.Writer;
using PreferenceCenter.Shared.Errors;
using PreferenceCenter.Shared.Layouts;
using PreferenceCenter.Subscriptions.MailedLinks;

namespace PreferenceCenter.Features.Public.Confirm;

/// <summary>The page behind "this was not me" in e-mails with a link that somebody asked for.</summary>
internal sealed class NotMeHandler(AddressHasher keys, ChangeWriter writer, PageContexts pages, TimeProvider clock)
{
    public IResult Show(string token, HttpContext http) =>
        NotMeToken.Read(token, keys, clock.GetUtcNow()) is var (kind, _)
            ? Page.Of<NotMePage>(new NotMeView(pages.For(http.Request), "/not-me/" + token) { Kind = kind })
            : Unusable(http);

    public async Task<IResult> AnswerAsync(string token, HttpContext http)
    {
        var now = clock.GetUtcNow();
        if (NotMeToken.Read(token, keys, now) is not var (kind, mailbox))
            return Unusable(http);
        var result = await writer.SubmitAsync(new NotMe(mailbox, now));
        return result.Outcome == ChangeOutcome.Busy
            ? Results.StatusCode(StatusCodes.Status503ServiceUnavailable)
            : Page.Of<ConfirmOverPage>(new ConfirmOverView(pages.For(http.Request), Rejected: true) { Stopped = kind });
    }

    private IResult Unusable(HttpContext http) =>
        Page.Of<UnusableLinkPage>(new UnusableLinkView(pages.For(http.Request)), StatusCodes.Status404NotFound);
}
