using PreferenceCenter.Shared.Layouts;

namespace PreferenceCenter.Shared.Arrivals;

/// <summary>
/// A page that loads itself once more. A cookie that is SameSite=Strict is not sent with a request that a page of
/// another site caused, such as a link in webmail; it is sent with the next one, which our own page causes. So whoever
/// is signed in arrives signed in, and no other site can make a request in their name.
/// </summary>
internal static class Arrival
{
    /// <summary>
    /// Whether the browser came from another site and has sent no cookie of these names. Never true of the second
    /// request, whose cause is our own page.
    /// </summary>
    public static bool IsNeeded(HttpRequest request, string cookiePrefix) =>
        (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
        && request.Headers["Sec-Fetch-Site"] == "cross-site"
        && request.Headers["Sec-Fetch-Mode"] == "navigate"
        && !request.Cookies.Keys.Any(name => name.StartsWith(cookiePrefix, StringComparison.Ordinal));

    public static IResult Of(PageContext frame) => new Reloading(Page.Of<ArrivalPage>(new ArrivalView(frame)));

    /// <summary>Adds the header that a browser obeys without script; without an address it loads the same one.</summary>
    private sealed class Reloading(IResult page) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.Headers["Refresh"] = "0";
            return page.ExecuteAsync(httpContext);
        }
    }
}

/// <summary>View of the page that loads itself once more.</summary>
public sealed record ArrivalView(PageContext Frame) : PageView(Frame);
