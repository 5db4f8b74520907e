using Microsoft.Net.Http.Headers;
using PreferenceCenter.Data;
using PreferenceCenter.Staff;

namespace PreferenceCenter.Features.Console.Translations;

/// <summary>Registers the pages of translations, and maps the files for translators.</summary>
internal static class TranslationsModule
{
    public static IServiceCollection AddTranslationPages(this IServiceCollection services) =>
        services
            .AddScoped<TranslationsService>()
            .AddSingleton(
                new NavigationCount(
                    "/staff/translations",
                    CountTone.Draft,
                    data => data.CatalogueDrafts.Where(d => d.Kind == DraftKind.Translation)
                )
            );

    public static void MapTranslationPages(this IEndpointRouteBuilder routes) =>
        routes.MapStaffPage(
            "/staff/translations.xlf",
            StaffPolicies.ReadCatalogue,
            request => Task.FromResult(Download(request))
        );

    private static IResult Download(StaffPageContext request)
    {
        var asked = request.Http.Request.Query;
        var service = request.Service<TranslationsService>();
        var to = asked["to"].FirstOrDefault() ?? service.First(request.Who.Ticket);
        var file = service.Export(request.Who.Ticket, to, asked["only"] == "untranslated");
        if (file is null)
            return Results.NotFound();
        var name = new ContentDispositionHeaderValue("attachment");
        name.SetHttpFileName($"texts-{to}.xlf");
        request.Http.Response.Headers.ContentDisposition = name.ToString();
        request.Http.Response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        return Results.Bytes(file, "application/xliff+xml");
    }
}
