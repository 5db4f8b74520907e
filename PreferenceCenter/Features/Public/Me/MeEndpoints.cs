using PreferenceCenter.Shared.Web;
using PreferenceCenter.Subscriptions.MailedLinks;

namespace PreferenceCenter.Features.Public.Me;

/// <summary>
/// Registers the pages on which subscribers see their data and use their rights, and maps their routes.
/// </summary>
internal static class MeEndpoints
{
    public static IServiceCollection AddMe(this IServiceCollection services) =>
        services
            .AddSingleton<IdentityLinkSender>()
            .AddSingleton<MeSessions>()
            .AddSingleton<IdentityHandler>()
            .AddSingleton<PersonalDataPresenter>()
            .AddSingleton<MeHandler>()
            .AddSingleton<RightsHandler>()
            .AddSingleton<EraseHandler>()
            .AddSingleton<AddressHandler>()
            .AddSingleton<AddressLinkHandler>()
            .AddSingleton<WrittenRequestHandler>()
            .AddSingleton<AskedRequests>()
            .AddSingleton<ExportHandler>();

    public static void MapMe(this IEndpointRouteBuilder routes, SameOrigin sameOrigin)
    {
        var identity = routes.Service<IdentityHandler>();
        routes.MapPage("/privacy", identity.ShowAsking);
        routes.MapForm("/privacy", sameOrigin.Guard(identity.AskAsync));
        routes.MapPage("/me/{token}", http => identity.ShowAsync(http.TokenInPath("token"), http));
        routes.MapForm("/me/{token}", sameOrigin.Guard(http => identity.OpenAsync(http.TokenInPath("token"), http)));

        var (me, rights, export) = (
            routes.Service<MeHandler>(),
            routes.Service<RightsHandler>(),
            routes.Service<ExportHandler>()
        );
        routes.MapPage("/me", me.ShowAsync);
        routes.MapForm("/me/stay", sameOrigin.Guard(me.StayAsync));
        routes.MapForm("/me/sign-out", sameOrigin.Guard(me.SignOutAsync));
        routes.MapForm("/me/sessions", sameOrigin.Guard(me.EndSessionsAsync));
        routes.MapPage("/me/export", export.ShowAsync);
        routes.MapForm("/me/export", sameOrigin.Guard(export.SendAsync));
        routes.MapPage("/me/correct", rights.ShowCorrectAsync);
        routes.MapForm("/me/correct", sameOrigin.Guard(rights.CorrectAsync));
        routes.MapPage("/me/restrict", rights.ShowRestrictAsync);
        routes.MapForm("/me/restrict", sameOrigin.Guard(rights.RestrictAsync));
        routes.MapPage("/me/object", rights.ShowObjectAsync);
        routes.MapForm("/me/object", sameOrigin.Guard(rights.ObjectAsync));
        var erase = routes.Service<EraseHandler>();
        routes.MapPage("/me/erase", erase.ShowAsync);
        routes.MapForm("/me/erase", sameOrigin.Guard(erase.TakeAsync));
        var (address, links, written) = (
            routes.Service<AddressHandler>(),
            routes.Service<AddressLinkHandler>(),
            routes.Service<WrittenRequestHandler>()
        );
        routes.MapPage("/me/address", address.ShowAsync);
        routes.MapForm("/me/address", sameOrigin.Guard(address.AskAsync));
        routes.MapPage("/address/{token}", http => links.ShowNewAsync(http.TokenInPath("token"), http));
        routes.MapForm(
            "/address/{token}",
            sameOrigin.Guard(http => links.ConfirmAsync(http.TokenInPath("token"), http))
        );
        routes.MapPage("/back/{token}", http => links.ShowBackAsync(http.TokenInPath("token"), http));
        routes.MapForm("/back/{token}", sameOrigin.Guard(http => links.TakeBackAsync(http.TokenInPath("token"), http)));
        foreach (var right in (WrittenRequest[])[WrittenRequest.HumanReview, WrittenRequest.Complaint])
        {
            routes.MapPage(right.Path, http => written.ShowAsync(http, right));
            routes.MapForm(right.Path, sameOrigin.Guard(http => written.AskAsync(http, right)));
        }
    }
}
