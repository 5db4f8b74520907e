using PreferenceCenter.Shared;

namespace PreferenceCenter.Features.Preferences;

internal static class PreferencesEndpoints
{
    public static IServiceCollection AddPreferences(this IServiceCollection services) => services
        .AddSingleton<PreferencesLinks>()
        .AddSingleton<PreferencesPresenter>()
        .AddSingleton<PreferencesHandler>();

    public static void MapPreferences(this IEndpointRouteBuilder routes, SameOrigin sameOrigin)
    {
        routes.MapPage("/p/{token}", (string token, HttpContext http, PreferencesHandler handler) => handler.Show(token, http));
        routes.MapPost("/p/{token}", (string token, HttpContext http, PreferencesHandler handler) => handler.SaveAsync(token, http)).AddEndpointFilter(sameOrigin);
        routes.MapPost("/p/{token}/reason", (string token, HttpContext http, PreferencesHandler handler) => handler.NoteReasonAsync(token, http)).AddEndpointFilter(sameOrigin);
    }
}
