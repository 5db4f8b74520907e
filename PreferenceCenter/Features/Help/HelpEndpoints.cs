using PreferenceCenter.Mail;
using PreferenceCenter.Shared;
using PreferenceCenter.Shared.Layouts;

namespace PreferenceCenter.Features.Help;

internal static class HelpEndpoints
{
    public static void MapHelp(this IEndpointRouteBuilder routes) =>
        routes.MapPage("/help", (HttpContext http, Looks looks, MailOptions mail) =>
            Page.Of<HelpPage>(new HelpView(looks.For(http.Request), mail.RepliesTo?.Address)));
}
