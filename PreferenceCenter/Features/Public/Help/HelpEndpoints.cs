using PreferenceCenter.Mail.Transport;
using PreferenceCenter.Shared.Layouts;
using PreferenceCenter.Shared.Web;

namespace PreferenceCenter.Features.Public.Help;

/// <summary>Maps the help page.</summary>
internal static class HelpEndpoints
{
    public static void MapHelp(this IEndpointRouteBuilder routes)
    {
        var (pages, mail) = (routes.Service<PageContexts>(), routes.Service<MailOptions>());
        // The root path shows the same page: visitors who type the bare address need the same information.
        foreach (var path in (string[])["/help", "/"])
            routes.MapPage(
                path,
                http => Page.Of<HelpPage>(new HelpView(pages.For(http.Request), mail.LeavesByMail?.Address))
            );
    }
}
