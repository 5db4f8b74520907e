using Microsoft.AspNetCore.Antiforgery;
using PreferenceCenter.Shared.Layouts;
using PreferenceCenter.Shared.Web;
using PreferenceCenter.Staff;

namespace PreferenceCenter.Features.Console;

/// <summary>
/// Access rule on the endpoint itself. No path of <c>/staff</c> is mapped without one, and a test reads it back.
/// </summary>
/// <param name="Access">Null on pages open before the sign-in.</param>
internal sealed record StaffRoute(StaffAccess? Access);

/// <summary>
/// Maps the paths of the console; there is no other way to map one. A path requires a sign-in unless told otherwise,
/// and each request checks account, role and security stamp again.
/// </summary>
internal static class StaffRoutes
{
    public const string SignIn = "/staff/sign-in",
        Account = "/staff/account";
    private const int MostBytes = 64 * 1024;
    private static readonly string[] Reading = [HttpMethods.Get, HttpMethods.Head];

    public static void MapStaffPage(
        this IEndpointRouteBuilder routes,
        string path,
        StaffAccess? access,
        Func<StaffPageContext, Task<IResult>> show
    ) =>
        routes
            .MapMethods(path, Reading, async http => await (await ShowAsync(http, access, show)).ExecuteAsync(http))
            .WithMetadata(new StaffRoute(access));

    public static void MapStaffForm(
        this IEndpointRouteBuilder routes,
        string path,
        StaffAccess? access,
        Func<StaffPageContext, Task<IResult>> take
    ) =>
        routes
            .MapPost(path, async http => await (await TakeAsync(http, access, take)).ExecuteAsync(http))
            .WithMetadata(new StaffRoute(access));

    private static async Task<IResult> ShowAsync(
        HttpContext http,
        StaffAccess? access,
        Func<StaffPageContext, Task<IResult>> show
    )
    {
        var (who, refusal) = await AdmitAsync(http, access);
        if (refusal is not null)
            return refusal;
        return await show(Request(http, who, FormCollection.Empty));
    }

    private static async Task<IResult> TakeAsync(
        HttpContext http,
        StaffAccess? access,
        Func<StaffPageContext, Task<IResult>> take
    )
    {
        var (who, refusal) = await AdmitAsync(http, access);
        if (refusal is not null)
            return refusal;
        var (form, status) = await PostedForm.ReadAsync(
            http,
            MostBytes,
            TimeSpan.FromSeconds(15),
            http.RequestServices.GetRequiredService<TimeProvider>()
        );
        if (form is null)
            return Results.StatusCode(status);
        if (!await http.RequestServices.GetRequiredService<IAntiforgery>().IsRequestValidAsync(http))
            return Results.StatusCode(StatusCodes.Status400BadRequest);
        return await take(Request(http, who, form));
    }

    /// <summary>The check before every console page, static or interactive.</summary>
    public static async Task<(StaffIdentity? Who, IResult? Refusal)> AdmitAsync(HttpContext http, StaffAccess? access)
    {
        var (verdict, who) = http
            .RequestServices.GetRequiredService<StaffAuthorizer>()
            .Ask(await StaffSignIn.ReadAsync(http), access ?? StaffAccess.ToSetUp);
        if (access is null)
            return (who, null);
        var frame = http.RequestServices.GetRequiredService<PageContexts>().For(http.Request);
        return verdict switch
        {
            StaffVerdict.Welcome => (who, null),
            StaffVerdict.Forbidden => (
                who,
                Page.Of<StaffMessagePage>(
                    new StaffMessageView(Request(http, who, FormCollection.Empty).Screen(), StaffMessage.Forbidden),
                    StatusCodes.Status403Forbidden
                )
            ),
            StaffVerdict.NeedsSecondFactor => (who, new SeeOtherResult(frame.To(Account))),
            _ => (null, new SeeOtherResult(ToSignIn(http, frame))),
        };
    }

    private static string ToSignIn(HttpContext http, PageContext frame)
    {
        var path = frame.To(SignIn);
        if (HttpMethods.IsPost(http.Request.Method) || http.Request.Path == "/staff")
            return path;
        return path
            + (path.Contains('?', StringComparison.Ordinal) ? '&' : '?')
            + "return="
            + Uri.EscapeDataString(http.Request.Path);
    }

    private static StaffPageContext Request(HttpContext http, StaffIdentity? who, IFormCollection form) =>
        new(http, http.RequestServices.GetRequiredService<PageContexts>().For(http.Request, who?.Language), who, form);
}
