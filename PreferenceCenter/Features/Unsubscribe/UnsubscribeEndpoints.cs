using PreferenceCenter.Shared;

namespace PreferenceCenter.Features.Unsubscribe;

internal static class UnsubscribeEndpoints
{
    public static IServiceCollection AddUnsubscribe(this IServiceCollection services) => services.AddSingleton<UnsubscribeHandler>();

    // No origin is checked here: the post comes from mailbox providers (RFC 8058), and whoever has the token may only reduce.
    public static void MapUnsubscribe(this IEndpointRouteBuilder routes)
    {
        routes.MapPage("/u/{token}", (string token, HttpContext http, UnsubscribeHandler handler) => handler.Show(token, http));
        routes.MapPost("/u/{token}", (string token, HttpContext http, UnsubscribeHandler handler) => handler.LeaveAsync(token, http));
        routes.MapPost("/u/{token}/reason", (string token, HttpContext http, UnsubscribeHandler handler) => handler.NoteReasonAsync(token, http));
    }
}
