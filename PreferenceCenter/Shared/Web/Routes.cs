using PreferenceCenter.Shared.Layouts;
using PreferenceCenter.Shared.Theme;

namespace PreferenceCenter.Shared.Web;

/// <summary>
/// How a path is bound to what answers it: a function of the request, nothing bound by name or reflection. Measured:
/// delegates with parameters cost every start the compilation of an expression tree a route.
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

    /// <summary>A page answers HEAD as GET, without the body.</summary>
    public static void MapPage(this IEndpointRouteBuilder routes, string path, Func<HttpContext, IResult> show) =>
        routes.MapMethods(path, Reading, http => show(http).ExecuteAsync(http));

    public static void MapPage(this IEndpointRouteBuilder routes, string path, Func<HttpContext, Task<IResult>> show) =>
        routes.MapMethods(path, Reading, async http => await (await show(http)).ExecuteAsync(http));

    public static void MapForm(this IEndpointRouteBuilder routes, string path, Func<HttpContext, Task<IResult>> take) =>
        routes.MapPost(path, async http => await (await take(http)).ExecuteAsync(http));

    /// <summary>What stands in the path under that name.</summary>
    public static string InPath(this HttpContext http, string name) => (string)http.Request.RouteValues[name]!;

    /// <summary>A room's one object, there before the first request.</summary>
    public static T Service<T>(this IEndpointRouteBuilder routes)
        where T : notnull => routes.ServiceProvider.GetRequiredService<T>();
}
