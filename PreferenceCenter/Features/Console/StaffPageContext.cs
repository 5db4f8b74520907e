using Microsoft.AspNetCore.Antiforgery;
using PreferenceCenter.Shared.Layouts;
using PreferenceCenter.Shared.Web;
using PreferenceCenter.Staff;
using PreferenceCenter.Subscriptions;

namespace PreferenceCenter.Features.Console;

/// <summary>
/// An authorized console request: the signed-in account, and the posted form, whose antiforgery token has been checked.
/// </summary>
internal sealed record StaffPageContext(
    HttpContext Http,
    PageContext Frame,
    StaffIdentity? Identity,
    IFormCollection Form
)
{
    public const string TokenField = "token",
        OnceField = "once";

    public static StaffPageContext Of(HttpContext http)
    {
        var who = http.RequestServices.GetRequiredService<StaffSession>().Who;
        var frame = http.RequestServices.GetRequiredService<PageContexts>().For(http.Request, who?.Language);
        return new StaffPageContext(http, frame, who, FormCollection.Empty);
    }

    /// <summary>
    /// The signed-in account, with the key of the posted form. Never null on a route that requires a sign-in.
    /// </summary>
    public StaffIdentity Who => Identity!;

    /// <summary>The request with its form: what it does is done by the key of the form, and so only once.</summary>
    public StaffPageContext Posted(IFormCollection form) =>
        this with
        {
            Form = form,
            Identity =
                Identity is { } who && Guid.TryParse(form[OnceField], out var key)
                    ? who with
                    {
                        Ticket = who.Ticket.Sending(
                            key,
                            string.Join('\n', form.Where(f => f.Key != TokenField).Select(f => $"{f.Key}={f.Value}"))
                        ),
                    }
                    : Identity,
        };

    public string Network => HttpEvidence.NetworkOf(Http.Connection.RemoteIpAddress) ?? "";

    public T Service<T>()
        where T : notnull => Http.RequestServices.GetRequiredService<T>();

    public string Field(string name) => Form[name].ToString();

    /// <summary>The parts that every static console page needs.</summary>
    /// <param name="bare">Without anything that could fail again: no account, no form.</param>
    public StaffScreen Screen(bool bare = false)
    {
        var assets = Service<StaffAssets>();
        var token = bare ? "" : Service<IAntiforgery>().GetAndStoreTokens(Http).RequestToken!;
        // Antiforgery sets two more directives, which are weaker than the header of every page.
        Http.Response.Headers.CacheControl = "no-store";
        Http.Response.Headers.Remove("Pragma");
        if (Identity is not null)
            AllowScript();
        return new StaffScreen(
            Frame,
            token,
            Identity is { } who ? new StaffPerson(who.Address, who.Role) : null,
            Http.Request.Path,
            ThemeCookie.Of(Http.Request),
            Identity is { } account
                ? Service<ConsoleNavigation>().For(account, Frame.Language.Texts<ConsoleTexts>())
                : [],
            [Service<ConsoleAssets>().Theme.Path, assets.Style.Path],
            assets.Script.Path,
            Identity is null ? null : assets.Keys.Path
        );
    }

    /// <param name="path">A path of ours, with a query if it has one.</param>
    public IResult SeeOther(string path) =>
        new SeeOtherResult(
            path.IndexOf('?', StringComparison.Ordinal) is >= 0 and var at
                ? Frame.To(path[..at], path[(at + 1)..])
                : Frame.To(path)
        );

    /// <summary>The page to lead back to after the sign-in; null for what is none.</summary>
    public string? ReturnTo(string? asked) => ReturnPath.Of(asked, Service<EndpointDataSource>());

    /// <summary>Allows the page to run our script, from our own file.</summary>
    public void AllowScript() =>
        Http.Response.Headers.ContentSecurityPolicy =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
}
