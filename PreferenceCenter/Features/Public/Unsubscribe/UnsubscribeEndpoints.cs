using PreferenceCenter.Shared.Web;

namespace PreferenceCenter.Features.Public.Unsubscribe;

/// <summary>Registers the unsubscribe page and maps its routes below <c>/u/{token}</c>.</summary>
internal static class UnsubscribeEndpoints
{
    public static IServiceCollection AddUnsubscribe(this IServiceCollection services) =>
        services.AddSingleton<UnsubscribeHandler>();

    // The origin is not checked: the post comes from mailbox providers (RFC 8058), and the token only allows a
    // reduction.
    public static void MapUnsubscribe(this IEndpointRouteBuilder routes)
    {
        var handler = routes.Service<UnsubscribeHandler>();
        routes.MapPage("/u/{token}", http => handler.Show(http.TokenInPath("token"), http));
        routes.MapForm("/u/{token}", http => handler.LeaveAsync(http.TokenInPath("token"), http));
        // Reached when the page is reloaded after a reason was posted.
        routes.MapPage("/u/{token}/reason", http => handler.Show(http.TokenInPath("token"), http));
        routes.MapForm("/u/{token}/reason", http => handler.NoteReasonAsync(http.TokenInPath("token"), http));
    }
}
