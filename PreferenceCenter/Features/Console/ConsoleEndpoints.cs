using System.Globalization;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components.Endpoints;
using PreferenceCenter.Domain;
using PreferenceCenter.Shared.Layouts;
using PreferenceCenter.Staff;

namespace PreferenceCenter.Features.Console;

/// <summary>
/// Prepares the endpoints that Blazor maps: a page keeps the policy of its own attribute, the paths of the circuit are
/// for all staff. Both get language, headers and methods.
/// </summary>
internal static class ConsoleEndpoints
{
    // MudBlazor needs style attributes. Style elements, style sheets and scripts are only our own.
    private const string ContentPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; style-src-attr 'unsafe-inline'; img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'self'; frame-ancestors 'none'; object-src 'none'";

    private static readonly string[] OfCircuits =
    [
        HttpMethods.Get,
        HttpMethods.Head,
        HttpMethods.Post,
        HttpMethods.Connect,
    ];

    public static PageContext FrameOf(HttpContext http) => http.Features.Get<PageContext>()!;

    /// <summary>Endpoint convention for all endpoints that Blazor maps.</summary>
    public static void Prepare(EndpointBuilder endpoint)
    {
        var isPage = endpoint.Metadata.OfType<ComponentTypeMetadata>().Any();
        // Without one, an open page could be led to it whatever its role: the fallback policy guards requests alone.
        if (isPage && !endpoint.Metadata.OfType<IAuthorizeData>().Any(asked => asked.Policy is not null))
            throw new InvalidOperationException($"{endpoint.DisplayName} names no policy: [Authorize(Policy = …)]");
        if (!isPage)
            endpoint.Metadata.Add(new AuthorizeAttribute(StaffPolicies.UseConsole));
        // A page is only read: no form is posted to it, and actions go through the circuit. HEAD is answered as GET.
        var isRead = isPage || endpoint.Metadata.OfType<HttpMethodMetadata>().LastOrDefault()?.HttpMethods is ["GET"];
        foreach (
            var metadata in endpoint
                .Metadata.Where(m => (isRead && m is HttpMethodMetadata) || (isPage && m is IAntiforgeryMetadata))
                .ToArray()
        )
            endpoint.Metadata.Remove(metadata);
        if (isRead)
            endpoint.Metadata.Add(new HttpMethodMetadata([HttpMethods.Get, HttpMethods.Head]));
        else if (!endpoint.Metadata.OfType<HttpMethodMetadata>().Any())
            endpoint.Metadata.Add(new HttpMethodMetadata(OfCircuits));
        var inner = endpoint.RequestDelegate!;
        endpoint.RequestDelegate = isPage ? http => ShowAsync(http, inner) : http => ConnectAsync(http, inner);
    }

    private static async Task ShowAsync(HttpContext http, RequestDelegate inner)
    {
        var frame = SpeakTo(http);
        var account = StaffTicket.Of(http.User)!.Account;
        if (http.RequestServices.GetRequiredService<OpenCircuits>().IsFull(account))
        {
            var crowded = new StaffMessageView(StaffPageContext.Of(http).Screen(), StaffMessage.Crowded);
            await Page.Of<StaffMessagePage>(crowded, StatusCodes.Status429TooManyRequests).ExecuteAsync(http);
            return;
        }
        await http.RequestServices.GetRequiredService<NavigationCounts>().RefreshAsync();
        http.Features.Set(frame);
        http.Response.OnStarting(() =>
        {
            var headers = http.Response.Headers;
            (headers.CacheControl, headers.ContentSecurityPolicy, headers.ContentLanguage) = (
                "no-store",
                ContentPolicy,
                frame.Language.Code
            );
            headers.Remove("Pragma");
            return Task.CompletedTask;
        });
        await inner(http);
    }

    private static Task ConnectAsync(HttpContext http, RequestDelegate inner)
    {
        if (!CircuitDoor.IsOpenTo(http.Request, http.RequestServices.GetRequiredService<Site>()))
        {
            http.Response.StatusCode = StatusCodes.Status403Forbidden;
            return Task.CompletedTask;
        }
        SpeakTo(http);
        return inner(http);
    }

    // A circuit takes its culture from the request that opens it.
    private static PageContext SpeakTo(HttpContext http)
    {
        var frame = http
            .RequestServices.GetRequiredService<PageContexts>()
            .For(http.Request, http.RequestServices.GetRequiredService<StaffSession>().Who!.Language);
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = frame.Language.Culture;
        return frame;
    }
}
