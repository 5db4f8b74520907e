using PreferenceCenter.Shared;

namespace PreferenceCenter.Features.Undo;

internal static class UndoEndpoints
{
    public static IServiceCollection AddUndo(this IServiceCollection services) => services.AddSingleton<UndoHandler>();

    public static void MapUndo(this IEndpointRouteBuilder routes, SameOrigin sameOrigin)
    {
        routes.MapPage("/undo/{token}", (string token, HttpContext http, UndoHandler handler) => handler.Show(token, http));
        routes.MapPost("/undo/{token}", (string token, HttpContext http, UndoHandler handler) => handler.RestoreAsync(token, http)).AddEndpointFilter(sameOrigin);
    }
}
