using PreferenceCenter.Shared.Web;

namespace PreferenceCenter.Features.Public.SignUp;

/// <summary>Registers the sign-up forms and maps their routes below <c>/subscribe</c>.</summary>
internal static class SignUpEndpoints
{
    public static IServiceCollection AddSignUp(this IServiceCollection services) =>
        services
            .AddSingleton<SignUpForms>()
            .AddSingleton<SignUpPresenter>()
            .AddSingleton<SignUpPreview>()
            .AddSingleton<SignUpSnippets>()
            .AddSingleton<SignUpHandler>();

    public static void MapSignUp(this IEndpointRouteBuilder routes)
    {
        var handler = routes.Service<SignUpHandler>();
        routes.MapPage("/subscribe", http => handler.Show(SignUpForms.Default, http));
        routes.MapForm("/subscribe", http => handler.TakeAsync(SignUpForms.Default, http));
        routes.MapPage("/subscribe/{form}", http => handler.Show(http.InPath("form"), http));
        routes.MapForm("/subscribe/{form}", http => handler.TakeAsync(http.InPath("form"), http));
        routes.MapPage("/subscribe/{form}/markup", http => handler.ShowMarkup(http.InPath("form"), http));
    }
}
