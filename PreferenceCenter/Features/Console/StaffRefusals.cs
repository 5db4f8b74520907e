using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using PreferenceCenter.Shared.Layouts;
using PreferenceCenter.Shared.Web;
using PreferenceCenter.Staff;

namespace PreferenceCenter.Features.Console;

/// <summary>
/// Answers a request that authorization refused: with the sign-in, the set-up of a second factor, or a page that says
/// that the role is another one. What is no page, and what names no policy at all, gets the bare status 403.
/// </summary>
internal sealed class StaffRefusals : IAuthorizationMiddlewareResultHandler
{
    public Task HandleAsync(
        RequestDelegate next,
        HttpContext http,
        AuthorizationPolicy policy,
        PolicyAuthorizationResult result
    )
    {
        if (result.Succeeded)
            return next(http);
        if (StaffPages.IsShown(http) && StaffRoutes.Arrive(http) is { } once)
            return once.ExecuteAsync(http);
        if (!StaffPages.IsShown(http) || !policy.Requirements.OfType<StaffRequirement>().Any())
        {
            http.Response.StatusCode = StatusCodes.Status403Forbidden;
            return Task.CompletedTask;
        }
        var session = http.RequestServices.GetRequiredService<StaffSession>();
        var frame = http.RequestServices.GetRequiredService<PageContexts>().For(http.Request);
        IResult answer = session.Verdict switch
        {
            StaffVerdict.Forbidden => Page.Of<StaffMessagePage>(
                new StaffMessageView(StaffPageContext.Of(http).Screen(), StaffMessage.Forbidden),
                StatusCodes.Status403Forbidden
            ),
            StaffVerdict.NeedsSecondFactor => new SeeOtherResult(frame.To(StaffRoutes.Account)),
            _ => new SeeOtherResult(ToSignIn(http, frame)),
        };
        return answer.ExecuteAsync(http);
    }

    private static string ToSignIn(HttpContext http, PageContext frame)
    {
        var path = frame.To(StaffRoutes.SignIn);
        if (HttpMethods.IsPost(http.Request.Method) || http.Request.Path == "/staff")
            return path;
        return path
            + (path.Contains('?', StringComparison.Ordinal) ? '&' : '?')
            + "return="
            + Uri.EscapeDataString($"{http.Request.Path}{http.Request.QueryString}");
    }
}
