using Microsoft.AspNetCore.Diagnostics;
using PreferenceCenter.Shared.Layouts;
using PreferenceCenter.Shared.Theme;

namespace PreferenceCenter.Shared.Errors;

/// <summary>
/// Every refusal without words of its own gets a page in the reader's language; what went wrong inside stays inside.
/// </summary>
internal static class ErrorPages
{
    private const string RetryAfterSeconds = "5";

    /// <param name="passes">Tells what may be over the next time: whoever meets it is asked to come again.</param>
    public static void UseErrorPages(this WebApplication app, Func<Exception?, bool> passes)
    {
        app.UseExceptionHandler(failed =>
            failed.Run(http =>
                ShowAsync(
                    http,
                    passes(http.Features.Get<IExceptionHandlerFeature>()?.Error)
                        ? StatusCodes.Status503ServiceUnavailable
                        : StatusCodes.Status500InternalServerError
                )
            )
        );
        app.UseStatusCodePages(context => ShowAsync(context.HttpContext, context.HttpContext.Response.StatusCode));
    }

    /// <summary>A text longer than its field takes: a bad request, in the words for it.</summary>
    public static IResult TooLong(PageContext frame) =>
        Page.Of<ErrorPage>(new ErrorView(frame, StatusCodes.Status413PayloadTooLarge), StatusCodes.Status400BadRequest);

    private static Task ShowAsync(HttpContext http, int status)
    {
        if (status is StatusCodes.Status503ServiceUnavailable or StatusCodes.Status429TooManyRequests)
            http.Response.Headers.RetryAfter = RetryAfterSeconds;
        // The body limit of a refused post would refuse the answer's own reading of it: nothing of the request is read
        // here.
        http.Features.Get<IStatusCodePagesFeature>()?.Enabled = false;
        var pages = http.RequestServices.GetRequiredService<PageContexts>();
        return Page.Of<ErrorPage>(new ErrorView(pages.For(http.Request), status, http.TraceIdentifier), status)
            .ExecuteAsync(http);
    }
}
