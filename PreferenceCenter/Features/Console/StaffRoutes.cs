using Microsoft.AspNetCore.Antiforgery;
using PreferenceCenter.Shared.Arrivals;
using PreferenceCenter.Shared.Layouts;
using PreferenceCenter.Shared.Web;
using PreferenceCenter.Staff;

namespace PreferenceCenter.Features.Console;

/// <summary>Maps the static paths of the console, each with the policy that it asks.</summary>
internal static class StaffRoutes
{
    public const string SignIn = "/staff/sign-in",
        Account = StaffPaths.Account;
    private const int MostBytes = 64 * 1024;
    private static readonly string[] Reading = [HttpMethods.Get, HttpMethods.Head];

    /// <param name="policy">Null on pages that are open before the sign-in.</param>
    public static void MapStaffPage(
        this IEndpointRouteBuilder routes,
        string path,
        string? policy,
        Func<StaffPageContext, Task<IResult>> show
    ) =>
        routes
            .MapMethods(path, Reading, async http => await (await ShowAsync(http, policy, show)).ExecuteAsync(http))
            .OpenBy(policy);

    /// <param name="policy">Null on forms that are open before the sign-in.</param>
    public static void MapStaffForm(
        this IEndpointRouteBuilder routes,
        string path,
        string? policy,
        Func<StaffPageContext, Task<IResult>> take
    ) =>
        routes
            .MapPost(path, async http => await (await TakeAsync(http, policy, take)).ExecuteAsync(http))
            .OpenBy(policy);

    /// <summary>
    /// The page that loads itself once more, for a browser that another site sent here without its cookies.
    /// </summary>
    public static IResult? Arrive(HttpContext http) =>
        Arrival.IsNeeded(http.Request, StaffSignIn.Scheme)
            ? Arrival.Of(http.RequestServices.GetRequiredService<PageContexts>().For(http.Request))
            : null;

    // A form of another sign-in: a second tab, in which somebody has signed in or out meanwhile. Whoever wanted to sign
    // in and is signed in is led on; everybody else is told.
    private static IResult Stale(StaffPageContext request, IFormCollection form)
    {
        var path = request.Http.Request.Path.ToString();
        var isSignIn = path.StartsWith(SignIn, StringComparison.Ordinal);
        if (isSignIn && request.Identity is not null)
            return request.SeeOther(request.ReturnTo(form["return"]) ?? "/staff");
        var next =
            isSignIn ? SignIn
            : path.StartsWith("/staff/link/", StringComparison.Ordinal) ? path
            : "/staff";
        return Page.Of<StaffMessagePage>(
            new StaffMessageView(request.Screen(), StaffMessage.Stale, next),
            StatusCodes.Status400BadRequest
        );
    }

    private static void OpenBy(this IEndpointConventionBuilder endpoint, string? policy)
    {
        endpoint.WithMetadata(new StaticStaffPage());
        if (policy is null)
            endpoint.AllowAnonymous();
        else
            endpoint.RequireAuthorization(policy);
    }

    private static async Task<IResult> ShowAsync(
        HttpContext http,
        string? policy,
        Func<StaffPageContext, Task<IResult>> show
    )
    {
        if (Arrive(http) is { } once)
            return once;
        await RecogniseAsync(http, policy);
        await http.RequestServices.GetRequiredService<NavigationCounts>().RefreshAsync();
        return await show(StaffPageContext.Of(http));
    }

    private static async Task<IResult> TakeAsync(
        HttpContext http,
        string? policy,
        Func<StaffPageContext, Task<IResult>> take
    )
    {
        await RecogniseAsync(http, policy);
        var (form, status) = await PostedForm.ReadAsync(
            http,
            MostBytes,
            TimeSpan.FromSeconds(15),
            http.RequestServices.GetRequiredService<TimeProvider>()
        );
        if (form is null)
            return Results.StatusCode(status);
        if (!await http.RequestServices.GetRequiredService<IAntiforgery>().IsRequestValidAsync(http))
            return Stale(StaffPageContext.Of(http), form);
        try
        {
            return await take(StaffPageContext.Of(http).Posted(form));
        }
        // The account may do it no longer: its sign-in ended, or its role changed, while the form arrived.
        catch (UnauthorizedAccessException)
        {
            return Results.StatusCode(StatusCodes.Status403Forbidden);
        }
    }

    // A page that is open to anybody is not authorized, but it greets whoever is signed in.
    public static async Task RecogniseAsync(HttpContext http, string? policy = null)
    {
        if (policy is not null)
            return;
        var (verdict, who) = await http
            .RequestServices.GetRequiredService<StaffAuthorizer>()
            .AskAsync(await StaffSignIn.ReadAsync(http), StaffPolicies.SetUpOwnAccount);
        http.RequestServices.GetRequiredService<StaffSession>().Set(verdict, who);
    }
}
