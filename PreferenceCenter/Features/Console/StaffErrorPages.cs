using PreferenceCenter.Shared.Errors;
using PreferenceCenter.Shared.Layouts;

namespace PreferenceCenter.Features.Console;

/// <summary>The error pages of the console: they speak to staff, and stand in its frame where somebody is signed in.</summary>
internal static class StaffErrorPages
{
    public static readonly OwnErrorPages Own = new(StaffPaths.Home, ShowAsync);

    private static async Task<IResult> ShowAsync(HttpContext http, int status)
    {
        var isFailure = status >= StatusCodes.Status500InternalServerError;
        if (!isFailure)
            await StaffRoutes.RecogniseAsync(http);
        var context = StaffPageContext.Of(http);
        // Whoever is not signed in gets no cookie for a page that is not there.
        var screen = context.Screen(bare: isFailure || context.Identity is null);
        return Page.Of<StaffMessagePage>(
            new StaffMessageView(isFailure ? screen with { Person = null } : screen, MessageOf(status)),
            status
        );
    }

    private static StaffMessage MessageOf(int status) =>
        status switch
        {
            StatusCodes.Status403Forbidden => StaffMessage.Forbidden,
            StatusCodes.Status404NotFound => StaffMessage.NotFound,
            StatusCodes.Status503ServiceUnavailable or StatusCodes.Status429TooManyRequests => StaffMessage.Busy,
            >= StatusCodes.Status500InternalServerError => StaffMessage.Failed,
            _ => StaffMessage.Refused,
        };
}
