using System.Globalization;
using System.Reflection;
using PreferenceCenter.Domain;
using PreferenceCenter.Shared.Layouts;
using PreferenceCenter.Shared.Web;

namespace PreferenceCenter.Features.Public.Accessibility;

/// <summary>Maps the accessibility statement.</summary>
internal static class AccessibilityEndpoints
{
    // Noon, so that it is the same day in nearly every time zone.
    private static readonly DateTimeOffset BuiltOn = DateTimeOffset.Parse(
        typeof(AccessibilityEndpoints)
            .Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(data => data.Key == "BuiltOn")
            .Value + "T12:00:00Z",
        CultureInfo.InvariantCulture
    );

    public static void MapAccessibility(this IEndpointRouteBuilder routes)
    {
        var (pages, site) = (routes.Service<PageContexts>(), routes.Service<Site>());
        routes.MapPage(
            "/accessibility",
            http =>
                Page.Of<AccessibilityPage>(
                    new AccessibilityView(pages.For(http.Request), BuiltOn, site.Facts.EnforcementBody)
                )
        );
    }
}
