using System.Text;
using Microsoft.Net.Http.Headers;
using PreferenceCenter.Staff;

namespace PreferenceCenter.Features.Console.Footers;

/// <summary>Registers the footer page, and maps its downloads.</summary>
internal static class FootersModule
{
    private static readonly (string Name, string Type, Func<FooterView, byte[]> Content)[] Files =
    [
        ("footer.html", "text/html; charset=utf-8", view => Encoding.UTF8.GetBytes(view.Footer.Html)),
        ("footer.txt", "text/plain; charset=utf-8", view => Encoding.UTF8.GetBytes(view.Footer.Text)),
        ("qr.svg", "image/svg+xml", view => QrPicture.Svg(view.PublicPage.AbsoluteUri)),
        ("qr.png", "image/png", view => QrPicture.Png(view.PublicPage.AbsoluteUri)),
    ];

    public static IServiceCollection AddFooterPages(this IServiceCollection services) =>
        services.AddScoped<FootersService>().AddScoped<TestMessageService>().AddScoped<IPaletteSource, FooterPalette>();

    public static void MapFooterPages(this IEndpointRouteBuilder routes)
    {
        foreach (var (name, type, content) in Files)
            routes.MapStaffPage(
                "/staff/topics/{key}/" + name,
                StaffPolicies.ManageCatalogue,
                request => Task.FromResult(Answer(request, name, type, content))
            );
    }

    /// <summary>Where a file of a footer is downloaded from.</summary>
    public static string PathOf(string topic, string file, FooterView view) =>
        $"/staff/topics/{Uri.EscapeDataString(topic)}/{file}?sender={view.Sender.Key}&language={view.Footer.Language}";

    private static IResult Answer(StaffPageContext request, string file, string type, Func<FooterView, byte[]> content)
    {
        var (key, asked) = (request.Http.Request.RouteValues["key"]?.ToString() ?? "", request.Http.Request.Query);
        if (
            request.Service<FootersService>().Read(request.Who.Ticket, key, asked["sender"], asked["language"])
            is not { } view
        )
            return Results.NotFound();
        var (name, ending) = (file.Split('.')[0], file.Split('.')[1]);
        var disposition = new ContentDispositionHeaderValue("attachment");
        disposition.SetHttpFileName(
            name == "qr" ? $"qr-{key}.{ending}" : $"{name}-{key}-{view.Sender.Key}-{view.Footer.Language}.{ending}"
        );
        request.Http.Response.Headers.ContentDisposition = disposition.ToString();
        request.Http.Response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        return Results.Bytes(content(view), type);
    }
}
