using Microsoft.AspNetCore.Diagnostics;
using Microsoft.Net.Http.Headers;
using PreferenceCenter.Shared.Layouts;

namespace PreferenceCenter.Shared.Errors;

/// <summary>
/// Shows an error page in the reader's language for every refusal that has no page of its own. Details of a failure are
/// not shown.
/// </summary>
internal static class ErrorPages
{
    private const string RetryAfterSeconds = "5";

    /// <param name="passes">Whether a failure may be over at the next attempt: then 503 with Retry-After.</param>
    public static void UseFailurePages(this WebApplication app, Func<Exception?, bool> passes) =>
        app.UseExceptionHandler(
            new ExceptionHandlerOptions
            {
                ExceptionHandler = http =>
                    ShowAsync(
                        http,
                        passes(http.Features.Get<IExceptionHandlerFeature>()?.Error)
                            ? StatusCodes.Status503ServiceUnavailable
                            : StatusCodes.Status500InternalServerError
                    ),
                // Told once when it begins and once when it is over, not with each request.
                SuppressDiagnosticsCallback = failure => passes(failure.Exception),
            }
        );

    /// <summary>
    /// Gives every refusal without a body its page. Public routes end before this is reached and ask
    /// <see cref="CompleteAsync"/> themselves.
    /// </summary>
    public static void UseRefusalPages(this WebApplication app) =>
        app.UseStatusCodePages(context => ShowAsync(context.HttpContext, context.HttpContext.Response.StatusCode));

    /// <summary>Writes the error page if the response is a refusal that has no body yet.</summary>
    public static Task CompleteAsync(HttpContext http) =>
        http.Response is { HasStarted: false, StatusCode: >= 400, ContentLength: null, ContentType: null }
            ? ShowAsync(http, http.Response.StatusCode)
            : Task.CompletedTask;

    /// <summary>
    /// The page for a text that is longer than its field allows: a bad request (400) with the words of 413.
    /// </summary>
    public static IResult TooLong(PageContext frame) =>
        Page.Of<ErrorPage>(new ErrorView(frame, StatusCodes.Status413PayloadTooLarge), StatusCodes.Status400BadRequest);

    private static async Task ShowAsync(HttpContext http, int status)
    {
        if (status is StatusCodes.Status503ServiceUnavailable or StatusCodes.Status429TooManyRequests)
            // Whoever refuses for a limit knows when it is over.
            http.Response.Headers.TryAdd(HeaderNames.RetryAfter, RetryAfterSeconds);
        // Nothing of the request is read here: reading a post that was refused for its size would fail again.
        http.Features.Get<IStatusCodePagesFeature>()?.Enabled = false;
        var own = http
            .RequestServices.GetServices<OwnErrorPages>()
            .FirstOrDefault(part => http.Request.Path.StartsWithSegments(part.Path, StringComparison.Ordinal));
        var page = own is not null ? await own.Show(http, status) : Ordinary(http, status);
        await page.ExecuteAsync(http);
    }

    private static Page<ErrorPage> Ordinary(HttpContext http, int status)
    {
        var pages = http.RequestServices.GetRequiredService<PageContexts>();
        return Page.Of<ErrorPage>(new ErrorView(pages.For(http.Request), status, http.TraceIdentifier), status);
    }
}
