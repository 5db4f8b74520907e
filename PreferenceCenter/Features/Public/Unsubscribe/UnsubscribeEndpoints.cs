using PreferenceCenter.Shared.Web;

namespace PreferenceCenter.Features.Public.Unsubscribe;

internal static class UnsubscribeEndpoints
{
    public static IServiceCollection AddUnsubscribe(this IServiceCollection services) =>
        services.AddSingleton<UnsubscribeHandler>();

    // No origin is checked here: the post comes from mailbox providers (RFC 8058), and whoever has the token may only
    // reduce.
    public static void MapUnsubscribe(this IEndpointRouteBuilder routes)
    {
        var handler = routes.Service<UnsubscribeHandler>();
        routes.MapPage("/u/{token}", http => handler.Show(http.InPath("token"), http));
        routes.MapForm("/u/{token}", http => handler.LeaveAsync(http.InPath("token"), http));
        // Whoever reloads the page after giving a reason comes here.
        routes.MapPage("/u/{token}/reason", http => handler.Show(http.InPath("token"), http));
        routes.MapForm("/u/{token}/reason", http => handler.NoteReasonAsync(http.InPath("token"), http));
    }
}
