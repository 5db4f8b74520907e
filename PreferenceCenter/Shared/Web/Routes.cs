using PreferenceCenter.Shared.Layouts;

namespace PreferenceCenter.Shared.Web;

/// <summary>
/// Maps paths to handlers: a page answers GET and HEAD and changes nothing, a form answers POST. A handler is a function of the request; nothing is bound by name or reflection. Measured:
/// delegates with parameters make every start compile one expression tree for each route.
/// </summary>
internal static class Routes
{
    private static readonly string[] Reading = [HttpMethods.Get, HttpMethods.Head];

    public static void MapSiteAssets(this IEndpointRouteBuilder routes)
    {
        var assets = routes.ServiceProvider.GetRequiredService<PageContexts>().Assets;
        routes.MapAsset(assets.Style);
        routes.MapAsset(assets.FormStyle);
        routes.MapAsset(assets.MeStyle);
        routes.MapAsset(assets.MeScript);
        routes.MapAsset(assets.Mark);
    }

    public static void MapAsset(this IEndpointRouteBuilder routes, Theme.Asset asset) =>
        routes.MapMethods(asset.Path, Reading, asset.Write);

    public static void MapAsset(this IEndpointRouteBuilder routes, Theme.LazyAsset asset) =>
        routes.MapMethods(asset.Path, Reading, asset.Write);

    /// <summary>Maps a page for GET and HEAD; HEAD is answered without the body.</summary>
    public static void MapPage(this IEndpointRouteBuilder routes, string path, Func<HttpContext, IResult> show) =>
        routes.MapMethods(path, Reading, http => show(http).ExecuteAsync(http));

    public static void MapPage(
        this IEndpointRouteBuilder routes,
        string path,
        Func<HttpContext, ValueTask<IResult>> show
    ) => routes.MapMethods(path, Reading, http => AnswerAsync(show(http), http));

    // Without a task of its own where the result is there already.
    private static Task AnswerAsync(ValueTask<IResult> shown, HttpContext http) =>
        shown.IsCompletedSuccessfully ? shown.Result.ExecuteAsync(http) : AnswerLaterAsync(shown, http);

    private static async Task AnswerLaterAsync(ValueTask<IResult> shown, HttpContext http) =>
        await (await shown).ExecuteAsync(http);

    public static void MapForm(this IEndpointRouteBuilder routes, string path, Func<HttpContext, Task<IResult>> take) =>
        routes.MapPost(path, async http => await (await take(http)).ExecuteAsync(http));

    /// <summary>The value of a route parameter.</summary>
    public static string InPath(this HttpContext http, string name) => (string)http.Request.RouteValues[name]!;

    /// <summary>A singleton service, for use before the first request.</summary>
    public static T Service<T>(this IEndpointRouteBuilder routes)
        where T : notnull => routes.ServiceProvider.GetRequiredService<T>();
}
