using PreferenceCenter.Mail;
using PreferenceCenter.Shared;
using PreferenceCenter.Shared.Layouts;

namespace PreferenceCenter.Features.Help;

internal static class HelpEndpoints
{
    public static void MapHelp(this IEndpointRouteBuilder routes)
    {
        var (looks, mail) = (routes.Room<Looks>(), routes.Room<MailOptions>());
        routes.MapPage("/help", http => Page.Of<HelpPage>(new HelpView(looks.For(http.Request), mail.RepliesTo?.Address)));
    }
}
