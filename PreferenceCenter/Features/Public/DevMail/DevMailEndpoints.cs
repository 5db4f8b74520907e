using AngleSharp;
using AngleSharp.Html.Parser;
using PreferenceCenter.Mail.Transport;
using PreferenceCenter.Shared.Layouts;

namespace PreferenceCenter.Features.Public.DevMail;

/// <summary>
/// Pages that show developers the mails of the pickup directory. They are mapped in Development only; elsewhere the
/// paths do not exist.
/// </summary>
internal static class DevMailEndpoints
{
    private const int Most = 200;
    private static readonly string[] Reading = [HttpMethods.Get, HttpMethods.Head];

    // The page runs no script and loads only its own style sheet and the frame.
    private const string PagePolicy =
        "default-src 'none'; style-src 'self'; img-src data:; frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    // The mail is a separate document, so its inline styles need no permission on the page. Its links open outside the
    // sandbox, as in a mail program.
    private const string MailPolicy =
        $"sandbox {DevMailView.Sandbox}; default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; form-action 'none'; frame-ancestors 'self'";

    public static void MapDevMail(this IEndpointRouteBuilder routes)
    {
        if (!routes.ServiceProvider.GetRequiredService<IHostEnvironment>().IsDevelopment())
            return;
        var mails = routes.MapGroup("/dev/mail").AllowAnonymous();
        mails.MapMethods("", Reading, ListAsync);
        mails.MapMethods(
            "/style.css",
            Reading,
            (PageContexts pages) => Results.Text(DevMailStyle.Of(pages.Site.Color), "text/css")
        );
        mails.MapMethods("/{name}", Reading, MailAsync);
        mails.MapMethods("/{name}/html", Reading, HtmlAsync);
        mails.MapMethods("/{name}/source", Reading, SourceAsync);
    }

    private static async Task<IResult> ListAsync(PickupInbox inbox, HttpContext http)
    {
        http.Response.Headers.ContentSecurityPolicy = PagePolicy;
        return Page(new DevMailView(await inbox.ListAsync(Most, http.RequestAborted), null));
    }

    private static async Task<IResult> MailAsync(string name, string? show, PickupInbox inbox, HttpContext http)
    {
        if (await inbox.OpenAsync(name, http.RequestAborted) is not { } message)
            return Results.NotFound();
        http.Response.Headers.ContentSecurityPolicy = PagePolicy;
        var part = show switch
        {
            "text" => MailPart.Text,
            "source" => MailPart.Source,
            _ => MailPart.Html,
        };
        var words = part switch
        {
            MailPart.Text => message.TextBody,
            MailPart.Source => await inbox.SourceAsync(name, http.RequestAborted),
            _ => null,
        };
        return Page(
            new DevMailView(
                await inbox.ListAsync(Most, http.RequestAborted),
                new OpenMail(PickupInbox.Listed(name, message), part, words ?? "")
            )
        );
    }

    private static async Task<IResult> HtmlAsync(string name, PickupInbox inbox, HttpContext http)
    {
        if (await inbox.OpenAsync(name, http.RequestAborted) is not { HtmlBody: { } html })
            return Results.NotFound();
        http.Response.Headers.ContentSecurityPolicy = MailPolicy;
        using var document = await new HtmlParser().ParseDocumentAsync(html);
        var target = document.CreateElement("base");
        target.SetAttribute("target", "_blank");
        document.Head!.Prepend(target);
        return Results.Text(document.ToHtml(), "text/html; charset=utf-8");
    }

    private static async Task<IResult> SourceAsync(string name, PickupInbox inbox, HttpContext http) =>
        await inbox.SourceAsync(name, http.RequestAborted) is { } source
            ? Results.Text(source, "text/plain; charset=utf-8")
            : Results.NotFound();

    private static Page<DevMailPage> Page(DevMailView view) => Shared.Layouts.Page.Of<DevMailPage>(view, "en");
}
