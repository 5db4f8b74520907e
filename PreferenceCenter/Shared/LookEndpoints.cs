namespace PreferenceCenter.Shared;

internal static class LookEndpoints
{
    private static readonly string[] Reading = [HttpMethods.Get, HttpMethods.Head];

    public static void MapLooks(this IEndpointRouteBuilder routes)
    {
        var looks = routes.ServiceProvider.GetRequiredService<Looks>();
        routes.MapMethods(looks.Style.Path, Reading, looks.Style.Write);
        routes.MapMethods(looks.Mark.Path, Reading, looks.Mark.Write);
    }

    /// <summary>A page answers HEAD as GET, without the body.</summary>
    public static RouteHandlerBuilder MapPage(this IEndpointRouteBuilder routes, string path, Delegate handler) =>
        routes.MapMethods(path, Reading, handler);
}
