using PreferenceCenter.Shared.Web;

namespace PreferenceCenter.Features.Public.Undo;

/// <summary>Registers the undo page and maps its routes.</summary>
internal static class UndoEndpoints
{
    public static IServiceCollection AddUndo(this IServiceCollection services) => services.AddSingleton<UndoHandler>();

    public static void MapUndo(this IEndpointRouteBuilder routes, SameOrigin sameOrigin)
    {
        var handler = routes.Service<UndoHandler>();
        routes.MapPage("/undo/{token}", http => handler.ShowAsync(http.TokenInPath("token"), http));
        routes.MapForm(
            "/undo/{token}",
            sameOrigin.Guard(http => handler.RestoreAsync(http.TokenInPath("token"), http))
        );
    }
}
