using PreferenceCenter.Shared.Web;

namespace PreferenceCenter.Features.Public.Unsubscribe;

/// <summary>Registers the unsubscribe page and maps its routes below <c>/u/{token}</c>.</summary>
internal static class UnsubscribeEndpoints
{
    public static IServiceCollection AddUnsubscribe(this IServiceCollection services) =>
        services.AddSingleton<UnsubscribePresenter>().AddSingleton<UnsubscribeHandler>();

    // The origin is not checked: the post comes from mailbox providers (RFC 8058), and the token only allows a
    // reduction.
    public static void MapUnsubscribe(this IEndpointRouteBuilder routes)
    {
        var handler = routes.Service<UnsubscribeHandler>();
        routes.MapPage("/u/{token}", http => handler.ShowAsync(http.TokenInPath("token"), http));
        routes.MapForm("/u/{token}", http => handler.LeaveAsync(http.TokenInPath("token"), http));
        routes.MapForm("/u/{token}/reason", http => NoteReasonAsync(http, $"/u/{http.TokenInPath("token")}"));
        routes.MapPage(
            "/u/{token}/{key}",
            http => handler.ShowLeftAsync(http.TokenInPath("token"), http.TokenInPath("key"), http)
        );
        routes.MapForm(
            "/u/{token}/{key}/reason",
            http => NoteReasonAsync(http, $"/u/{http.TokenInPath("token")}/{http.TokenInPath("key")}")
        );

        Task<IResult> NoteReasonAsync(HttpContext http, string page) =>
            handler.NoteReasonAsync(http.TokenInPath("token"), page, http);
    }
}
