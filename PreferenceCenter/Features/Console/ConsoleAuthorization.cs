using System.Globalization;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Components.Endpoints;
using PreferenceCenter.Shared.Layouts;
using PreferenceCenter.Staff;

namespace PreferenceCenter.Features.Console;

/// <summary>
/// Authorization of the interactive pages. It applies the checks of the static pages: each page by its own attribute,
/// and the paths of the circuit for all staff.
/// </summary>
internal static class ConsoleAuthorization
{
    // MudBlazor needs style attributes. Style elements, style sheets and scripts are only our own.
    internal const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; style-src-attr 'unsafe-inline'; img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'self'; frame-ancestors 'none'; object-src 'none'";

    public static PageContext FrameOf(HttpContext http) => http.Features.Get<PageContext>()!;

    /// <summary>Endpoint convention for all endpoints that Blazor maps.</summary>
    public static void Lock(EndpointBuilder endpoint)
    {
        var isPage = endpoint.Metadata.OfType<ComponentTypeMetadata>().Any();
        var access = endpoint.Metadata.OfType<StaffPageAttribute>().FirstOrDefault()?.Access;
        if (isPage && access is null)
            throw new InvalidOperationException(
                $"{endpoint.DisplayName} does not say to whom it is open: [StaffPage(…)]"
            );
        var (inner, route) = (endpoint.RequestDelegate!, new StaffRoute(access ?? StaffAccess.Everybody));
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
        endpoint.Metadata.Add(route);
        endpoint.RequestDelegate = isPage
            ? http => ShowAsync(http, route.Access!, inner)
            : http => ConnectAsync(http, route.Access!, inner);
    }

    private static async Task ShowAsync(HttpContext http, StaffAccess access, RequestDelegate inner)
    {
        var (who, refusal) = await StaffRoutes.AdmitAsync(http, access);
        if (refusal is not null)
        {
            await refusal.ExecuteAsync(http);
            return;
        }
        var frame = http.RequestServices.GetRequiredService<PageContexts>().For(http.Request, who!.Language);
        http.Features.Set(frame);
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = frame.Language.Culture;
        http.Response.OnStarting(() =>
        {
            var headers = http.Response.Headers;
            (headers.CacheControl, headers.ContentSecurityPolicy, headers.ContentLanguage) = (
                "no-store",
                Policy,
                frame.Language.Code
            );
            headers.Remove("Pragma");
            return Task.CompletedTask;
        });
        await inner(http);
    }

    private static async Task ConnectAsync(HttpContext http, StaffAccess access, RequestDelegate inner)
    {
        if (http.Request.Method is not ("GET" or "HEAD" or "POST" or "CONNECT"))
        {
            http.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
            return;
        }
        var (verdict, who) = http
            .RequestServices.GetRequiredService<StaffAuthorizer>()
            .Ask(await StaffSignIn.ReadAsync(http), access);
        if (verdict != StaffVerdict.Welcome)
        {
            http.Response.StatusCode = StatusCodes.Status403Forbidden;
            return;
        }
        // The circuit takes its culture from the request that opens it.
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = http
            .RequestServices.GetRequiredService<PageContexts>()
            .For(http.Request, who!.Language)
            .Language.Culture;
        await inner(http);
    }
}
