using Microsoft.AspNetCore.Http.Features;
using PreferenceCenter.Shared.Errors;
using PreferenceCenter.Shared.Layouts;

namespace PreferenceCenter.Shared.Web;

/// <summary>
/// Maps public paths to handlers: a page answers GET and HEAD and changes nothing, a form answers POST. A handler is a
/// function of the request; nothing is bound by name or reflection. Measured: delegates with parameters make every start
/// compile one expression tree for each route. What is mapped here is open to anybody who has the path and its token, so
/// it ends in routing, before authentication, authorization and status pages (a sixth of a page's processor time).
/// </summary>
internal static class Routes
{
    private static readonly string[] Reading = [HttpMethods.Get, HttpMethods.Head],
        Posting = [HttpMethods.Post];

    public static void MapSiteAssets(this IEndpointRouteBuilder routes)
    {
        var pages = routes.ServiceProvider.GetRequiredService<PageContexts>();
        routes.MapAsset("/style", () => pages.Assets.Style);
        routes.MapAsset("/mark", () => pages.Assets.Mark);
        routes.MapAsset("/logo", () => pages.Assets.Logo);
        routes.MapAsset(pages.Assets.FormStyle);
        routes.MapAsset(pages.Assets.MeStyle);
        routes.MapAsset(pages.Assets.MeScript);
    }

    public static void MapAsset(this IEndpointRouteBuilder routes, Theme.Asset asset) =>
        routes.MapPublic(asset.Path, Reading, http => asset.WriteAsync(http, lasting: true));

    /// <summary>
    /// Maps a file that may become another one while the program runs. A page that another node made, or made before,
    /// names it by a hash that is not its own: it gets the one of now, and the browser does not keep that. So does an
    /// email of before. Where there is none, it is not found.
    /// </summary>
    public static void MapAsset(this IEndpointRouteBuilder routes, string folder, Func<Theme.Asset?> current) =>
        routes.MapPublic(
            folder + "/{file}",
            Reading,
            http =>
                current() is { } asset
                    ? asset.WriteAsync(http, lasting: http.Request.Path == asset.Path)
                    : NoneAsync(http)
        );

    private static Task NoneAsync(HttpContext http)
    {
        http.Response.StatusCode = StatusCodes.Status404NotFound;
        return ErrorPages.CompleteAsync(http);
    }

    public static void MapAsset(this IEndpointRouteBuilder routes, Theme.LazyAsset asset) =>
        routes.MapPublic(asset.Path, Reading, asset.WriteAsync);

    /// <inheritdoc cref="MapAsset(IEndpointRouteBuilder, string, Func{Theme.Asset?})"/>
    public static void MapAsset(this IEndpointRouteBuilder routes, string folder, Func<Theme.LazyAsset> current) =>
        routes.MapPublic(folder + "/{file}", Reading, http => current().WriteAsync(http));

    /// <summary>Maps a page for GET and HEAD; HEAD is answered without the body.</summary>
    public static void MapPage(this IEndpointRouteBuilder routes, string path, Func<HttpContext, IResult> show) =>
        routes.MapPublic(path, Reading, http => AnswerAsync(http, show(http)));

    public static void MapPage(
        this IEndpointRouteBuilder routes,
        string path,
        Func<HttpContext, ValueTask<IResult>> show
    ) => routes.MapPublic(path, Reading, http => AnswerAsync(http, show(http)));

    public static void MapForm(this IEndpointRouteBuilder routes, string path, Func<HttpContext, Task<IResult>> take) =>
        routes.MapPublic(path, Posting, async http => await AnswerAsync(http, await take(http)));

    private static void MapPublic(
        this IEndpointRouteBuilder routes,
        string path,
        IEnumerable<string> methods,
        RequestDelegate answer
    ) => routes.MapMethods(path, methods, answer).AllowAnonymous().ShortCircuit();

    // Without a task of its own where the result is there already.
    private static Task AnswerAsync(HttpContext http, ValueTask<IResult> shown) =>
        shown.IsCompletedSuccessfully ? AnswerAsync(http, shown.Result) : AnswerLaterAsync(http, shown);

    private static async Task AnswerLaterAsync(HttpContext http, ValueTask<IResult> shown) =>
        await AnswerAsync(http, await shown);

    private static async Task AnswerAsync(HttpContext http, IResult result)
    {
        await result.ExecuteAsync(http);
        await ErrorPages.CompleteAsync(http);
    }

    /// <summary>The value of a route parameter.</summary>
    public static string InPath(this HttpContext http, string name) => (string)http.Request.RouteValues[name]!;

    /// <summary>
    /// The token in the path, or an empty text if the path was not written as links are: a percent-encoded character or
    /// a slash at the end would make another token of the same link (docs/links.md).
    /// </summary>
    public static string TokenInPath(this HttpContext http, string name)
    {
        var asked = http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget.AsSpan();
        var path = asked.IndexOf('?') is >= 0 and var query ? asked[..query] : asked;
        return path.Contains('%') || path is [.., '/'] ? "" : http.InPath(name);
    }

    /// <summary>A singleton service, for use before the first request.</summary>
    public static T Service<T>(this IEndpointRouteBuilder routes)
        where T : notnull => routes.ServiceProvider.GetRequiredService<T>();
}
