using PreferenceCenter.Shared.Web;

namespace PreferenceCenter.Features.Public.SampleIssues;

/// <summary>Maps the pages that show the sample issue of a topic.</summary>
internal static class SampleIssueEndpoints
{
    public static IServiceCollection AddSampleIssues(this IServiceCollection services) =>
        services.AddSingleton<SampleIssuePresenter>().AddSingleton<SampleIssuePreview>();

    public static void MapSampleIssues(this IEndpointRouteBuilder routes)
    {
        var presenter = routes.Service<SampleIssuePresenter>();
        routes.MapPage("/sample/{topic}", http => presenter.Show(http.InPath("topic"), http.Request));
    }
}
