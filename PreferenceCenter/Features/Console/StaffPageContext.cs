using Microsoft.AspNetCore.Antiforgery;
using PreferenceCenter.Shared.Layouts;
using PreferenceCenter.Shared.Web;
using PreferenceCenter.Staff;
using PreferenceCenter.Subscriptions;

namespace PreferenceCenter.Features.Console;

/// <summary>One request to the console, let in: who asks, and what was posted, its antiforgery token proved.</summary>
internal sealed record StaffPageContext(
    HttpContext Http,
    PageContext Frame,
    StaffIdentity? Whoever,
    IFormCollection Form
)
{
    public const string TokenField = "token";

    /// <summary>On a route that is locked: somebody always.</summary>
    public StaffIdentity Who => Whoever!;

    public string Network => HttpEvidence.NetworkOf(Http.Connection.RemoteIpAddress) ?? "";

    public T Service<T>()
        where T : notnull => Http.RequestServices.GetRequiredService<T>();

    public string Field(string name) => Form[name].ToString();

    /// <summary>What every page of the console begins with.</summary>
    public StaffScreen Screen()
    {
        var (assets, token) = (Service<StaffAssets>(), Service<IAntiforgery>().GetAndStoreTokens(Http).RequestToken!);
        // It names two more directives, which say less than the one that stands on every page.
        Http.Response.Headers.CacheControl = "no-store";
        Http.Response.Headers.Remove("Pragma");
        return new StaffScreen(
            Frame,
            token,
            Whoever is { } who ? new StaffPerson(who.Address, who.Role) : null,
            assets.Style.Path,
            assets.Passkeys.Path
        );
    }

    public IResult SeeOther(string path) => new SeeOtherResult(Frame.To(path));

    /// <summary>A page that may run our one script, from our own file.</summary>
    public void AllowScript() =>
        Http.Response.Headers.ContentSecurityPolicy =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    /// <summary>Where somebody wanted to go, if that is here: no other site, no other scheme (SEC-15).</summary>
    public static string? LocalPath(string? path) =>
        path is not null
        && path.StartsWith("/staff/", StringComparison.Ordinal)
        && path.All(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '-')
            ? path
            : null;
}
