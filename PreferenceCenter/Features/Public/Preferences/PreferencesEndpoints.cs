using PreferenceCenter.Shared.Web;

namespace PreferenceCenter.Features.Public.Preferences;

/// <summary>Registers the preferences page and maps its routes below <c>/p/{token}</c>.</summary>
internal static class PreferencesEndpoints
{
    public static IServiceCollection AddPreferences(this IServiceCollection services) =>
        services
            .AddSingleton<PreferencesLinks>()
            .AddSingleton<PreferencesPresenter>()
            .AddSingleton<StillPage>()
            .AddSingleton<PreferencesPreview>()
            .AddSingleton<PreferencesHandler>()
            .AddSingleton<PreferencesSample>();

    public static void MapPreferences(this IEndpointRouteBuilder routes, SameOrigin sameOrigin)
    {
        var handler = routes.Service<PreferencesHandler>();
        var preview = routes.Service<StillPage>();
        routes.MapAsset("/preview-light", () => preview.Light);
        routes.MapAsset("/preview-dark", () => preview.Dark);
        routes.MapPage("/p/{token}", http => handler.ShowAsync(http.TokenInPath("token"), http));
        routes.MapForm("/p/{token}", sameOrigin.Guard(http => handler.SaveAsync(http.TokenInPath("token"), http)));
        routes.MapForm(
            "/p/{token}/data",
            sameOrigin.Guard(http => handler.AskForDataAsync(http.TokenInPath("token"), http))
        );
        routes.MapForm("/p/{token}/undo", sameOrigin.Guard(http => handler.UndoAsync(http.TokenInPath("token"), http)));
        routes.MapForm(
            "/p/{token}/reason",
            sameOrigin.Guard(http => handler.NoteReasonAsync(http.TokenInPath("token"), http))
        );
    }
}
