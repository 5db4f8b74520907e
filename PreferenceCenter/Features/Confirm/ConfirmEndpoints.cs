using PreferenceCenter.Shared;

namespace PreferenceCenter.Features.Confirm;

internal static class ConfirmEndpoints
{
    public static IServiceCollection AddConfirm(this IServiceCollection services) => services.AddSingleton<ConfirmHandler>();

    public static void MapConfirm(this IEndpointRouteBuilder routes, SameOrigin sameOrigin)
    {
        routes.MapPage("/c/{token}", (string token, HttpContext http, ConfirmHandler handler) => handler.Show(token, http));
        routes.MapPost("/c/{token}", (string token, HttpContext http, ConfirmHandler handler) => handler.AnswerAsync(token, http)).AddEndpointFilter(sameOrigin);
    }
}
