using PreferenceCenter.Domain;
using PreferenceCenter.Staff;

namespace PreferenceCenter.Features.Console;

/// <summary>Takes the choice of light or dark from the user menu, with and without script.</summary>
internal static class ThemeForm
{
    public static void MapThemeForm(this IEndpointRouteBuilder routes) =>
        routes.MapStaffForm(
            StaffPaths.Theme,
            StaffPolicies.SetUpOwnAccount,
            request => Task.FromResult(Choose(request))
        );

    private static IResult Choose(StaffPageContext request)
    {
        if (WireName.Parse<ThemeChoice>(request.Field("theme")) is { } chosen)
            ThemeCookie.Remember(request.Http.Response, chosen);
        return request.SeeOther(request.ReturnTo(request.Field("return")) ?? StaffPaths.Home);
    }
}
