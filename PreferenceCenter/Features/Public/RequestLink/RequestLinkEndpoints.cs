using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Writer;
using PreferenceCenter.Shared.Layouts;
using PreferenceCenter.Shared.Web;
using PreferenceCenter.Subscriptions;
using PreferenceCenter.Subscriptions.MailedLinks;

namespace PreferenceCenter.Features.Public.RequestLink;

/// <summary>Page on which a visitor requests a mail with the link to their preferences.</summary>
internal static class RequestLinkEndpoints
{
    private const int MostBytes = 4 * 1024;

    public static void MapRequestLink(this IEndpointRouteBuilder routes)
    {
        var (pages, writer, clock) = (
            routes.Service<PageContexts>(),
            routes.Service<ChangeWriter>(),
            routes.Service<TimeProvider>()
        );
        routes.MapPage(
            "/link",
            IResult (http) =>
                http.Request.Query["sent"] == "1"
                    ? Page.Of<LinkRequestedPage>(new LinkRequestedView(pages.For(http.Request)))
                    : Page.Of<RequestLinkPage>(new RequestLinkView(pages.For(http.Request)))
        );
        routes.MapForm("/link", http => RequestAsync(http, pages, writer, clock));
    }

    // Every address gets the same answer and writes the same single row. What the address leads to is looked up when
    // the mail is written, not here.
    private static async Task<IResult> RequestAsync(
        HttpContext http,
        PageContexts pages,
        ChangeWriter writer,
        TimeProvider clock
    )
    {
        var frame = pages.For(http.Request);
        var (form, refusal) = await PostedForm.ReadAsync(http, MostBytes, TimeSpan.FromSeconds(15), clock);
        if (form is null)
            return Results.StatusCode(refusal);
        var typed = CleanText.Of(form["email"].ToString(), 320)!;
        if (EmailAddress.TryParseNew(typed) is not { } address)
            return Page.Of<RequestLinkPage>(
                new RequestLinkView(frame, Invalid: true, typed),
                StatusCodes.Status400BadRequest
            );
        var network = HttpEvidence.NetworkOf(http.Connection.RemoteIpAddress) ?? "";
        var result = await writer.SubmitAsync(
            new PreferencesLinkMail(address, frame.Language.Code, network, clock.GetUtcNow())
            {
                Form = FormKey.Read(form),
            }
        );
        if (result.Outcome == ChangeOutcome.Limited)
            return new TooManyResult(result.RetryAfter);
        if (result.Outcome == ChangeOutcome.Busy)
            return Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
        return new SeeOtherResult(http.Request.PathBase + frame.To("/link", "sent=1"));
    }
}
