using PreferenceCenter.Shared.Web;

namespace PreferenceCenter.Features.Public.Confirm;

/// <summary>
/// Registers the confirmation page and maps its routes below <c>/c/{token}</c>, and <c>/not-me/{token}</c>.
/// </summary>
internal static class ConfirmEndpoints
{
    public static IServiceCollection AddConfirm(this IServiceCollection services) =>
        services
            .AddSingleton<ConfirmedChoices>()
            .AddSingleton<OptInHandler>()
            .AddSingleton<ConfirmPreview>()
            .AddSingleton<ConfirmHandler>()
            .AddSingleton<NotMeHandler>();

    public static void MapConfirm(this IEndpointRouteBuilder routes, SameOrigin sameOrigin)
    {
        var handler = routes.Service<ConfirmHandler>();
        routes.MapPage("/c/{token}", http => handler.ShowAsync(http.TokenInPath("token"), http));
        routes.MapForm("/c/{token}", sameOrigin.Guard(http => handler.AnswerAsync(http.TokenInPath("token"), http)));
        var notMe = routes.Service<NotMeHandler>();
        routes.MapPage("/not-me/{token}", http => notMe.Show(http.TokenInPath("token"), http));
        routes.MapForm("/not-me/{token}", sameOrigin.Guard(http => notMe.AnswerAsync(http.TokenInPath("token"), http)));
    }
}
