using PreferenceCenter.Shared.Web;

namespace PreferenceCenter.Features.Public.Confirm;

/// <summary>Registers the confirmation page and maps its routes below <c>/c/{token}</c>.</summary>
internal static class ConfirmEndpoints
{
    public static IServiceCollection AddConfirm(this IServiceCollection services) =>
        services.AddSingleton<OptInHandler>().AddSingleton<ConfirmHandler>();

    public static void MapConfirm(this IEndpointRouteBuilder routes, SameOrigin sameOrigin)
    {
        var handler = routes.Service<ConfirmHandler>();
        routes.MapPage("/c/{token}", http => handler.ShowAsync(http.TokenInPath("token"), http));
        routes.MapForm("/c/{token}", sameOrigin.Guard(http => handler.AnswerAsync(http.TokenInPath("token"), http)));
    }
}
