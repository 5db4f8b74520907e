using PreferenceCenter.Mail.Transport;
using PreferenceCenter.Shared.Layouts;
using PreferenceCenter.Shared.Theme;
using PreferenceCenter.Shared.Web;

namespace PreferenceCenter.Features.Public.Help;

internal static class HelpEndpoints
{
    public static void MapHelp(this IEndpointRouteBuilder routes)
    {
        var (pages, mail) = (routes.Service<PageContexts>(), routes.Service<MailOptions>());
        // Whoever types the bare address wants to know the same.
        foreach (var path in (string[])["/help", "/"])
            routes.MapPage(
                path,
                http => Page.Of<HelpPage>(new HelpView(pages.For(http.Request), mail.RepliesTo?.Address))
            );
    }
}
